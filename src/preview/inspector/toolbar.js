// The bar on top: which app, how wide, in which theme, once or twice.

import { button, make } from "./make.js";

/**
 * @typedef {object} Commands
 * @property {(width: import("./stage.js").Width) => void} setWidth
 * @property {(theme: "light" | "dark") => void} setTheme
 * @property {(count: number) => void} showFrames
 * @property {(tab: string) => void} choose   the session that the panel shows
 * @property {() => void} rerun
 * @property {() => void} stop
 * @property {() => void} resume
 */

/** @param {Commands} commands */
export function makeToolbar(commands) {
  const script = make("strong", { class: "script" });
  const engine = make("span", { class: "engine" });
  const widths = /** @type {const} */ (["400", "768", "full"]);
  const stop = button("Stop", commands.stop, { class: "quiet" });
  const resume = button("Resume", commands.resume, { hidden: true });
  const session = make("select", { change: () => commands.choose(session.value) });
  const whose = make("label", { class: "session", hidden: true }, "Session ", session);
  const root = make(
    "header",
    { class: "toolbar", role: "toolbar", "aria-label": "Preview" },
    make("div", { class: "identity" }, script, engine),
    choices("Width", widths, (width) => commands.setWidth(width), "full"),
    choices("Theme", /** @type {const} */ (["light", "dark"]), (theme) => commands.setTheme(theme)),
    choices(
      "Sessions",
      /** @type {const} */ (["1", "2"]),
      (count) => commands.showFrames(Number(count)),
      "1",
    ),
    whose,
    make("div", { class: "acts" }, button("Rerun", commands.rerun), stop, resume),
  );
  return {
    root,
    /** @param {string} path */
    showScript(path) {
      script.textContent = path.split(/[\\/]/).at(-1) ?? path;
      script.title = path;
      document.title = `${script.textContent} – crosswire preview`;
    },
    /** @param {string} text @param {boolean} [broken] */
    showEngine(text, broken = false) {
      engine.textContent = text;
      engine.toggleAttribute("data-broken", broken);
    },
    /** @param {import("./sessions.js").Choice[]} choices @param {string | null} present */
    showSessions(choices, present) {
      whose.hidden = choices.length < 2;
      session.replaceChildren(
        ...choices.map(({ tab, label }) => make("option", { value: tab, selected: tab === present }, label)),
      );
    },
    /** @param {boolean} paused   the script reruns itself without end and waits */
    showPaused(paused) {
      stop.hidden = paused;
      resume.hidden = !paused;
    },
    /** @param {"light" | "dark"} theme */
    showTheme(theme) {
      const input = root.querySelector(`input[name="Theme"][value="${theme}"]`);
      if (input instanceof HTMLInputElement) input.checked = true;
    },
  };
}

/**
 * @template {string} V
 * @param {string} name
 * @param {readonly V[]} values
 * @param {(value: V) => void} choose
 * @param {V} [chosen]
 */
function choices(name, values, choose, chosen) {
  const options = values.map((value) =>
    make(
      "label",
      {},
      make("input", { type: "radio", name, value, checked: value === chosen, change: () => choose(value) }),
      make("span", {}, value),
    ),
  );
  return make(
    "fieldset",
    { class: "choices", "data-of": name },
    make("legend", { class: "hidden" }, name),
    ...options,
  );
}
