// Selectbox and multiselect.

import { defineElement, make, showText } from "../element.js";
import { makeField, plainText } from "./field.js";
import { icon } from "./icons.js";
import { makeOptionList } from "./list.js";

/** @typedef {import("../element.js").ElementNode} ElementNode */

/** @param {string} label */
function openButton(label) {
  return make(
    "button",
    { class: "st-icon-button", type: "button", tabindex: -1, "aria-label": label },
    icon("down"),
  );
}

defineElement("selectbox", {
  create(node, ctx) {
    const mark = make("span", { class: "st-input-icon" });
    const input = make("input", { type: "text", class: "st-input" });
    const clear = make(
      "button",
      { class: "st-icon-button", type: "button", "aria-label": "Clear value" },
      icon("close"),
    );
    const control = make(
      "div",
      { class: "st-control", role: "group" },
      mark,
      input,
      clear,
      openButton("Open"),
    );
    const field = makeField("stSelectbox", ctx, control);
    /** @type {string | null} */
    let chosen = ctx.value(node.props.default);
    let typing = false;

    const list = makeOptionList({
      input,
      anchor: control,
      signal: ctx.gone,
      options: () => ctx.node.props.options,
      query: () => (typing ? input.value : ""),
      isChosen: (option) => option === chosen,
      choose,
      offer: (typed) =>
        ctx.node.props.accept_new_options && !ctx.node.props.options.includes(typed) ? `Add: ${typed}` : null,
      add: choose,
      mode: () => ctx.node.props.filter_mode,
    });
    field.root.append(list.panel);

    function show() {
      typing = false;
      input.value = chosen ?? "";
      clear.hidden = !ctx.node.props.clearable || chosen === null || input.disabled;
    }

    /** @param {string | null} option */
    function choose(option) {
      const isNew = option !== chosen;
      chosen = option;
      show();
      list.close();
      if (isNew) ctx.setValue(chosen);
    }

    control.addEventListener(
      "click",
      (event) => {
        if (event.target instanceof Element && clear.contains(event.target)) return;
        input.focus();
        if (list.isOpen()) list.close();
        else list.open();
        input.select();
      },
      { signal: ctx.gone },
    );
    clear.addEventListener("click", () => choose(null), { signal: ctx.gone });
    input.addEventListener(
      "input",
      () => {
        typing = true;
        if (list.isOpen()) list.filter();
        else list.open();
      },
      { signal: ctx.gone },
    );
    input.addEventListener("blur", show, { signal: ctx.gone });
    ctx.onValue((value) => {
      chosen = value;
      show();
    });

    /** @param {ElementNode} next */
    function update({ props }) {
      const name = field.show(props);
      showText(mark, props.icon);
      mark.hidden = !props.icon;
      input.setAttribute("aria-label", name);
      input.placeholder = props.placeholder ?? "";
      input.disabled = Boolean(props.disabled) || (props.options.length === 0 && !props.accept_new_options);
      input.readOnly = props.filter_mode === null && !props.accept_new_options;
      control.toggleAttribute("data-disabled", input.disabled);
      if (list.isOpen()) list.filter();
      else show();
    }
    update(node);
    return { root: field.root, update };
  },
});

defineElement("multiselect", {
  create(node, ctx) {
    const tags = make("span", { class: "st-tags", role: "group", "aria-label": "Selected values" });
    const input = make("input", { type: "text", class: "st-input" });
    const box = make("div", { class: "st-tags-box", testid: "stMultiSelectTagsContainer" }, tags, input);
    const clear = make(
      "button",
      { class: "st-icon-button", type: "button", "aria-label": "Clear all" },
      icon("close"),
    );
    const control = make(
      "div",
      { class: "st-control st-control-grows", role: "group" },
      box,
      clear,
      openButton("Open"),
    );
    const field = makeField("stMultiSelect", ctx, control);
    /** @type {string[]} */
    let chosen = ctx.value(node.props.default) ?? [];
    const full = () =>
      ctx.node.props.max_selections !== null && chosen.length >= ctx.node.props.max_selections;

    const list = makeOptionList({
      input,
      anchor: control,
      signal: ctx.gone,
      options: () =>
        full() ? [] : ctx.node.props.options.filter((/** @type {string} */ each) => !chosen.includes(each)),
      query: () => input.value,
      isChosen: () => false,
      choose: (option) => set([...chosen, option]),
      offer: (typed) =>
        ctx.node.props.accept_new_options &&
        !full() &&
        !ctx.node.props.options.includes(typed) &&
        !chosen.includes(typed)
          ? `Add: ${typed}`
          : null,
      add: (typed) => set([...chosen, typed]),
      mode: () => ctx.node.props.filter_mode,
    });
    field.root.append(list.panel);

    /** @param {string[]} next */
    function set(next) {
      chosen = next;
      input.value = "";
      show();
      if (list.isOpen()) list.filter();
      ctx.setValue(chosen);
    }

    function show() {
      tags.replaceChildren(...chosen.map(tag));
      clear.hidden = chosen.length === 0 || input.disabled;
      input.placeholder = chosen.length === 0 ? (ctx.node.props.placeholder ?? "") : "";
    }

    /** @param {string} option */
    function tag(option) {
      const remove = make("button", { type: "button", "aria-label": `Remove ${option}` }, icon("close"));
      remove.disabled = input.disabled;
      remove.addEventListener("click", (event) => {
        event.stopPropagation();
        set(chosen.filter((each) => each !== option));
        input.focus();
      });
      return make(
        "span",
        { class: "st-tag", testid: "stMultiSelectTag", "aria-label": option },
        make("span", {}, option),
        remove,
      );
    }

    control.addEventListener(
      "click",
      (event) => {
        if (event.target instanceof Element && clear.contains(event.target)) return;
        input.focus();
        list.open();
      },
      { signal: ctx.gone },
    );
    clear.addEventListener("click", () => set([]), { signal: ctx.gone });
    input.addEventListener("input", () => (list.isOpen() ? list.filter() : list.open()), {
      signal: ctx.gone,
    });
    input.addEventListener("blur", () => (input.value = ""), { signal: ctx.gone });
    input.addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Backspace" && input.value === "" && chosen.length > 0) set(chosen.slice(0, -1));
      },
      { signal: ctx.gone },
    );
    ctx.onValue((value) => {
      chosen = value ?? [];
      show();
    });

    /** @param {ElementNode} next */
    function update({ props }) {
      const name = field.show(props);
      input.setAttribute("aria-label", name || plainText(props.label));
      input.disabled = Boolean(props.disabled) || (props.options.length === 0 && !props.accept_new_options);
      control.toggleAttribute("data-disabled", input.disabled);
      show();
    }
    update(node);
    return { root: field.root, update };
  },
});
