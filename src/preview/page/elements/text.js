// `st.text`: text as it is.

import { defineElement, make, showText } from "../element.js";

defineElement("text", {
  create(node) {
    const root = make("div", { class: "st-text", testid: "stText" });
    showText(root, node.props.body);
    return { root, update: (next) => showText(root, next.props.body) };
  },
});
