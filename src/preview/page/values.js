// The values of all widgets and components, as the page keeps them. Every rerun carries all of them, so that Python sees
// the same whoever asked for the run; what Python wrote into a component's state in between is thereby undone (FACTS 12).
//
// All that is sent within one task is one message (FACTS 9b). A member of a form keeps its value back until the form is
// submitted; a rerun for another reason does not carry it (FACTS 15a).

/**
 * @typedef {{event: string, value: unknown}} TriggerEvent
 * @typedef {{id: string, kind: "value", value: unknown}
 *   | {id: string, kind: "trigger", value: unknown}
 *   | {id: string, kind: "events", value: TriggerEvent[]}} WidgetState
 * @typedef {{kind: string, element?: string, what?: string}} Cause
 * @typedef {{widgets: WidgetState[], cause: Cause, fragment: string | null}} Sending
 */

/**
 * Who sends: what the rerun is for, and where the sender stands.
 * @typedef {{cause: Cause, form?: string | null, fragment?: string | null}} Sender
 */

export class Values {
  /** @type {Map<string, unknown>} */ #kept = new Map();
  /** @type {Map<string, Map<string, unknown>>} by form, then by id */ #heldBack = new Map();
  /** @type {Map<string, unknown>} */ #triggers = new Map();
  /** @type {Map<string, TriggerEvent[]>} */ #events = new Map();
  /** @type {Map<string, Set<(value: any) => void>>} */ #listeners = new Map();
  /** @type {{cause: Cause, fragments: Set<string | null>} | null} */ #waiting = null;
  #send;
  #later;

  /**
   * @param {(sending: Sending) => void} send
   * @param {(task: () => void) => void} later   does something in a later task
   */
  constructor(send, later = (task) => void setTimeout(task, 0)) {
    this.#send = send;
    this.#later = later;
  }

  /**
   * What the widget holds: in its form, if it is in one and was changed there.
   * @param {string} id
   * @param {string | null} [form]
   */
  get(id, form = null) {
    const held = form === null ? undefined : this.#heldBack.get(form);
    return held?.has(id) ? held.get(id) : this.#kept.get(id);
  }

  /**
   * @param {string} id
   * @param {string | null} [form]
   */
  has(id, form = null) {
    return this.#kept.has(id) || (form !== null && (this.#heldBack.get(form)?.has(id) ?? false));
  }

  /**
   * Keeps a value without a rerun: a widget's first value, or one that Python decided. It replaces one held back.
   * @param {string} id
   * @param {unknown} value
   */
  keep(id, value) {
    for (const held of this.#heldBack.values()) held.delete(id);
    this.#kept.set(id, value);
  }

  /**
   * @param {string} id
   * @param {unknown} value
   * @param {Sender} sender
   */
  set(id, value, sender) {
    if (sender.form) {
      this.#held(sender.form).set(id, value);
      return;
    }
    this.#kept.set(id, value);
    this.#ask(sender);
  }

  /**
   * A value for one run.
   * @param {string} id
   * @param {unknown} value
   * @param {Sender} sender
   */
  trigger(id, value, sender) {
    this.#triggers.set(id, value);
    this.#ask(sender);
  }

  /**
   * One `setTriggerValue`: they reach Python in the order in which they were sent.
   * @param {string} id
   * @param {TriggerEvent} event
   * @param {Sender} sender
   */
  event(id, event, sender) {
    this.#events.set(id, [...(this.#events.get(id) ?? []), event]);
    this.#ask(sender);
  }

  /**
   * Lets a form's values go, with the press of its button.
   * @param {string} form
   * @param {string} button
   * @param {Sender} sender
   */
  submit(form, button, sender) {
    for (const [id, value] of this.#heldBack.get(form) ?? []) this.#kept.set(id, value);
    this.#heldBack.delete(form);
    this.trigger(button, true, { ...sender, form: null });
  }

  /** @param {Sender} sender */
  rerun(sender) {
    this.#ask(sender);
  }

  /** The values that stay, as a rerun carries them. @returns {WidgetState[]} */
  kept() {
    return [...this.#kept].map(([id, value]) => ({ id, kind: "value", value }));
  }

  /**
   * Forgets all that is no longer drawn.
   * @param {Set<string>} ids
   */
  keepOnly(ids) {
    for (const id of this.#kept.keys()) if (!ids.has(id)) this.#kept.delete(id);
    for (const held of this.#heldBack.values()) {
      for (const id of held.keys()) if (!ids.has(id)) held.delete(id);
    }
  }

  forgetAll() {
    this.#kept.clear();
    this.#heldBack.clear();
    this.#triggers.clear();
    this.#events.clear();
  }

  /**
   * Hears of values that something other than the widget itself decided.
   * @param {string} id
   * @param {(value: any) => void} listener
   * @returns {() => void} ends it
   */
  listen(id, listener) {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  /**
   * @param {string} id
   * @param {unknown} value
   */
  announce(id, value) {
    for (const listener of this.#listeners.get(id) ?? []) listener(value);
  }

  /** @param {string} form */
  #held(form) {
    const held = this.#heldBack.get(form) ?? new Map();
    this.#heldBack.set(form, held);
    return held;
  }

  /** @param {Sender} sender */
  #ask({ cause, fragment = null }) {
    if (this.#waiting !== null) {
      this.#waiting.fragments.add(fragment);
      return;
    }
    this.#waiting = { cause, fragments: new Set([fragment]) };
    this.#later(() => this.#flush());
  }

  #flush() {
    if (this.#waiting === null) return;
    const { cause, fragments } = this.#waiting;
    /** @type {WidgetState[]} */
    const widgets = this.kept();
    for (const [id, value] of this.#triggers) widgets.push({ id, kind: "trigger", value });
    for (const [id, value] of this.#events) widgets.push({ id, kind: "events", value });
    this.#waiting = null;
    this.#triggers.clear();
    this.#events.clear();
    const [only = null] = fragments;
    this.#send({ widgets, cause, fragment: fragments.size === 1 ? only : null });
  }
}
