// Drives a scenario's steps in a page and records its trace. Knows nothing of what the trace is compared with.

import { setTimeout as sleep } from "node:timers/promises";
import { callsOf, runsOf } from "./trace.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").Browser} Browser
 * @typedef {import("./engines.mjs").Server} Server
 *
 * @typedef {object} Action  `do` names it; the rest is what it needs
 * @property {string} do
 * @property {string} [sel]
 * @property {number} [nth]
 * @property {number} [n]
 * @property {string} [text]
 * @property {string} [js]
 * @property {"light" | "dark"} [scheme]
 * @property {number} [delay]
 * @property {number} [ms]
 * @property {number} [sleep]
 * @property {string} [file]
 *
 * @typedef {object} Step  what one action led to
 * @property {Action} action
 * @property {import("./trace.mjs").Run[]} runs
 * @property {import("./trace.mjs").Calls} js
 * @property {{exceptions?: string[], alerts?: string[], bidi?: number}} dom
 * @property {any} [probe]
 * @property {true} [not_quiet]
 * @property {string} [step_error]
 *
 * @typedef {object} Patience
 * @property {number} quietMs  how long nothing may have happened for an app to be at rest
 * @property {number} timeoutMs  when an app counts as one that never comes to rest
 */

const ACTION_TIMEOUT_MS = 15_000;
const AT_REST = new Set(["notRunning", "stopped", "compilationError"]);
const BUTTONS = "[data-testid=stBaseButton-secondary], [data-testid=stBaseButton-secondaryFormSubmit]";

/**
 * What each action does in a page.
 * @type {Record<string, (page: Page, action: Action, server: Server) => Promise<unknown>>}
 */
const ACTIONS = {
  async load(page, _, server) {
    await page.goto(server.url, { waitUntil: "domcontentloaded", timeout: 60_000 });
    await page.waitForSelector("[data-testid=stApp]", { timeout: 60_000 });
  },
  async click(page, { sel = "", nth = 0, n = 1 }) {
    const element = page.locator(sel).nth(nth);
    for (let i = 0; i < n; i++) await element.click({ timeout: ACTION_TIMEOUT_MS });
  },
  button: (page, { text }) =>
    page.locator(BUTTONS).filter({ hasText: text }).first().click({ timeout: ACTION_TIMEOUT_MS }),
  checkbox: (page, { text }) =>
    page
      .locator("[data-testid=stCheckbox] label")
      .filter({ hasText: text })
      .first()
      .click({ timeout: ACTION_TIMEOUT_MS }),
  eval: (page, { js = "" }) => evaluate(page, js),
  media: (page, { scheme }) => page.emulateMedia({ colorScheme: scheme }),
  fill: (page, { sel = "", text = "" }) =>
    page.locator(sel).first().fill(text, { timeout: ACTION_TIMEOUT_MS }),
  type: (page, { sel = "", text = "", delay = 30 }) =>
    page.locator(sel).first().pressSequentially(text, { delay, timeout: 20_000 }),
  sleep: (_, { ms = 0 }) => sleep(ms),
  noop: async () => {},
};

/**
 * Calls a function that is written down as text.
 * @param {Page} page
 * @param {string} js
 */
function evaluate(page, js) {
  return page.evaluate(`(${js})()`);
}

/** What a person would see of errors and components; runs in the page. */
const LOOK = `() => {
  const visible = (e) => e.offsetParent !== null || e.getClientRects().length > 0;
  const text = (e) => e.innerText.trim().replace(/\\s*\\n\\s*/g, " | ").slice(0, 1200);
  const all = (selector) => [...document.querySelectorAll(selector)].filter(visible).map(text);
  const components = "[data-testid=stBidiComponentIsolated],[data-testid=stBidiComponentRegular]";
  return {
    exceptions: all("[data-testid=stException]"),
    alerts: all("[data-testid=stAlert]").filter((shown) => shown),
    bidi: document.querySelectorAll(components).length,
  };
}`;

const CALLS = "() => window.__ora || []";
const STATE = `() => document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state") ?? null`;

/**
 * Waits until nothing happens any more.
 * @param {Page} page
 * @param {Server} server
 * @param {Patience} patience
 * @returns {Promise<boolean>} false where it did not come to rest
 */
async function comesToRest(page, server, { quietMs, timeoutMs }) {
  const deadline = Date.now() + timeoutMs;
  let before = "";
  let since = Date.now();
  while (Date.now() < deadline) {
    if (server.paused()) return false;
    const state = await evaluate(page, STATE).catch(() => null);
    const calls = await evaluate(page, `() => (window.__ora || []).length`).catch(() => null);
    const now = `${server.entries().length} ${calls} ${state}`;
    if (now !== before) {
      before = now;
      since = Date.now();
    } else if (Date.now() - since >= quietMs && AT_REST.has(String(state))) {
      return true;
    }
    await sleep(40);
  }
  return false;
}

/**
 * Runs all steps in a page of their own.
 * @param {Browser} browser
 * @param {Server} server
 * @param {{actions: Action[], scheme?: "light" | "dark", probe?: string}} scenario
 * @param {Patience} patience
 * @returns {Promise<Step[]>}
 */
export async function drive(browser, server, scenario, patience) {
  const context = await browser.newContext({
    colorScheme: scenario.scheme ?? "light",
    viewport: { width: 1200, height: 900 },
  });
  try {
    const page = await context.newPage();
    page.on("dialog", (dialog) => void dialog.accept());
    server.listen(page);
    return await steps(page, server, scenario, patience);
  } finally {
    await context.close();
  }
}

/**
 * @param {Page} page
 * @param {Server} server
 * @param {{actions: Action[], probe?: string}} scenario
 * @param {Patience} patience
 */
async function steps(page, server, { actions, probe }, patience) {
  /** @type {Step[]} */
  const done = [];
  let entriesSeen = 0;
  let callsSeen = 0;
  for (const action of actions) {
    const act = ACTIONS[action.do];
    if (!act) throw new Error(`no such action: ${action.do}`);
    // Streamlit knows no pause: an app that reran itself without end goes on, and this action may have been its end.
    const paused = server.paused();
    const failure = await act(page, action, server).then(
      () => null,
      (error) => String(error.message).slice(0, 500),
    );
    if (paused) await server.resume(page);
    if (action.sleep) await sleep(action.sleep);
    const rested = await comesToRest(page, server, patience);

    const entries = server.entries().slice(entriesSeen);
    entriesSeen += entries.length;
    if (action.do === "load") callsSeen = 0;
    const calls = (await evaluate(page, CALLS)).slice(callsSeen);
    callsSeen += calls.length;

    /** @type {Step} */
    const step = { action, runs: runsOf(entries), js: callsOf(calls), dom: await evaluate(page, LOOK) };
    if (probe) step.probe = await evaluate(page, probe).catch((error) => `ERR ${error.message}`);
    if (!rested) step.not_quiet = true;
    if (failure) step.step_error = failure;
    done.push(step);
  }
  return done;
}
