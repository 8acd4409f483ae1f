// Fragments that run again by themselves (`run_every`).

export class Timers {
  /** @type {Map<string, {every: number, handle: ReturnType<typeof setInterval>, seen: boolean}>} */ #timers =
    new Map();
  #rerun;
  #whole = false;

  /** @param {(fragment: string) => void} rerun */
  constructor(rerun) {
    this.#rerun = rerun;
  }

  /**
   * A run begins: one of the whole script names all timers anew.
   * @param {string[]} fragments
   */
  begin(fragments) {
    this.#whole = fragments.length === 0;
    if (this.#whole) for (const timer of this.#timers.values()) timer.seen = false;
  }

  /**
   * @param {string} fragment
   * @param {number} every   milliseconds; 0 ends it
   */
  set(fragment, every) {
    const known = this.#timers.get(fragment);
    if (known?.every === every) {
      known.seen = true;
      return;
    }
    clearInterval(known?.handle);
    this.#timers.delete(fragment);
    if (every <= 0) return;
    const handle = setInterval(() => this.#rerun(fragment), every);
    this.#timers.set(fragment, { every, handle, seen: true });
  }

  /** The run has come to its end: timers that it did not name are over. */
  settle() {
    for (const [fragment, timer] of this.#timers) {
      if (timer.seen || !this.#whole) continue;
      clearInterval(timer.handle);
      this.#timers.delete(fragment);
    }
  }
}
