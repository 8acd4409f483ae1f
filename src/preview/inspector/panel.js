// The panel beside the stage: views behind tabs, moved between with the arrow keys. Where there is no room beside the
// stage it is a sheet below it, which is closed at first and leaves the tabs and the latest entry to be seen.

import { make } from "./make.js";

/**
 * @param {{name: string, root: HTMLElement}[]} views
 * @param {(name: string) => void} shown
 */
export function makePanel(views, shown) {
  const tabs = views.map(({ name }) =>
    make(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `panel-${name}`,
        click: () => choose(name),
      },
      name,
    ),
  );
  const bodies = views.map(({ name, root }) =>
    make(
      "div",
      { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, class: "view" },
      root,
    ),
  );
  const bar = make(
    "div",
    { role: "tablist", "aria-label": "Inspector", class: "tabs", keydown: move },
    ...tabs,
  );
  const latest = make("span", { class: "latest" });
  const toggle = make("button", { type: "button", class: "toggle", click: () => open(!isOpen()) });
  const root = make(
    "aside",
    { class: "panel", id: "inspector", "aria-label": "Inspector", keydown: leave },
    make("div", { class: "bar" }, bar, latest, toggle),
    ...bodies,
  );
  toggle.setAttribute("aria-controls", root.id);

  const isOpen = () => root.hasAttribute("data-open");

  /** @param {boolean} opened   counts only where the panel is a sheet */
  function open(opened) {
    root.toggleAttribute("data-open", opened);
    toggle.setAttribute("aria-expanded", String(opened));
    toggle.setAttribute("aria-label", opened ? "Close the inspector" : "Open the inspector");
    toggle.title = opened ? "Close the inspector (Escape)" : "Open the inspector";
  }

  /** @param {string} name */
  function choose(name) {
    show(name);
    open(true);
  }

  /** @param {KeyboardEvent} event */
  function leave(event) {
    if (event.key !== "Escape" || !isOpen()) return;
    open(false);
    if (toggle.checkVisibility()) toggle.focus();
  }

  /** @param {string} name */
  function show(name) {
    views.forEach((view, index) => {
      const chosen = view.name === name;
      tabs[index]?.setAttribute("aria-selected", String(chosen));
      tabs[index]?.setAttribute("tabindex", chosen ? "0" : "-1");
      bodies[index]?.toggleAttribute("hidden", !chosen);
    });
    shown(name);
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const here = tabs.findIndex((tab) => tab === document.activeElement);
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    const tab = tabs.at(next % tabs.length);
    tab?.focus();
    tab?.click();
  }

  if (views[0] !== undefined) show(views[0].name);
  open(false);
  return {
    root,
    /** @param {{text: string, bad: boolean}} summary */
    showLatest({ text, bad }) {
      latest.textContent = text;
      latest.toggleAttribute("data-bad", bad);
    },
  };
}
