// `st.button`: its value is true for the one run that a click causes.

import { defineElement, make, showText } from "../element.js";

defineElement("button", {
  create(node, ctx) {
    const label = make("span");
    const button = make("button", { class: "st-button", type: "button" }, label);
    const root = make("div", { testid: "stButton" }, button);

    /** @param {import("../element.js").ElementNode} next */
    function update({ props }) {
      button.dataset.testid = `stBaseButton-${props.type ?? "secondary"}`;
      button.disabled = Boolean(props.disabled);
      button.title = typeof props.help === "string" ? props.help : "";
      showText(label, props.label);
    }

    button.addEventListener("click", () => ctx.trigger(true), { signal: ctx.gone });
    update(node);
    return { root, update };
  },
});
