#!/usr/bin/env node
// Replays scenarios whose traces were recorded from real Streamlit, and compares.

import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "../browser/chromium.mjs";
import { program } from "../browser/program.mjs";
import { ENDLESS_RUNS, actionsOf, firstDifference, leewayOf, withoutTraceback } from "./compare.mjs";
import { drive } from "./drive.mjs";
import { crosswire, streamlit } from "./engines.mjs";
import { inCopy, readScenarios } from "./scenarios.mjs";

/**
 * @typedef {import("./engines.mjs").Engine} Engine
 * @typedef {import("./scenarios.mjs").Scenario} Scenario
 * @typedef {import("./drive.mjs").Step} Step
 * @typedef {import("playwright-core").Browser} Browser
 */

const USAGE = `usage: tests/conformance/run.mjs [options]

Replays scenarios in Chromium and compares each with the trace that real Streamlit left: a line for each, passed or
its first difference, and the score.

  --scenarios DIR    another folder of scenarios (default: the one beside this file)
  --only PREFIX      only those whose name begins so; may be given several times
  --crosswire BIN    the program (default: $CROSSWIRE, else what cargo has built)
  --streamlit BIN    run them under real Streamlit instead: proves the runner
  --record           write what came as the trace, with --streamlit; where there is one it must not differ
  --traces DIR       keep what came as DIR/<scenario>.json
  --jobs N           scenarios at a time (default: 2)
  --quiet MS         how long nothing may have happened for an app to be at rest (default: 500)
  --timeout MS       when an app counts as one that never comes to rest (default: 6000)
`;

/** How many scenarios are left out; a change of the list is a change of this line. */
const LEFT_OUT = 5;

/** So often is a scenario tried alone that differed when others ran beside it. */
const TRIES_ALONE = 3;

const HERE = fileURLToPath(new URL(".", import.meta.url));

const { values: options } = parseArgs({
  options: {
    scenarios: { type: "string", default: join(HERE, "scenarios") },
    only: { type: "string", multiple: true },
    crosswire: { type: "string" },
    streamlit: { type: "string" },
    record: { type: "boolean", default: false },
    traces: { type: "string" },
    jobs: { type: "string", default: "2" },
    quiet: { type: "string", default: "500" },
    timeout: { type: "string", default: "6000" },
    help: { type: "boolean", default: false },
  },
});

if (options.help) {
  console.log(USAGE);
} else {
  process.exitCode = await main();
}

async function main() {
  if (options.record && !options.streamlit) throw new Error("--record wants --streamlit");
  const engine = options.streamlit
    ? streamlit(resolve(options.streamlit))
    : crosswire(program(options.crosswire));
  const scenarios = (await readScenarios(resolve(options.scenarios))).filter(({ id }) => wanted(id));
  /** @type {Record<string, string>} */
  const leftOut = JSON.parse(await readFile(join(HERE, "left-out.json"), "utf8"));

  const count = Object.keys(leftOut).length;
  if (count !== LEFT_OUT)
    throw new Error(`left-out.json holds ${count} scenarios, and ${LEFT_OUT} are agreed on`);

  const replayed = scenarios.filter(({ id }) => !(id in leftOut));
  const browser = await launch();
  let passed = 0;
  /** @type {Scenario[]} */
  const again = [];
  try {
    await pool(Number(options.jobs), replayed, async (scenario) => {
      const failure = await replay(engine, browser, scenario);
      if (failure) again.push(scenario);
      else passed += 1;
      console.log(failure ? `differs ${scenario.id}\n        ${failure}` : `passed  ${scenario.id}`);
    });
    // Many scenarios hold moments against each other; on a busy machine more tries, alone, tell chance from fault.
    for (const scenario of again) {
      const failure = await inSomeTry(() => replay(engine, browser, scenario));
      if (!failure) passed += 1;
      console.log(failure ? `FAILED  ${scenario.id}\n        ${failure}` : `passed  ${scenario.id} (alone)`);
    }
  } finally {
    await browser.close();
  }
  for (const [id, reason] of Object.entries(leftOut)) console.log(`left out  ${id}: ${reason}`);
  console.log(`\n${passed} of ${replayed.length} scenarios pass under ${engine.name}; ${count} left out`);
  return passed === replayed.length ? 0 : 1;
}

/**
 * The failure of the last try, if none went well.
 * @param {() => Promise<string | null>} replayOnce
 */
async function inSomeTry(replayOnce) {
  let failure = await replayOnce();
  for (let tries = 1; failure && tries < TRIES_ALONE; tries++) failure = await replayOnce();
  return failure;
}

/** @param {string} id */
function wanted(id) {
  return !options.only || options.only.some((prefix) => id.startsWith(prefix));
}

/**
 * @param {Engine} engine
 * @param {Browser} browser
 * @param {Scenario} scenario
 * @returns {Promise<string | null>} the first difference, for a person
 */
async function replay(engine, browser, scenario) {
  try {
    const steps = await trace(engine, browser, scenario);
    if (options.traces) await write(join(options.traces, `${scenario.id}.json`), steps);
    const recorded = scenario.steps.every((step) => "runs" in step);
    const difference = recorded ? firstDifference(scenario.steps, steps, leewayOf(scenario.why)) : null;
    if (options.record && !difference) await write(join(scenario.folder, "trace.json"), steps);
    if (!difference) return null;
    const { step, what, expected, got } = difference;
    const action = JSON.stringify(scenario.steps[step]?.action);
    return `step ${step} ${action}, ${what}:\n          expected ${short(expected)}\n          got      ${short(got)}`;
  } catch (error) {
    return `could not be replayed: ${error instanceof Error ? error.message : error}`;
  }
}

/**
 * @param {Engine} engine
 * @param {Browser} browser
 * @param {Scenario} scenario
 */
function trace(engine, browser, scenario) {
  const patience = { quietMs: Number(options.quiet), timeoutMs: Number(options.timeout) };
  return inCopy(scenario, async (folder) => {
    const server = await engine.start(folder, scenario);
    try {
      const actions = actionsOf(scenario.steps, leewayOf(scenario.why));
      return await drive(browser, server, { ...scenario, actions }, patience);
    } finally {
      await server.stop();
    }
  });
}

/** @param {any} value */
function short(value) {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 600 ? `${text.slice(0, 600)} …` : text;
}

/**
 * One step a line, without tracebacks, and of a step that does not come to rest what is compared.
 * @param {string} file
 * @param {Step[]} steps
 */
function write(file, steps) {
  const lines = steps.map(withoutTracebacks).map((step) => {
    return JSON.stringify(step.not_quiet ? withoutTheRest(step) : step);
  });
  return writeFile(file, `{"steps": [\n${lines.join(",\n")}\n]}\n`);
}

/**
 * @param {Step} step
 * @returns {Step}
 */
function withoutTracebacks(step) {
  const dom = { ...step.dom };
  if (dom.exceptions) dom.exceptions = dom.exceptions.map(withoutTraceback);
  if (dom.alerts) dom.alerts = dom.alerts.map(withoutTraceback);
  return { ...step, dom };
}

/**
 * @param {Step} step
 * @returns {Step}
 */
function withoutTheRest(step) {
  return { ...step, runs: step.runs.slice(0, ENDLESS_RUNS), js: { ...step.js, events: [] } };
}

/**
 * Works on so many at a time.
 * @template T
 * @param {number} jobs
 * @param {T[]} items
 * @param {(item: T) => Promise<void>} work
 */
async function pool(jobs, items, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}
