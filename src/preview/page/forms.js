// Forms: who their members and submit buttons are.

/** @typedef {import("./values.js").Sender} Sender */

/**
 * A submit button on the page.
 * @typedef {{id: string, isEnabled: () => boolean, press: () => void}} SubmitButton
 */

export class Forms {
  /** @type {Map<string, Set<SubmitButton>>} */ #buttons = new Map();
  /** @type {Map<string, Map<string, () => void>>} what brings a member back to what it begins with, by form and id */
  #members = new Map();

  /**
   * @param {string} form
   * @param {SubmitButton} button
   * @param {AbortSignal} gone
   */
  addButton(form, button, gone) {
    const buttons = this.#buttons.get(form) ?? new Set();
    this.#buttons.set(form, buttons.add(button));
    gone.addEventListener("abort", () => buttons.delete(button));
  }

  /**
   * @param {string} form
   * @param {string} id
   * @param {() => void} reset
   * @param {AbortSignal} gone
   */
  addMember(form, id, reset, gone) {
    const members = this.#members.get(form) ?? new Map();
    this.#members.set(form, members.set(id, reset));
    gone.addEventListener("abort", () => {
      if (members.get(id) === reset) members.delete(id);
    });
  }

  /**
   * Presses the first button that can be pressed: what Enter in a field does.
   * @param {string} form
   */
  pressFirst(form) {
    for (const button of this.#buttons.get(form) ?? []) {
      if (button.isEnabled()) {
        button.press();
        return;
      }
    }
  }

  /**
   * `clear_on_submit`: every widget of the form begins anew. Components keep their state (FACTS 15a).
   * @param {string} form
   */
  clear(form) {
    for (const reset of this.#members.get(form)?.values() ?? []) reset();
  }
}
