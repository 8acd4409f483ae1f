// Containers as Streamlit draws them.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { by, closeBrowser, preview, shows } from "./preview.mjs";

after(closeBrowser);

test("a container that holds nothing takes no place, unless it has a border or a height", async (t) => {
  const { open } = await preview(t, {
    "app.py": `
import streamlit as st
st.container(key="bare")
st.container(key="bordered", border=True)
st.container(key="high", height=50)
st.container(key="filled").text("inside")
st.text("end")
`,
  });
  const { page } = await open();
  await shows(page, "end");
  const shown = { bare: false, bordered: true, high: true, filled: true };
  for (const [key, expected] of Object.entries(shown)) {
    assert.equal(await page.locator(`.st-key-${key}`).isVisible(), expected, key);
  }
});

test("closing a dialog calls on_dismiss", async (t) => {
  const { open } = await preview(t, {
    "app.py": `
import streamlit as st
@st.dialog("Question", on_dismiss=lambda: st.session_state.update(closed=True))
def ask():
    st.text("inside")
if st.button("ask"):
    ask()
st.text(f"closed {st.session_state.get('closed')}")
`,
  });
  const { page } = await open();
  await page.getByRole("button", { name: "ask" }).click();
  await shows(page, "inside");
  await shows(page, "closed None");
  await by(page, "stDialog").getByRole("button", { name: "Close" }).click();
  await shows(page, "closed True");
  assert.equal(await by(page, "stDialog").isVisible(), false);
});
