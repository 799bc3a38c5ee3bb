/**
 * The input: files and folders that are dropped or chosen, and text that is pasted, as paths with bytes.
 */

/** @typedef {{ path: string, bytes: Uint8Array }} Given */

/** The kind of a file, by its name. */
const PICTURES = /\.(png|jpe?g|gif|webp|svg)$/i;
const FACES = /\.(ttf|otf|ttc)$/i;
const ARTICLES = /\.(x?html?|md|markdown|mdx|qmd|rst|txt|text|eml|mht|mhtml|epub|json|xml|rss|atom|opml)$/i;
/** The folder of a saved page, with the page's own files. */
const BESIDE = /(_files|\.resources|_Dateien|\.assets)\//i;

/**
 * The use of a file. An unknown file counts as an article if it has no extension, and is ignored otherwise.
 * @param {string} path
 * @returns {"article" | "picture" | "face" | "other"}
 */
export function kind(path) {
  if (PICTURES.test(path)) {
    return "picture";
  }
  if (FACES.test(path)) {
    return "face";
  }
  if (BESIDE.test(path)) {
    return "other";
  }
  const name = path.split("/").pop() ?? "";
  return ARTICLES.test(name) || !name.includes(".") ? "article" : "other";
}

/**
 * Files of an input field; those of a folder keep their path in it.
 * @param {FileList | File[]} files
 * @returns {Promise<Given[]>}
 */
export function ofFiles(files) {
  return Promise.all([...files].map((file) => read(file, file.webkitRelativePath || file.name)));
}

/**
 * The dropped or pasted content: files and folders, otherwise text.
 * @param {DataTransfer} transfer
 * @param {string} name the name of pasted text
 * @returns {Promise<Given[]>}
 */
export async function ofTransfer(transfer, name) {
  // A transfer is empty after the event, so everything is taken out of it before anything is waited for.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry != null);
  const files = [...transfer.files];
  const [html, text] = ["text/html", "text/plain"].map((type) => transfer.getData(type));
  if (entries.length > 0) {
    return (await Promise.all(entries.map((entry) => walk(entry)))).flat();
  }
  if (files.length > 0) {
    return ofFiles(files);
  }
  return html.trim() ? [ofText(html, `${name}.html`)] : text.trim() ? [ofText(text, name)] : [];
}

/**
 * Text as a file of that name; without an extension the program detects the format from the text.
 * @param {string} text
 * @param {string} path
 * @returns {Given}
 */
export const ofText = (text, path) => ({ path, bytes: new TextEncoder().encode(text) });

/** @param {File} file @param {string} path @returns {Promise<Given>} */
const read = async (file, path) => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) });

/**
 * The files of a folder, and of those in it.
 * @param {FileSystemEntry} entry
 * @returns {Promise<Given[]>}
 */
async function walk(entry) {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => /** @type {any} */ (entry).file(resolve, reject));
    return [await read(file, path)];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const inside = [];
  // A reader returns a hundred entries at a time, and none at the end.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      break;
    }
    inside.push(...some);
  }
  return (await Promise.all(inside.map((one) => walk(one)))).flat();
}
