/** Every language has all the words, and all their places for values. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES, choose, counted, language, say } from "../page/words.js";

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
