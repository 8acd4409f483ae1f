// Containers: rows, columns, boxes, expanders, popovers, forms, dialogs, and the place of something unknown.

import { defineElement, make, showText } from "../element.js";
import { freshId, helpButton, markdownBox, paragraph, plainText } from "./field.js";
import { closePanel, openBeside } from "./floating.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("../element.js").ElementNode} ElementNode
 * @typedef {import("../element.js").View} View
 */

/** @returns {HTMLElement} where a block's children go */
export function verticalBlock(className = "") {
  return make("div", { class: `st-vertical ${className}`, testid: "stVerticalBlock" });
}

/**
 * Sizes as Streamlit names them.
 * @param {HTMLElement} root
 * @param {Record<string, any>} props
 */
export function size(root, { width, height }) {
  root.dataset.width = typeof width === "number" ? "fixed" : (width ?? "stretch");
  root.style.width = typeof width === "number" ? `${width}px` : "";
  root.style.height = typeof height === "number" ? `${height}px` : height === "stretch" ? "100%" : "";
  root.toggleAttribute("data-scroll", typeof height === "number");
}

/** @type {Record<string, string>} */
const GAPS = {
  xxsmall: "0.25rem",
  xsmall: "0.5rem",
  small: "1rem",
  medium: "2rem",
  large: "4rem",
  xlarge: "5rem",
  xxlarge: "6rem",
};

/**
 * @param {HTMLElement} root
 * @param {string | number | null | undefined} gap
 */
function spread(root, gap) {
  root.style.gap =
    typeof gap === "number" ? `${gap}px` : gap === null ? "0" : (GAPS[gap ?? "small"] ?? "1rem");
}

/** @type {Record<string, string>} */
const FLEX = {
  left: "flex-start",
  right: "flex-end",
  top: "flex-start",
  bottom: "flex-end",
  distribute: "space-between",
};

defineElement("container", {
  create(node) {
    const root = verticalBlock("st-container");
    /** @param {ElementNode} next */
    function update({ props }) {
      const { border, horizontal, wrap, gap, horizontal_alignment: across, vertical_alignment: down } = props;
      root.classList.toggle("st-bordered", Boolean(border));
      root.classList.toggle("st-horizontal", Boolean(horizontal));
      root.dataset.testid = horizontal ? "stHorizontalBlock" : "stVerticalBlock";
      const [x, y] = [FLEX[across] ?? across ?? "", FLEX[down] ?? down ?? ""];
      root.style.justifyContent = horizontal ? x : y;
      root.style.alignItems = horizontal ? y : x === "flex-start" ? "" : x;
      root.style.flexWrap = horizontal && wrap === false ? "nowrap" : "";
      spread(root, gap);
      size(root, props);
    }
    update(node);
    return { root, body: root, update };
  },
});

defineElement("columns", {
  create(node) {
    const root = make("div", { class: "st-columns", testid: "stHorizontalBlock" });
    /** @param {ElementNode} next */
    function update({ props }) {
      spread(root, props.gap);
      root.toggleAttribute("data-nowrap", props.wrap === false);
      size(root, props);
    }
    update(node);
    return { root, body: root, update };
  },
});

defineElement("column", {
  create(node) {
    const body = verticalBlock();
    const root = make("div", { class: "st-column", testid: "stColumn" }, body);
    /** @param {ElementNode} next */
    function update({ props: { weight, vertical_alignment: down, border } }) {
      root.style.setProperty("--weight", String(weight ?? 1));
      body.style.justifyContent = FLEX[down] ?? down ?? "";
      root.classList.toggle("st-bordered", Boolean(border));
    }
    update(node);
    return { root, body, update };
  },
});

defineElement("expander", { create: (node) => disclosure(node, () => null) });
defineElement("status", { create: (node) => disclosure(node, stateIcon) });

/**
 * @param {Record<string, any>} props
 * @returns {HTMLElement | null}
 */
function stateIcon({ state }) {
  if (state === "complete") return icon("check", "stExpanderIconCheck");
  if (state === "error") return icon("alert", "stExpanderIconError");
  return make("span", { class: "st-spinner", testid: "stExpanderIconSpinner", "aria-hidden": "true" });
}

/**
 * Something to unfold. What the person unfolded stays so until the script says otherwise.
 * @param {ElementNode} node
 * @param {(props: Record<string, any>) => HTMLElement | null} sign
 * @returns {View}
 */
function disclosure(node, sign) {
  const mark = make("span", { class: "st-expander-icon" });
  const label = markdownBox("st-label-text");
  const summary = make("summary", {}, mark, label, icon("right"));
  const body = verticalBlock();
  const inner = make("div", { class: "st-expander-details", testid: "stExpanderDetails" }, body);
  const details = make("details", {}, summary, inner);
  const root = make("div", { class: "st-expander", testid: "stExpander" }, details);
  /** @type {unknown} */
  let said;
  /** @param {ElementNode} next */
  function update({ props }) {
    const drawn = sign(props);
    if (drawn === null) showText(mark, props.icon);
    else mark.replaceChildren(drawn);
    mark.dataset.testid = "stExpanderIcon";
    mark.hidden = drawn === null && !props.icon;
    showText(paragraph(label), props.label);
    root.dataset.type = props.type ?? "default";
    size(root, { width: props.width });
    if (props.expanded !== said) details.open = Boolean(props.expanded);
    said = props.expanded;
  }
  update(node);
  return { root, body, update };
}

defineElement("popover", {
  create(node, ctx) {
    const mark = make("span", { class: "st-button-icon" });
    const label = markdownBox("st-label-text");
    const id = freshId("popover");
    const button = make(
      "button",
      {
        class: "st-button",
        type: "button",
        testid: "stPopoverButton",
        "aria-expanded": "false",
        "aria-controls": id,
      },
      mark,
      label,
      icon("down"),
    );
    const help = helpButton(ctx);
    const body = verticalBlock();
    const panel = make(
      "div",
      { class: "st-popover-body", testid: "stPopoverBody", popover: "auto", id, role: "dialog" },
      body,
    );
    const root = make("div", { class: "st-popover", testid: "stPopover" }, button, help.root, panel);
    let wasOpen = false;
    button.addEventListener("pointerdown", () => (wasOpen = panel.matches(":popover-open")), {
      signal: ctx.gone,
    });
    button.addEventListener("keydown", () => (wasOpen = panel.matches(":popover-open")), {
      signal: ctx.gone,
    });
    button.addEventListener(
      "click",
      () => {
        if (wasOpen) closePanel(panel);
        else openBeside(panel, button);
        wasOpen = false;
      },
      { signal: ctx.gone },
    );
    panel.addEventListener("toggle", () =>
      button.setAttribute("aria-expanded", String(panel.matches(":popover-open"))),
    );
    /** @param {ElementNode} next */
    function update({ props }) {
      showText(mark, props.icon);
      mark.hidden = !props.icon;
      showText(paragraph(label), props.label);
      button.dataset.type = props.type ?? "secondary";
      button.disabled = Boolean(props.disabled);
      panel.setAttribute("aria-label", plainText(props.label));
      help.show(props.help);
      size(root, { width: props.width });
    }
    update(node);
    return { root, body, update };
  },
});

defineElement("form", {
  create(node) {
    const body = verticalBlock();
    const root = make("div", { class: "st-form", testid: "stForm" }, body);
    /** @param {ElementNode} next */
    function update({ props }) {
      root.classList.toggle("st-bordered", props.border !== false);
      size(root, props);
    }
    update(node);
    return { root, body, update };
  },
});

defineElement("dialog", {
  create(node, ctx) {
    const mark = make("span");
    const title = make("span", { id: freshId("dialog") });
    const close = make(
      "button",
      { class: "st-icon-button", type: "button", "aria-label": "Close" },
      icon("close"),
    );
    const body = verticalBlock();
    const dialog = make(
      "dialog",
      { class: "st-dialog", testid: "stDialog", role: "dialog", "aria-labelledby": title.id },
      make("div", { class: "st-dialog-header" }, make("h2", {}, mark, title), close),
      make("div", { class: "st-dialog-body" }, body),
    );
    const root = make("div", { class: "st-dialog-place" }, dialog);
    let opened = 0;
    const dismiss = () => {
      if (ctx.node.props.dismissible === false) return;
      dialog.close();
      if (ctx.node.id !== undefined) ctx.trigger(true);
    };
    close.addEventListener("click", dismiss, { signal: ctx.gone });
    dialog.addEventListener(
      "cancel",
      (event) => {
        event.preventDefault();
        dismiss();
      },
      { signal: ctx.gone },
    );
    dialog.addEventListener("pointerdown", (event) => event.target === dialog && dismiss(), {
      signal: ctx.gone,
    });
    /** @param {ElementNode} next */
    function update({ props }) {
      showText(mark, props.icon);
      mark.hidden = !props.icon;
      showText(title, props.title);
      dialog.dataset.size = props.width ?? "small";
      close.hidden = props.dismissible === false;
      if (props.opened === opened) return;
      opened = props.opened;
      queueMicrotask(() => {
        if (dialog.isConnected && !dialog.open) dialog.showModal();
      });
    }
    update(node);
    return { root, body, update };
  },
});

defineElement("unknown", {
  create(node) {
    const text = make("span");
    const body = verticalBlock();
    const note = make("div", { class: "st-placeholder", role: "note" }, text);
    const root = make("div", { class: "st-unknown", testid: "stUnknownElement" }, note, body);
    /** @param {ElementNode} next */
    function update({ props: { name, arguments: given } }) {
      text.replaceChildren(make("code", {}, `st.${name}(${given ?? ""})`), " is not drawn in this preview");
    }
    update(node);
    return { root, body, update };
  },
});
