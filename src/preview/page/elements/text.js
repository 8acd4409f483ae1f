// Text: headings, Markdown, captions, plain text, badges, dividers, html.

import { defineElement, make, showText } from "../element.js";
import { helpButton, markdownBox, paragraph, plainText } from "./field.js";
import { highlighted } from "./highlight.js";

/** @typedef {import("../element.js").Definition} Definition */

const HEADINGS = /** @type {const} */ ({ title: "h1", header: "h2", subheader: "h3" });

for (const [kind, tag] of Object.entries(HEADINGS)) defineElement(kind, heading(tag));

/**
 * @param {"h1" | "h2" | "h3"} tag
 * @returns {Definition}
 */
function heading(tag) {
  return {
    create(node, ctx) {
      const text = make("span", { class: "st-heading-text" });
      const mark = make("span", { class: "st-heading-icon" });
      const help = helpButton(ctx);
      const link = make("a", { class: "st-anchor", "aria-label": "Link to heading" }, "#");
      const actions = make(
        "span",
        { class: "st-heading-actions", testid: "stHeaderActionElements" },
        help.root,
        link,
      );
      const line = make("hr", { class: "st-heading-divider", testid: "stHeadingDivider", hidden: true });
      const shown = make(tag, {}, mark, text, actions);
      const root = make(
        "div",
        { class: "st-heading", testid: "stHeading" },
        make(
          "div",
          { class: "st-markdown-box", testid: "stMarkdownContainer" },
          make("div", { testid: "stHeadingWithActionElements" }, shown),
          line,
        ),
      );
      /** @param {import("../element.js").ElementNode} next */
      function update({ props }) {
        showText(text, props.body);
        showText(mark, props.icon);
        mark.hidden = !props.icon;
        help.show(props.help);
        const anchor = props.anchor === false ? "" : (props.anchor ?? slug(plainText(props.body)));
        link.hidden = anchor === "";
        link.setAttribute("href", `#${anchor}`);
        shown.id = anchor;
        line.hidden = !props.divider;
        line.dataset.color = props.divider === true ? "auto" : (props.divider ?? "");
        align(root, props);
      }
      update(node);
      return { root, update };
    },
  };
}

/** @param {string} text */
function slug(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/**
 * @param {HTMLElement} root
 * @param {Record<string, any>} props
 */
function align(root, { text_alignment, wrap }) {
  root.style.textAlign = text_alignment && text_alignment !== "left" ? text_alignment : "";
  root.toggleAttribute("data-nowrap", wrap === false);
}

/**
 * @param {string} testid   of the box
 * @param {string} className
 * @returns {Definition}
 */
function rendered(testid, className) {
  return {
    create(node, ctx) {
      const box = make("div", { class: `st-markdown-box ${className}`, testid });
      const help = helpButton(ctx);
      const root = make("div", { class: "st-markdown", testid: "stMarkdown" }, box, help.root);
      /** @param {import("../element.js").ElementNode} next */
      function update({ props }) {
        showText(box, props.body);
        colorCode(box);
        help.show(props.help);
        align(root, props);
      }
      update(node);
      return { root, update };
    },
  };
}

/**
 * Fenced code in Markdown is coloured as `st.code` is.
 * @param {HTMLElement} box
 */
function colorCode(box) {
  for (const code of box.querySelectorAll("pre > code[class*=language-]:not(:has(.token))")) {
    const language = /language-(\S+)/.exec(code.className)?.[1] ?? null;
    code.replaceChildren(highlighted(code.textContent ?? "", language));
  }
}

defineElement("markdown", rendered("stMarkdownContainer", ""));
defineElement("caption", rendered("stCaptionContainer", "st-caption"));

defineElement("text", {
  create(node, ctx) {
    const text = make("span");
    const help = helpButton(ctx);
    const root = make("div", { class: "st-text", testid: "stText" }, text, help.root);
    /** @param {import("../element.js").ElementNode} next */
    function update({ props }) {
      showText(text, props.body);
      help.show(props.help);
      align(root, props);
    }
    update(node);
    return { root, update };
  },
});

defineElement("badge", {
  create(node, ctx) {
    const mark = make("span");
    const text = make("span");
    const badge = make("span", { class: "st-badge" }, mark, text);
    const help = helpButton(ctx);
    const box = markdownBox();
    paragraph(box).append(badge, help.root);
    const root = make("div", { class: "st-markdown", testid: "stMarkdown" }, box);
    /** @param {import("../element.js").ElementNode} next */
    function update({ props }) {
      showText(mark, props.icon);
      mark.hidden = !props.icon;
      showText(text, props.label);
      badge.dataset.color = props.color;
      help.show(props.help);
    }
    update(node);
    return { root, update };
  },
});

defineElement("divider", {
  create() {
    const box = make("div", { class: "st-markdown-box", testid: "stMarkdownContainer" }, make("hr"));
    return { root: make("div", { class: "st-markdown", testid: "stMarkdown" }, box), update() {} };
  },
});

/** @type {Record<string, string>} */
const SPACES = {
  xxsmall: "0.25rem",
  xsmall: "0.5rem",
  small: "0.75rem",
  medium: "2.5rem",
  large: "4.25rem",
  xlarge: "6rem",
};

defineElement("space", {
  create(node) {
    const root = make("div", { class: "st-space", testid: "stSpace" });
    /** @param {import("../element.js").ElementNode} next */
    function update({ props: { size } }) {
      root.style.height = typeof size === "number" ? `${size}px` : (SPACES[size] ?? "100%");
    }
    update(node);
    return { root, update };
  },
});

defineElement("html", {
  create(node) {
    const root = make("div", { class: "st-html", testid: "stHtml" });
    let shown = "";
    /** @param {import("../element.js").ElementNode} next */
    function update({ props: { body, scripts } }) {
      if (body === shown) return;
      shown = body;
      root.replaceChildren(scripts ? withScripts(body) : withoutScripts(body));
    }
    update(node);
    return { root, update };
  },
});

/**
 * Html whose scripts and handlers do not run.
 * @param {string} html
 */
function withoutScripts(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll("*")) {
    if (element.matches("script, iframe, object, embed, base, meta")) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      if (name.startsWith("on") || /^\s*javascript:/i.test(value)) element.removeAttribute(name);
    }
  }
  return template.content;
}

/**
 * Html whose scripts run, as the author asked.
 * @param {string} html
 */
function withScripts(html) {
  return document.createRange().createContextualFragment(html);
}
