/**
 * Shared by the tests: a server for `web/dist`, a Chromium without requests of its own, and a page in it.
 */
import { createReadStream, existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const DIST = process.env.DIST ?? join(ROOT, "web/dist");
export const EXAMPLES = join(ROOT, "examples");

const TYPES = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** Serves the page's folder on a free port. */
async function serve() {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = join(DIST, normalize(path.endsWith("/") ? `${path}index.html` : path));
    const found = file.startsWith(DIST) && (await stat(file).catch(() => null))?.isFile();
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    found ? createReadStream(file).pipe(response) : response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
}

/** The browser of the system. */
function executable() {
  const named = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  if (!named) {
    throw new Error("There is no Chromium. Install it (apt-get install chromium), or name it: CHROMIUM=/path make page-test");
  }
  return named;
}

/** A server and a browser, to be closed after the tests. */
export async function start() {
  const { server, address } = await serve();
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath: executable(), args });
  const close = async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { browser, address, server, close };
}

/**
 * The page, ready for articles. It records the requests to the network and the errors.
 * @param {Awaited<ReturnType<typeof start>>} started
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function open({ browser, address }, options = {}) {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const asked = [];
  const wrong = [];
  context.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  await page.goto(address);
  await page.waitForFunction(() => document.getElementById("version").textContent !== "", null, { timeout: 60_000 });
  return { page, context, asked, wrong };
}

/** Waits until pages are shown that were not there at `before`. @param {import("playwright-core").Page} page */
export const laid = (page, before = 0) =>
  page.waitForFunction((count) => performance.getEntriesByName("offprint:pages").length > count, before, { timeout: 60_000 });

/** The number of times that pages were made. @param {import("playwright-core").Page} page */
export const times = (page) => page.evaluate(() => performance.getEntriesByName("offprint:pages").length);

/** Does an action that makes pages anew, and waits for them. @param {import("playwright-core").Page} page */
export async function anew(page, act) {
  const before = await times(page);
  await act();
  await laid(page, before);
}

/** Chooses files of the examples. @param {import("playwright-core").Page} page @param {string[]} names */
export const choose = (page, ...names) => page.setInputFiles("#files", names.map((name) => join(EXAMPLES, name)));

/** The number of pages that are shown. @param {import("playwright-core").Page} page */
export const count = (page) => page.locator(".sheet img").count();

/** Clicks a format and takes the file. @param {import("playwright-core").Page} page @param {string} format */
export async function download(page, format) {
  const coming = page.waitForEvent("download", { timeout: 60_000 });
  await page.locator("#save button", { hasText: format }).click();
  const file = await coming;
  const chunks = [];
  for await (const chunk of await file.createReadStream()) {
    chunks.push(chunk);
  }
  return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) };
}
