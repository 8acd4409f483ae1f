// Progress, spinner, skeleton.

import { defineElement, make, showText } from "../element.js";
import { markdownBox, paragraph } from "./field.js";

/** @typedef {import("../element.js").ElementNode} ElementNode */

defineElement("progress", {
  create(node) {
    const text = markdownBox();
    const bar = make("div", { class: "st-progress-bar" });
    const track = make("div", { class: "st-progress-track", testid: "stProgressBarTrack" }, bar);
    const meter = make(
      "div",
      { role: "progressbar", "aria-label": "progress", "aria-valuemin": 0, "aria-valuemax": 100 },
      track,
    );
    const root = make("div", { class: "st-progress", testid: "stProgress" }, text, meter);
    /** @param {ElementNode} next */
    function update({ props }) {
      showText(paragraph(text), props.text);
      text.hidden = props.text === null;
      bar.style.width = `${props.value}%`;
      meter.setAttribute("aria-valuenow", String(props.value));
      meter.setAttribute("aria-valuetext", `${props.value}%`);
    }
    update(node);
    return { root, update };
  },
});

defineElement("spinner", {
  create(node) {
    const sign = make("i", { class: "st-spinner", "aria-hidden": "true" });
    const text = markdownBox();
    const time = make("span", { class: "st-caption" });
    const root = make("div", { class: "st-spinning", testid: "stSpinner", role: "status" }, sign, text, time);
    const start = performance.now();
    const tick = () => (time.textContent = `(${((performance.now() - start) / 1000).toFixed(1)} seconds)`);
    const timer = node.props.show_time ? setInterval(tick, 100) : undefined;
    /** @param {ElementNode} next */
    const update = ({ props }) => showText(paragraph(text), props.text);
    update(node);
    return { root, update, destroy: () => clearInterval(timer) };
  },
});

defineElement("skeleton", {
  create(node) {
    const root = make("div", { class: "st-skeleton", testid: "stSkeletonElement" });
    /** @param {ElementNode} next */
    function update({ props: { height } }) {
      root.style.height = typeof height === "number" ? `${height}px` : "";
    }
    update(node);
    return { root, update };
  },
});
