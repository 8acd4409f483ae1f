// Code and formulas.

import { defineElement, make, showText } from "../element.js";
import { highlighted } from "./highlight.js";
import { icon } from "./icons.js";

defineElement("code", {
  create(node, ctx) {
    const code = make("code");
    const pre = make("pre", { tabindex: 0 }, code);
    const copy = copyButton(() => String(ctx.node.props.body), ctx);
    const root = make("div", { class: "st-code", testid: "stCode" }, pre, copy);
    /** @param {import("../element.js").ElementNode} next */
    function update({ props: { body, language, line_numbers, wrap_lines, height } }) {
      code.className = language ? `language-${language}` : "";
      code.replaceChildren(highlighted(body, language));
      pre.toggleAttribute("data-wrap", Boolean(wrap_lines));
      pre.style.maxHeight = typeof height === "number" ? `${height}px` : "";
      if (line_numbers) numberLines(code, body);
    }
    update(node);
    return { root, update };
  },
});

/**
 * @param {HTMLElement} code
 * @param {string} body
 */
function numberLines(code, body) {
  const numbers = body.split("\n").map((_, index) => index + 1);
  code.prepend(make("span", { class: "st-line-numbers", "aria-hidden": "true" }, numbers.join("\n")));
}

/**
 * @param {() => string} text
 * @param {import("../element.js").Context} ctx
 */
export function copyButton(text, ctx) {
  const button = make(
    "button",
    { class: "st-copy", type: "button", "aria-label": "Copy to clipboard", testid: "stCodeCopyButton" },
    icon("copy"),
  );
  button.addEventListener(
    "click",
    async () => {
      await navigator.clipboard?.writeText(text());
      button.replaceChildren(icon("check"));
      setTimeout(() => button.replaceChildren(icon("copy")), 1200);
    },
    { signal: ctx.gone },
  );
  return button;
}

defineElement("latex", {
  create(node) {
    const formula = make("span", { class: "math math-display" });
    const box = make("div", { class: "st-markdown-box", testid: "stMarkdownContainer" }, formula);
    const root = make("div", { class: "st-markdown st-latex", testid: "stMarkdown" }, box);
    /** @param {import("../element.js").ElementNode} next */
    function update({ props }) {
      showText(formula, props.body);
    }
    update(node);
    return { root, update };
  },
});
