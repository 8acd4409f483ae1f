// What happened in each tab, as the hub told it.

/**
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Mount} Mount
 * @typedef {import("./types.js").Run} Run
 * @typedef {import("./types.js").Send} Send
 */

/** As many as the hub keeps. */
const KEPT = 1000;

export class Happenings {
  /** @type {Map<number, Entry>} by number, in their order */ #entries = new Map();

  /** @param {Entry} entry   new, or one that has gone on */
  take(entry) {
    this.#entries.set(entry.number, entry);
    if (this.#entries.size > KEPT)
      this.#entries.delete(/** @type {number} */ (this.#entries.keys().next().value));
  }

  /** @returns {Entry[]} the newest first */
  newestFirst() {
    return [...this.#entries.values()].reverse();
  }

  /** @returns {(Entry & Run) | undefined} the last run that has ended */
  lastRun() {
    return runsOf(this.newestFirst()).find(({ outcome }) => outcome !== null && outcome !== "not-compiled");
  }

  /** Whether the script reruns itself without end and waits. */
  isPaused() {
    return this.newestFirst().find(({ kind }) => kind === "run" || kind === "paused")?.kind === "paused";
  }

  /** The components that are mounted: those of the last whole run, and of the runs of fragments since. */
  mounts() {
    /** @type {Map<string, Mount>} */
    const mounts = new Map();
    for (const run of runsOf(this.newestFirst())) {
      for (const mount of run.mounts) if (!mounts.has(mount.element)) mounts.set(mount.element, mount);
      if (run.fragments.length === 0 && run.outcome === "done") break;
    }
    return [...mounts.values()];
  }

  /**
   * What a component was seen to send: the last value under each key.
   * @param {string} element
   */
  sentBy(element) {
    /** @type {Map<string, Send>} */
    const sent = new Map();
    for (const entry of this.#entries.values()) {
      if (entry.kind === "send" && entry.of.element === element) sent.set(entry.key, entry);
    }
    return sent;
  }
}

/**
 * @param {Entry[]} entries
 * @returns {(Entry & Run)[]}
 */
function runsOf(entries) {
  return /** @type {(Entry & Run)[]} */ (entries.filter(({ kind }) => kind === "run"));
}
