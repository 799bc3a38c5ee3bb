/**
 * The size of the page's files, and the time it takes. The bounds are those of the goal. Times are the best of several, and
 * on a machine that is busy with other work they are printed and not judged.
 */
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { DIST, EXAMPLES, anew, open, start } from "./browser.js";

/** A first page of a thousand words, and a change of size, in milliseconds. */
const FIRST_PAGE = 300;
const SIZE = 150;
/** The files needed before the first page, in bytes of brotli at its best level, which takes hosts a minute. */
const CORE = 6e6;

let started;
before(async () => {
  started = await start();
});
after(() => started.close());

test("the first page and a change of size come at once", async (t) => {
  const essay = await readFile(join(EXAMPLES, "essay.md"), "utf8");
  const thousand = essay.split(/(?<=\s)/).slice(0, 1000).join("");
  let [first, size] = [Infinity, Infinity];
  for (let turn = 0; turn < 4; turn += 1) {
    const { page, context } = await open(started);
    // One turn is as fast as a script can be; people take a second to find their article, and the module uses it.
    if (turn > 0) {
      await page.waitForFunction(() => performance.getEntriesByName("offprint:warm").length > 0);
    }
    await page.setInputFiles("#files", { name: "thousand.md", mimeType: "text/markdown", buffer: Buffer.from(thousand) });
    await page.waitForFunction(() => performance.getEntriesByName("offprint:given").length > 0);
    const given = await page.evaluate(() => performance.getEntriesByName("offprint:given")[0].duration);
    console.log(`first page ${given.toFixed(0)} ms ${turn === 0 ? "after the module's arrival" : "once the module is warm"}`);
    first = Math.min(first, given);
    for (const button of ["#larger", "#smaller", "#larger", "#smaller"]) {
      await anew(page, () => page.click(button));
    }
    const sizes = await page.evaluate(() => performance.getEntriesByName("offprint:pages").slice(1).map((entry) => entry.duration));
    size = Math.min(size, ...sizes);
    console.log(`sizes: ${sizes.map((ms) => ms.toFixed(0)).join(", ")} ms`);
    await context.close();
  }
  console.log(`best: first page ${first.toFixed(0)} ms, change of size ${size.toFixed(0)} ms`);
  const load = loadavg()[0];
  if (load > availableParallelism() + 1) {
    t.skip(`the machine is busy (load ${load.toFixed(1)})`);
    return;
  }
  assert.ok(first <= FIRST_PAGE, `first page ${first} ms`);
  assert.ok(size <= SIZE, `change of size ${size} ms`);
});

test("the core is small", async () => {
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  let core = 0;
  for (const file of files.sort()) {
    const bytes = await readFile(file);
    const name = relative(DIST, file);
    if (!/\.(html|css|js|wasm|svg|webmanifest)$/.test(name)) {
      console.log(`${String(bytes.length).padStart(9)}           ${name}, when needed`);
      continue;
    }
    const packed = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 },
    }).length;
    core += packed;
    console.log(`${String(bytes.length).padStart(9)} ${String(packed).padStart(9)} ${name}`);
  }
  console.log(`core: ${core} bytes of brotli`);
  assert.ok(core <= CORE, `${core} bytes`);
});
