/** People's actions on the page: drop, size, order, print, keep, by mouse and by keyboard, and without a network. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { EXAMPLES, ROOT, anew, choose, count, download, laid, open, start } from "./browser.js";

let started;
before(async () => {
  started = await start();
});
after(() => started.close());

/** Drops files on the page as a mouse would. */
async function drop(page, files) {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    given.forEach(({ name, text }) => data.items.add(new File([text], name)));
    return data;
  }, files);
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

/** The number of pages of a PDF, and the size of the first. Chromium writes page objects as plain text. */
function pagesOf(pdf) {
  const text = pdf.toString("latin1");
  const box = text.match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/);
  return { count: text.match(/\/Type \/Page\b(?!s)/g).length, width: Number(box[1]), height: Number(box[2]) };
}

test("an article is dropped, made larger and smaller, and understood", async () => {
  const { page, context, wrong } = await open(started);
  const text = await readFile(join(EXAMPLES, "essay.md"), "utf8");
  await drop(page, [{ name: "essay.md", text }]);
  await laid(page);
  assert.equal(await page.locator("h1").textContent(), "In Praise of the Offprint");
  assert.match(await page.locator("#byline").textContent(), /Ada Quill.*14 March 2026.*English.*words/);
  const normal = await count(page);
  await anew(page, () => page.click("#larger"));
  const large = await count(page);
  assert.ok(large > normal, `${large} pages at large, ${normal} at normal`);
  assert.equal(await page.locator("#choose-size").inputValue(), "large");
  await anew(page, () => page.click("#smaller"));
  assert.equal(await count(page), normal);
  await anew(page, () => page.selectOption("#choose-paper", "a5"));
  assert.ok((await count(page)) > normal);
  await anew(page, () => page.selectOption("#choose-standard", "rnib-clear"));
  assert.match(await page.locator("#report summary").textContent(), /RNIB Clear Print: (not )?met/);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("buttons that are pressed faster than pages come count each time", async () => {
  const { page, context } = await open(started);
  await anew(page, () => choose(page, "essay.md"));
  await page.evaluate(() => {
    for (let press = 0; press < 3; press += 1) {
      document.getElementById("larger").click();
    }
  });
  await page.waitForFunction(() => document.getElementById("status").textContent.includes("huge"));
  assert.equal(await page.locator("#choose-size").inputValue(), "huge");
  assert.ok(await page.locator("#larger").isDisabled());
  await context.close();
});

test("what was left out is said with its reason, and comes back", async () => {
  const { page, context } = await open(started);
  await choose(page, "news.txt");
  await laid(page);
  const left = page.locator("#notes details").first();
  await left.locator("summary").click();
  const [entry, words] = [left.locator("li").first(), await page.locator("#byline").textContent()];
  assert.match(await entry.textContent(), /^[\w ’]+: “.+” keep it$/);
  await anew(page, () => entry.locator("button").click());
  assert.notEqual(await page.locator("#byline").textContent(), words, "the article has more words now");
  assert.ok(await left.evaluate((details) => details.open), "what was open stays open");
  await anew(page, () => page.locator("#notes button", { hasText: "leave out again" }).first().click());
  assert.equal(await page.locator("#byline").textContent(), words);
  await context.close();
});

test("the print has the pages that are shown, and nothing else", async () => {
  const { page, context } = await open(started);
  await choose(page, "essay.md");
  await laid(page);
  for (const [paper, width, height] of [["a4", 595, 842], ["letter", 612, 792], ["a5", 420, 595]]) {
    if (paper !== "a4") {
      await anew(page, () => page.selectOption("#choose-paper", paper));
    }
    await page.waitForFunction(() => [...document.querySelectorAll(".sheet img")].every((img) => img.naturalWidth > 0));
    const print = pagesOf(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    assert.equal(print.count, await count(page), paper);
    assert.ok(Math.abs(print.width - width) < 1.5 && Math.abs(print.height - height) < 1.5, `${paper} ${JSON.stringify(print)}`);
  }
  await context.close();
});

test("three articles are an edition, ordered by keyboard and by dragging", async () => {
  const { page, context } = await open(started);
  await choose(page, "essay.md", "news.txt", "poem.md");
  await page.waitForFunction(() => document.querySelectorAll("#order li").length === 3);
  await page.waitForFunction(() => document.querySelectorAll(".sheet img").length > 3);
  const titles = () => page.locator("#order li span").allTextContents();
  const [first, second, third] = await titles();
  await page.locator(".handle").nth(0).focus();
  await anew(page, () => page.keyboard.press("ArrowDown"));
  assert.deepEqual(await titles(), [second, first, third]);
  assert.match(await page.locator("#status").textContent(), /is now number 2 of 3/);
  assert.equal(await page.evaluate(() => document.activeElement.className), "handle", "the focus stays on the handle");
  const [from, to] = [await page.locator(".handle").nth(2).boundingBox(), await page.locator(".handle").nth(0).boundingBox()];
  await anew(page, async () => {
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(to.x + 5, to.y + 8, { steps: 6 });
    await page.mouse.move(to.x + 5, to.y - 4, { steps: 3 });
    await page.mouse.up();
  });
  assert.deepEqual(await titles(), [third, second, first]);
  await page.fill("#edition", "Three of them");
  await anew(page, () => page.locator("#edition").blur());
  assert.equal(await page.locator("h1").textContent(), "Three of them");
  assert.deepEqual(await page.locator("#save button").allTextContents(), ["PDF", "EPUB"]);
  const { name, bytes } = await download(page, "EPUB");
  assert.equal(name, "three-of-them.epub");
  assert.ok(bytes.length > 10_000);
  await anew(page, () => page.locator("#order .word").first().click());
  assert.equal((await titles()).length, 2);
  await context.close();
});

test("an article at which the program stops goes, and the others stay", async () => {
  const { page, context } = await open(started, { serviceWorkers: "block" });
  await anew(page, () => drop(page, [{ name: "good.md", text: "# Good\n\nIt has words." }]));
  // A face that cannot be loaded stops the module in the middle of its work.
  await context.route("**/pieces/KaTeX*", (route) => route.abort());
  await anew(page, () => drop(page, [{ name: "formula.md", text: "# Formula\n\n$$\\int_0^1 x^2 dx$$" }]));
  assert.equal(await page.locator("h1").textContent(), "Good");
  assert.match(await page.locator(".told").textContent(), /stopped at formula\.md, which was taken away: .+ The other articles/);
  await anew(page, () => page.click("#larger"));
  assert.equal(await count(page), 1);
  await context.close();
});

test("a font file is added, and the article is set in it", async () => {
  const { page, context } = await open(started);
  await anew(page, () => drop(page, [{ name: "a.md", text: "# A\n\nWords of one article." }]));
  const before = await download(page, "PDF");
  await anew(page, () => page.setInputFiles("#faces", join(ROOT, "styles/fonts/Tinos-Regular-Latin.ttf")));
  assert.equal(await page.locator(".told").textContent(), "The face Tinos was added.");
  assert.ok((await download(page, "PDF")).bytes.equals(before.bytes), "it is only there to be chosen");
  await anew(page, () => page.selectOption("#choose-font", "Tinos"));
  assert.equal(await page.locator("#choose-font").inputValue(), "Tinos");
  assert.ok(!(await download(page, "PDF")).bytes.equals(before.bytes));
  assert.equal(await page.locator("#notes").textContent(), "", "no face is missing");
  await context.close();
});

test("characters that no face has are told, with what to do", async () => {
  const { page, context } = await open(started);
  await anew(page, () => drop(page, [{ name: "a.md", text: "# A\n\nWords and 日本語, which no face here has." }]));
  assert.match(await page.locator("#notes").textContent(), /Add a font file that has what is missing\./);
  await context.close();
});

test("what is no article is refused with a sentence", async () => {
  const { page, context } = await open(started);
  await drop(page, [{ name: "lonely.png", text: "not a picture" }]);
  await page.locator(".told").waitFor();
  assert.equal(await page.locator(".told").textContent(), "There was no article in what you gave.");
  await drop(page, [{ name: "wrong.ttf", text: "not a face" }]);
  await page.waitForFunction(() => document.querySelector(".told")?.textContent.includes("wrong.ttf"));
  await drop(page, [{ name: "really.md", text: "%PDF-1.7 and so on" }]);
  await page.waitForFunction(() => document.querySelector(".told")?.textContent.includes("PDF"));
  assert.equal(await count(page), 0);
  await context.close();
});

test("text is pasted, and set from the field", async () => {
  const { page, context } = await open(started);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "# Lamps\n\nA lamp was lit in [every window](https://example.org), and then **another** one.\n\n## Oil\n\nIt burned.");
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  });
  await laid(page);
  assert.equal(await page.locator("h1").textContent(), "Lamps");
  await page.locator("#paste summary").click();
  await page.fill("#pasted", "<!DOCTYPE html><title>Boats</title><h1>Boats</h1><p>A boat came in every night, and then another one.</p>");
  await anew(page, () => page.click("#set"));
  assert.deepEqual(await page.locator("#order li span").allTextContents(), ["Lamps", "Boats"]);
  await context.close();
});

test("a picture beside an article is on its page, wherever it was dropped", async () => {
  const { page, context } = await open(started);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#c00"/></svg>';
  await drop(page, [{ name: "a.md", text: "# A\n\nHere it is.\n\n![A box](pictures/box.svg)" }, { name: "box.svg", text: svg }]);
  await laid(page);
  const drawing = await page.evaluate(async () => (await fetch(document.querySelector(".sheet img").src).catch(() => null))?.text() ?? "");
  // The policy lets nobody read the drawing back, so the test checks the messages: no character is missing.
  assert.equal(drawing, "");
  assert.equal(await page.locator("#notes").textContent(), "");
  await context.close();
});

test("the keyboard alone does everything", async () => {
  const { page, context } = await open(started);
  const reach = async (id) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement?.id)) === id) {
        return;
      }
    }
    assert.fail(`Tab does not reach #${id}`);
  };
  await reach("example");
  await anew(page, () => page.keyboard.press("Enter"));
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await reach("choose-size");
  await anew(page, () => page.keyboard.press("ArrowDown"));
  assert.equal(await page.locator("#choose-size").inputValue(), "large");
  assert.equal(await page.evaluate(() => document.activeElement.id), "choose-size", "the focus stays where it was");
  await reach("larger");
  await anew(page, () => page.keyboard.press("Space"));
  assert.match(await page.locator("#status").textContent(), /pages, set extra large\./);
  await reach("print");
  await page.keyboard.press("Tab");
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  assert.equal((await coming).suggestedFilename(), "in-praise-of-the-offprint.pdf");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "PDF", "the focus stays on the format");
  await context.close();
});

test("it works without a network once it was there, and says its version", async () => {
  const { page, context } = await open(started);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.reload();
  await page.waitForFunction(() => /^Offprint \d+\.\d+\.\d+$/.test(document.getElementById("version").textContent));
  await anew(page, () => page.click("#example"));
  assert.ok((await count(page)) > 1);
  await context.close();
});

test("nothing is asked of anybody else, and the policy forbids it", async () => {
  const { page, context, asked } = await open(started);
  const text = "# Remote\n\nWords and more words.\n\n![far](https://example.org/far.png)\n\n<img src=https://example.org/x.png>";
  await drop(page, [{ name: "remote.md", text }]);
  await laid(page);
  const tried = await page.evaluate(() => fetch("https://example.org/").then(() => "fetched", () => "refused"));
  assert.equal(tried, "refused");
  const foreign = asked.filter((url) => !url.startsWith(started.address) && !url.startsWith("blob:") && !url.startsWith("data:"));
  assert.deepEqual(foreign, []);
  await context.close();
});

test("German readers have German words", async () => {
  const { page, context } = await open(started, { locale: "de-AT" });
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  assert.equal(await page.locator("h1").textContent(), "Jeder Artikel, zum Lesen gesetzt");
  await anew(page, () => page.click("#example"));
  assert.match(await page.locator("#byline").textContent(), /Von Ada Quill\s· 14\. März 2026\s· .*Englisch/);
  // What the program says of an article, of pages and of files is German too.
  await anew(page, () => drop(page, [{ name: "b.md", text: "# B\n\nWords and 日本語.\n\n![A box](pictures/box.png)" }]));
  await anew(page, () => page.selectOption("#choose-standard", "rnib-clear"));
  await drop(page, [{ name: "finished.md", text: "%PDF-1.7 and so on" }]);
  await page.locator(".told").waitFor();
  const notes = await page.locator("#notes").evaluate((place) => place.innerText);
  assert.match(notes, /finished\.md ist schon fertig gesetzt und enthält keinen Artikel\./);
  assert.match(notes, /Ein Bild fehlt; .*: pictures\/box\.png\./);
  assert.match(notes, /Keine Schrift hat dieses Zeichen/);
  await page.locator("#report summary").click();
  const report = await page.locator("#report").evaluate((place) => place.innerText);
  assert.match(report, /RNIB Clear Print: (nicht )?eingehalten/);
  assert.match(report, /Zeilenabstand 1,5 bis 2: das 1,\d\d-Fache der Schriftgröße/);
  assert.equal(await page.locator("#notes [lang=en]").count(), 0, "nothing is left in English");
  await page.click("#language");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await context.close();
});
