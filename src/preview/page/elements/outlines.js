// What the preview describes instead of drawing it: charts, and what `st.help` tells.

import { defineElement, make } from "../element.js";
import { onDifference } from "./field.js";
import { icon } from "./icons.js";

/** @typedef {import("../element.js").ElementNode} ElementNode */

defineElement("chart", {
  create(node) {
    const name = make("code");
    const data = make("div");
    const source = make("pre");
    const texts = make("div", {}, make("div", {}, name, " is not drawn in this preview"), data, source);
    const root = make(
      "div",
      { class: "st-placeholder st-chart", testid: "stChartPlaceholder", role: "img" },
      icon("chart"),
      texts,
    );
    /** @param {ElementNode} next */
    function update({ props: { chart, data: what, details, source: written } }) {
      name.textContent = `st.${chart}`;
      const told = Object.entries(details ?? {}).map(([key, value]) => `${key}=${value}`);
      data.textContent = [what, ...told].filter(Boolean).join(" · ");
      source.textContent = written ?? "";
      source.hidden = !written;
      root.setAttribute("aria-label", `${chart}: ${data.textContent}`);
    }
    update(node);
    return { root, update };
  },
});

defineElement("help", {
  create(node) {
    const root = make("div", { class: "st-help", testid: "stHelp" });
    const draw = onDifference((/** @type {Record<string, any>} */ { name, type, value, doc, members }) => {
      root.replaceChildren(
        make(
          "div",
          { class: "st-help-head" },
          make("strong", { testid: "stHelpName" }, name),
          make("span", { testid: "stHelpType" }, type),
          make("code", { testid: "stHelpValue" }, value),
        ),
        make("div", { class: "st-help-doc", testid: "stHelpDoc" }, doc),
      );
      if (members.length === 0) return;
      const rows = members.map((/** @type {Record<string, string>} */ member) =>
        make(
          "tr",
          { testid: "stHelpMember" },
          make("th", { scope: "row" }, member.name ?? ""),
          make("td", {}, make("em", {}, member.type ?? "")),
          make("td", {}, member.doc ?? ""),
        ),
      );
      root.append(make("table", { testid: "stHelpMembersTable" }, make("tbody", {}, ...rows)));
    });
    /** @param {ElementNode} next */
    const update = ({ props }) => draw(props);
    update(node);
    return { root, update };
  },
});
