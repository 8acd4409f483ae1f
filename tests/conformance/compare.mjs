// Compares two traces of one scenario: the recorded one and a new one. Pure.
//
// Compared are runs (callbacks, results, session state, every record, how they ended), the calls of renderers and
// cleanups with what they recorded, which errors and how many components show, and whether the app comes to rest.
// Not compared, because it differs between two recordings of real Streamlit: the recorder's run numbers, ids, ports,
// addresses, frames of stacks, clock values, and the order in which different components are called and cleaned up.

import { isDeepStrictEqual } from "node:util";

/**
 * @typedef {import("./drive.mjs").Step} Step
 * @typedef {import("./trace.mjs").Run} Run
 * @typedef {{step: number, what: string, expected: any, got: any}} Difference
 *
 * @typedef {object} Leeway  what a scenario's recording leaves open
 * @property {boolean} callbackOrder  callbacks of one run may come in any order
 * @property {boolean} endless  reruns itself: only the first runs and the unrest count
 * @property {boolean} clock  holds clock values
 * @property {boolean} race  each step may come out in any of the ways that were recorded
 * @property {boolean} timing  what comes after the load depends on how fast things are
 * @property {Set<number>} steps  these steps are left out
 */

/** So many runs of an app that never comes to rest are compared. */
export const ENDLESS_RUNS = 8;

/** So often is an action of a race repeated; recordings hold more, to know all ways it comes out. */
const RACES = 3;

/**
 * Reads what an index says of why a scenario is not deterministic.
 * @param {string | null} why
 * @returns {Leeway}
 */
export function leewayOf(why) {
  const says = (/** @type {RegExp} */ words) => words.test(why ?? "");
  return {
    callbackOrder: says(/order of|callback order/),
    endless: says(/endless/),
    clock: says(/clock/),
    race: says(/^race$/),
    timing: says(/^timing$/),
    steps: stepsIn(why ?? ""),
  };
}

/**
 * The numbers after the word `steps`.
 * @param {string} why
 */
function stepsIn(why) {
  const list = /\bsteps? (\d+(?:(?:-|, )\d+)*)/.exec(why)?.[1] ?? "";
  const ranges = list.split(", ").filter(Boolean);
  const numbers = ranges.flatMap((range) => {
    const [from, to = from] = range.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
  return new Set(numbers);
}

/**
 * The actions that a replay needs.
 * @param {Step[]} steps
 * @param {Leeway} leeway
 */
export function actionsOf(steps, leeway) {
  const actions = steps.map(({ action }) => action);
  if (!leeway.race) return actions;
  /** @type {Map<string, number>} */
  const times = new Map();
  return actions.filter((action) => {
    const name = JSON.stringify(action);
    times.set(name, (times.get(name) ?? 0) + 1);
    return Number(times.get(name)) <= RACES;
  });
}

/**
 * The first difference, or null. A probe counts where both traces have one.
 * @param {Step[]} expected
 * @param {Step[]} got
 * @param {Leeway} leeway
 * @returns {Difference | null}
 */
export function firstDifference(expected, got, leeway) {
  if (leeway.race) return firstUnknownOutcome(expected, got);
  let restless = false;
  for (const [index, step] of expected.entries()) {
    if (leeway.steps.has(index)) continue;
    const other = got[index];
    if (!other) return { step: index, what: "step", expected: step.action, got: undefined };
    const probed = "probe" in step && "probe" in other;
    const comparable = leeway.callbackOrder ? inOrderOf(step, other) : other;
    const difference = firstIn(
      views(step, leeway, restless, probed),
      views(comparable, leeway, restless, probed),
    );
    if (difference) return { step: index, ...difference };
    restless ||= Boolean(step.not_quiet);
    if (leeway.timing) restless = true;
  }
  return null;
}

/**
 * What counts of a step, by name. Once an app does not come to rest, what a step holds depends on when it began.
 * @param {Step} step
 * @param {Leeway} leeway
 * @param {boolean} restless
 * @param {boolean} probed
 * @returns {Record<string, any>}
 */
function views(step, leeway, restless, probed) {
  /** @type {Record<string, any>} */
  const view = {
    "action that failed": Boolean(step.step_error),
    "comes to rest": !step.not_quiet,
  };
  if (restless) return view;

  const endless = leeway.endless && step.not_quiet;
  const runs = step.runs.slice(0, endless ? ENDLESS_RUNS : undefined);
  runs.forEach((run, i) => {
    const place = `run ${i + 1}`;
    view[`${place}: callbacks`] = run.callbacks;
    view[`${place}: result`] = run.result;
    view[`${place}: session state`] = run.session_state;
    view[`${place}: records`] = run.events;
    view[`${place}: how it went`] = [
      run.run === null ? "outside of the script" : "the whole script",
      ...["interrupted", "unfinished", "fragment_only", "callbacks_only"].filter((flag) => flag in run),
    ];
  });
  if (!endless) {
    view["number of runs"] = step.runs.length;
    view["calls of renderers"] = step.js.invocations;
    view["calls of cleanups"] = step.js.cleanups;
    view["records of renderers"] =
      step.action.do === "load" ? byField(step.js.events) : sorted(step.js.events);
    view["components"] = step.dom.bidi ?? 0;
    view["exceptions"] = (step.dom.exceptions ?? []).map(asOneSentence);
    view["alerts"] = (step.dom.alerts ?? []).map(asOneSentence);
    if (probed) view["probe"] = step.probe;
  }
  return normal(view, leeway);
}

/**
 * The other step with its callbacks in the order of the first, where they are the same. What they saw counts only where
 * the order was the same: a callback that writes changes what the next one sees.
 * @param {Step} step
 * @param {Step} other
 * @returns {Step}
 */
function inOrderOf(step, other) {
  const names = (/** @type {Run | undefined} */ run) => run?.callbacks.map((callback) => callback.name) ?? [];
  const runs = other.runs.map((run, i) => {
    const [wanted, came] = [names(step.runs[i]), names(run)];
    const reordered = !isDeepStrictEqual(wanted, came) && isDeepStrictEqual(sorted(wanted), sorted(came));
    return reordered ? { ...run, callbacks: step.runs[i].callbacks } : run;
  });
  return { ...other, runs };
}

/** @param {any[]} list */
function sorted(list) {
  return [...list].sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}

/**
 * The values of each field, whichever record has them: what counts calls, say, depends on who is called first.
 * @param {import("./trace.mjs").Entry[]} records
 */
function byField(records) {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  const values = (/** @type {string} */ name) =>
    records.filter((record) => name in record).map((record) => record[name]);
  return Object.fromEntries([...names].map((name) => [name, sorted(values(name))]));
}

/**
 * @param {string} a
 * @param {string} b
 */
function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * What an error on the page says of itself, without the lines of code that led to it: they name folders of the machine.
 * @param {string} shown
 */
export function withoutTraceback(shown) {
  return shown.split(/ \| (?:Traceback:|Copy|at )/)[0];
}

/** @param {string} shown */
function asOneSentence(shown) {
  return firstSentence(withoutTraceback(shown));
}

/**
 * Values that differ from recording to recording, made the same.
 * @param {any} value
 * @param {Leeway} leeway
 * @returns {any}
 */
function normal(value, leeway) {
  if (Array.isArray(value)) return value.map((inner) => normal(inner, leeway));
  if (value !== null && typeof value === "object") {
    const inner = (/** @type {[string, any]} */ [key, part]) =>
      isErrorText(value, key) ? firstSentence(part) : normal(part, leeway);
    return Object.fromEntries(Object.entries(value).map((entry) => [entry[0], inner(entry)]));
  }
  if (typeof value === "number" && leeway.clock && isClock(value)) return "<clock>";
  return typeof value === "string" ? normalText(value, leeway) : value;
}

/**
 * Whether a number is a time in ms rather than a count; by chance a time is a whole number too.
 * @param {number} value
 */
function isClock(value) {
  return !Number.isInteger(value) || value >= 1000;
}

/**
 * Whether a field of a record holds what an exception says.
 * @param {any} record
 * @param {string} key
 */
function isErrorText(record, key) {
  return typeof record[key] === "string" && (key === "raises" || (key === "text" && "type" in record));
}

/**
 * What is wrong, and of what; the advice that may follow is everyone's own.
 * @param {string} text
 */
function firstSentence(text) {
  return text.split(/(?<=[.!?]) |\n/)[0];
}

/**
 * @param {string} text
 * @param {Leeway} leeway
 */
function normalText(text, leeway) {
  const plain = text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>")
    .replace(/-?<uuid>[0-9a-f]?/g, "<uuid>")
    .replace(/<module '(.*?)' (?:from '.*?'|\(.*?\))>/g, "<module '$1'>")
    .replace(/st-emotion-cache-\w+( \w+)*/g, "<class>")
    .replace(/ at 0x[0-9a-f]+/g, "");
  return leeway.clock ? plain.replace(/\d+:\d\d\.\d+|\d+\.\d+s/g, "<clock>") : plain;
}

/**
 * @param {Record<string, any>} expected
 * @param {Record<string, any>} got
 */
function firstIn(expected, got) {
  const names = new Set([...Object.keys(expected), ...Object.keys(got)]);
  for (const what of names) {
    if (!isDeepStrictEqual(expected[what], got[what]))
      return { what, ...narrowed(expected[what], got[what]) };
  }
  return null;
}

/**
 * The innermost place of a difference, so that a line can show it.
 * @param {any} expected
 * @param {any} got
 * @returns {{expected: any, got: any}}
 */
function narrowed(expected, got) {
  const nests = (/** @type {any} */ value) => value !== null && typeof value === "object";
  if (!nests(expected) || !nests(got) || Array.isArray(expected) !== Array.isArray(got))
    return { expected, got };
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(got)])];
  const differing = keys.filter((key) => !isDeepStrictEqual(expected[key], got[key]));
  if (differing.length !== 1) return { expected, got };
  const [key] = differing;
  const inner = narrowed(expected[key], got[key]);
  return { expected: { [key]: inner.expected }, got: { [key]: inner.got } };
}

/**
 * For races: each step must come out in one of the ways that were recorded; how often each does is the machine's.
 * @param {Step[]} expected
 * @param {Step[]} got
 * @returns {Difference | null}
 */
function firstUnknownOutcome(expected, got) {
  if (!got.length) return { step: 0, what: "steps", expected: expected.length, got: 0 };
  const known = expected.map(outcome);
  for (const [step, { runs }] of got.entries()) {
    const came = outcome(got[step]);
    if (known.some((one) => isDeepStrictEqual(one, came))) continue;
    const different = known.filter((one, i) => known.findIndex((two) => isDeepStrictEqual(one, two)) === i);
    return { step, what: `outcome of ${runs.length} runs`, expected: { "one of": different }, got: came };
  }
  return null;
}

/** @param {Step} step */
function outcome(step) {
  return step.runs.map((run) => ({
    callbacks: run.callbacks.map((callback) => callback.name),
    result: run.result ?? null,
    interrupted: Boolean(run.interrupted),
  }));
}
