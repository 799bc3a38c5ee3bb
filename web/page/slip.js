/**
 * The slip next to the pages: their setting, as a sentence with words that can be changed, and the articles as understood.
 */
import { inWords, reported } from "./remarks.js";
import { element, wordButton } from "./sheets.js";
import { counted, language, locale, names, say } from "./words.js";

/** @typedef {{ size?: string, paper?: string, font?: string, style?: string, standard?: string }} Look */
/** @typedef {{ reason: string, rule: string, words: number, text: string }} LeftOut */
/** @typedef {{ message: string, code?: string, warning?: boolean }} Remark */

/** The words of the sentence that can be changed, and the table of the values of each. */
const CHOICES = /** @type {const} */ ({
  size: "sizes",
  paper: "papers",
  font: "fonts",
  style: "styles",
  standard: "standards",
});

/** The default of each word. */
const USUAL = { size: "normal", paper: "a4", font: "", style: "article", standard: "" };

/**
 * Writes the sentence about the setting of the pages.
 * @param {HTMLElement} place
 * @param {Look} look
 * @param {string | undefined} size the size of the pages, if none was chosen
 * @param {string[]} families the faces that were added
 * @param {(look: Look) => void} change
 */
export function setting(place, look, size, families, change) {
  const focused = document.activeElement?.id;
  const parts = say("setting").split(/\{(\w+)\}/);
  place.replaceChildren(
    ...parts.map((part, number) => {
      if (number % 2 === 0) {
        return part;
      }
      const name = /** @type {keyof typeof CHOICES} */ (part);
      const value = look[name] ?? (name === "size" ? size : undefined) ?? USUAL[name];
      const more = name === "font" ? families : [];
      return choice(name, value, more, (chosen) => change({ ...look, [name]: chosen || undefined }));
    }),
  );
  if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

/** A word that can be changed. */
function choice(name, value, more, change) {
  const select = element("select");
  select.id = `choose-${name}`;
  select.setAttribute("aria-label", say(name));
  const table = { ...names(CHOICES[name]), ...Object.fromEntries(more.map((key) => [key, key])) };
  for (const [key, text] of Object.entries(value in table ? table : { ...table, [value]: value })) {
    select.append(new Option(text, key, false, key === value));
  }
  select.addEventListener("change", () => change(select.value));
  return select;
}

/**
 * Author and date, language and length, as a line.
 * @param {any} understood
 */
export function byline(understood) {
  const list = new Intl.ListFormat(language(), { type: "conjunction" });
  const parts = [];
  if (understood.authors.length > 0) {
    parts.push(say("by", { authors: list.format(understood.authors) }));
  }
  if (understood.date) {
    parts.push(day(understood.date));
  }
  if (understood.language) {
    parts.push(nameOf(understood.language));
  }
  parts.push(counted(understood.words, "oneWord", "words"));
  // A dot may end a line but not begin one.
  return parts.join("\u00a0· ");
}

/** The name of a language; a tag that no browser knows stays a tag. */
function nameOf(tag) {
  try {
    return new Intl.DisplayNames(language(), { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A date as people write it; a month or a year stays one. */
function day(iso) {
  const parts = iso.slice(0, 10).split("-").map(Number);
  const form = /** @type {const} */ ([{ year: "numeric" }, { year: "numeric", month: "long" }, { dateStyle: "long" }]);
  const date = new Date(Date.UTC(parts[0], (parts[1] ?? 1) - 1, parts[2] ?? 1));
  return new Intl.DateTimeFormat(locale(), { ...form[parts.length - 1], timeZone: "UTC" }).format(date);
}

/**
 * The parts that were left out of an article, each with a button to restore it.
 * @param {{ understood: any, wish: { without: string[], keep_all?: boolean } }} article
 * @param {(wish: { without: string[], keep_all?: boolean }) => void} change
 * @returns {HTMLElement[]}
 */
export function leftOut({ understood, wish }, change) {
  const reasons = names("reasons");
  const out = [];
  /** @type {LeftOut[]} */
  const parts = understood.leftOut;
  if (parts.length > 0) {
    const details = element("details");
    const words = parts.reduce((sum, part) => sum + part.words, 0);
    const list = element("ul");
    for (const part of parts) {
      const item = element("li", `${reasons[part.reason] ?? part.reason}: ${say("quoted", { text: part.text })} `);
      const keep = () => change({ ...wish, without: [...wish.without, part.rule] });
      item.append(wordButton(say("keep"), keep, say("keepLong", { text: part.text })));
      list.append(item);
    }
    const all = element("p");
    all.append(wordButton(say("keepAll"), () => change({ ...wish, keep_all: true })));
    details.append(element("summary", `${say("leftOut")}: ${counted(words, "oneWord", "words")}`), list, all);
    out.push(details);
  }
  const kept = wish.without.map((rule) => [say("keptRule", { rule }), { ...wish, without: wish.without.filter((one) => one !== rule) }]);
  if (wish.keep_all) {
    kept.push([`${say("kept")}.`, { ...wish, keep_all: false }]);
  }
  for (const [text, back] of kept) {
    const line = element("p", `${text} `);
    line.append(wordButton(say("leaveOut"), () => change(/** @type {any} */ (back))));
    out.push(line);
  }
  return out;
}

/**
 * Warnings, each once, with their remedies.
 * @param {Remark[]} remarks
 * @returns {HTMLElement[]}
 */
export function warnings(remarks) {
  const told = new Set();
  const lines = [];
  for (const remark of remarks.filter(({ warning }) => warning)) {
    const { text, lang } = inWords(remark);
    if (!told.has(text)) {
      told.add(text);
      const line = element("p", text);
      line.lang = lang;
      lines.push(line);
    }
  }
  return lines;
}

/**
 * The report on a guideline.
 * @param {{ title: string, met: boolean, rows: { rule: string, found: string, met: boolean }[] } | null} found
 * @returns {HTMLElement[]}
 */
export function report(found) {
  if (!found) {
    return [];
  }
  const details = element("details");
  details.id = "report";
  details.dataset.key = "report";
  const list = element("ul");
  for (const row of found.rows) {
    list.append(element("li", `${row.met ? "✓" : "✗"} ${reported(row.rule) ?? row.rule}: ${reported(row.found) ?? row.found}`));
  }
  const title = reported(found.title) ?? found.title;
  details.append(element("summary", say(found.met ? "report" : "reportUnmet", { title })), list);
  return [details];
}
