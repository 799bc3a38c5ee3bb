/**
 * The sheets: each page as a picture of the drawing that the module makes, with its words for screen readers.
 *
 * A drawing is shown as a picture and not as part of the page, so that nothing an article brings along can act here; a
 * browser draws it as lines at any magnification, on screens and in print.
 */
import { say } from "./words.js";

/** @typedef {{ pages: [number, number][] }} Laid */

export class Sheets {
  /** @type {string[]} addresses of the drawings that are shown */
  #shown = [];
  /** Counts the publications, so that a newer one ends the work on an older. */
  #turn = 0;
  /** Resolves when all pages of the newest publication are there. */
  #whole = Promise.resolve();
  #rule = new CSSStyleSheet();

  /**
   * @param {HTMLElement} place
   * @param {import("./press.js").Press} press
   */
  constructor(place, press) {
    this.place = place;
    this.press = press;
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#rule];
  }

  /**
   * Shows pages; the older ones stay until the first of the new ones is drawn.
   * @param {Laid} laid
   * @param {string} lang the language of the article
   */
  async show(laid, lang) {
    this.#turn += 1;
    const turn = this.#turn;
    const sheets = laid.pages.map((size, number) => sheet(size, number, laid.pages.length, lang));
    const addresses = [];
    const fill = async (number) => {
      const { drawing, words } = await this.press.ask("page", number);
      if (turn !== this.#turn) {
        return;
      }
      const address = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
      addresses.push(address);
      const [picture, text] = sheets[number].children;
      /** @type {HTMLImageElement} */ (picture).src = address;
      text.replaceChildren(...words.map((paragraph) => element("p", paragraph)));
      await /** @type {HTMLImageElement} */ (picture).decode();
    };
    await fill(0);
    if (turn !== this.#turn) {
      return;
    }
    const before = this.#shown;
    this.#shown = addresses;
    const [place, height] = [scrollY, document.documentElement.scrollHeight];
    this.place.replaceChildren(...sheets);
    // Readers stay about where they were in the article.
    scrollTo(0, place * (document.documentElement.scrollHeight / height));
    before.forEach((address) => URL.revokeObjectURL(address));
    const [width, length] = laid.pages[0];
    this.#rule.replaceSync(`@page { size: ${width}pt ${length}pt; margin: 0 }`);
    this.#whole = (async () => {
      for (let number = 1; number < sheets.length && turn === this.#turn; number += 1) {
        await fill(number);
      }
    })();
  }

  /** Removes all pages. */
  clear() {
    this.#turn += 1;
    this.#shown.forEach((address) => URL.revokeObjectURL(address));
    this.#shown = [];
  }

  /** Resolves when every page is drawn, before which nothing should be printed. */
  whole() {
    return this.#whole;
  }
}

/** An empty sheet of that size in points. */
function sheet([width, height], number, count, lang) {
  const section = element("section");
  section.className = "sheet";
  section.setAttribute("aria-label", say("page", { number: number + 1, count }));
  section.style.setProperty("--width", String(width));
  section.style.setProperty("--height", String(height));
  const picture = element("img");
  picture.alt = "";
  picture.width = Math.round((width * 4) / 3);
  picture.height = Math.round((height * 4) / 3);
  const words = element("div");
  words.className = "heard";
  words.lang = lang;
  section.append(picture, words);
  return section;
}

/**
 * An element with text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [text]
 */
export function element(tag, text) {
  const made = document.createElement(tag);
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/**
 * A button that looks like a word.
 * @param {string} text
 * @param {() => void} act
 * @param {string} [label] its name for screen readers, if the text alone is not enough
 */
export function wordButton(text, act, label) {
  const button = element("button", text);
  button.type = "button";
  button.className = "word";
  if (label) {
    button.setAttribute("aria-label", label);
  }
  button.addEventListener("click", act);
  return button;
}
