/**
 * Files made by the page equal those of the program, byte for byte, for every example and format.
 *
 * CONVERT names the program. Its installed faces would replace missing ones for characters that no face inside has, so it runs on
 * a system without faces.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { EXAMPLES, ROOT, anew, choose, count, download, open, start } from "./browser.js";

const run = promisify(execFile);
const CONVERT = process.env.CONVERT ?? join(ROOT, "target/release/convert");
const FORMATS = { PDF: "pdf", EPUB: "epub", Markdown: "md", HTML: "html" };
const articles = (await readdir(EXAMPLES)).filter((name) => /\.(md|txt|html)$/.test(name)).sort();
const pictures = (await readdir(join(EXAMPLES, "pictures"))).map((name) => join("pictures", name));

let started;
let out;
before(async () => {
  started = await start();
  out = await mkdtemp(join(tmpdir(), "offprint-page-"));
});
after(async () => {
  await started.close();
  await rm(out, { recursive: true });
});

/** The program's output: the file, and its accompanying files. */
async function native(args, name) {
  const folder = await mkdtemp(join(out, "made-"));
  const env = { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: folder };
  await run(CONVERT, [...args, "-o", join(folder, name)], { cwd: EXAMPLES, env, maxBuffer: 1 << 28 });
  const made = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Promise.all(made.map((entry) => readFile(join(entry.parentPath ?? entry.path, entry.name))));
}

for (const article of articles) {
  test(`${article} is the same in every format`, async () => {
    const { page, context } = await open(started);
    await anew(page, () => choose(page, article, ...pictures));
    for (const [name, extension] of Object.entries(FORMATS)) {
      const made = await download(page, name);
      const files = await native([article, "--to", extension], `made.${extension}`);
      // Files that belong together come as a ZIP file without compression, so each of them is in it unchanged.
      const same = made.name.endsWith(".zip") ? files.every((file) => made.bytes.includes(file)) : files[0].equals(made.bytes);
      assert.ok(same, `${article} as ${name} differs: ${made.bytes.length} bytes here, ${files.map((file) => file.length)} there`);
    }
    await context.close();
  });
}

test("sizes, papers and styles are the same", async () => {
  const { page, context } = await open(started);
  await anew(page, () => choose(page, "essay.md"));
  for (const [name, value] of [["size", "x-large"], ["paper", "letter"], ["font", "serif"], ["style", "newspaper"], ["standard", "acb"]]) {
    await anew(page, () => page.selectOption(`#choose-${name}`, value));
  }
  const made = await download(page, "PDF");
  const options = ["--size", "x-large", "--paper", "letter", "--font", "serif", "--style", "newspaper", "--standard", "acb"];
  const [file] = await native(["essay.md", "--to", "pdf", ...options], "made.pdf");
  assert.ok(file.equals(made.bytes));
  const pages = file.toString("latin1").match(/\/Type ?\/Page\b(?!s)/g)?.length;
  assert.ok(pages === undefined || pages === (await count(page)));
  await context.close();
});

test("an edition is the same", async () => {
  const { page, context } = await open(started);
  await anew(page, () => choose(page, "essay.md", "technical.md", "poem.txt", ...pictures));
  await page.fill("#edition", "Three");
  await anew(page, () => page.locator("#edition").blur());
  for (const [name, extension] of [["PDF", "pdf"], ["EPUB", "epub"]]) {
    const made = await download(page, name);
    const [file] = await native(["essay.md", "technical.md", "poem.txt", "--to", extension, "--edition", "Three"], `made.${extension}`);
    assert.ok(file.equals(made.bytes), `${name}: ${made.bytes.length} bytes here, ${file.length} there`);
  }
  await context.close();
});
