// A widget's frame: its label, the help beside it, and what is below.

import { make, showText } from "../element.js";
import { tooltip } from "./floating.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("../element.js").Context} Context
 * @typedef {import("../element.js").Text} Text
 */

/**
 * @typedef {object} Field
 * @property {HTMLElement} root
 * @property {HTMLLabelElement} label
 * @property {(props: Record<string, any>) => string} show   draws the label; answers with its text, for `aria-label`
 */

let count = 0;

/** An id that no other element has. @param {string} what */
export function freshId(what) {
  count += 1;
  return `${what}-${count}`;
}

/**
 * @param {string} testid
 * @param {Context} ctx
 * @param {...HTMLElement} content
 * @returns {Field}
 */
export function makeField(testid, ctx, ...content) {
  const text = markdownBox("st-label-text");
  const label = make("label", { class: "st-label", testid: "stWidgetLabel", for: inputOf(content) }, text);
  const help = helpButton(ctx);
  label.append(help.root);
  const root = make("div", { class: `st-field ${testid}`, testid }, label, ...content);
  return {
    root,
    label,
    show(props) {
      showText(paragraph(text), props.label);
      label.dataset.visibility = props.label_visibility ?? "visible";
      root.toggleAttribute("data-disabled", Boolean(props.disabled));
      const name = plainText(props.label);
      help.show(props.help, name);
      return name;
    },
  };
}

/**
 * The id of the input that a label is for; "" keeps the label from being its help button's.
 * @param {HTMLElement[]} content
 */
function inputOf(content) {
  for (const each of content) {
    const input = each.querySelector("input:not([type=file]), textarea");
    if (input === null) continue;
    input.id ||= freshId("input");
    return input.id;
  }
  return "";
}

/**
 * A question mark that tells more.
 * @param {Context} ctx
 */
export function helpButton(ctx) {
  /** @type {Text} */
  let text = null;
  const button = make(
    "button",
    { class: "st-help-button", type: "button" },
    icon("help", "stTooltipHelpIcon"),
  );
  const target = make("span", { class: "st-tooltip-target", testid: "stTooltipHoverTarget" }, button);
  const root = make("span", { class: "st-tooltip-icon", testid: "stTooltipIcon", hidden: true }, target);
  root.append(tooltip(target, () => text, ctx.gone));
  button.addEventListener("click", (event) => event.preventDefault(), { signal: ctx.gone });
  return {
    root,
    /**
     * @param {Text} help
     * @param {string} [of]
     */
    show(help, of) {
      text = help;
      root.hidden = !help;
      if (help) button.setAttribute("aria-label", of ? `Help for ${of}` : "Help");
      else button.removeAttribute("aria-label");
    },
  };
}

/**
 * The box that holds rendered Markdown, with the test id that Streamlit gives it.
 * @param {string} [className]
 * @returns {HTMLElement}
 */
export function markdownBox(className = "") {
  return make("div", { class: `st-markdown-box ${className}`, testid: "stMarkdownContainer" });
}

/**
 * The paragraph of a label's box: labels are one line of text, which Streamlit draws in a `p`.
 * @param {HTMLElement} box
 * @returns {HTMLElement}
 */
export function paragraph(box) {
  const first = box.querySelector("p");
  if (first !== null) return first;
  const made = make("p");
  box.append(made);
  return made;
}

/**
 * A label in its box.
 * @param {Text} text
 * @param {string} [className]
 */
export function markdownLabel(text, className) {
  const box = markdownBox(className);
  showText(paragraph(box), text);
  return box;
}

/**
 * A text without its marks, for names that are read aloud.
 * @param {Text} text
 * @returns {string}
 */
export function plainText(text) {
  if (text === null || text === undefined) return "";
  if (typeof text === "string") return text;
  return new DOMParser().parseFromString(text.$html, "text/html").body.textContent?.trim() ?? "";
}

/**
 * Lists drawn anew only where they differ, so that focus survives reruns.
 * @template T
 * @param {(value: T) => void} draw
 * @returns {(value: T) => void}
 */
export function onDifference(draw) {
  let before = "";
  return (value) => {
    const text = JSON.stringify(value);
    if (text === before) return;
    before = text;
    draw(value);
  };
}
