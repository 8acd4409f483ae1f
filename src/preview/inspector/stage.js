// The stage: the app in one frame or two, at a width.
//
// A frame is the app's own page, of another origin: nothing is read from it here. It names its frame to the hub, and the
// hub says which tab that is.

import { make } from "./make.js";

/** @typedef {"400" | "768" | "full"} Width */

export class Stage {
  /** @type {HTMLIFrameElement[]} */ #frames = [];
  /** @type {string | null} */ #address = null;
  #name = `stage-${crypto.randomUUID()}`;
  root = make("main", { class: "stage", "aria-label": "The app" });

  /** @param {string} address   of the app's page */
  load(address) {
    if (this.#address === address) return;
    this.#address = address;
    this.showFrames(Math.max(1, this.#frames.length), true);
  }

  /** @returns {string[]} the names of the frames */
  names() {
    return this.#frames.map(({ name }) => name);
  }

  /**
   * @param {number} count
   * @param {boolean} [anew]
   */
  showFrames(count, anew = false) {
    const address = this.#address;
    if (address === null) return;
    while (this.#frames.length > (anew ? 0 : count)) this.#frames.pop()?.remove();
    while (this.#frames.length < count) {
      const number = this.#frames.length + 1;
      const title = number === 1 ? "The app" : "The app, a second session";
      const frame = make("iframe", {
        name: `${this.#name}-${number}`,
        title,
        src: address,
        allow: "clipboard-write; fullscreen",
      });
      this.#frames.push(frame);
      this.root.append(frame);
    }
  }

  /** @param {Width} width */
  setWidth(width) {
    this.root.dataset.width = width;
  }
}
