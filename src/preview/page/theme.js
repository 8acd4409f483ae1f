// The theme: which of light and dark, the person's own options from `.streamlit/config.toml`, and the properties that
// come of both. Components find them as `--st-*` on their wrapper and nowhere else (FACTS 16d); the page's own sheets
// as `--app-*` on the root.

import { DARK, LIGHT } from "./palette.js";

/**
 * @typedef {import("./element.js").Theme} Theme
 * @typedef {"light" | "dark"} Base
 * @typedef {Record<string, any>} Options   the `[theme]` table as it stands in the file
 */

/** What follows from an option that is given, where the option that it follows into is not. */
const FOLLOWS = /** @type {const} */ ([
  ["--st-text-color", "--st-heading-color", same],
  ["--st-text-color", "--st-dataframe-header-text-color", (/** @type {string} */ color) => faint(color, 70)],
  ["--st-text-color", "--st-code-text-color", same],
  ["--st-secondary-background-color", "--st-code-background-color", same],
  ["--st-secondary-background-color", "--st-dataframe-header-background-color", same],
  ["--st-border-color", "--st-border-color-light", (/** @type {string} */ color) => faint(color, 45)],
  ["--st-border-color", "--st-widget-border-color", same],
  ["--st-border-color", "--st-dataframe-border-color", same],
  ["--st-base-radius", "--st-button-radius", same],
  ["--st-font", "--st-heading-font", same],
]);

const RADII = { none: "0", small: "0.35rem", medium: "0.5rem", large: "1rem", full: "9999px" };
const FONTS = {
  "sans-serif": '"Source Sans",sans-serif',
  serif: '"Source Serif",serif',
  monospace: '"Source Code Pro",monospace',
};

/**
 * The properties of a theme.
 * @param {Base} base
 * @param {Options} [options]
 * @returns {Theme}
 */
export function themeOf(base, options = {}) {
  const own = propertiesOf({ ...options, ...options[base] });
  for (const [from, to, derive] of FOLLOWS) {
    const value = own[from];
    if (value !== undefined && own[to] === undefined) own[to] = derive(value);
  }
  return { base, properties: { ...(base === "dark" ? DARK : LIGHT), ...own } };
}

/**
 * The theme of the sidebar: the two backgrounds change places, and `[theme.sidebar]` has the last word.
 * @param {Base} base
 * @param {Options} [options]
 * @returns {Theme}
 */
export function sidebarThemeOf(base, options = {}) {
  const { properties } = themeOf(base, options);
  const swapped = {
    backgroundColor: properties["--st-secondary-background-color"],
    secondaryBackgroundColor: properties["--st-background-color"],
    codeBackgroundColor: properties["--st-code-background-color"],
    dataframeHeaderBackgroundColor: properties["--st-dataframe-header-background-color"],
  };
  return themeOf(base, {
    ...options,
    ...options[base],
    ...swapped,
    ...options.sidebar,
    [base]: options[base]?.sidebar,
  });
}

/**
 * The options that name a property of the default theme: `primaryColor` is `--st-primary-color`.
 * @param {Options} options
 * @returns {Record<string, string>}
 */
function propertiesOf(options) {
  /** @type {Record<string, string>} */
  const properties = {};
  for (const [option, value] of Object.entries(options)) {
    const name = `--st-${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (name in LIGHT && value !== null) properties[name] = written(name, value);
    if (Array.isArray(value) && /^--st-heading-font-(sizes|weights)$/.test(name)) {
      value.forEach((each, index) => (properties[`${name.slice(0, -1)}-${index + 1}`] = String(each)));
    }
  }
  return properties;
}

/**
 * An option's value as a property has it.
 * @param {string} name
 * @param {any} value
 * @returns {string}
 */
function written(name, value) {
  if (Array.isArray(value)) return value.join(",");
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "number" && /-(size|radius)$/.test(name)) return `${value}px`;
  if (name.endsWith("-radius")) return RADII[/** @type {keyof typeof RADII} */ (value)] ?? value;
  if (name.endsWith("-font")) return FONTS[/** @type {keyof typeof FONTS} */ (value)] ?? value;
  return String(value);
}

/**
 * @param {Record<string, string>} properties
 * @param {string} prefix   in place of `--st-`
 */
function block(properties, prefix) {
  return Object.entries(properties)
    .map(([name, value]) => `${name.replace("--st-", prefix)}: ${value};`)
    .join(" ");
}

/** @param {string} value */
function same(value) {
  return value;
}

/**
 * @param {string} color
 * @param {number} percent
 */
function faint(color, percent) {
  return `color-mix(in srgb, ${color} ${percent}%, transparent)`;
}

/**
 * The theme in force. It follows the browser unless the app, the person or the inspector chose.
 */
export class Themes {
  /** @type {Options} */ #options = {};
  /** @type {Base | null} the person's or the inspector's choice */ #chosen = null;
  /** @type {Base | null} the choice of `theme.base` */ #appBase = null;
  /** @type {Set<(theme: Theme) => void>} */ #listeners = new Set();
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #sheet = document.createElement("style");
  /** @type {Theme} */ current = themeOf(this.#base());

  constructor() {
    document.head.append(this.#sheet);
    this.#write();
    this.#dark.addEventListener("change", () => this.#renew());
  }

  /**
   * What the app's configuration says.
   * @param {Options} options
   */
  configure(options) {
    this.#options = options;
    this.#appBase = options.base === "dark" || options.base === "light" ? options.base : null;
    this.#renew();
  }

  /** @param {Base | "app" | null} base   `app`: what the app or the browser says */
  choose(base) {
    this.#chosen = base === "light" || base === "dark" ? base : null;
    this.#renew();
  }

  get chosen() {
    return this.#chosen ?? "app";
  }

  /**
   * @param {(theme: Theme) => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #base() {
    return this.#chosen ?? this.#appBase ?? (this.#dark.matches ? "dark" : "light");
  }

  #renew() {
    const next = themeOf(this.#base(), this.#options);
    const isSame = JSON.stringify(next) === JSON.stringify(this.current);
    this.current = next;
    this.#write();
    if (isSame) return;
    for (const listener of this.#listeners) listener(next);
  }

  #write() {
    const { base, properties } = this.current;
    const sidebar = sidebarThemeOf(base, this.#options).properties;
    document.documentElement.dataset.theme = base;
    this.#sheet.textContent = [
      `:root { color-scheme: ${base}; ${block(properties, "--app-")} }`,
      `.st-component { ${block(properties, "--st-")} }`,
      `.st-sidebar { ${block(sidebar, "--app-")} }`,
      `.st-sidebar .st-component { ${block(sidebar, "--st-")} }`,
    ].join("\n");
  }
}
