// Messages: alerts, exceptions, toasts, balloons and snow.

import { defineElement, make, showText } from "../element.js";
import { markdownBox, paragraph } from "./field.js";
import { icon } from "./icons.js";

/** @typedef {import("../element.js").ElementNode} ElementNode */

const TONES = { success: "Success", info: "Info", warning: "Warning", error: "Error" };

for (const [kind, tone] of Object.entries(TONES)) {
  defineElement(kind, {
    create(node) {
      const mark = make("span", { class: "st-alert-icon", testid: "stAlertDynamicIcon" });
      const heading = markdownBox();
      const title = make("strong", { class: "st-alert-title", testid: "stAlertTitle" }, heading);
      const body = markdownBox();
      const texts = make("div", { class: "st-alert-texts" }, title, body);
      const content = make(
        "div",
        { class: "st-alert-content", testid: `stAlertContent${tone}` },
        mark,
        texts,
      );
      const root = alertBox(kind, content);
      /** @param {ElementNode} next */
      function update({ props }) {
        showText(mark, props.icon);
        mark.hidden = !props.icon;
        showText(paragraph(heading), props.title);
        title.hidden = !props.title;
        showText(body, props.body);
      }
      update(node);
      return { root, update };
    },
  });
}

/**
 * @param {string} kind
 * @param {HTMLElement} content
 */
function alertBox(kind, content) {
  const role = kind === "warning" || kind === "error" ? "alert" : "status";
  const container = make(
    "div",
    { class: "st-alert-container", "data-tone": kind, testid: "stAlertContainer", role },
    content,
  );
  return make("div", { class: "st-alert", testid: "stAlert" }, container);
}

defineElement("exception", {
  create(node, ctx) {
    const message = make("div", { class: "st-exception-message", testid: "stExceptionMessage" });
    const title = make("div", { class: "st-exception-title" }, "Traceback:");
    const trace = make("code");
    const pre = make("pre", { tabindex: 0 }, trace);
    const copy = make("button", { class: "st-text-button", type: "button" }, "Copy");
    const content = make("div", { testid: "stAlertContentError" }, message, title, pre, copy);
    const root = make(
      "div",
      { class: "st-exception", testid: "stException" },
      make(
        "div",
        { class: "st-alert-container", testid: "stAlertContainer", role: "alert", "data-tone": "error" },
        content,
      ),
    );
    copy.addEventListener(
      "click",
      () => navigator.clipboard?.writeText(`${message.textContent}\n${trace.textContent}`),
      {
        signal: ctx.gone,
      },
    );
    /** @param {ElementNode} next */
    function update({ props }) {
      root.firstElementChild?.setAttribute("data-tone", props.warning ? "warning" : "error");
      showMessage(message, props);
      trace.replaceChildren(...rows(props, ctx));
      title.hidden = pre.hidden = trace.childElementCount === 0;
    }
    update(node);
    return { root, update };
  },
});

/**
 * The type and the text; a Markdown text without its backticks.
 * @param {HTMLElement} target
 * @param {Record<string, any>} props
 */
function showMessage(target, { type, module, message, markdown }) {
  const isBuiltIn = module === undefined || module === "builtins" || module === "__main__";
  const name = make("span", { class: "st-exception-name" }, isBuiltIn ? type : `${module}.${type}`);
  target.replaceChildren(
    name,
    ...(message === "" ? [] : [": ", ...(markdown ? codeSpans(message) : [message])]),
  );
}

/**
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
function codeSpans(text) {
  return text.split(/(`+)(.+?)\1/s).flatMap((part, index) => {
    /** @type {(string | HTMLElement)[]} */
    const plain = [part];
    if (index % 3 === 0) return plain;
    return index % 3 === 2 ? [make("code", {}, part)] : [];
  });
}

/**
 * The frames, each a button that leads to its line.
 * @param {Record<string, any>} props
 * @param {import("../element.js").Context} ctx
 */
function rows({ trace = [], frames = [] }, ctx) {
  return trace.map((/** @type {string} */ line, /** @type {number} */ index) => {
    const row = make(
      "div",
      { class: "st-trace-row", testid: "stExceptionTraceRow", role: "button", tabindex: 0 },
      line,
    );
    row.title = "Show this line in the editor";
    const open = () => ctx.open(frames[index]);
    row.addEventListener("click", open);
    row.addEventListener("keydown", (event) => event.key === "Enter" && open());
    return row;
  });
}

defineElement("toast", {
  bare: true,
  create(node, ctx) {
    const mark = make("span", { class: "st-toast-icon", testid: "stToastDynamicIcon" });
    const text = markdownBox();
    const close = make(
      "button",
      { class: "st-icon-button", type: "button", "aria-label": "Close" },
      icon("close"),
    );
    const root = make("div", { class: "st-toast", testid: "stToast", role: "status" }, mark, text, close);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const hide = () => (root.hidden = true);
    const wait = () => {
      clearTimeout(timer);
      const { seconds } = ctx.node.props;
      if (typeof seconds === "number") timer = setTimeout(hide, seconds * 1000);
    };
    close.addEventListener("click", hide, { signal: ctx.gone });
    root.addEventListener("pointerenter", () => clearTimeout(timer), { signal: ctx.gone });
    root.addEventListener("pointerleave", wait, { signal: ctx.gone });
    /** @param {ElementNode} next */
    function update({ props }) {
      showText(mark, props.icon);
      mark.hidden = !props.icon;
      showText(paragraph(text), props.body);
      root.hidden = false;
      wait();
    }
    update(node);
    return { root, update, destroy: () => clearTimeout(timer) };
  },
});

const FALLING = { balloons: ["🎈"], snow: ["❄️", "❅", "❆"] };

for (const [kind, signs] of Object.entries(FALLING)) {
  const name = kind === "balloons" ? "stBalloons" : "stSnow";
  defineElement(kind, {
    create() {
      const root = make("div", { class: `st-falling st-${kind}`, testid: name, "aria-hidden": "true" });
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      function update() {
        clearTimeout(timer);
        root.replaceChildren(
          ...Array.from({ length: 30 }, (_, index) => flake(signs[index % signs.length] ?? "")),
        );
        timer = setTimeout(() => root.replaceChildren(), 5000);
      }
      update();
      return { root, update, destroy: () => clearTimeout(timer) };
    },
  });
}

/** @param {string} sign */
function flake(sign) {
  const made = make("span", {}, sign);
  made.style.left = `${Math.random() * 96}%`;
  made.style.animationDelay = `${Math.random()}s`;
  made.style.fontSize = `${1 + Math.random() * 2}rem`;
  return made;
}
