// An app of a test, previewed: its files in a folder of their own, the program that serves it, and tabs to look at it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { launch } from "./chromium.mjs";
import { program } from "./program.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").Browser} Browser
 * @typedef {import("node:test").TestContext} TestContext
 *
 * @typedef {object} Preview
 * @property {string} folder
 * @property {string} appUrl
 * @property {string} inspectorUrl
 * @property {(url?: string) => Promise<Tab>} open  a tab of its own, with nothing of other tabs
 * @property {(file: string, text: string) => Promise<void>} save
 *
 * @typedef {object} Tab
 * @property {Page} page
 * @property {any[]} heard  all messages that came over its websockets, of the app's page and of the inspector's
 */

const START_TIMEOUT_MS = 30_000;

/** @type {Promise<Browser> | undefined} */
let browser;

/** Closes the browser that the tests of a file share. To be called in `after`. */
export async function closeBrowser() {
  await (await browser)?.close();
}

/**
 * Serves an app until the test ends.
 * @param {TestContext} t
 * @param {Record<string, string>} files  by their path; `app.py` is the host script
 * @param {Record<string, string>} [env]
 * @returns {Promise<Preview>}
 */
export async function preview(t, files, env = {}) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "crosswire-browser-")));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const save = async (/** @type {string} */ file, /** @type {string} */ text) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) await save(file, text);

  const addresses = await serve(t, folder, env);
  const open = async (/** @type {string | undefined} */ url) => {
    browser ??= launch();
    const context = await (await browser).newContext({ viewport: { width: 1200, height: 900 } });
    t.after(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    /** @type {any[]} */
    const heard = [];
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => heard.push(JSON.parse(String(payload))));
    });
    await page.goto(url ?? addresses.appUrl, { waitUntil: "domcontentloaded" });
    return { page, heard };
  };
  return { folder, ...addresses, open, save };
}

/**
 * @param {TestContext} t
 * @param {string} folder
 * @param {Record<string, string>} env
 */
async function serve(t, folder, env) {
  const child = spawn(program(), ["preview", "app.py", "--no-open"], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  }
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGINT");
    await exit;
  });

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const appUrl = /^app alone\s+(\S+)/m.exec(output)?.[1];
    const inspectorUrl = /^app with inspector\s+(\S+)/m.exec(output)?.[1];
    if (appUrl && inspectorUrl) return { appUrl, inspectorUrl };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`crosswire preview did not start:\n${output}`);
}

/**
 * Waits until the app's page shows a text, as `st.text` draws it.
 * @param {Page | import("playwright-core").FrameLocator} page
 * @param {string} text
 */
export function shows(page, text) {
  return page
    .locator("[data-testid=stText]")
    .getByText(text, { exact: true })
    .first()
    .waitFor({ timeout: 10_000 });
}

/**
 * An element by its test id.
 * @param {Page | import("playwright-core").FrameLocator} page
 * @param {string} testid
 */
export function by(page, testid) {
  return page.locator(`[data-testid=${testid}]`);
}
