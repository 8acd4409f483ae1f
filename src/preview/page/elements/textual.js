// Widgets that are typed into: a line, a paragraph, a number, a colour.
//
// What is typed counts once it is committed: by Enter, or when the focus leaves. In a form it counts at once, as nothing
// runs before its submit.

import { defineElement, make, showText } from "../element.js";
import { makeField } from "./field.js";
import { formatNumber } from "./format.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("../element.js").Context} Context
 * @typedef {import("../element.js").ElementNode} ElementNode
 */

/**
 * A text that is edited and committed.
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {HTMLElement} hint
 * @param {Context} ctx
 * @param {(event: KeyboardEvent) => boolean} commits   whether a key commits
 */
function bindText(input, hint, ctx, commits) {
  /** @type {string | null} */
  let committed = ctx.value(ctx.node.props.default);
  input.value = committed ?? "";

  const present = () => (input.value === "" && ctx.node.props.default === null ? null : input.value);
  const isDirty = () => present() !== committed && !(committed === null && input.value === "");

  function commit() {
    if (!isDirty()) return;
    committed = present();
    ctx.setValue(committed);
    tell();
  }

  function tell() {
    const { max_chars: most } = ctx.node.props;
    const key = input instanceof HTMLTextAreaElement ? "Ctrl+Enter" : "Enter";
    const parts = [];
    const focused = document.activeElement === input;
    if (isDirty() && focused) parts.push(ctx.form === null ? `Press ${key} to apply` : "");
    else if (focused && ctx.form?.enterSubmits) parts.push(`Press ${key} to submit form`);
    if (typeof most === "number" && focused) parts.push(`${input.value.length}/${most}`);
    hint.textContent = parts.filter(Boolean).join(" · ");
  }

  input.addEventListener(
    "input",
    () => {
      if (ctx.form !== null || ctx.node.props.live) commit();
      tell();
    },
    { signal: ctx.gone },
  );
  input.addEventListener(
    "keydown",
    (event) => {
      if (!(event instanceof KeyboardEvent) || event.isComposing || !commits(event)) return;
      event.preventDefault();
      commit();
      if (ctx.form?.enterSubmits) ctx.form.submit();
    },
    { signal: ctx.gone },
  );
  input.addEventListener(
    "blur",
    () => {
      commit();
      tell();
    },
    { signal: ctx.gone },
  );
  input.addEventListener("focus", tell, { signal: ctx.gone });
  ctx.onValue((value) => {
    committed = value;
    input.value = value ?? "";
    tell();
  });
}

/** @returns {HTMLElement} */
function makeHint() {
  return make("div", { class: "st-hint", testid: "InputInstructions", "aria-live": "polite" });
}

/** @type {Record<string, string>} */
const INPUT_TYPES = { default: "text", phone: "tel" };

defineElement("text_input", {
  create(node, ctx) {
    const mark = make("span", { class: "st-input-icon", testid: "stTextInputIcon" });
    const input = make("input", { class: "st-input", testid: "stTextInputField" });
    const eye = make(
      "button",
      { class: "st-icon-button", type: "button", "aria-label": "Show password" },
      icon("eye"),
    );
    const control = make("div", { class: "st-control", testid: "stTextInputRootElement" }, mark, input, eye);
    const hint = makeHint();
    const field = makeField("stTextInput", ctx, control, hint);
    let isShown = false;
    eye.addEventListener(
      "click",
      () => {
        isShown = !isShown;
        input.type = isShown ? "text" : "password";
        eye.replaceChildren(icon(isShown ? "eye_off" : "eye"));
        eye.setAttribute("aria-label", isShown ? "Hide password" : "Show password");
      },
      { signal: ctx.gone },
    );
    bindText(input, hint, ctx, (event) => event.key === "Enter");
    /** @param {ElementNode} next */
    function update({ props }) {
      input.setAttribute("aria-label", field.show(props));
      showText(mark, props.icon);
      mark.hidden = !props.icon;
      if (!isShown) input.type = INPUT_TYPES[props.type] ?? props.type ?? "text";
      eye.hidden = props.type !== "password";
      input.placeholder = props.placeholder ?? "";
      input.disabled = Boolean(props.disabled);
      input.autocomplete = props.autocomplete ?? (props.type === "password" ? "new-password" : "");
      limit(input, props.max_chars);
      control.toggleAttribute("data-disabled", input.disabled);
    }
    update(node);
    return { root: field.root, update };
  },
});

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {number | null | undefined} most
 */
function limit(input, most) {
  if (typeof most === "number") input.maxLength = most;
  else input.removeAttribute("maxlength");
}

defineElement("text_area", {
  create(node, ctx) {
    const area = make("textarea", { class: "st-input", rows: 3 });
    const control = make(
      "div",
      { class: "st-control st-control-area", testid: "stTextAreaRootElement" },
      area,
    );
    const hint = makeHint();
    const field = makeField("stTextArea", ctx, control, hint);
    bindText(area, hint, ctx, (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey));
    /** @param {ElementNode} next */
    function update({ props }) {
      area.setAttribute("aria-label", field.show(props));
      area.placeholder = props.placeholder ?? "";
      area.disabled = Boolean(props.disabled);
      limit(area, props.max_chars);
      area.style.height = typeof props.height === "number" ? `${props.height}px` : "";
      control.toggleAttribute("data-disabled", area.disabled);
    }
    update(node);
    return { root: field.root, update };
  },
});

defineElement("number_input", {
  create(node, ctx) {
    const mark = make("span", { class: "st-input-icon" });
    const input = make("input", {
      class: "st-input",
      type: "number",
      inputmode: "decimal",
      testid: "stNumberInputField",
    });
    const less = stepButton("Decrement", "stNumberInputStepDown", "minus");
    const more = stepButton("Increment", "stNumberInputStepUp", "plus");
    const control = make(
      "div",
      { class: "st-control st-number", testid: "stNumberInputContainer" },
      mark,
      input,
      less,
      more,
    );
    const hint = makeHint();
    const field = makeField("stNumberInput", ctx, control, hint);
    /** @type {number | null} */
    let committed = ctx.value(node.props.default);

    const isWithin = (/** @type {number} */ value) =>
      !(typeof ctx.node.props.min === "number" && value < ctx.node.props.min) &&
      !(typeof ctx.node.props.max === "number" && value > ctx.node.props.max);
    const typed = () => (input.value.trim() === "" ? null : Number(input.value));

    function show() {
      const text = committed === null ? "" : formatNumber(committed, ctx.node.props.format);
      input.value = committed !== null && Number.isNaN(Number(text)) ? String(committed) : text;
      enable();
    }

    function enable() {
      const { disabled, step } = ctx.node.props;
      less.disabled = Boolean(disabled) || committed === null || !isWithin(committed - step);
      more.disabled = Boolean(disabled) || committed === null || !isWithin(committed + step);
    }

    /** @param {number | null} value */
    function commit(value) {
      const next = value === null && !ctx.node.props.clearable ? (ctx.node.props.default ?? null) : value;
      const refused = next !== null && (Number.isNaN(next) || !isWithin(next));
      control.toggleAttribute("data-invalid", refused);
      if (refused) return;
      const whole = next !== null && ctx.node.props.whole ? Math.trunc(next) : next;
      const isNew = whole !== committed;
      committed = whole;
      show();
      if (isNew) ctx.setValue(committed);
    }

    /** @param {number} direction */
    function move(direction) {
      const step = ctx.node.props.step;
      const places = Math.max(placesOf(step), placesOf(committed ?? 0));
      commit(Number(((typed() ?? committed ?? 0) + direction * step).toFixed(places)));
    }

    less.addEventListener("click", () => move(-1), { signal: ctx.gone });
    more.addEventListener("click", () => move(1), { signal: ctx.gone });
    input.addEventListener("blur", () => commit(typed()), { signal: ctx.gone });
    input.addEventListener("input", () => ctx.form !== null && keepQuietly(), { signal: ctx.gone });
    input.addEventListener(
      "keydown",
      (event) => {
        if (event.key === "ArrowUp" || event.key === "ArrowDown") {
          event.preventDefault();
          move(event.key === "ArrowUp" ? 1 : -1);
        } else if (event.key === "Enter") {
          event.preventDefault();
          commit(typed());
          if (ctx.form?.enterSubmits) ctx.form.submit();
        }
      },
      { signal: ctx.gone },
    );
    ctx.onValue((value) => {
      committed = value;
      control.removeAttribute("data-invalid");
      show();
    });

    /** In a form what is typed counts at once, and stays as it was typed. */
    function keepQuietly() {
      const value = typed();
      if (value === null || Number.isNaN(value) || !isWithin(value)) return;
      committed = value;
      ctx.setValue(value);
    }

    /** @param {ElementNode} next */
    function update({ props }) {
      input.setAttribute("aria-label", field.show(props));
      showText(mark, props.icon);
      mark.hidden = !props.icon;
      input.placeholder = props.placeholder ?? "";
      input.disabled = Boolean(props.disabled);
      input.step = "any";
      for (const bound of /** @type {const} */ (["min", "max"])) {
        if (typeof props[bound] === "number") input.setAttribute(bound, String(props[bound]));
        else input.removeAttribute(bound);
      }
      control.toggleAttribute("data-disabled", input.disabled);
      if (document.activeElement !== input) show();
      else enable();
    }
    update(node);
    return { root: field.root, update };
  },
});

/** @param {number} number */
function placesOf(number) {
  const [, decimals = ""] = String(number).split(".");
  return Math.min(decimals.length, 20);
}

/**
 * @param {string} label
 * @param {string} testid
 * @param {import("./icons.js").IconName} sign
 */
function stepButton(label, testid, sign) {
  return make(
    "button",
    { class: "st-step", type: "button", testid, "aria-label": label, tabindex: -1 },
    icon(sign),
  );
}

defineElement("color_picker", {
  create(node, ctx) {
    const input = make("input", { type: "color", class: "st-color" });
    const block = make("div", { class: "st-color-block", testid: "stColorPickerBlock" }, input);
    const field = makeField("stColorPicker", ctx, block);
    const show = (/** @type {string | null} */ value) => {
      input.value = sixDigits(value ?? "#000000");
      block.style.background = input.value;
    };
    show(ctx.value(node.props.default));
    input.addEventListener("input", () => (block.style.background = input.value), { signal: ctx.gone });
    input.addEventListener("change", () => ctx.setValue(input.value), { signal: ctx.gone });
    ctx.onValue(show);
    /** @param {ElementNode} next */
    function update({ props }) {
      input.setAttribute("aria-label", `${field.show(props)} color picker`);
      input.disabled = Boolean(props.disabled);
    }
    update(node);
    return { root: field.root, update };
  },
});

/** @param {string} color */
function sixDigits(color) {
  return /^#...$/.test(color) ? color.replace(/[^#]/g, "$&$&") : color;
}
