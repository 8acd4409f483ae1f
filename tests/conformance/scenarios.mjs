// Reads a folder of scenarios, and copies one to where it can run.

import { cp, mkdtemp, readFile, readdir, realpath, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Scenario
 * @property {string} id
 * @property {string} title
 * @property {string} folder
 * @property {string | null} why  why it is not deterministic
 * @property {string} [probe]  a function that asks the page something after each step
 * @property {"light" | "dark"} [scheme]  what the browser prefers
 * @property {Record<string, string>} [env]
 * @property {import("./drive.mjs").Step[]} steps
 */

const RECORDER = fileURLToPath(new URL("recorder/ora.py", import.meta.url));

/**
 * All scenarios of a folder, in the order of their names.
 * @param {string} folder
 * @returns {Promise<Scenario[]>}
 */
export async function readScenarios(folder) {
  const indexFile = join(folder, "index.json");
  const index = existsSync(indexFile) ? await json(indexFile) : [];
  const entries = new Map(index.map((/** @type {any} */ entry) => [entry.id, entry]));
  const names = (await readdir(folder)).filter((name) => existsSync(join(folder, name, "app.py"))).sort();
  return Promise.all(names.map((name) => readScenario(join(folder, name), name, entries.get(name) ?? {})));
}

/**
 * @param {string} folder
 * @param {string} id
 * @param {any} entry  of the index
 * @returns {Promise<Scenario>}
 */
async function readScenario(folder, id, entry) {
  const traceFile = join(folder, "trace.json");
  const trace = existsSync(traceFile) ? await json(traceFile) : { steps: [] };
  const probeFile = join(folder, "probe.js");
  return {
    id,
    title: entry.title ?? trace.title ?? id,
    folder,
    why: entry.why ?? null,
    probe: existsSync(probeFile) ? (await readFile(probeFile, "utf8")).replace(/;\s*$/, "") : undefined,
    scheme: entry.scheme ?? (/dark/.test(id) ? "dark" : "light"),
    env: entry.env ?? trace.env,
    steps: trace.steps,
  };
}

/** @param {string} file */
async function json(file) {
  return JSON.parse(await readFile(file, "utf8"));
}

/**
 * Copies a scenario, with the recorder beside its app, calls `use` with the copy's folder, and removes it.
 * @template T
 * @param {Scenario} scenario
 * @param {(folder: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function inCopy(scenario, use) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "crosswire-conformance-")));
  try {
    await cp(scenario.folder, folder, { recursive: true });
    await cp(RECORDER, join(folder, "ora.py"));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
