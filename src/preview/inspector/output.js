// What the script wrote, as a terminal would show it.

import { make } from "./make.js";

export class OutputView {
  #text = make("pre", { class: "terminal", tabindex: 0, "aria-label": "Output of the script" });
  #empty = make("p", { class: "empty" }, "The script wrote nothing.");
  root = make("div", {}, this.#empty, this.#text);

  /** @param {import("./happenings.js").Happenings} happenings */
  show(happenings) {
    const written = happenings
      .newestFirst()
      .toReversed()
      .flatMap((entry) =>
        entry.kind === "output" ? [make("span", { "data-stream": entry.stream }, entry.text)] : [],
      );
    this.#text.replaceChildren(...written);
    this.#empty.hidden = written.length > 0;
    this.#text.hidden = written.length === 0;
  }
}
