/**
 * Pieces of the module that only some articles need: faces, and the grammars of code. The module asks for one in the middle
 * of its work and cannot wait, so a piece that has not come ahead is loaded while the worker stands still.
 */

/** The faces of the first page of most articles. */
const USUAL = [
  "SourceSerif4-Regular",
  "SourceSerif4Display-Semibold",
  "SourceSerif4-It",
  "SourceSerif4-Semibold",
  "SourceSerif4-Bold",
  "AtkinsonHyperlegibleNext-Regular-Latin",
  "AtkinsonHyperlegibleNext-Medium-Latin",
  "AtkinsonHyperlegibleNext-Bold-Latin",
  "AtkinsonHyperlegibleNext-Italic-Latin",
  "AtkinsonHyperlegibleNext-MediumItalic-Latin",
];

/** @type {Map<string, Uint8Array>} pieces that came early and were not requested yet */
const ahead = new Map();

/** @param {string} name */
const address = (name) => new URL(`pieces/${name}`, import.meta.url);

/** Loads the usual faces early. A face that does not come is loaded when it is requested. */
export async function bringAhead() {
  const bring = async (name) => {
    const response = await fetch(address(name));
    if (response.ok) {
      ahead.set(name, new Uint8Array(await response.arrayBuffer()));
    }
  };
  await Promise.allSettled(USUAL.map((face) => bring(`${face}.ttf`)));
}

/**
 * The bytes of a piece.
 * @param {string} name
 * @returns {Uint8Array}
 */
export function piece(name) {
  const here = ahead.get(name);
  if (here) {
    // The module keeps a copy of its own.
    ahead.delete(name);
    return here;
  }
  const request = new XMLHttpRequest();
  request.open("GET", address(name), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) {
    throw Object.assign(new Error(`${name} could not be loaded, which this article needs.`), { code: "piece" });
  }
  return new Uint8Array(request.response);
}
