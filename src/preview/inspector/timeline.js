// The timeline: the newest entry on top. Entries that go on are drawn anew in their place.

import { drawEntry } from "./entries.js";
import { make } from "./make.js";

/**
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./entries.js").Commands} Commands
 */

const GROUPS = /** @type {const} */ ([
  ["runs", "Runs", ["run", "lost", "paused"]],
  ["sends", "Sends", ["send"]],
  ["renders", "Renderer", ["render", "cleanup"]],
  ["errors", "Errors", ["js-error"]],
  ["output", "Output", ["output"]],
]);

export class TimelineView {
  #commands;
  /** @type {Map<number, HTMLElement>} */ #drawn = new Map();
  #list = make("ol", { class: "entries", "aria-label": "Timeline, newest first", tabindex: -1 });
  #empty = make("p", { class: "empty" }, "Nothing has happened yet.");
  root;

  /** @param {Commands} commands */
  constructor(commands) {
    this.#commands = commands;
    const filters = GROUPS.map(([group, label]) =>
      make(
        "label",
        { class: "filter" },
        make("input", {
          type: "checkbox",
          checked: true,
          change: (/** @type {Event} */ { target }) => {
            this.#list.toggleAttribute(
              `data-no-${group}`,
              !(/** @type {HTMLInputElement} */ (target).checked),
            );
          },
        }),
        label,
      ),
    );
    this.root = make(
      "div",
      { class: "timeline" },
      make("fieldset", { class: "filters" }, make("legend", { class: "hidden" }, "Show"), ...filters),
      this.#empty,
      this.#list,
    );
  }

  /** @param {Entry[]} newestFirst */
  show(newestFirst) {
    this.#drawn.clear();
    this.#list.replaceChildren();
    for (const entry of newestFirst.toReversed()) this.take(entry);
    this.#empty.hidden = newestFirst.length > 0;
  }

  /** @param {Entry} entry */
  take(entry) {
    const drawn = drawEntry(entry, this.#commands);
    const group = GROUPS.find(([, , kinds]) => /** @type {readonly string[]} */ (kinds).includes(entry.kind));
    drawn.dataset.group = group?.[0];
    const before = this.#drawn.get(entry.number);
    this.#drawn.set(entry.number, drawn);
    this.#empty.hidden = true;
    if (before === undefined) this.#list.prepend(drawn);
    else exchange(before, drawn);
    while (this.#list.childElementCount > 1000) this.#list.lastElementChild?.remove();
  }
}

/**
 * Puts an element in another's place; what was open stays open, what had the focus keeps it.
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 */
function exchange(before, after) {
  const focusable = "button, summary, pre";
  const focused = [...before.querySelectorAll(focusable)].indexOf(
    /** @type {Element} */ (document.activeElement),
  );
  const folds = [...before.querySelectorAll("details")];
  after.querySelectorAll("details").forEach((fold, index) => (fold.open = folds[index]?.open ?? false));
  before.replaceWith(after);
  if (focused >= 0)
    /** @type {HTMLElement | undefined} */ ([...after.querySelectorAll(focusable)][focused])?.focus();
}
