/**
 * The page: holds the files on the desk, asks the worker for pages, and shows them.
 *
 * Every change goes the same way: `articles` and `look` are changed, `lay` asks for pages, `draw` writes the slip anew.
 */
import { kind, ofFiles, ofText, ofTransfer } from "./intake.js";
import { order } from "./order.js";
import { Press } from "./press.js";
import { inWords, reported } from "./remarks.js";
import { save, stem } from "./save.js";
import { Sheets, wordButton } from "./sheets.js";
import { byline, leftOut, report, setting, warnings } from "./slip.js";
import { choose, counted, language, names, say } from "./words.js";

/** @typedef {{ path: string, wish: { without: string[], keep_all?: boolean }, understood: any }} Article */

const SIZES = ["small", "normal", "large", "x-large", "huge"];

/** @param {string} id @returns {any} */
const $ = (id) => document.getElementById(id);
const press = new Press();
const sheets = new Sheets($("sheets"), press);

/** @type {Map<string, Uint8Array>} every file that was given, for a worker that has to start anew */
const files = new Map();
/** @type {Article[]} */
let articles = [];
/** @type {import("./slip.js").Look} */
let look = {};
/** @type {any} the module's messages about the pages that are shown */
let laid;
/** @type {Map<string, Uint8Array[]>} the font files that were added, by family */
const families = new Map();
let title = "";
/** @type {string[]} sentences about the last action */
let told = [];

/** Announces a sentence to screen readers. @param {string} text */
const tell = (text) => {
  $("status").textContent = text;
};

/** The title of an article, or the name of its file. @param {Article} article */
const titleOf = ({ path, understood }) => understood.title ?? path.split("/").pop() ?? path;
const isEdition = () => articles.length > 1;
const paths = () => articles.map((article) => article.path);
/** The choices in the form of the module. */
const wanted = () => ({ ...look, ...(isEdition() ? { edition: title || say("editionDefault") } : {}) });

/**
 * Does work that may fail, and reports a failure.
 * @param {() => Promise<void>} work
 * @param {string} [name] the file to blame if the program stops
 */
async function attempt(work, name = "") {
  try {
    await work();
  } catch (error) {
    const fault = /** @type {import("./press.js").Fault} */ (error);
    if (fault.dead) {
      await restart(name, inWords(fault).text);
    } else {
      told.push(inWords(fault).text);
      tell(told.join(" "));
    }
    draw();
  }
}

/** Continues in a new worker, without the article that stopped the old one. @param {string} name @param {string} why */
async function restart(name, why) {
  files.delete(name);
  articles = articles.filter((article) => article.path !== name);
  await press.renew();
  for (const bytes of [...families.values()].flat()) {
    await press.ask("face", bytes);
  }
  for (const [path, bytes] of files) {
    await press.ask("put", path, bytes);
  }
  await read(articles);
  told.push(name ? say("failed", { name, why }) : say("stopped", { why }));
  tell(told.join(" "));
}

let taking = Promise.resolve();

/** Adds files after the earlier ones. @param {import("./intake.js").Given[]} given */
function take(given) {
  taking = taking.then(() => takeIn(given));
  return taking;
}

/** @param {import("./intake.js").Given[]} given */
async function takeIn(given) {
  const begun = performance.now();
  const before = articles;
  told = [];
  const faces = given.filter(({ path }) => kind(path) === "face");
  for (const { path, bytes } of faces) {
    await attempt(async () => {
      const family = await press.ask("face", bytes);
      told.push(family ? say("added", { family }) : say("notFace", { name: path }));
      if (family) {
        families.set(family, [...(families.get(family) ?? []), bytes]);
      }
    });
  }
  const rest = given.filter(({ path }) => kind(path) !== "face");
  for (const { path, bytes } of rest) {
    files.set(path, bytes);
    await press.ask("put", path, bytes);
  }
  const found = rest.filter(({ path }) => kind(path) === "article");
  for (const { path } of found) {
    await attempt(async () => {
      const wish = { without: [] };
      const understood = await press.ask("read", path, wish);
      articles = [...articles.filter((article) => article.path !== path), { path, wish, understood }];
    }, path);
  }
  if (found.length === 0 && faces.length === 0 && articles.length === 0) {
    told.push(say("nothing"));
  }
  if (rest.length > found.length) {
    // Pictures may belong to articles that were here before them.
    await attempt(() => read(articles.filter((article) => before.includes(article))));
  }
  tell(told.join(" "));
  if (articles.length > 0) {
    const count = articles.length;
    await attempt(lay, found.at(-1)?.path);
    if (articles.length < count) {
      // The new article was taken away before it had pages; those of the others are made again.
      await attempt(lay);
    }
    performance.measure("offprint:given", { start: begun });
  } else {
    draw();
  }
}

/** Reads articles again. @param {Article[]} some */
async function read(some) {
  for (const article of some) {
    article.understood = await press.ask("read", article.path, article.wish);
  }
}

/** Makes pages anew and shows them. */
async function lay() {
  if (articles.length === 0) {
    sheets.clear();
    $("sheets").replaceChildren($blank);
    laid = undefined;
    draw();
    return;
  }
  const begun = performance.now();
  const fresh = await press.ask("lay", paths(), wanted());
  laid = fresh;
  draw();
  await sheets.show(fresh, articles[0].understood.language ?? "");
  performance.measure("offprint:pages", { start: begun });
  const pages = counted(fresh.pages.length, "onePage", "count");
  const judged = fresh.report && say(fresh.report.met ? "report" : "reportUnmet", { title: reported(fresh.report.title) ?? fresh.report.title });
  tell([say("laid", { pages, size: names("sizes")[fresh.size] ?? fresh.size }), judged].filter(Boolean).join(" "));
}

/** Makes pages anew after a change, and clears the sentences about the last action. @param {() => Promise<void>} [work] */
function renewed(work = async () => {}) {
  told = [];
  return attempt(async () => {
    await work();
    await lay();
  });
}

/** @param {import("./slip.js").Look} next */
function change(next) {
  look = next;
  return renewed();
}

/** The requested size, or the default size of the pages. */
const size = () => look.size ?? laid?.size ?? "normal";

/** One of the five sizes up or down. @param {number} step */
function resize(step) {
  const to = SIZES[SIZES.indexOf(size()) + step];
  return to ? change({ ...look, size: to }) : undefined;
}

/** Makes a file and hands it over. @param {string} format */
function hand(format) {
  told = [];
  return attempt(async () => {
    tell(say("working"));
    const name = isEdition() ? title || say("editionDefault") : titleOf(articles[0]);
    const file = `${stem(name, "offprint")}.${format}`;
    const made = await press.ask("make", format, paths(), wanted(), file);
    const packed = made.packed ? file.replace(/\.\w+$/, ".zip") : file;
    save(made.bytes, packed);
    tell(say("saved", { name: packed }));
  });
}

/** Writes the slip. */
function draw() {
  const some = articles.length > 0;
  document.body.classList.toggle("empty", !some);
  document.documentElement.lang = language();
  for (const place of document.querySelectorAll("[data-words]")) {
    place.textContent = say(/** @type {any} */ (place).dataset.words);
  }
  for (const place of document.querySelectorAll("[data-label]")) {
    place.setAttribute("aria-label", say(/** @type {any} */ (place).dataset.label));
  }
  $("language").textContent = say("language");
  $("language").lang = say("languageCode");
  const named = isEdition() ? title || say("editionDefault") : some ? titleOf(articles[0]) : say("opening");
  $("title").textContent = named;
  $("title").lang = some && !isEdition() ? (articles[0].understood.language ?? "") : "";
  document.title = some ? `${named} · Offprint` : "Offprint";
  $("byline").hidden = !some || isEdition();
  $("byline").textContent = some && !isEdition() ? byline(articles[0].understood) : "";
  for (const part of document.querySelectorAll(".work")) {
    /** @type {HTMLElement} */ (part).hidden = !some;
  }
  setting($("setting"), look, laid?.size, [...families.keys()], change);
  const at = SIZES.indexOf(size());
  $("smaller").disabled = at <= 0;
  $("larger").disabled = at === SIZES.length - 1;
  $("count").textContent = laid ? counted(laid.pages.length, "onePage", "count") : "";
  drawFormats();
  $("articles").hidden = !some;
  $("articles").classList.toggle("one", !isEdition());
  if (document.activeElement !== $("edition")) {
    $("edition").value = title || say("editionDefault");
  }
  const entries = articles.map((article) => ({ path: article.path, title: titleOf(article) }));
  order($("order"), entries, reorder, remove);
  drawNotes();
  $("restart").hidden = !some;
}

/** The formats to save as; only some can bind several articles. */
function drawFormats() {
  // Buttons that stay keep the focus.
  const key = `${language()} ${isEdition()}`;
  if ($("save").dataset.key === key) {
    return;
  }
  $("save").dataset.key = key;
  const formats = Object.entries(names("formats")).filter(([key]) => !isEdition() || key === "pdf" || key === "epub");
  const list = new Intl.ListFormat(language(), { type: "disjunction" });
  const [before, after = ""] = say("saveAs").split("{formats}");
  const parts = list.formatToParts(formats.map(([, name]) => name)).map(({ type, value }) => {
    const format = formats.find(([, name]) => type === "element" && name === value)?.[0];
    return format ? wordButton(value, () => hand(format)) : value;
  });
  $("save").replaceChildren(before, ...parts, after);
}

/** Each article as it was understood, and the messages about the pages. */
function drawNotes() {
  const found = articles.flatMap((article) => {
    const parts = leftOut(article, (wish) => {
      article.wish = wish;
      return renewed(() => read([article]));
    });
    parts.forEach((part, number) => (part.dataset.key = `${number} ${article.path}`));
    if (isEdition() && parts.length > 0) {
      const head = document.createElement("h3");
      head.textContent = titleOf(article);
      parts.unshift(head);
    }
    return parts;
  });
  const remarks = [...articles.flatMap((article) => article.understood.warnings), ...(laid?.remarks ?? [])];
  const now = told.map((text) => Object.assign(document.createElement("p"), { className: "told", textContent: text }));
  const open = new Set([...$("notes").querySelectorAll("details[open]")].map((details) => details.dataset.key));
  const focused = $("notes").contains(document.activeElement) && document.activeElement?.closest("[data-key]")?.dataset.key;
  $("notes").replaceChildren(...now, ...report(laid?.report ?? null), ...found, ...warnings(remarks));
  // Open parts stay open, and the focus stays at its article.
  for (const details of $("notes").querySelectorAll("details")) {
    details.open = open.has(details.dataset.key);
  }
  if (focused) {
    const part = $("notes").querySelector(`[data-key="${CSS.escape(focused)}"]`);
    (part?.querySelector("summary, button") ?? $("title")).focus({ preventScroll: true });
  }
}

/** @param {string[]} next @param {{ path: string, title: string }} moved */
function reorder(next, moved) {
  articles = next.flatMap((path) => articles.filter((article) => article.path === path));
  return renewed().then(() => {
    tell(say("moved", { title: moved.title, number: next.indexOf(moved.path) + 1, count: next.length }));
  });
}

/** @param {string} path */
function remove(path) {
  files.delete(path);
  articles = articles.filter((article) => article.path !== path);
  $("title").focus();
  return renewed(() => press.ask("take", path));
}

/** Opens the files chosen in an input field. @param {string} button @param {string} input */
function chooser(button, input) {
  $(button).addEventListener("click", () => $(input).click());
  $(input).addEventListener("change", async () => {
    const given = await ofFiles($(input).files);
    $(input).value = "";
    await take(given);
  });
}

const $blank = $("blank");
choose(navigator.languages);
chooser("choose", "files");
chooser("choose-folder", "folder");
chooser("choose-face", "faces");
$("smaller").addEventListener("click", () => resize(-1));
$("larger").addEventListener("click", () => resize(1));
$("print").addEventListener("click", async () => {
  await sheets.whole();
  window.print();
});
$("language").addEventListener("click", () => {
  choose([say("languageCode")]);
  draw();
});
$("edition").addEventListener("change", () => {
  title = $("edition").value.trim();
  return renewed();
});
$("set").addEventListener("click", async () => {
  const text = $("pasted").value;
  if (text.trim()) {
    $("pasted").value = "";
    $("paste").open = false;
    await take([ofText(text, pastedName())]);
  }
});
$("example").addEventListener("click", async () => {
  const bytes = new Uint8Array(await (await fetch("essay.md")).arrayBuffer());
  await take([{ path: "essay.md", bytes }]);
});
$("restart").addEventListener("click", () => location.reload());

/** A name for pasted text that no other article has. */
const pastedName = () => {
  const taken = [...files.keys()].filter((path) => path.startsWith(say("pasted"))).length;
  return taken === 0 ? say("pasted") : `${say("pasted")} ${taken + 1}`;
};

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) {
    document.body.classList.remove("over");
  }
});
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  if (event.dataTransfer) {
    await take(await ofTransfer(event.dataTransfer, pastedName()));
  }
});
document.addEventListener("paste", async (event) => {
  const field = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
  if (!field && event.clipboardData) {
    await take(await ofTransfer(event.clipboardData, pastedName()));
  }
});

draw();
press.ready.then(
  (version) => {
    $("version").textContent = `Offprint ${version}`;
    performance.mark("offprint:module");
  },
  (fault) => {
    told = [inWords(fault).text];
    draw();
  },
);
if ("serviceWorker" in navigator && isSecureContext) {
  // It loads every file for later, so it waits until the first article is there, or nobody has come for a while. Without it
  // the page works all the same, only not offline.
  const pages = new Promise((resolve) => new PerformanceObserver(resolve).observe({ type: "measure", buffered: true }));
  const patience = new Promise((resolve) => setTimeout(resolve, 5000));
  Promise.race([pages, patience]).then(() => navigator.serviceWorker.register("sw.js")).catch(() => {});
}
