// The inspector's page as a person uses it: reads the timeline, sends a value, goes back, changes width and theme.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, preview } from "./preview.mjs";

after(closeBrowser);

const APP = `
import streamlit as st
picker = st.components.v2.component(
    "picker",
    html="<button id='pick'>pick</button><button id='fire'>fire</button><button id='throw'>throw</button>",
    js="""
export default function ({ parentElement, setStateValue, setTriggerValue }) {
  const on = (id, act) => (parentElement.querySelector(id).onclick = act);
  on("#pick", () => setStateValue("colour", "red"));
  on("#fire", () => setTriggerValue("fired", 1));
  on("#throw", () => { throw new Error("boom"); });
}
""",
)
result = picker(key="p", on_colour_change=lambda: None)
st.text(f"colour {result.colour}")
print("ran")
`;

/** @param {import("node:test").TestContext} t */
async function inspected(t) {
  const { open, inspectorUrl } = await preview(t, { "app.py": APP });
  const { page } = await open(inspectorUrl);
  const app = page.frameLocator("iframe >> nth=0");
  await app.getByText("colour None").waitFor();
  return { page, app };
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
const view = (page, name) => page.getByRole("tab", { name }).click();

test("a send, its line and what a rule would say stand in the timeline", async (t) => {
  const { page, app } = await inspected(t);
  await app.locator("#fire").click();
  const send = page.locator(".entry.send");
  await send.getByText("missing-callback").waitFor();
  await send.getByRole("button", { name: "app.py:10" }).waitFor();
});

test("an error of an event handler stands there with the line of the Python file", async (t) => {
  const { page, app } = await inspected(t);
  await app.locator("#throw").click();
  const error = page.locator(".entry.js-error");
  await error.getByText("boom").first().waitFor();
  await error.getByRole("button", { name: "app.py:11" }).waitFor();
});

test("a value that is picked, edited and sent reaches the script", async (t) => {
  const { page, app } = await inspected(t);
  await app.locator("#pick").click();
  await app.getByText("colour red").waitFor();
  await view(page, "Mounts");
  await page.getByRole("button", { name: "Edit colour" }).click();
  assert.equal(await page.getByLabel("Value, as JSON").inputValue(), '"red"');
  await page.getByLabel("Value, as JSON").fill('"green"');
  await page.keyboard.press("Enter");
  await app.getByText("colour green").waitFor();
});

test("an earlier state comes back, and a reset forgets all", async (t) => {
  const { page, app } = await inspected(t);
  await app.locator("#pick").click();
  await app.getByText("colour red").waitFor();
  await page.getByRole("button", { name: "Go back" }).last().click();
  await app.getByText("colour None").waitFor();
  await app.locator("#pick").click();
  await app.getByText("colour red").waitFor();
  await view(page, "State");
  await page.getByRole("tabpanel", { name: "State" }).getByText('{"colour":"red"}').waitFor();
  await page.getByRole("button", { name: "Reset the session" }).click();
  await app.getByText("colour None").waitFor();
});

test("width, theme and a second session are chosen in the bar", async (t) => {
  const { page, app } = await inspected(t);
  const ground = () => app.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  /** @param {string} name */
  const choose = async (name) => {
    await page.getByRole("toolbar").getByRole("radio", { name, exact: true }).focus();
    await page.keyboard.press("Space");
  };
  await choose("dark");
  await app.locator("html[data-theme=dark]").waitFor();
  const dark = await ground();
  await choose("light");
  await app.locator("html[data-theme=light]").waitFor();
  assert.notEqual(await ground(), dark);
  await choose("400");
  assert.equal((await page.locator("iframe").boundingBox())?.width, 400);
  await choose("2");
  const second = page.frameLocator("iframe >> nth=1");
  await second.getByText("colour None").waitFor();
  await second.locator("#pick").click();
  await second.getByText("colour red").waitFor();
  assert.equal(await app.getByText("colour None").count(), 1, "the first session is another");
});

test("the keyboard moves between the views, and output is one of them", async (t) => {
  const { page } = await inspected(t);
  await page.getByRole("tab", { name: "Timeline" }).focus();
  await page.keyboard.press("End");
  await page.locator(".terminal").getByText("ran").waitFor();
  assert.equal(await page.getByRole("tab", { name: "Output" }).getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { name: "Timeline" }).getAttribute("aria-selected"), "true");
});

test("of several sessions a person chooses the one to look at", async (t) => {
  const { open, inspectorUrl } = await preview(t, { "app.py": APP });
  const { page } = await open(inspectorUrl);
  const app = page.frameLocator("iframe >> nth=0");
  await app.getByText("colour None").waitFor();
  const chooser = page.getByRole("combobox", { name: "Session" });
  assert.equal(await chooser.isVisible(), false, "there is one session only");

  const alone = (await open()).page;
  await alone.locator("#pick").click();
  await alone.getByText("colour red").waitFor();
  assert.equal(await page.locator(".entry.send").count(), 0);
  await chooser.selectOption("Another tab");
  await page.locator(".entry.send").getByText("colour").waitFor();
  await view(page, "State");
  await page.getByRole("button", { name: "Reset the session" }).click();
  await alone.getByText("colour None").waitFor();

  await chooser.selectOption("First frame");
  await view(page, "Timeline");
  assert.equal(await page.locator(".entry.send").count(), 0);
});
