// What stands around the app: whether it runs, the menu, and banners for what the person must know.

import { make } from "./element.js";
import { icon } from "./frame.js";

/**
 * @typedef {"initial" | "running" | "notRunning" | "stopRequested" | "rerunRequested" | "compilationError"} ScriptState
 */

/**
 * @typedef {object} Commands
 * @property {() => void} rerun
 * @property {() => void} stop
 * @property {() => void} resume
 * @property {() => void} clearCaches
 * @property {(theme: "light" | "dark" | "app") => void} chooseTheme
 * @property {() => string} chosenTheme
 * @property {() => void} pickElement
 */

/**
 * @typedef {object} Chrome
 * @property {(state: ScriptState) => void} showScript
 * @property {(state: import("./socket.js").ConnectionState) => void} showConnection
 * @property {(name: string, banner: Banner | null) => void} showBanner   null takes it away
 */

/** @typedef {{text: string, tone?: "note" | "warning" | "error", detail?: string, action?: {label: string, act: () => void}, dismissible?: boolean}} Banner */

const SLOW = 400;

/**
 * @param {import("./frame.js").Frame} frame
 * @param {Commands} commands
 * @returns {Chrome}
 */
export function makeChrome(frame, commands) {
  const status = makeStatus(commands);
  const menu = makeMenu(commands);
  frame.header.append(make("div", { class: "st-toolbar", testid: "stToolbar" }, status.root, menu));
  bindShortcuts(commands);
  /** @type {Map<string, HTMLElement>} */
  const banners = new Map();

  return {
    showScript(state) {
      frame.app.dataset.testScriptState = state;
      status.show(state === "running" || state === "rerunRequested");
    },
    showConnection(state) {
      frame.app.dataset.testConnectionState = state === "connected" ? "CONNECTED" : "CONNECTING";
      const lost = {
        text: "The connection to crosswire broke; trying again …",
        tone: /** @type {const} */ ("warning"),
      };
      this.showBanner("connection", state === "lost" ? lost : null);
    },
    showBanner(name, banner) {
      banners.get(name)?.remove();
      banners.delete(name);
      if (banner === null) return;
      const drawn = drawBanner(banner, () => this.showBanner(name, null));
      banners.set(name, drawn);
      frame.banners.append(drawn);
    },
  };
}

/** @param {Commands} commands */
function makeStatus({ stop }) {
  const button = make("button", { class: "st-text-button", type: "button" }, "Stop");
  button.addEventListener("click", stop);
  const spinner = make("span", { class: "st-spinner", "aria-hidden": "true" });
  const root = make(
    "div",
    { class: "st-status", testid: "stStatusWidget", hidden: true },
    spinner,
    make("span", {}, "Running"),
    button,
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    root,
    /** A quick run shows nothing. @param {boolean} running */
    show(running) {
      if (running && timer === undefined) {
        timer = setTimeout(() => (root.hidden = false), SLOW);
      } else if (!running) {
        clearTimeout(timer);
        timer = undefined;
        root.hidden = true;
      }
    },
  };
}

/**
 * @param {Banner} banner
 * @param {() => void} dismiss
 */
function drawBanner({ text, tone = "note", detail, action, dismissible }, dismiss) {
  const drawn = make("div", { class: "st-banner", "data-tone": tone }, make("p", {}, text));
  if (detail) drawn.append(make("pre", {}, detail));
  if (action !== undefined) {
    const button = make("button", { class: "st-text-button", type: "button" }, action.label);
    button.addEventListener("click", action.act);
    drawn.append(button);
  }
  if (dismissible) {
    const button = make("button", { class: "st-icon-button", type: "button", "aria-label": "Dismiss" });
    button.innerHTML = icon("M6 6l12 12M18 6 6 18");
    button.addEventListener("click", dismiss);
    drawn.append(button);
  }
  return drawn;
}

/** @param {Commands} commands */
function makeMenu(commands) {
  const themes = /** @type {const} */ ([
    ["app", "Follow the app"],
    ["light", "Light"],
    ["dark", "Dark"],
  ]);
  const list = make("div", {
    class: "st-menu",
    testid: "stMainMenuPopover",
    role: "menu",
    id: "app-menu",
    popover: "auto",
  });
  const button = make("button", {
    class: "st-icon-button",
    type: "button",
    testid: "stMainMenu",
    "aria-label": "Menu",
    "aria-haspopup": "menu",
    popovertarget: "app-menu",
  });
  button.innerHTML = icon("M12 5h.01M12 12h.01M12 19h.01");

  /**
   * @param {string} label
   * @param {() => void} act
   * @param {{keys?: string, checked?: () => boolean}} [more]
   */
  const item = (label, act, { keys, checked } = {}) => {
    const made = make(
      "button",
      { class: "st-menu-item", type: "button", role: checked ? "menuitemradio" : "menuitem", tabindex: -1 },
      make("span", {}, label),
      ...(keys === undefined ? [] : [make("kbd", {}, keys)]),
    );
    made.addEventListener("click", () => {
      list.hidePopover();
      act();
    });
    list.addEventListener("beforetoggle", () => {
      if (checked) made.setAttribute("aria-checked", String(checked()));
    });
    return made;
  };
  list.append(
    item("Rerun", commands.rerun, { keys: "R" }),
    item("Clear caches", commands.clearCaches, { keys: "C" }),
    item("Show an element’s source", commands.pickElement, { keys: "Alt+click" }),
    make("div", { class: "st-menu-title", role: "presentation" }, "Theme"),
    ...themes.map(([theme, label]) =>
      item(label, () => commands.chooseTheme(theme), { checked: () => commands.chosenTheme() === theme }),
    ),
  );
  list.addEventListener("toggle", () => {
    if (list.matches(":popover-open")) items(list)[0]?.focus();
    button.setAttribute("aria-expanded", String(list.matches(":popover-open")));
  });
  list.addEventListener("keydown", (event) => moveInMenu(event, items(list)));
  return make("div", { class: "st-menu-place" }, button, list);
}

/** @param {HTMLElement} list */
function items(list) {
  return /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role^="menuitem"]')]);
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} among
 */
function moveInMenu(event, among) {
  const here = among.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  among.at(next % among.length)?.focus();
}

/**
 * R and C, unless they are typed into something or mean something to the browser.
 * @param {Commands} commands
 */
function bindShortcuts({ rerun, clearCaches }) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const [target] = event.composedPath();
    if (
      target instanceof Element &&
      target.closest("input, textarea, select, [contenteditable], [role=menu]")
    )
      return;
    if (event.key === "r") rerun();
    else if (event.key === "c") clearCaches();
  });
}
