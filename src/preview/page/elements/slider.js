// Slider and select slider. Both slide native range inputs: two for a range.

import { defineElement, make, showText } from "../element.js";
import { makeField, markdownBox, paragraph } from "./field.js";
import { formatMoment, formatNumber } from "./format.js";

/**
 * @typedef {import("../element.js").Context} Context
 * @typedef {import("../element.js").ElementNode} ElementNode
 */

/**
 * What is slid: positions from `min` to `max`, and how each is told.
 * @typedef {object} Scale
 * @property {number} min
 * @property {number} max
 * @property {number} step
 * @property {(position: number) => string} text
 */

/**
 * @param {ElementNode} node
 * @param {Context} ctx
 * @param {object} parts
 * @param {string} parts.testid
 * @param {(props: Record<string, any>) => Scale} parts.scaleOf
 * @param {(value: any, props: Record<string, any>) => number[]} parts.positions
 * @param {(positions: number[], props: Record<string, any>) => unknown} parts.valueOf
 */
function makeSlider(node, ctx, { testid, scaleOf, positions, valueOf }) {
  const track = make("div", { class: "st-slider-track" });
  const low = make("p");
  const high = make("p");
  const ticks = make(
    "div",
    { class: "st-slider-ticks", testid: "stSliderTickBar" },
    make("div", { class: "st-markdown-box", testid: "stMarkdownContainer" }, low),
    make("div", { class: "st-markdown-box", testid: "stMarkdownContainer" }, high),
  );
  const group = make("div", { class: "st-slider", role: "group" }, track, ticks);
  const field = makeField(testid, ctx, group);
  let present = positions(ctx.value(node.props.default), node.props);
  const thumbs = present.map((_, index) => makeThumb(index));

  /** @param {number} index */
  function makeThumb(index) {
    const input = make("input", { type: "range", class: "st-range" });
    const text = markdownBox();
    const shown = make("div", { class: "st-slider-value", testid: "stSliderThumbValue" }, text);
    group.insertBefore(input, ticks);
    group.insertBefore(shown, ticks);
    input.addEventListener("input", () => slide(index, Number(input.value)), { signal: ctx.gone });
    input.addEventListener("change", () => ctx.setValue(valueOf(present, ctx.node.props)), {
      signal: ctx.gone,
    });
    return { input, text, shown };
  }

  /**
   * A thumb of a range stops at the other.
   * @param {number} index
   * @param {number} position
   */
  function slide(index, position) {
    const other = present[1 - index];
    const bounded =
      other === undefined ? position : index === 0 ? Math.min(position, other) : Math.max(position, other);
    present = present.map((each, at) => (at === index ? bounded : each));
    show();
  }

  function show() {
    const scale = scaleOf(ctx.node.props);
    const share = (/** @type {number} */ position) =>
      scale.max === scale.min ? 0 : ((position - scale.min) / (scale.max - scale.min)) * 100;
    const shares = present.map(share);
    const [from, to] = shares.length === 2 ? shares : [0, shares[0]];
    group.style.setProperty("--from", `${from}%`);
    group.style.setProperty("--to", `${to}%`);
    thumbs.forEach(({ input, text, shown }, index) => {
      const position = present[index] ?? scale.min;
      input.min = String(scale.min);
      input.max = String(scale.max);
      input.step = String(scale.step);
      input.value = String(position);
      input.setAttribute("aria-valuetext", scale.text(position));
      shown.style.setProperty("--at", String((shares[index] ?? 0) / 100));
      showText(paragraph(text), scale.text(position));
    });
    showText(low, scale.text(scale.min));
    showText(high, scale.text(scale.max));
  }

  ctx.onValue((value) => {
    const next = positions(value, ctx.node.props);
    if (next.length === thumbs.length) present = next;
    show();
  });

  /** @param {ElementNode} next */
  function update({ props }) {
    const name = field.show(props);
    group.setAttribute("aria-label", name);
    thumbs.forEach(({ input }, index) => {
      input.setAttribute(
        "aria-label",
        thumbs.length === 1 ? name : `${name} — ${index === 0 ? "start" : "end"}`,
      );
      input.disabled = Boolean(props.disabled);
    });
    show();
  }
  update(node);
  return { root: field.root, update };
}

defineElement("slider", {
  create: (node, ctx) =>
    makeSlider(node, ctx, {
      testid: "stSlider",
      scaleOf: ({ min, max, step, format, data_type: type }) => ({
        min,
        max,
        step,
        text: (position) =>
          type === "int" || type === "float"
            ? formatNumber(position, format)
            : formatMoment(new Date(position / 1000), format),
      }),
      positions: (value, { min }) => (Array.isArray(value) && value.length > 0 ? value : [min]),
      valueOf: (positions) => positions,
    }),
});

defineElement("select_slider", {
  create: (node, ctx) =>
    makeSlider(node, ctx, {
      testid: "stSlider",
      scaleOf: ({ options }) => ({
        min: 0,
        max: options.length - 1,
        step: 1,
        text: (position) => options[position] ?? "",
      }),
      positions: (value, { options }) =>
        (value ?? []).map((/** @type {string} */ option) => Math.max(0, options.indexOf(option))),
      valueOf: (positions, { options }) => positions.map((position) => options[position]),
    }),
});
