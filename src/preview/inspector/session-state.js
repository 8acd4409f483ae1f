// Session state after the last run, and what can be done to the session as a whole.

import { drawValue } from "./json.js";
import { button, make } from "./make.js";

/** @typedef {{reset: () => void, clearCaches: () => void}} Commands */

export class SessionStateView {
  #table = make("ul", { class: "members" });
  root;

  /** @param {Commands} commands */
  constructor({ reset, clearCaches }) {
    this.root = make(
      "div",
      { class: "session-state" },
      make(
        "p",
        { class: "acts" },
        button("Reset the session", reset),
        button("Clear caches", clearCaches),
        make("span", { class: "note" }, "Earlier states: “Go back” at a run of the timeline."),
      ),
      this.#table,
    );
  }

  /** @param {import("./happenings.js").Happenings} happenings */
  show(happenings) {
    const state = Object.entries(happenings.lastRun()?.state ?? {});
    const rows = state.map(([name, value]) =>
      make("li", {}, make("code", { class: "name" }, name), drawValue(value)),
    );
    this.#table.replaceChildren(
      ...(rows.length > 0 ? rows : [make("li", { class: "empty" }, "Session state is empty.")]),
    );
  }
}
