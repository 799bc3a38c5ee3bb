/**
 * Handing files over: their names, and the browser's own way of saving them.
 */

/** The media types of the outputs. */
const TYPES = { pdf: "application/pdf", epub: "application/epub+zip", md: "text/markdown", html: "text/html", zip: "application/zip" };

/**
 * A title as a file name: words joined by hyphens, without characters that are special to a system.
 * @param {string} title
 * @param {string} otherwise
 */
export function stem(title, otherwise) {
  const words = title.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.join("-").slice(0, 80).replace(/-+$/, "") || otherwise;
}

/**
 * Saves bytes under a name.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} name
 */
export function save(bytes, name) {
  const type = TYPES[/** @type {keyof typeof TYPES} */ (name.split(".").pop() ?? "")] ?? "application/octet-stream";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  // The bytes may be freed only after the browser has begun reading.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
