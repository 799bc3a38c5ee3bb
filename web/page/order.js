/**
 * The articles of an edition in their order, which is changed by dragging a handle, or by the arrow keys on it.
 */
import { element, wordButton } from "./sheets.js";
import { say } from "./words.js";

/** @typedef {{ path: string, title: string }} Entry */

/**
 * Writes the list.
 * @param {HTMLElement} place
 * @param {Entry[]} entries
 * @param {(paths: string[], moved: Entry) => void} reorder
 * @param {(path: string) => void} remove
 */
export function order(place, entries, reorder, remove) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.path;
  const paths = () => [...place.children].map((item) => /** @type {HTMLElement} */ (item).dataset.path ?? "");
  place.replaceChildren(
    ...entries.map((entry) => {
      const item = element("li");
      item.dataset.path = entry.path;
      const handle = element("button", "⠿");
      handle.type = "button";
      handle.className = "handle";
      handle.dataset.path = entry.path;
      handle.setAttribute("aria-label", say("move", { title: entry.title }));
      handle.setAttribute("aria-describedby", "order-help");
      handle.addEventListener("keydown", (event) => {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        const to = step === undefined ? undefined : place.children[[...place.children].indexOf(item) + step];
        if (step !== undefined) {
          event.preventDefault();
        }
        if (to) {
          to[step === 1 ? "after" : "before"](item);
          // An element that moves loses the focus.
          handle.focus();
          reorder(paths(), entry);
        }
      });
      drag(handle, item, () => reorder(paths(), entry));
      const away = wordButton(say("removeShort"), () => remove(entry.path), say("remove", { title: entry.title }));
      item.append(handle, element("span", entry.title), away);
      return item;
    }),
  );
  if (focused) {
    /** @type {HTMLElement | null} */ (place.querySelector(`.handle[data-path="${CSS.escape(focused)}"]`))?.focus();
  }
}

/** Lets a finger or a mouse move an item by its handle. */
function drag(handle, item, done) {
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    const before = item.previousElementSibling;
    const move = ({ clientY }) => {
      const others = [...item.parentElement.children].filter((other) => other !== item);
      const next = others.find((other) => {
        const { top, height } = other.getBoundingClientRect();
        return clientY < top + height / 2;
      });
      if (next !== item.nextElementSibling) {
        item.parentElement.insertBefore(item, next ?? null);
        // An element that moves lets go of the pointer.
        handle.setPointerCapture(event.pointerId);
      }
    };
    const stop = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", stop);
      handle.removeEventListener("pointercancel", stop);
      if (item.previousElementSibling !== before) {
        done();
      }
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", stop);
    handle.addEventListener("pointercancel", stop);
  });
}
