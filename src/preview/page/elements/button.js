// Buttons and links that look like buttons.

import { defineElement, make, showText } from "../element.js";
import { freshId, markdownBox, onDifference, paragraph, plainText } from "./field.js";
import { closePanel, openBeside, tooltip } from "./floating.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("../element.js").Context} Context
 * @typedef {import("../element.js").ElementNode} ElementNode
 */

/**
 * What stands on a button.
 * @param {HTMLElement} target   the button or link
 */
function makeFace(target) {
  const mark = make("span", { class: "st-button-icon" });
  const label = markdownBox("st-label-text");
  target.append(mark, label);
  return {
    /** @param {Record<string, any>} props */
    show({ label: text, icon: sign, icon_position: side, type = "secondary" }) {
      showText(paragraph(label), text);
      label.hidden = plainText(text) === "";
      showText(mark, sign);
      mark.hidden = !sign;
      target.dataset.type = type;
      target.setAttribute("kind", type);
      target.classList.toggle("st-icon-right", side === "right");
    },
  };
}

/**
 * The button of a kind: its own box, a face, a tooltip.
 * @param {ElementNode} node
 * @param {Context} ctx
 * @param {{testid: string, suffix?: string, press: () => void}} options
 */
function makeButton(node, ctx, { testid, suffix = "", press }) {
  const button = make("button", { class: "st-button", type: "button" });
  const face = makeFace(button);
  const root = make("div", { class: `st-button-place ${testid}`, testid }, button);
  root.append(tooltip(button, () => ctx.node.props.help, ctx.gone));
  button.addEventListener("click", press, { signal: ctx.gone });
  bindShortcut(ctx, button);
  /** @param {ElementNode} next */
  function update({ props }) {
    face.show(props);
    button.dataset.testid = `stBaseButton-${props.type ?? "secondary"}${suffix}`;
    button.setAttribute("kind", `${props.type ?? "secondary"}${suffix}`);
    button.disabled = Boolean(props.disabled);
  }
  update(node);
  return { root, button, update };
}

/**
 * A shortcut such as `Ctrl+Enter` presses the button wherever the focus is.
 * @param {Context} ctx
 * @param {HTMLButtonElement} button
 */
function bindShortcut(ctx, button) {
  addEventListener(
    "keydown",
    (event) => {
      const shortcut = ctx.node.props.shortcut;
      if (typeof shortcut !== "string" || !matches(event, shortcut)) return;
      event.preventDefault();
      button.click();
    },
    { signal: ctx.gone },
  );
}

/**
 * @param {KeyboardEvent} event
 * @param {string} shortcut
 */
function matches(event, shortcut) {
  const parts = shortcut.toLowerCase().split("+");
  const key = parts.pop();
  const wants = (/** @type {string[]} */ ...names) => names.some((name) => parts.includes(name));
  const pressed = event.key.toLowerCase() === key || event.code.toLowerCase() === `key${key}`;
  const control = event.ctrlKey || event.metaKey;
  return (
    pressed &&
    control === wants("ctrl", "control", "cmd", "command", "mod", "meta") &&
    event.shiftKey === wants("shift") &&
    event.altKey === wants("alt", "option")
  );
}

defineElement("button", {
  create(node, ctx) {
    const { root, update } = makeButton(node, ctx, { testid: "stButton", press: () => ctx.trigger(true) });
    return { root, update };
  },
});

defineElement("form_submit_button", {
  create(node, ctx) {
    const options = { testid: "stFormSubmitButton", suffix: "FormSubmit", press: () => ctx.trigger(true) };
    const { root, update } = makeButton(node, ctx, options);
    return { root, update };
  },
});

defineElement("download_button", {
  create(node, ctx) {
    const press = () => {
      const { data, file_name: name, rerun } = ctx.node.props;
      const link = make("a", { href: data?.$url ?? "", download: name ?? "" });
      root.append(link);
      link.click();
      link.remove();
      if (rerun !== false) ctx.trigger(true);
    };
    const { root, update } = makeButton(node, ctx, { testid: "stDownloadButton", press });
    return { root, update };
  },
});

defineElement("link_button", {
  create(node, ctx) {
    const link = make("a", { class: "st-button", target: "_blank", rel: "noopener noreferrer" });
    const face = makeFace(link);
    const root = make("div", { class: "st-button-place stLinkButton", testid: "stLinkButton" }, link);
    root.append(tooltip(link, () => ctx.node.props.help, ctx.gone));
    link.addEventListener("click", () => ctx.node.props.rerun && ctx.trigger(true), { signal: ctx.gone });
    /** @param {ElementNode} next */
    function update({ props }) {
      face.show(props);
      link.dataset.testid = `stBaseLinkButton-${props.type ?? "secondary"}`;
      enableLink(link, props.disabled ? null : props.url);
    }
    update(node);
    return { root, update };
  },
});

/**
 * @param {HTMLAnchorElement} link
 * @param {string | null} address   none: it leads nowhere and says so
 */
function enableLink(link, address) {
  if (address === null) link.removeAttribute("href");
  else link.href = address;
  link.toggleAttribute("aria-disabled", address === null);
  if (address === null) link.setAttribute("aria-disabled", "true");
}

defineElement("page_link", {
  create(node, ctx) {
    const link = make("a", { class: "st-page-link", testid: "stPageLink-NavLink" });
    const face = makeFace(link);
    const root = make("div", { class: "st-button-place stPageLink", testid: "stPageLink" }, link);
    root.append(tooltip(link, () => ctx.node.props.help, ctx.gone));
    link.addEventListener(
      "click",
      (event) => {
        const { page, disabled } = ctx.node.props;
        if (typeof page !== "string") return;
        event.preventDefault();
        if (!disabled) ctx.navigate(page);
      },
      { signal: ctx.gone },
    );
    /** @param {ElementNode} next */
    function update({ props }) {
      face.show(props);
      enableLink(link, props.disabled ? null : (props.url ?? "#"));
      link.target = props.url ? "_blank" : "";
    }
    update(node);
    return { root, update };
  },
});

defineElement("menu_button", {
  create(node, ctx) {
    const id = freshId("menu");
    const panel = make("div", { class: "st-list", role: "menu", popover: "auto", id });
    const { root, button, update: face } = makeButton(node, ctx, { testid: "stMenuButton", press: toggle });
    button.append(icon("down"));
    button.setAttribute("aria-haspopup", "menu");
    button.setAttribute("aria-controls", id);
    root.append(panel);

    function toggle() {
      openBeside(panel, button);
      button.setAttribute("aria-expanded", "true");
      panel.querySelector("button")?.focus();
    }
    panel.addEventListener("toggle", () =>
      button.setAttribute("aria-expanded", String(panel.matches(":popover-open"))),
    );
    panel.addEventListener("keydown", (event) => {
      const items = [...panel.querySelectorAll("button")];
      const here = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
      const next = { ArrowDown: here + 1, ArrowUp: here - 1 + items.length }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      items[next % items.length]?.focus();
    });
    const drawOptions = onDifference((/** @type {string[]} */ options) => {
      panel.replaceChildren(
        ...options.map((option) => {
          const item = make("button", { class: "st-option", type: "button", role: "menuitem" }, option);
          item.addEventListener("click", () => {
            closePanel(panel);
            ctx.trigger(option);
          });
          return item;
        }),
      );
    });
    /** @param {ElementNode} next */
    function update(next) {
      face(next);
      drawOptions(next.props.options);
    }
    update(node);
    return { root, update };
  },
});
