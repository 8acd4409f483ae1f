// The panel beside the stage: views behind tabs, moved between with the arrow keys.

import { make } from "./make.js";

/**
 * @param {{name: string, root: HTMLElement}[]} views
 * @param {(name: string) => void} shown
 */
export function makePanel(views, shown) {
  const parts = views.map(({ name, root }) => ({
    name,
    tab: make(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `panel-${name}`,
        click: () => show(name),
      },
      name,
    ),
    body: make(
      "div",
      { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, class: "view" },
      root,
    ),
  }));
  const tabs = parts.map(({ tab }) => tab);
  const bar = make(
    "div",
    { role: "tablist", "aria-label": "Inspector", class: "tabs", keydown: move },
    ...tabs,
  );
  const root = make(
    "aside",
    { class: "panel", "aria-label": "Inspector" },
    bar,
    ...parts.map(({ body }) => body),
  );

  /** @param {string | undefined} name */
  function show(name) {
    for (const { tab, body, name: own } of parts) {
      tab.setAttribute("aria-selected", String(own === name));
      tab.tabIndex = own === name ? 0 : -1;
      body.hidden = own !== name;
    }
    if (name !== undefined) shown(name);
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

  show(views[0]?.name);
  return { root };
}
