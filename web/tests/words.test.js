/** Every language has all the words, and all their places for values. */
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ADVICE, FOREIGN, REPORTS, SENTENCES, groupOf, inWords, reported } from "../page/remarks.js";
import { LANGUAGES, choose, counted, language, say } from "../page/words.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const places = (text) => [...String(text).matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test("every language has every word", () => {
  const { en, ...others } = LANGUAGES;
  for (const [code, words] of Object.entries(others)) {
    assert.deepEqual(Object.keys(words), Object.keys(en), code);
    for (const [word, text] of Object.entries(en)) {
      if (typeof text === "object") {
        assert.deepEqual(Object.keys(words[word]), Object.keys(text), `${code} ${word}`);
      } else {
        assert.deepEqual(places(words[word]), places(text), `${code} ${word}`);
      }
    }
  }
});

test("the first language that there is is chosen", () => {
  choose(["fr-FR", "de-CH", "en"]);
  assert.equal(language(), "de");
  assert.equal(counted(1200, "oneWord", "words"), "1.200 Wörter");
  choose(["tlh"]);
  assert.equal(say("page", { number: 2, count: 9 }), "Page 2 of 9");
});

/** Source files of the library, of which the page says the messages in its own words. */
async function sources(folder) {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".rs"));
  return Promise.all(files.map((file) => readFile(join(file.parentPath ?? file.path, file.name), "utf8")));
}

/** What a pattern finds in these texts, each once; every pattern has to find something. */
function all(texts, pattern) {
  const found = new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, one]) => one)));
  assert.ok(found.size > 0, `nothing fits ${pattern}`);
  return [...found].sort();
}

const OTHERS = Object.keys(LANGUAGES).filter((code) => code !== "en");

test("warnings and failures of the library have a sentence in every language", async () => {
  const texts = (await Promise.all(["back", "doc", "front", "layout", "style", "transform"].map((folder) => sources(`src/${folder}`)))).flat();
  const codes = all(texts, /(?:Diagnostic::warning|Error::unreadable)\(\s*codes::(\w+)/g).map((code) => code.toLowerCase().replaceAll("_", "-"));
  for (const language of OTHERS) {
    assert.deepEqual(codes.filter((code) => !(code in SENTENCES[language])), [], language);
    assert.deepEqual(Object.keys(ADVICE[language]), Object.keys(ADVICE.en), language);
  }
});

test("reasons of removals and kinds of files have words in every language", async () => {
  const removal = await readFile(join(ROOT, "src/front/removal.rs"), "utf8");
  const foreign = await readFile(join(ROOT, "src/front/foreign.rs"), "utf8");
  const reasons = all([removal], /\(Reason::\w+, codes::(PAGE_\w+),/g).map((code) => code.toLowerCase().replaceAll("_", "-"));
  assert.deepEqual(reasons.filter((reason) => !(reason in LANGUAGES.en.reasons)), []);
  const kinds = all([foreign], /^ +(?:binary|text {2})\("(\w+)",/gm);
  assert.deepEqual(kinds.filter((kind) => groupOf(kind) === undefined), []);
  for (const table of Object.values(FOREIGN)) {
    assert.deepEqual(Object.keys(table), Object.keys(FOREIGN.en));
    assert.deepEqual(kinds.filter((kind) => !(groupOf(kind) in table)), []);
  }
});

test("guidelines have their rules and values in every language", async () => {
  const standard = await readFile(join(ROOT, "src/style/standard.rs"), "utf8");
  const judge = standard.slice(standard.indexOf("pub fn judge"), standard.indexOf("#[cfg(test)]"));
  const titles = all([standard], /^ {4}\("[\w-]+", Standard::\w+, "(.+)"\),$/gm);
  const words = [...titles, ...all([judge], /"([^"]+)"/g).map((text) => text.replaceAll(/\{[^}]*\}/g, "{n}"))];
  for (const language of OTHERS) {
    assert.deepEqual(words.filter((text) => !(text in REPORTS[language])), [], language);
  }
});

test("a sentence keeps the name it is about, and numbers are written as the language writes them", () => {
  choose(["de"]);
  const picture = { code: "picture-missing", message: "The picture a b.png is not shown, as it is missing; pages and books have its alternative text in its place." };
  assert.match(inWords(picture).text, /^Ein Bild fehlt; .+: a b\.png\. Fügen Sie/);
  assert.equal(inWords({ code: "foreign", kind: "png", message: "x is y.png is a PNG picture, and holds no article to convert." }).text.split(" und ")[0], "x is y.png ist ein Bild");
  assert.equal(reported("210 x 297 mm"), "210 × 297 mm");
  assert.equal(reported("1.50 x the size"), "das 1,50-Fache der Schriftgröße");
  assert.equal(reported("leading at least 1.5"), "Zeilenabstand mindestens 1,5");
  choose(["en"]);
  assert.ok(inWords(picture).text.startsWith(picture.message));
  assert.equal(reported("1.50 x the size"), "1.50 x the size");
});
