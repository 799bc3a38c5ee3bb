/**
 * The worker: runs the module, so that the page never waits for it. A message is `{ id, call, args }`, the answer
 * `{ id, value }` or `{ id, fault }`; a fault is `{ message, code, kind }`, and `dead` if the module cannot continue.
 */
import init, { Desk, version } from "./module/offprint_web.js";
import { bringAhead } from "./pieces.js";

/** @type {Desk | undefined} */
let desk;

/** The calls of the page. Files come and go as bytes, all other data as JSON values. */
const CALLS = {
  version: () => version(),
  put: (path, bytes) => desk.put(path, bytes),
  take: (path) => desk.take(path),
  face: (bytes) => desk.face(bytes) ?? null,
  read: (path, wish) => JSON.parse(desk.read(path, JSON.stringify(wish))),
  lay: (paths, look) => JSON.parse(desk.lay(JSON.stringify(paths), JSON.stringify(look))),
  page: (number) => ({ drawing: desk.page(number), words: JSON.parse(desk.words(number)) }),
  make: (format, paths, look, name) => {
    const made = desk.make(format, JSON.stringify(paths), JSON.stringify(look));
    const packed = made.has_files();
    const answer = { bytes: packed ? made.zip(name) : made.bytes(), packed, ...JSON.parse(made.said()) };
    made.free();
    return answer;
  },
};

/** A failure in the form of the page: the module's own fault, or the end of the module. */
function fault(error) {
  if (typeof error === "string") {
    return JSON.parse(error);
  }
  return { message: String(error?.message ?? error), code: error?.code ?? "internal", dead: true };
}

// The usual faces come while the module does, and not after it.
const faces = bringAhead();
const ready = init({ module_or_path: new URL("module/offprint_web_bg.wasm", import.meta.url) }).then(() => {
  desk = new Desk();
});

/**
 * Sets a few words in advance, while people still choose their article: a browser compiles the functions of a module at
 * their first call, which takes several times as long as the work itself.
 */
async function warm() {
  await faces;
  const other = new Desk();
  const words = "# A title\n\nBy Somebody, 1 May 2026\n\nSome words, *others*, **more**, and a note.[^1]\n\n## Part\n\n> Quoted.\n\n[^1]: Below.\n";
  other.put("warm.md", new TextEncoder().encode(words.replace("Quoted.", "Quoted words. ".repeat(200))));
  const steps = [
    () => other.read("warm.md", "{}"),
    () => other.lay('["warm.md"]', "{}"),
    () => other.page(0),
    () => other.words(0),
    () => other.lay('["warm.md"]', '{"size":"large"}'),
    () => other.free(),
  ];
  for (const step of steps) {
    // People's requests go first.
    await new Promise((resolve) => setTimeout(resolve));
    step();
  }
  postMessage({ warm: true });
}

ready.then(
  () => {
    postMessage({ id: 0, value: version() });
    // If it fails, the first article shows the failure.
    warm().catch(() => {});
  },
  (error) => postMessage({ id: 0, fault: fault(error) }),
);

addEventListener("message", async ({ data: { id, call, args } }) => {
  try {
    await ready;
    await faces;
    const value = CALLS[call](...args);
    postMessage({ id, value }, value?.bytes ? [value.bytes.buffer] : []);
  } catch (error) {
    postMessage({ id, fault: fault(error) });
  }
});
