// Sessions: one a tab, which a lost connection does not end.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, preview, shows } from "./preview.mjs";

after(closeBrowser);

const COUNTER = `
import streamlit as st
st.session_state.setdefault("n", 0)
if st.button("more"):
    st.session_state["n"] += 1
st.text(f"n {st.session_state['n']}")
`;

/** @param {import("playwright-core").Page} page */
function more(page) {
  return page.getByRole("button", { name: "more", exact: true }).click();
}

test("two tabs do not see each other", async (t) => {
  const { open } = await preview(t, { "app.py": COUNTER });
  const [one, two] = [(await open()).page, (await open()).page];
  await shows(one, "n 0");
  await shows(two, "n 0");
  await more(one);
  await shows(one, "n 1");
  await more(two);
  await shows(two, "n 1");
  await more(one);
  await shows(one, "n 2");
  await shows(two, "n 1");
});

test("a connection that was lost is taken up again, with the session", async (t) => {
  const { open } = await preview(t, { "app.py": COUNTER });
  const { page, heard } = await open();
  await page.evaluate(() => {}); // The page has begun.
  await shows(page, "n 0");
  await more(page);
  await shows(page, "n 1");
  const sessions = () =>
    heard.filter((message) => message.type === "hello").map((message) => message.session);

  await page.context().setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await page.context().setOffline(false);
  await more(page);
  await shows(page, "n 2");
  assert.equal(new Set(sessions()).size, 1);
});

test("a reload begins a new session", async (t) => {
  const { open } = await preview(t, { "app.py": COUNTER });
  const { page } = await open();
  await more(page);
  await shows(page, "n 1");
  await page.reload();
  await shows(page, "n 0");
});
