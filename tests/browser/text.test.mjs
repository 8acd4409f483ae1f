// Texts as Streamlit draws them.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { by, closeBrowser, preview, shows } from "./preview.mjs";

after(closeBrowser);

test("formulas are drawn as mathematics, and what is none is shown as it is written", async (t) => {
  const { open } = await preview(t, {
    "app.py": String.raw`
import streamlit as st
st.markdown(r"so $\frac{a}{b}$ it is")
st.latex(r"x^2")
st.latex(r"\frac{a")
st.text("end")
`,
  });
  const { page } = await open();
  await shows(page, "end");
  const kinds = await page
    .locator("math")
    .evaluateAll((found) => found.map((math) => math.firstElementChild?.tagName));
  assert.deepEqual(kinds, ["mfrac", "msup"]);
  assert.equal(await by(page, "stMarkdown").locator(".math > code").innerText(), "\\frac{a");
});
