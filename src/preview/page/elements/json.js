// `st.json`: a tree to fold and unfold.

import { defineElement, make } from "../element.js";
import { copyButton } from "./code.js";

/** @typedef {string | number | boolean | null | unknown[] | {[key: string]: unknown}} Json   as it was parsed */

defineElement("json", {
  create(node, ctx) {
    const tree = make("div", { class: "st-json-tree" });
    const root = make("div", { class: "st-json", testid: "stJson" }, tree, copyButton(pretty, ctx));
    let shown = "";
    function pretty() {
      return JSON.stringify(JSON.parse(ctx.node.props.body), null, 2);
    }
    /** @param {import("../element.js").ElementNode} next */
    function update({ props: { body, expanded } }) {
      const text = `${expanded} ${body}`;
      if (text === shown) return;
      shown = text;
      tree.replaceChildren(branch(JSON.parse(body), null, depthOf(expanded)));
    }
    update(node);
    return { root, update };
  },
});

/** @param {boolean | number} expanded */
function depthOf(expanded) {
  return expanded === true ? Infinity : Number(expanded);
}

/**
 * @param {Json} value
 * @param {string | number | null} key
 * @param {number} depth   how deep it is unfolded
 * @returns {HTMLElement}
 */
function branch(value, key, depth) {
  const name =
    key === null
      ? []
      : [make("span", { class: "st-json-key" }, typeof key === "number" ? `${key}` : `"${key}"`), " : "];
  if (value === null || typeof value !== "object")
    return make("div", { class: "st-json-leaf" }, ...name, leaf(value));
  const isList = Array.isArray(value);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  const entries = isList
    ? value.map((each, index) => /** @type {const} */ ([index, each]))
    : Object.entries(value);
  if (entries.length === 0) return make("div", { class: "st-json-leaf" }, ...name, `${open}${close}`);
  const count = make(
    "span",
    { class: "st-json-count" },
    `${entries.length} item${entries.length === 1 ? "" : "s"} ${close}`,
  );
  const summary = make("summary", {}, ...name, open, " ", count);
  const inner = make("div", { class: "st-json-inner" });
  const details = make("details", {}, summary, inner, make("div", {}, close));
  const fill = () => {
    if (inner.childElementCount === 0)
      inner.append(...entries.map(([each, child]) => branch(/** @type {Json} */ (child), each, depth - 1)));
  };
  details.addEventListener("toggle", fill, { once: true });
  if (depth > 0) {
    fill();
    details.open = true;
  }
  return details;
}

/** @param {string | number | boolean | null} value */
function leaf(value) {
  const kind = value === null ? "null" : typeof value;
  return make(
    "span",
    { class: `st-json-${kind}` },
    value === null ? "NULL" : typeof value === "string" ? `"${value}"` : String(value),
  );
}
