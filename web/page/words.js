/**
 * The words of the page, a table for each language. A new language is a column here: every key of `en` has to be in it,
 * which the tests of the page check.
 */

/** @typedef {keyof typeof en} Word */

const en = {
  language: "Deutsch",
  languageCode: "de",
  opening: "Any article, set to be read",
  lead:
    "Drop a web page, a text, an e-mail or an e-book here, or paste one. It becomes pages at the size your eyes want, to print or to keep.",
  drop: "Drop an article here",
  pages: "Pages",
  page: "Page {number} of {count}",
  textSize: "Text size",
  smaller: "A−, smaller text",
  larger: "A+, larger text",
  setting: "Set {size} on {paper} paper, in {font}, as {style}, {standard}.",
  size: "Text size",
  paper: "Paper",
  font: "Face",
  style: "Style",
  standard: "Guideline",
  print: "Print",
  saveAs: "or save as {formats}",
  or: " or ",
  edition: "Edition",
  editionTitle: "Title",
  editionDefault: "My reading",
  orderHelp: "Drag an article to its place, or move it with the arrow keys on its handle.",
  move: "Move {title}",
  remove: "Remove {title}",
  removeShort: "remove",
  moved: "{title} is now number {number} of {count}.",
  notes: "What was understood",
  leftOut: "Left out",
  words: "{count} words",
  oneWord: "1 word",
  keep: "keep it",
  quoted: "“{text}”",
  keepLong: "keep it: {text}",
  leaveOut: "leave out again",
  kept: "Kept",
  keptRule: "What the rule “{rule}” would leave out stays.",
  keepAll: "keep everything",
  said: "To know",
  report: "{title}: met",
  reportUnmet: "{title}: not met",
  choose: "Choose files",
  chooseFolder: "a folder",
  chooseFace: "a font file",
  example: "look at an example",
  pasteTitle: "Paste a text",
  pasteHelp: "Text, Markdown or HTML",
  set: "Set it",
  promise: "Nothing leaves this device.",
  restart: "Start again",
  pasted: "Pasted text",
  working: "Setting the pages.",
  laid: "{pages}, set {size}.",
  count: "{count} pages",
  onePage: "1 page",
  saved: "{name} was saved.",
  added: "The face {family} was added.",
  notFace: "{name} is not a font that can be set.",
  nothing: "There was no article in what you gave.",
  failed: "The program stopped at {name}, which was taken away: {why} The other articles are still here.",
  stopped: "The program stopped: {why} The articles are still here.",
  by: "By {authors}",
  and: " and ",
  sizes: { small: "small", normal: "normal", large: "large", "x-large": "extra large", huge: "huge" },
  papers: { a4: "A4", a5: "A5", a3: "A3", letter: "Letter", legal: "Legal", "6x9in": "6 × 9 inch" },
  fonts: { "": "the face of its size", serif: "a serif face", sans: "a sans-serif face", mono: "a typewriter face" },
  styles: {
    article: "an article",
    book: "a book",
    newspaper: "a newspaper",
    manuscript: "a manuscript",
    "large-print": "large print",
    dyslexia: "pages for dyslexic readers",
    night: "white on black",
    sepia: "brown on cream",
  },
  standards: {
    "": "by no guideline",
    "rnib-clear": "by RNIB Clear Print",
    "ukaaf-large": "by UKAAF large print",
    acb: "by ACB large print",
    aph: "by APH large print",
    "wcag-aaa": "by WCAG 1.4.8",
  },
  formats: { pdf: "PDF", epub: "EPUB", md: "Markdown", html: "HTML" },
  reasons: {
    "page-hidden": "hidden text",
    "page-navigation": "navigation",
    "page-sharing": "sharing",
    "page-related": "links to other articles",
    "page-comments": "comments",
    "page-advertisement": "advertising",
    "page-newsletter": "sign-ups",
    "page-cookies": "cookie notices",
    "page-filing": "bylines and tags",
    "page-controls": "forms and buttons",
    "page-frame": "the page’s head and foot",
    "page-repeated": "text that stands there twice",
    "page-outside": "text beside the article",
    "page-note": "text of notes",
    "page-title": "a repeated title",
  },
};

/** @type {typeof en} */
const de = {
  language: "English",
  languageCode: "en",
  opening: "Jeder Artikel, zum Lesen gesetzt",
  lead:
    "Legen Sie eine Webseite, einen Text, eine E-Mail oder ein E-Book hierher, oder fügen Sie es ein. Daraus werden Seiten in der Größe, die Ihre Augen wünschen, zum Drucken oder Aufheben.",
  drop: "Artikel hier ablegen",
  pages: "Seiten",
  page: "Seite {number} von {count}",
  textSize: "Schriftgröße",
  smaller: "A−, kleinere Schrift",
  larger: "A+, größere Schrift",
  setting: "{size} gesetzt auf {paper}, aus {font}, als {style}, {standard}.",
  size: "Schriftgröße",
  paper: "Papier",
  font: "Schrift",
  style: "Stil",
  standard: "Richtlinie",
  print: "Drucken",
  saveAs: "oder sichern als {formats}",
  or: " oder ",
  edition: "Ausgabe",
  editionTitle: "Titel",
  editionDefault: "Meine Lektüre",
  orderHelp: "Ziehen Sie einen Artikel an seinen Platz, oder bewegen Sie ihn mit den Pfeiltasten auf seinem Griff.",
  move: "{title} bewegen",
  remove: "{title} entfernen",
  removeShort: "entfernen",
  moved: "{title} ist jetzt Nummer {number} von {count}.",
  notes: "Was verstanden wurde",
  leftOut: "Weggelassen",
  words: "{count} Wörter",
  oneWord: "1 Wort",
  keep: "behalten",
  quoted: "„{text}“",
  keepLong: "behalten: {text}",
  leaveOut: "wieder weglassen",
  kept: "Behalten",
  keptRule: "Was die Regel „{rule}“ weglassen würde, bleibt.",
  keepAll: "alles behalten",
  said: "Zu wissen",
  report: "{title}: eingehalten",
  reportUnmet: "{title}: nicht eingehalten",
  choose: "Dateien wählen",
  chooseFolder: "einen Ordner",
  chooseFace: "eine Schriftdatei",
  example: "ein Beispiel ansehen",
  pasteTitle: "Text einfügen",
  pasteHelp: "Text, Markdown oder HTML",
  set: "Setzen",
  promise: "Nichts verlässt dieses Gerät.",
  restart: "Neu beginnen",
  pasted: "Eingefügter Text",
  working: "Die Seiten werden gesetzt.",
  laid: "{pages}, {size} gesetzt.",
  count: "{count} Seiten",
  onePage: "1 Seite",
  saved: "{name} wurde gesichert.",
  added: "Die Schrift {family} ist hinzugekommen.",
  notFace: "{name} ist keine Schrift, aus der gesetzt werden kann.",
  nothing: "Darin war kein Artikel.",
  failed: "Das Programm blieb bei {name} stehen, das entfernt wurde: {why} Die anderen Artikel sind noch da.",
  stopped: "Das Programm blieb stehen: {why} Die Artikel sind noch da.",
  by: "Von {authors}",
  and: " und ",
  sizes: { small: "Klein", normal: "Normal", large: "Groß", "x-large": "Sehr groß", huge: "Riesig" },
  papers: { a4: "A4", a5: "A5", a3: "A3", letter: "Letter", legal: "Legal", "6x9in": "6 × 9 Zoll" },
  fonts: { "": "der Schrift der Größe", serif: "einer Antiqua", sans: "einer Grotesk", mono: "einer Maschinenschrift" },
  styles: {
    article: "Artikel",
    book: "Buch",
    newspaper: "Zeitung",
    manuscript: "Manuskript",
    "large-print": "Großdruck",
    dyslexia: "Seiten für Menschen mit Legasthenie",
    night: "Weiß auf Schwarz",
    sepia: "Braun auf Creme",
  },
  standards: {
    "": "nach keiner Richtlinie",
    "rnib-clear": "nach RNIB Clear Print",
    "ukaaf-large": "nach UKAAF-Großdruck",
    acb: "nach ACB-Großdruck",
    aph: "nach APH-Großdruck",
    "wcag-aaa": "nach WCAG 1.4.8",
  },
  formats: { pdf: "PDF", epub: "EPUB", md: "Markdown", html: "HTML" },
  reasons: {
    "page-hidden": "verborgener Text",
    "page-navigation": "Navigation",
    "page-sharing": "Teilen",
    "page-related": "Verweise auf andere Artikel",
    "page-comments": "Kommentare",
    "page-advertisement": "Werbung",
    "page-newsletter": "Anmeldungen",
    "page-cookies": "Cookie-Hinweise",
    "page-filing": "Autorenzeilen und Schlagwörter",
    "page-controls": "Formulare und Knöpfe",
    "page-frame": "Kopf und Fuß der Seite",
    "page-repeated": "Text, der zweimal dasteht",
    "page-outside": "Text neben dem Artikel",
    "page-note": "Text von Anmerkungen",
    "page-title": "wiederholter Titel",
  },
};

/** All languages, by the code that the browser uses. */
export const LANGUAGES = { en, de };

/** @type {keyof typeof LANGUAGES} */
let current = "en";

/** The language of the page, as a code. */
export const language = () => current;

/** The same with the country that the browser names, which decides how dates and numbers are written. */
export const locale = () => globalThis.navigator?.languages?.find((tag) => tag.split("-")[0] === current) ?? current;

/**
 * Chooses the first of these languages that there is.
 * @param {readonly string[]} wanted codes such as `de-AT`
 */
export function choose(wanted) {
  const known = /** @type {(keyof typeof LANGUAGES)[]} */ (Object.keys(LANGUAGES));
  const found = wanted.map((code) => known.find((name) => code.toLowerCase().split("-")[0] === name));
  current = found.find((name) => name !== undefined) ?? "en";
}

/**
 * The words under a name, with values in place of `{name}`.
 * @param {Word} word
 * @param {Record<string, string | number>} [values]
 */
export function say(word, values = {}) {
  const text = LANGUAGES[current][word];
  return String(text).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * A table of names, such as those of the sizes.
 * @param {"sizes" | "papers" | "fonts" | "styles" | "standards" | "formats" | "reasons"} table
 * @returns {Record<string, string>}
 */
export const names = (table) => LANGUAGES[current][table];

/**
 * A number with its noun.
 * @param {number} count
 * @param {Word} one
 * @param {Word} many
 */
export const counted = (count, one, many) =>
  count === 1 ? say(one) : say(many, { count: count.toLocaleString(locale()) });
