// Checkbox, toggle and radio.

import { defineElement, make, showText } from "../element.js";
import {
  freshId,
  helpButton,
  makeField,
  markdownBox,
  markdownLabel,
  onDifference,
  paragraph,
  plainText,
} from "./field.js";

/**
 * @typedef {import("../element.js").Definition} Definition
 * @typedef {import("../element.js").ElementNode} ElementNode
 */

defineElement("checkbox", twoStates("checkbox"));
defineElement("toggle", twoStates("switch"));

/**
 * @param {"checkbox" | "switch"} role
 * @returns {Definition}
 */
function twoStates(role) {
  return {
    create(node, ctx) {
      const input = make("input", { type: "checkbox", role: role === "switch" ? role : null });
      const sign = make("span", {
        class: role === "switch" ? "st-switch" : "st-check",
        "aria-hidden": "true",
      });
      const text = markdownBox("st-label-text");
      const label = make(
        "label",
        {},
        input,
        sign,
        make("div", { class: "st-check-label", testid: "stWidgetLabel" }, text),
      );
      const help = helpButton(ctx);
      const root = make("div", { class: "st-field stCheckbox", testid: "stCheckbox" }, label, help.root);
      input.checked = Boolean(ctx.value(node.props.default));
      input.addEventListener("change", () => ctx.setValue(input.checked), { signal: ctx.gone });
      ctx.onValue((value) => (input.checked = Boolean(value)));
      /** @param {ElementNode} next */
      function update({ props }) {
        const name = plainText(props.label);
        showText(paragraph(text), props.label);
        text.dataset.visibility = props.label_visibility;
        input.setAttribute("aria-label", name);
        input.disabled = Boolean(props.disabled);
        root.toggleAttribute("data-disabled", input.disabled);
        help.show(props.help, name);
      }
      update(node);
      return { root, update };
    },
  };
}

defineElement("radio", {
  create(node, ctx) {
    const group = make("div", { class: "st-radio-group", role: "radiogroup", testid: "stRadioGroup" });
    const field = makeField("stRadio", ctx, group);
    const name = freshId("radio");
    /** @type {string | null} */
    let chosen = ctx.value(node.props.default);
    const inputs = () => [...group.querySelectorAll("input")];
    const check = () => inputs().forEach((input) => (input.checked = input.dataset.option === chosen));
    group.addEventListener(
      "change",
      (event) => {
        chosen = /** @type {HTMLInputElement} */ (event.target).dataset.option ?? null;
        ctx.setValue(chosen);
      },
      { signal: ctx.gone },
    );
    ctx.onValue((value) => {
      chosen = value;
      check();
    });
    const draw = onDifference(([options, labels, captions]) => {
      group.replaceChildren(
        ...options.map((/** @type {string} */ option, /** @type {number} */ index) => {
          const input = make("input", { type: "radio", name, value: index, "data-option": option });
          const texts = make("div", {}, markdownLabel(labels[index], "st-label-text"));
          if (captions[index]) {
            const caption = make("div", { class: "st-caption", testid: "stCaptionContainer" }, make("p"));
            showText(paragraph(caption), captions[index]);
            texts.append(make("div", { testid: "stRadioCaption" }, caption));
          }
          const sign = make("span", { class: "st-dot", "aria-hidden": "true" });
          return make("label", { class: "st-radio-option", testid: "stRadioOption" }, input, sign, texts);
        }),
      );
    });
    /** @param {ElementNode} next */
    function update({ props }) {
      group.setAttribute("aria-label", field.show(props));
      group.toggleAttribute("data-horizontal", Boolean(props.horizontal));
      draw([props.options, props.labels, props.captions]);
      for (const input of inputs()) input.disabled = Boolean(props.disabled);
      check();
    }
    update(node);
    return { root: field.root, update };
  },
});
