// The sessions of the app that the inspector knows, which of them it shows, and what each is called. Knows no page.

/** @typedef {import("./types.js").Tab} Tab */
/** @typedef {{tab: string, label: string}} Choice */

export class Sessions {
  /** @type {Map<string, Tab>} by name, in their order */ #tabs = new Map();
  /** @type {string | null} the one that is shown */ present = null;

  /**
   * A session is new, or something about it is. Answers whether another one is shown now: the first frame's if none
   * was, and the one that took the place of the one shown.
   * @param {Tab} tab
   * @param {string[]} frames   the names of this page's frames
   */
  take(tab, frames) {
    this.#tabs.set(tab.tab, tab);
    const before = this.present === null ? undefined : this.#tabs.get(this.present);
    const seat = before === undefined ? frames[0] : before.frame;
    if (tab.frame === null || tab.frame !== seat || tab.tab === this.present || !tab.shown) return false;
    this.present = tab.tab;
    return true;
  }

  /** @param {string} tab */
  of(tab) {
    return this.#tabs.get(tab);
  }

  /**
   * Those that a person may want to see: the open ones and the one that is shown.
   * @param {string[]} frames
   * @returns {Choice[]}
   */
  choices(frames) {
    const worth = [...this.#tabs.values()].filter(({ tab, shown }) => shown || tab === this.present);
    const beside = worth.filter(({ frame }) => !isAmong(frame, frames));
    return worth
      .map((tab) => ({ tab, rank: isAmong(tab.frame, frames) ? frames.indexOf(tab.frame) : frames.length }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ tab, rank }) => {
        const name = FRAMES[rank] !== undefined && rank < frames.length ? FRAMES[rank] : other(tab, beside);
        return { tab: tab.tab, label: tab.shown ? name : `${name} (closed)` };
      });
  }
}

const FRAMES = ["First frame", "Second frame"];

/**
 * @param {Tab} tab
 * @param {Tab[]} beside   those that no frame of this page shows
 */
function other(tab, beside) {
  return beside.length === 1 ? "Another tab" : `Another tab (${beside.indexOf(tab) + 1})`;
}

/**
 * @param {string | null} frame
 * @param {string[]} frames
 * @returns {frame is string}
 */
function isAmong(frame, frames) {
  return frame !== null && frames.includes(frame);
}
