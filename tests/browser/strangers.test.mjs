// What a component's page may do, as in Streamlit, and what it may not: reach the inspector, which can run and change all.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, preview } from "./preview.mjs";

after(closeBrowser);

const APP = `
import streamlit as st
st.components.v2.component("plain", html="<button onclick='localStorage.clicked = 1'>inline</button>", js="""
export default function () { localStorage.rendered = 1; }
""")()
`;

/**
 * The app's frame inside the inspector's page.
 * @param {import("node:test").TestContext} t
 */
async function framed(t) {
  const { open, appUrl, inspectorUrl } = await preview(t, { "app.py": APP });
  const { page } = await open(inspectorUrl);
  await page.frameLocator("iframe").getByText("inline").waitFor();
  const frame = page.frames().find((frame) => frame.url().startsWith(appUrl));
  assert.ok(frame);
  return { frame, inspectorUrl };
}

test("a component has storage and handlers in its html", async (t) => {
  const { frame } = await framed(t);
  await frame.getByText("inline").click();
  assert.deepEqual(await frame.evaluate(() => [localStorage.rendered, localStorage.clicked]), ["1", "1"]);
});

test("it cannot reach the inspector, even if it knew the address", async (t) => {
  const { frame, inspectorUrl } = await framed(t);
  const refused = await frame.evaluate(async (address) => {
    const socket = new WebSocket(address.replace("http", "ws") + "ws");
    /** @type {[string, Promise<unknown>][]} */
    const attempts = [
      ["read its page", Promise.resolve().then(() => parent.document.body)],
      ["ask for its page", fetch(address)],
      ["load its script", import(address + "main.js")],
      ["open its socket", new Promise((open, shut) => ((socket.onopen = open), (socket.onerror = shut)))],
    ];
    const ends = await Promise.allSettled(attempts.map(([, attempt]) => attempt));
    return attempts.map(([name], index) => [name, ends[index]?.status]);
  }, inspectorUrl);
  assert.deepEqual(
    refused,
    ["read its page", "ask for its page", "load its script", "open its socket"].map((name) => [
      name,
      "rejected",
    ]),
  );
});
