/**
 * The page's side of the worker: calls that answer later, and a new worker if one has stopped.
 */

/** @typedef {{ message: string, code?: string | null, kind?: string | null, dead?: boolean }} Fault */

/** Calls the worker in the order of asking. */
export class Press {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (fault: Fault) => void }>} */
  #waiting = new Map();
  #last = 0;

  constructor() {
    this.#start();
  }

  #start() {
    this.worker = new Worker("worker.js", { type: "module" });
    /** Answers with the version of the module when it has arrived. */
    this.ready = this.#answer(0);
    this.worker.addEventListener("message", ({ data }) => {
      if (data.warm) {
        performance.mark("offprint:warm");
        return;
      }
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.fault) {
        waiting?.reject(data.fault);
      } else {
        waiting?.resolve(data.value);
      }
    });
    this.worker.addEventListener("error", () => this.#fail("The worker could not be started."));
  }

  /** @param {number} id */
  #answer(id) {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** @param {string} message */
  #fail(message) {
    for (const { reject } of this.#waiting.values()) {
      reject({ message, code: "worker", dead: true });
    }
    this.#waiting.clear();
  }

  /**
   * Calls the worker; `CALLS` in `worker.js` lists the calls.
   * @param {string} call
   * @param {...any} args
   * @returns {Promise<any>} rejected with a {@link Fault}
   */
  ask(call, ...args) {
    this.#last += 1;
    const answer = this.#answer(this.#last);
    this.worker.postMessage({ id: this.#last, call, args });
    return answer;
  }

  /** Puts a new worker, with an empty desk, in place of one that has stopped. */
  renew() {
    this.worker.terminate();
    this.#fail("The worker was stopped.");
    this.#start();
    return this.ready;
  }
}
