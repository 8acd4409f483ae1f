import assert from "node:assert/strict";
import { test } from "node:test";

import { DARK, LIGHT } from "../../src/preview/page/palette.js";
import { sidebarThemeOf, themeOf } from "../../src/preview/page/theme.js";

test("both default themes have the same properties", () => {
  assert.deepEqual(Object.keys(LIGHT).sort(), Object.keys(DARK).sort());
});

test("without options a theme is the default one", () => {
  assert.deepEqual(themeOf("dark"), { base: "dark", properties: DARK });
});

/** An option of `[theme]`, a property and what it then is. @type {[Record<string, unknown>, string, string][]} */
const OPTIONS = [
  [{ primaryColor: "#ff0000" }, "--st-primary-color", "#ff0000"],
  [{ textColor: "#111" }, "--st-heading-color", "#111"],
  [{ textColor: "#111", headingColor: "#222" }, "--st-heading-color", "#222"],
  [{ baseRadius: "full" }, "--st-button-radius", "9999px"],
  [{ font: "serif" }, "--st-heading-font", '"Source Serif",serif'],
  [{ linkUnderline: false }, "--st-link-underline", "0"],
  [{ headingFontSizes: ["3rem", "2rem"] }, "--st-heading-font-size-2", "2rem"],
  [{ codeFontSize: 13 }, "--st-code-font-size", "13px"],
  [{ textColor: "#111", light: { textColor: "#333" } }, "--st-text-color", "#333"],
  [{ textColor: "#111", dark: { textColor: "#333" } }, "--st-text-color", "#111"],
  [{ unheardOf: 1 }, "--st-primary-color", "#C53948"],
];

for (const [options, property, expected] of OPTIONS) {
  test(`${JSON.stringify(options)}: ${property} is ${expected}`, () => {
    assert.equal(themeOf("light", options).properties[property], expected);
  });
}

/** @type {[Record<string, unknown>, string][]} the sidebar's background */
const SIDEBARS = [
  [{}, "#F8F8F7"],
  [{ secondaryBackgroundColor: "#eee" }, "#eee"],
  [{ sidebar: { backgroundColor: "#ddd" } }, "#ddd"],
  [{ light: { sidebar: { backgroundColor: "#ccc" } } }, "#ccc"],
];

for (const [options, expected] of SIDEBARS) {
  test(`${JSON.stringify(options)}: the sidebar is ${expected}`, () => {
    const { properties } = sidebarThemeOf("light", options);
    assert.equal(properties["--st-background-color"], expected);
    assert.equal(properties["--st-secondary-background-color"], "#FFFFFF");
  });
}
