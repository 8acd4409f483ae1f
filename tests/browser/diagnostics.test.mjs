// The preview under the language server: unsaved text in the page, and what goes wrong there back in the source.

import assert from "node:assert/strict";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";
import { LanguageClient } from "./language-client.mjs";

const browser = await launch();
after(() => browser.close());

const APP = `
import streamlit as st

picker = st.components.v2.component(
    "picker",
    html="<button id='send'>send</button><button id='throw'>throw</button>",
    js="""
export default function ({ parentElement, setTriggerValue }) {
  const name = ["pic", "ked"].join("");
  parentElement.querySelector("#send").onclick = () => setTriggerValue(name, 1);
  parentElement.querySelector("#throw").onclick = () => { throw new Error("boom"); };
}
""",
)
picker(key="p")
st.text("fresh")
`;

/** @param {import("node:test").TestContext} t */
async function edited(t) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "crosswire-browser-")));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  await writeFile(join(folder, "app.py"), APP);
  const client = new LanguageClient(t, folder);
  await client.start(folder);
  const uri = pathToFileURL(join(folder, "app.py")).href;
  client.tell("textDocument/didOpen", {
    textDocument: { uri, languageId: "python", version: 1, text: APP },
  });
  const started = await client.ask("workspace/executeCommand", {
    command: "crosswire.preview.start",
    arguments: [{ uri }],
  });
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(started.url);
  await page.getByText("fresh").waitFor();
  let version = 1;
  const edit = (/** @type {string} */ text) =>
    client.tell("textDocument/didChange", {
      textDocument: { uri, version: ++version },
      contentChanges: [{ text }],
    });
  /** Waits for the preview's diagnostics to be those of the given lines. @param {[string, number][]} expected */
  const findings = (expected) => client.hear((message) => isDeepEqual(seenIn(message), expected));
  return { client, page, edit, findings, started };
}

/**
 * The codes and lines (from 1) of the preview's own diagnostics in a message, null where it is about something else.
 * @param {any} message
 */
function seenIn({ method, params }) {
  if (method !== "textDocument/publishDiagnostics") return null;
  const own = params.diagnostics.filter((/** @type {any} */ { source }) => source === "crosswire preview");
  return own.map((/** @type {any} */ { code, range }) => [code, range.start.line + 1]);
}

/** @param {unknown} one @param {unknown} other */
function isDeepEqual(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

test("unsaved text runs", async (t) => {
  const { page, edit } = await edited(t);
  edit(APP.replace("fresh", "unsaved"));
  await page.getByText("unsaved").waitFor();
});

test("an error of an event handler is shown in the Python string until the component is mounted anew", async (t) => {
  const { client, page, edit, findings } = await edited(t);
  await page.locator("#throw").click();
  const { params } = await findings([["script-error", 11]]);
  const [{ range, message }] = params.diagnostics.filter(
    (/** @type {any} */ { code }) => code === "script-error",
  );
  assert.equal(message, "boom (in an event handler)");
  assert.ok(APP.split("\n")[10]?.slice(range.start.character).startsWith("new Error"));
  client.told.length = 0;
  edit(APP.replace('throw new Error("boom");', ""));
  await findings([]);
});

test("a key that reading cannot know is shown where it was sent", async (t) => {
  const { page, findings } = await edited(t);
  await page.locator("#send").click();
  await findings([["unseen-key", 10]]);
});

test("an exception is shown at its line, and goes when it is mended", async (t) => {
  const { client, edit, findings } = await edited(t);
  edit(`${APP}\nst.text(1 / 0)\n`);
  await findings([["python-exception", 18]]);
  client.told.length = 0;
  edit(APP);
  await findings([]);
});

test("what a preview found goes with it", async (t) => {
  const { client, page, findings, started } = await edited(t);
  await page.locator("#throw").click();
  await findings([["script-error", 11]]);
  client.told.length = 0;
  await client.ask("workspace/executeCommand", {
    command: "crosswire.preview.stop",
    arguments: [{ id: started.id }],
  });
  await findings([]);
});

test("a place that is picked in the page is shown in the editor", async (t) => {
  const { client, page } = await edited(t);
  await page.getByText("fresh").click({ modifiers: ["Alt"] });
  const { params } = await client.hear(({ method }) => method === "window/showDocument");
  assert.equal(params.selection.start.line + 1, 16);
});
