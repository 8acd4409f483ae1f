// The part of the document that a component gets: a shadow root or a plain element, and in it the author's html and,
// after it, the css (FACTS 16a).

import { make } from "../element.js";

/** @typedef {string | {$url: string, hash: string} | null | undefined} Sheet */

/**
 * @typedef {object} ComponentPlace
 * @property {HTMLElement} host
 * @property {ShadowRoot | HTMLDivElement} parentElement   what the renderer gets
 * @property {HTMLDivElement} content     holds html and css; the renderer may have thrown it out of the place
 */

/**
 * @param {boolean} isolate
 * @returns {ComponentPlace}
 */
export function makePlace(isolate) {
  const host = make("div", { testid: isolate ? "stBidiComponentIsolated" : "stBidiComponentRegular" });
  const parentElement = isolate ? host.attachShadow({ mode: "open" }) : host;
  const content = make("div");
  parentElement.append(content);
  return { host, parentElement, content };
}

/**
 * Builds the content anew. Scripts in the html run, once; inline handlers work. White space around html and css goes.
 * @param {ComponentPlace} place
 * @param {string | null | undefined} html
 * @param {Sheet} css
 */
export function fillPlace({ content }, html, css) {
  content.replaceChildren();
  if (html?.trim()) {
    const holder = make("div");
    content.append(holder);
    const range = document.createRange();
    range.selectNodeContents(holder);
    holder.append(range.createContextualFragment(html.trim()));
  }
  if (css) content.append(sheetOf(css));
}

/**
 * Exchanges the css and leaves everything else as it is.
 * @param {ComponentPlace} place
 * @param {Sheet} css
 */
export function exchangeSheet({ content }, css) {
  const old = content.querySelector(":scope > style:last-child, :scope > link:last-child");
  if (!css) {
    old?.remove();
    return;
  }
  const sheet = sheetOf(css);
  if (old === null) {
    content.append(sheet);
  } else if (sheet instanceof HTMLLinkElement) {
    // The old sheet holds until the new one is there, so that nothing flickers.
    sheet.addEventListener("load", () => old.remove(), { once: true });
    old.after(sheet);
  } else {
    old.replaceWith(sheet);
  }
}

/**
 * @param {Exclude<Sheet, null | undefined>} css
 * @returns {HTMLStyleElement | HTMLLinkElement}
 */
function sheetOf(css) {
  if (typeof css !== "string") return make("link", { rel: "stylesheet", href: css.$url });
  const style = document.createElement("style");
  style.textContent = css.trim();
  return style;
}
