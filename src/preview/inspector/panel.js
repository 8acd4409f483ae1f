// The panel beside the stage: views behind tabs, moved between with the arrow keys.

import { make } from "./make.js";

/**
 * @param {{name: string, root: HTMLElement}[]} views
 * @param {(name: string) => void} shown
 */
export function makePanel(views, shown) {
  const tabs = views.map(({ name }) =>
    make("button", {
      type: "button",
      role: "tab",
      id: `tab-${name}`,
      "aria-controls": `panel-${name}`,
      click: () => show(name),
    }, name),
  );
  const bodies = views.map(({ name, root }) =>
    make("div", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, class: "view" }, root),
  );
  const bar = make("div", { role: "tablist", "aria-label": "Inspector", class: "tabs", keydown: move }, ...tabs);
  const root = make("aside", { class: "panel", "aria-label": "Inspector" }, bar, ...bodies);

  /** @param {string} name */
  function show(name) {
    views.forEach((view, index) => {
      const chosen = view.name === name;
      tabs[index].setAttribute("aria-selected", String(chosen));
      tabs[index].tabIndex = chosen ? 0 : -1;
      bodies[index].hidden = !chosen;
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

  show(views[0].name);
  return { root };
}
