/**
 * Sentences of the program about an article, as the page says them. The program speaks English, and its advice is for a
 * command line. Here each of its codes has advice that can be followed on the page, and a sentence in every other language.
 * A new language is an entry of each table; the tests of the page hold them to the program's own codes, rules and kinds.
 */
import { language } from "./words.js";

/** @typedef {{ message: string, code?: string | null, kind?: string | null }} Said */

/** Sentences for codes of warnings and failures; the program's own are the English ones. */
export const SENTENCES = {
  de: {
    "character-missing": "Keine Schrift hat dieses Zeichen; ein Kästchen steht dafür",
    "cover-set": "Dieses Bild kann nicht auf dem Umschlag stehen, der aus Schrift gesetzt ist",
    "encoding-damaged": "Einige Bytes bedeuten in der Kodierung der Datei nichts und sind als � zu sehen",
    "epub-empty": "Das Buch hat weder Wörter noch Bilder",
    "epub-page": "Eine Seite des Buches ließ sich nicht lesen",
    "epub-too-large": "Das Buch ist auch mit den kleinsten Bildern größer als verlangt",
    "epub-unreadable": "Die Datei ließ sich nicht als E-Book lesen",
    "face-missing": "Diese Schriftfamilie gibt es hier nicht; eine andere steht dafür",
    "face-not-embedded": "Eine Schrift hat keine Umrisse, die eine PDF-Datei aufnimmt; ihre Zeichen fehlen",
    "feed-empty": "Der Feed hat keine Einträge",
    "feed-unreadable": "Die Datei ist kein Feed in RSS, Atom oder JSON Feed",
    "formula-small": "Eine Formel ist zu breit für die Seite und deshalb kleiner gesetzt, als die Schriftgröße erlaubt",
    "from-record":
      "Die Seite zeigt ihren Artikel erst, wenn ihre Skripte gelaufen sind; der Text kommt aus ihrem Eintrag für Maschinen, ohne Überschriften und Bilder",
    "front-matter": "Die Angaben am Anfang des Textes ließen sich nicht oder nur zeilenweise lesen",
    "hardly-text": "Das ist kaum ein Text: Viele seiner Zeichen bedeuten nichts",
    json: "Diese JSON-Datei ist kein Dokument von pandoc",
    "json-unknown": "Teile unbekannter Art wurden weggelassen",
    "less-than-described": "Vielleicht fehlt viel: Der Text, von dem die Seite selbst spricht, ist nicht dabei",
    "mail-cut": "Die Datei ist abgeschnitten: Ihr letzter Teil hat kein Ende",
    "mail-unreadable": "Die Nachricht ließ sich nicht als E-Mail lesen und gilt als einfacher Text",
    "much-left-out": "Vielleicht fehlt viel: Ein großer Teil der Seite wurde weggelassen",
    "needs-scripts": "Die Seite ist fast leer, solange ihre Skripte nicht gelaufen sind, und hier laufen keine",
    "no-article": "Darin wurde kein Artikel gefunden",
    "page-empty": "Die Seite zeigt keinen Artikel; ein Skript hätte ihn geladen",
    "paper-larger": "Das Papier des Stils ist für diese Schriftgröße zu schmal; das nächstgrößere ist genommen",
    "paper-small": "Auf eine Zeile dieses Papiers passen in dieser Schriftgröße nur wenige Zeichen",
    "picture-damaged": "Ein Bild ist beschädigt oder von unbekannter Art; sein Alternativtext steht an seiner Stelle",
    "picture-lost": "Ein Bild ließ sich nicht ins Buch aufnehmen",
    "picture-missing": "Ein Bild fehlt; sein Alternativtext steht an seiner Stelle",
    "picture-outside": "Ein Bild liegt außerhalb des Ordners; sein Alternativtext steht an seiner Stelle",
    "picture-too-large": "Ein Bild ist größer als erlaubt; sein Alternativtext steht an seiner Stelle",
    "picture-unfetched": "Ein Bild ließ sich nicht laden; sein Alternativtext steht an seiner Stelle",
    "picture-unreadable": "Ein Bild ließ sich nicht zeichnen",
    "profile-missing": "Das Farbprofil wurde nicht gefunden; FOGRA39 steht dafür",
    "profile-unfit": "Das Farbprofil ist keines für den Vierfarbdruck; FOGRA39 steht dafür",
    surrogates: "Halbe Zeichen ohne ihre andere Hälfte sind als � zu sehen",
    tree: "Das Programm hat einen Fehler gemacht; bitte melden Sie ihn mit diesem Artikel",
    unsupported: "Dieses Format kann das nicht",
    internal: "Das Programm hat einen Fehler gemacht; bitte melden Sie ihn mit diesem Artikel",
    piece: "Eine Datei dieser Seite ließ sich nicht laden, die der Artikel braucht",
    worker: "Das Programm ließ sich nicht starten",
    "unread-format": "Diese Art von Datei wird nicht gelesen: Der Text steht da, wie er ist, mit seinen Zeichen",
  },
};

/** What to do about it on this page. */
export const ADVICE = {
  en: {
    "character-missing": "Add a font file that has what is missing.",
    "encoding-damaged": "Save the file as UTF-8 first.",
    "epub-empty": "If its pages are pictures, a program for text recognition can read them.",
    "epub-unreadable": "Copy or download it again.",
    "face-not-embedded": "Add a font file that has what is missing.",
    "formula-small": "Choose larger paper.",
    "from-record": "Open it in a browser, wait until the text is there, and save that page.",
    "front-matter": "Values with a colon or a leading mark need quotation marks.",
    "less-than-described": "Look through “Left out”, and keep what belongs to the article.",
    "much-left-out": "Look through “Left out”, and keep what belongs to the article.",
    "needs-scripts": "Open it in a browser, wait until the text is there, and save that page.",
    "page-empty": "Open it in a browser, wait until the text is there, and save that page.",
    "paper-small": "Choose larger paper or a smaller size.",
    "picture-missing": "Add the picture, or the folder with the article and its pictures.",
    "picture-outside": "Add the folder that holds both the article and its pictures.",
    piece: "Connect to the network and try again.",
  },
  de: {
    "character-missing": "Fügen Sie eine Schriftdatei hinzu, die enthält, was fehlt.",
    "encoding-damaged": "Sichern Sie die Datei zuerst als UTF-8.",
    "epub-empty": "Sind seine Seiten Bilder, dann kann ein Programm zur Texterkennung sie lesen.",
    "epub-unreadable": "Kopieren oder laden Sie sie noch einmal.",
    "face-not-embedded": "Fügen Sie eine Schriftdatei hinzu, die enthält, was fehlt.",
    "formula-small": "Wählen Sie größeres Papier.",
    "from-record": "Öffnen Sie sie im Browser, warten Sie, bis der Text da ist, und sichern Sie die Seite dann.",
    "front-matter": "Werte mit einem Doppelpunkt oder einem Zeichen am Anfang brauchen Anführungszeichen.",
    "less-than-described": "Sehen Sie unter „Weggelassen“ nach, und behalten Sie, was zum Artikel gehört.",
    "much-left-out": "Sehen Sie unter „Weggelassen“ nach, und behalten Sie, was zum Artikel gehört.",
    "needs-scripts": "Öffnen Sie sie im Browser, warten Sie, bis der Text da ist, und sichern Sie die Seite dann.",
    "page-empty": "Öffnen Sie sie im Browser, warten Sie, bis der Text da ist, und sichern Sie die Seite dann.",
    "paper-small": "Wählen Sie größeres Papier oder eine kleinere Schrift.",
    "picture-missing": "Fügen Sie das Bild hinzu, oder den Ordner mit dem Artikel und seinen Bildern.",
    "picture-outside": "Fügen Sie den Ordner hinzu, in dem der Artikel und seine Bilder liegen.",
    piece: "Verbinden Sie sich mit dem Netz, und versuchen Sie es noch einmal.",
  },
};

/** The name of the file, picture or character that a message of the program is about. */
const SUBJECT = /^The (?:moving picture|picture|page|face) (\S.*?) (?:is|has|claims|cannot|of the book)\b|\b(U\+[0-9A-F]{4,6})\b/;

/**
 * A message in the language of the page, with advice.
 * @param {Said} said
 * @returns {{ text: string, lang: string }} `lang` is that of the text, which is English where no other is there
 */
export function inWords({ message, code, kind }) {
  if (code === "foreign" && kind) {
    return { text: foreign(message, kind), lang: language() };
  }
  const here = language();
  const known = here === "en" ? message : SENTENCES[here]?.[code ?? ""];
  const found = here === "en" ? null : message.match(SUBJECT);
  const subject = found?.[1] ?? found?.[2];
  const sentence = known && known !== message ? `${known}${subject ? `: ${subject}` : ""}.` : message;
  const advice = ADVICE[here]?.[code ?? ""];
  return { text: [sentence, advice].filter(Boolean).join(" "), lang: known ? here : "en" };
}

/** Kinds of files that hold no article, by what can be done with them. */
const GROUPS = {
  picture: ["png", "jpeg", "gif", "webp", "tiff", "heif", "bmp", "icon", "photoshop", "svg"],
  pdf: ["pdf", "postscript", "djvu"],
  office: ["docx", "pptx", "odt", "pages", "doc", "rtf"],
  sheet: ["xlsx", "odf"],
  archive: ["zip", "gzip", "bzip2", "xz", "zstd", "7z", "rar", "tar"],
  sound: ["audio", "video"],
  kindle: ["mobi"],
  feeds: ["opml"],
  webarchive: ["plist"],
  program: ["font", "program", "database"],
};

/** What such a file is, and the way to its article. */
export const FOREIGN = {
  en: {
    picture: ["a picture", "Add it together with an article that shows it."],
    pdf: ["finished pages already", "Copy its text, and paste it here."],
    office: ["an office document", "Save it as HTML or as plain text in its program."],
    sheet: ["a table or drawing", "Save it as HTML in its program."],
    archive: ["an archive", "Unpack it first."],
    sound: ["a recording", "Add a transcript of it."],
    kindle: ["a Kindle book", "Make an EPUB of it first, for instance with calibre."],
    feeds: ["a list of feeds", "Add the articles, or a feed with whole texts."],
    webarchive: ["a web archive", "Save the page as HTML."],
    program: ["no text", "Look for the file of the article."],
  },
  de: {
    picture: ["ein Bild", "Fügen Sie es zusammen mit einem Artikel hinzu, der es zeigt."],
    pdf: ["schon fertig gesetzt", "Kopieren Sie den Text daraus, und fügen Sie ihn hier ein."],
    office: ["ein Office-Dokument", "Sichern Sie es in seinem Programm als HTML oder als einfachen Text."],
    sheet: ["eine Tabelle oder Zeichnung", "Sichern Sie sie in ihrem Programm als HTML."],
    archive: ["ein Archiv", "Entpacken Sie es zuerst."],
    sound: ["eine Aufnahme", "Fügen Sie eine Abschrift davon hinzu."],
    kindle: ["ein Kindle-Buch", "Machen Sie zuerst ein EPUB daraus, zum Beispiel mit calibre."],
    feeds: ["eine Liste von Feeds", "Fügen Sie die Artikel hinzu, oder einen Feed mit ganzen Texten."],
    webarchive: ["ein Webarchiv", "Sichern Sie die Seite als HTML."],
    program: ["kein Text", "Suchen Sie die Datei des Artikels."],
  },
};

/** The group of a kind. @param {string} kind */
export const groupOf = (kind) => Object.keys(GROUPS).find((group) => GROUPS[group].includes(kind));

/** Says that a file holds no article. @param {string} message @param {string} kind */
function foreign(message, kind) {
  const here = language();
  const [what, wayOut] = FOREIGN[here][groupOf(kind) ?? "program"];
  if (here === "en") {
    return `${message} ${wayOut}`;
  }
  const path = message.slice(0, message.lastIndexOf(" is "));
  return `${path} ist ${what} und enthält keinen Artikel. ${wayOut}`;
}

/** Guidelines: their names, their rules, and the values found, in which `{n}` is a number. */
export const REPORTS = {
  de: {
    "RNIB Clear Print": "RNIB Clear Print",
    "UKAAF large print (MS03, G003)": "UKAAF-Großdruck (MS03, G003)",
    "ACB large print (May 2025)": "ACB-Großdruck (Mai 2025)",
    "APH large print": "APH-Großdruck",
    "WCAG 2.2, success criterion 1.4.8": "WCAG 2.2, Erfolgskriterium 1.4.8",
    "body at least 12 pt (14 recommended)": "Grundschrift mindestens 12 pt (14 empfohlen)",
    "body at least 16 pt (18 ideal)": "Grundschrift mindestens 16 pt (am besten 18)",
    "body at least 18 pt": "Grundschrift mindestens 18 pt",
    "leading 1.5 to 2": "Zeilenabstand 1,5 bis 2",
    "leading at least 1.5": "Zeilenabstand mindestens 1,5",
    "leading at least 1.25": "Zeilenabstand mindestens 1,25",
    "aligned left": "linksbündig",
    "not justified": "kein Blocksatz",
    "words not split": "keine Worttrennung",
    "60 to 70 characters a line at most": "höchstens 60 bis 70 Zeichen in der Zeile",
    "80 characters a line at most": "höchstens 80 Zeichen in der Zeile",
    "no blocks of italics": "keine längeren Stellen in Kursiv",
    "no blocks of capitals": "keine längeren Stellen in Großbuchstaben",
    "no italics": "kein Kursiv",
    "no capitals alone": "keine Wörter nur in Großbuchstaben",
    "space between paragraphs": "Abstand zwischen Absätzen",
    "a blank line between paragraphs": "eine Leerzeile zwischen Absätzen",
    "paragraphs 1.5 times the leading apart": "Absätze im 1,5-fachen Zeilenabstand",
    "nothing smaller than the body": "nichts kleiner als die Grundschrift",
    "nothing under 18 pt": "nichts unter 18 pt",
    A4: "A4",
    "sans serif": "ohne Serifen",
    "sans serif with distinct I, 1 and l": "ohne Serifen, mit deutlich verschiedenem I, 1 und l",
    "folios at body size": "Seitenzahlen so groß wie die Grundschrift",
    "first heading at least 22 pt": "erste Überschrift mindestens 22 pt",
    "second heading at least 20 pt": "zweite Überschrift mindestens 20 pt",
    "no skipped levels": "keine übersprungenen Ebenen",
    "no widows or orphans": "keine einzelnen Zeilen am Anfang oder Ende von Seiten",
    "{n} pt": "{n} pt",
    "no two lines": "nirgends zwei Zeilen",
    "no two paragraphs": "nirgends zwei Absätze",
    "{n} x the size": "das {n}-Fache der Schriftgröße",
    "ragged right": "Flattersatz",
    justified: "Blocksatz",
    "{n} divided words": "{n} getrennte Wörter",
    "{n} on the median full line": "{n} in der mittleren vollen Zeile",
    "{n} on the longest line": "{n} in der längsten Zeile",
    "{n} % italic": "{n} % kursiv",
    "{n} % in capitals": "{n} % in Großbuchstaben",
    "{n} lines": "{n} Zeilen",
    "{n} lines more": "{n} Zeilen mehr",
    "{n} x {n} mm": "{n} × {n} mm",
    sans: "ohne Serifen",
    serif: "mit Serifen",
    skipped: "übersprungen",
    none: "keine",
    "{n}": "{n}",
  },
};

const NUMBER = /\d+(?:\.\d+)?/g;

/**
 * Words of a report in the language of the page.
 * @param {string} words
 * @returns {string | undefined} nothing where the language has no words for it
 */
export function reported(words) {
  const table = REPORTS[language()];
  if (!table || words in table) {
    return table ? table[words] : words;
  }
  const numbers = (words.match(NUMBER) ?? []).map((number) => number.replace(".", ","));
  return table[words.replace(NUMBER, "{n}")]?.replace(/\{n\}/g, () => numbers.shift() ?? "");
}
