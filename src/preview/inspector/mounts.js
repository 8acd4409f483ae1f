// The mounted components side by side: what each returned, what it may send, and a value to send in its place.

import { nameOf, placeLink } from "./entries.js";
import { drawValue, readValue } from "./json.js";
import { button, make } from "./make.js";

/**
 * @typedef {import("./types.js").Mount} Mount
 * @typedef {import("./types.js").Send} Send
 */

/**
 * @typedef {object} Commands
 * @property {(place: import("./types.js").Place) => void} open
 * @property {(element: string) => void} highlight
 * @property {(element: string, kind: "state" | "trigger", key: string, value: any) => void} send
 */

export class MountsView {
  #commands;
  /** @type {Map<string, {root: HTMLElement, update: (mount: Mount, sent: Map<string, Send>) => void}>} */ #cards =
    new Map();
  #empty = make("p", { class: "empty" }, "No component is mounted.");
  #grid = make("div", { class: "mounts" });
  root = make("div", {}, this.#empty, this.#grid);

  /** @param {Commands} commands */
  constructor(commands) {
    this.#commands = commands;
  }

  /** @param {import("./happenings.js").Happenings} happenings */
  show(happenings) {
    const mounts = happenings.mounts();
    this.#empty.hidden = mounts.length > 0;
    const present = new Set(mounts.map(({ element }) => element));
    for (const [element, card] of this.#cards) {
      if (present.has(element)) continue;
      card.root.remove();
      this.#cards.delete(element);
    }
    for (const mount of mounts) {
      let card = this.#cards.get(mount.element);
      if (card === undefined) {
        card = makeCard(mount, this.#commands);
        this.#cards.set(mount.element, card);
        this.#grid.append(card.root);
      }
      card.update(mount, happenings.sentBy(mount.element));
    }
  }
}

/**
 * @param {Mount} mount
 * @param {Commands} commands
 */
function makeCard(mount, commands) {
  const result = make("ul", { class: "members" });
  const keys = make("datalist", { id: `keys-${crypto.randomUUID()}` });
  const key = make("input", {
    list: keys.id,
    "aria-label": "Key",
    placeholder: "key",
    required: true,
    spellcheck: "false",
  });
  const value = make("input", { "aria-label": "Value, as JSON", placeholder: "value", spellcheck: "false" });
  const kind = make(
    "select",
    { "aria-label": "Sent as" },
    make("option", { value: "state" }, "state"),
    make("option", { value: "trigger" }, "trigger"),
  );
  /** @type {Map<string, Send>} */
  let known = new Map();
  /** @param {string} name @param {any} present */
  const pick = (name, present) => {
    key.value = name;
    value.value = JSON.stringify(present) ?? "null";
    kind.value = known.get(name)?.send ?? "state";
    value.focus();
    value.select();
  };
  const form = make(
    "form",
    {
      class: "send-form",
      submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const as = kind.value === "trigger" ? "trigger" : "state";
        commands.send(mount.element, as, key.value, readValue(value.value));
      },
    },
    key,
    value,
    kind,
    make("button", { type: "submit" }, "Send"),
    keys,
  );
  const root = make(
    "article",
    { class: "mount" },
    make(
      "header",
      {},
      make("h2", {}, nameOf(mount)),
      placeLink(mount.place, commands),
      button("Show", () => commands.highlight(mount.element), {
        class: "quiet",
        title: "Show it in the app",
      }),
    ),
    result,
    form,
  );

  return {
    root,
    /**
     * @param {Mount} now
     * @param {Map<string, Send>} sent
     */
    update(now, sent) {
      known = sent;
      const members = Object.entries(now.result ?? {});
      const names = new Set([...now.registered, ...members.map(([name]) => name), ...sent.keys()]);
      keys.replaceChildren(...[...names].map((name) => make("option", { value: name })));
      const rows = [...names].map((name) => drawMember(name, now, sent.get(name), pick));
      result.replaceChildren(
        ...(rows.length > 0 ? rows : [make("li", { class: "empty" }, "It sends nothing so far.")]),
      );
    },
  };
}

/**
 * @param {string} name
 * @param {Mount} mount
 * @param {Send | undefined} sent
 * @param {(name: string, present: any) => void} pick
 */
function drawMember(name, mount, sent, pick) {
  const there = name in (mount.result ?? {});
  const present = there ? mount.result[name] : sent?.value;
  const notes = [
    sent === undefined ? null : sent.send,
    mount.registered.includes(name) ? null : `no on_${name}_change`,
    there ? null : "not on the result",
  ].filter((note) => note !== null);
  return make(
    "li",
    {},
    make("code", { class: "name" }, name),
    there ? drawValue(present) : null,
    make("span", { class: "note" }, notes.join(", ")),
    button("Edit", () => pick(name, present), { class: "quiet", "aria-label": `Edit ${name}` }),
  );
}
