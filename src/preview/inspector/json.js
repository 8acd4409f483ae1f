// Values as a person reads and writes them.

import { make } from "./make.js";

const SHORT = 80;

/**
 * A value in one line; a long one opens to all of it.
 * @param {any} value
 * @returns {HTMLElement}
 */
export function drawValue(value) {
  const line = written(value);
  if (line.length <= SHORT) return make("code", { class: `value ${kindOf(value)}` }, line);
  return make(
    "details",
    { class: "value-box" },
    make("summary", {}, make("code", { class: "value" }, `${line.slice(0, SHORT)}…`)),
    make("pre", { tabindex: 0 }, written(value, 2)),
  );
}

/**
 * A value as JSON. Half a surrogate pair comes from the hub as U+FDD0 and its digits (see page/halves.js).
 * @param {any} value
 * @param {number} [indent]
 */
function written(value, indent) {
  const json = JSON.stringify(value, null, indent) ?? "undefined";
  return json.replace(/\ufdd0([0-9a-f]{4})/g, "\\u$1");
}

/**
 * What became of a name.
 * @param {import("./types.js").Change} change
 * @returns {HTMLElement}
 */
export function drawChange(change) {
  const [was, is] = ["before" in change, "after" in change];
  return make(
    "li",
    { class: "change" },
    make("span", { class: "name" }, change.name),
    was ? make("del", {}, drawValue(change.before)) : make("em", {}, "new"),
    make("span", { class: "arrow", "aria-label": "became" }, "→"),
    is ? make("ins", {}, drawValue(change.after)) : make("em", {}, "gone"),
  );
}

/**
 * What a person wrote, as JSON or else as a plain text.
 * @param {string} text
 * @returns {any}
 */
export function readValue(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param {any} value */
function kindOf(value) {
  return value === null ? "null" : typeof value;
}
