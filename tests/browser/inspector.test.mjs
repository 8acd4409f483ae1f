// What the inspector tells and does, through its socket: the timeline, values sent by hand, earlier states.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, preview, shows } from "./preview.mjs";

after(closeBrowser);

const APP = `
import streamlit as st
picker = st.components.v2.component(
    "picker",
    html="<button id='pick'>pick</button>",
    js="""
export default function ({ parentElement, setStateValue, setTriggerValue }) {
  parentElement.querySelector("#pick").onclick = () => { setStateValue("colour", "red"); setTriggerValue("picked", 1); };
}
""",
)
def coloured():
    st.session_state["calls"] = st.session_state.get("calls", 0) + 1
result = picker(key="p", on_colour_change=coloured, on_picked_change=lambda: None)
st.text(f"colour {result.colour}")
st.text(f"calls {st.session_state.get('calls', 0)}")
`;

/**
 * The app in one tab, and the inspector's socket in another.
 * @param {import("node:test").TestContext} t
 */
async function inspected(t) {
  const { open, inspectorUrl } = await preview(t, { "app.py": APP });
  const { page } = await open();
  await shows(page, "colour None");
  const inspector = (await open(inspectorUrl)).page;
  await inspector.evaluate(() => {
    const socket = new WebSocket("ws");
    const told = /** @type {any[]} */ ([]);
    socket.onmessage = ({ data }) => told.push(JSON.parse(data));
    Object.assign(window, { socket, told });
    return new Promise((resolve) => (socket.onopen = resolve));
  });
  const told = () => inspector.evaluate(() => /** @type {any} */ (window).told);
  const say = (/** @type {object} */ message) =>
    inspector.evaluate((text) => /** @type {any} */ (window).socket.send(text), JSON.stringify(message));
  return { page, told, say };
}

/**
 * Waits for what the inspector is told.
 * @param {() => Promise<any[]>} told
 * @param {(message: any) => boolean} wanted
 */
async function heard(told, wanted) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = (await told()).filter(wanted);
    if (found.length) return found;
    assert.ok(Date.now() < deadline, `never told: ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** @param {import("playwright-core").Page} page */
async function pick(page) {
  await page.locator("#pick").click();
  await shows(page, "colour red");
}

/** @param {number} run */
function finished(run) {
  return (/** @type {any} */ { entry }) =>
    entry?.kind === "run" && entry.run === run && entry.outcome === "done";
}

test("the timeline tells sends, and a run with its cause, callbacks in order and what became different", async (t) => {
  const { page, told } = await inspected(t);
  await pick(page);
  const [{ entry }] = await heard(told, finished(2));
  assert.equal(entry.cause.kind, "component");
  const called = entry.callbacks.map((/** @type {any} */ callback) => [callback.event, callback.function]);
  assert.deepEqual(called, [
    ["colour", "coloured"],
    ["picked", "<lambda>"],
  ]);
  const result = entry.mounts[0].changes.find((/** @type {any} */ change) => change.name === "colour");
  assert.deepEqual([result.before, result.after], [null, "red"]);
  assert.equal(entry.changes.find((/** @type {any} */ change) => change.name === "calls").after, 1);

  const sends = await heard(told, ({ entry }) => entry?.kind === "send");
  const sent = sends.map(({ entry: { send, key, value } }) => [send, key, value]);
  assert.deepEqual(sent, [
    ["state", "colour", "red"],
    ["trigger", "picked", 1],
  ]);
});

test("the timeline tells calls of renderers", async (t) => {
  const { told } = await inspected(t);
  const [{ entry }] = await heard(told, ({ entry }) => entry?.kind === "render");
  assert.deepEqual([entry.mount, entry.of.name, entry.of.key], [true, "picker", "p"]);
});

test("a value that is edited in the inspector arrives as if the component had sent it", async (t) => {
  const { page, told, say } = await inspected(t);
  const [{ tab, entry }] = await heard(told, finished(1));
  const id = entry.mounts[0].element;
  await say({ tab, type: "set-value", id, kind: "state", key: "colour", value: "green" });
  await shows(page, "colour green");
  await shows(page, "calls 1");
});

test("the session is forgotten when the inspector says so", async (t) => {
  const { page, told, say } = await inspected(t);
  await pick(page);
  const [{ tab }] = await heard(told, finished(2));
  await say({ tab, type: "reset" });
  await shows(page, "colour None");
  await shows(page, "calls 0");
});

test("an earlier state comes back", async (t) => {
  const { page, told, say } = await inspected(t);
  const [{ tab, entry }] = await heard(told, finished(1));
  await pick(page);
  await shows(page, "calls 1");
  await say({ tab, type: "go-back", entry: entry.number });
  await shows(page, "colour None");
  await shows(page, "calls 0");
  await pick(page);
  await shows(page, "calls 1");
});
