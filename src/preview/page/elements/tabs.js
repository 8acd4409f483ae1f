// `st.tabs`: a bar above panels, of which one is shown. The panels not shown stay alive (FACTS 15c).

import { defineElement, make } from "../element.js";
import { freshId, markdownLabel } from "./field.js";
import { size, verticalBlock } from "./layout.js";

/** @typedef {import("../element.js").Child} Child */

defineElement("tabs", {
  create(node, ctx) {
    const bar = make("div", { class: "st-tab-bar", role: "tablist" });
    const body = make("div", { class: "st-tab-panels" });
    const root = make("div", { class: "st-tabs", testid: "stTabs" }, bar, body);
    /** @type {Child[]} */
    let panels = [];
    let chosen = Number(node.props.default ?? 0);

    /** @param {number} index */
    function choose(index) {
      chosen = index;
      [...bar.children].forEach((tab, each) => {
        tab.setAttribute("aria-selected", String(each === index));
        tab.setAttribute("tabindex", each === index ? "0" : "-1");
      });
      panels.forEach((panel, each) => (panel.root.hidden = each !== index));
    }

    /** @param {Child[]} children */
    function arrange(children) {
      panels = children;
      const hadFocus = bar.contains(document.activeElement);
      bar.replaceChildren(...children.map((child, index) => tabOf(child, () => choose(index))));
      choose(Math.min(chosen, Math.max(children.length - 1, 0)));
      if (hadFocus) focusTab(bar, chosen);
    }

    bar.addEventListener(
      "keydown",
      (event) => {
        const last = bar.childElementCount - 1;
        const next = { ArrowRight: chosen + 1, ArrowLeft: chosen - 1, Home: 0, End: last }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        choose((next + last + 1) % (last + 1));
        focusTab(bar, chosen);
      },
      { signal: ctx.gone },
    );
    /** @param {import("../element.js").ElementNode} next */
    const update = ({ props }) => size(root, props);
    update(node);
    return { root, body, update, arrange };
  },
});

/**
 * @param {Child} child
 * @param {() => void} choose
 */
function tabOf({ node, root }, choose) {
  root.id ||= freshId("panel");
  const tab = make(
    "button",
    {
      class: "st-tab",
      type: "button",
      role: "tab",
      testid: "stTab",
      id: `${root.id}-tab`,
      "aria-controls": root.id,
    },
    markdownLabel(node.props.label, "st-label-text"),
  );
  root.setAttribute("aria-labelledby", tab.id);
  tab.addEventListener("click", choose);
  return tab;
}

/**
 * @param {HTMLElement} bar
 * @param {number} index
 */
function focusTab(bar, index) {
  const tab = bar.children[index];
  if (tab instanceof HTMLElement) tab.focus();
}

defineElement("tab", {
  create() {
    const body = verticalBlock();
    const root = make(
      "div",
      { class: "st-tab-panel", role: "tabpanel", testid: "stTabPanel", tabindex: 0 },
      body,
    );
    return { root, body, update() {} };
  },
});
