/** The page is for everybody: axe finds nothing, and nothing is cut off at four times the size. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { anew, choose, open, start } from "./browser.js";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let started;
before(async () => {
  started = await start();
});
after(() => started.close());

/** The findings of axe, as short lines. */
async function judged(page) {
  const found = await page.evaluate(async (axe) => {
    // The policy of the page forbids a script element; a driver's own evaluation is outside it.
    new Function(axe).call(window);
    return (await window.axe.run(document)).violations;
  }, AXE);
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`));
}

const LOOKS = [
  ["a desk", {}],
  ["a dark desk", { colorScheme: "dark" }],
  ["a telephone", { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ["forced colours", { forcedColors: "active" }],
  ["four times the size", { viewport: { width: 320, height: 256 } }],
];

for (const [name, options] of LOOKS) {
  test(`axe finds nothing on ${name}`, async () => {
    const { page, context } = await open(started, { ...options, bypassCSP: true });
    assert.deepEqual(await judged(page), [], "empty");
    await anew(page, () => choose(page, "news.txt"));
    for (const summary of await page.locator("#notes summary").all()) {
      await summary.click();
    }
    assert.deepEqual(await judged(page), [], "with an article");
    await anew(page, () => choose(page, "essay.md"));
    await anew(page, () => page.selectOption("#choose-standard", "aph"));
    assert.deepEqual(await judged(page), [], "with an edition and a report");
    const [inside, across] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    assert.ok(across <= inside, `${across} pixels across in ${inside}`);
    await context.close();
  });
}

test("the words of every page are there for those who listen, and results are told", async () => {
  const { page, context } = await open(started);
  await anew(page, () => choose(page, "essay.md"));
  const first = page.locator(".sheet").first();
  assert.match(await first.getAttribute("aria-label"), /^Page 1 of \d+$/);
  const words = await first.locator(".heard").textContent();
  assert.match(words, /In Praise of the Offprint/);
  assert.match(words, /bottom drawer of my grandfather’s desk/);
  assert.match(await page.locator("#status").textContent(), /^\d+ pages, set normal\.$/);
  await context.close();
});

test("nothing moves", async () => {
  const { page, context } = await open(started);
  await anew(page, () => choose(page, "essay.md"));
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0);
  await context.close();
});
