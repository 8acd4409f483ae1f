// A comparison that misses a difference would make every score worthless.

import assert from "node:assert/strict";
import { test } from "node:test";
import { firstDifference, leewayOf } from "./compare.mjs";
import { callsOf, runsOf } from "./trace.mjs";

/** @returns {any} */
const step = () => ({
  action: { do: "click", sel: "#b" },
  runs: [
    {
      run: 2,
      callbacks: [{ name: "k" }, { name: "j" }],
      events: [],
      result: { k: 1 },
      session_state: { k: 1 },
    },
  ],
  js: { invocations: 1, cleanups: 0, events: [{ ev: "invoke", data: 0.5 }] },
  dom: { bidi: 1 },
});

/** @type {[string, (step: any) => void, string][]} */
const DIFFERENCES = [
  ["a callback more", (s) => s.runs[0].callbacks.push({ name: "t" }), "run 1: callbacks"],
  ["other order of callbacks", (s) => s.runs[0].callbacks.reverse(), "run 1: callbacks"],
  ["another result", (s) => (s.runs[0].result.k = 2), "run 1: result"],
  ["true for one", (s) => (s.runs[0].result.k = true), "run 1: result"],
  ["other session state", (s) => delete s.runs[0].session_state.k, "run 1: session state"],
  ["an interrupted run", (s) => (s.runs[0].interrupted = true), "run 1: how it went"],
  ["a run more", (s) => s.runs.push({ run: 3, callbacks: [], events: [] }), "number of runs"],
  ["a renderer's call more", (s) => (s.js.invocations = 2), "calls of renderers"],
  ["other data", (s) => (s.js.events[0].data = 2), "records of renderers"],
  ["an exception", (s) => (s.dom.exceptions = ["ValueError: no"]), "exceptions"],
  ["unrest", (s) => (s.not_quiet = true), "comes to rest"],
  ["an action that fails", (s) => (s.step_error = "no such element"), "action that failed"],
];

for (const [name, change, what] of DIFFERENCES) {
  test(`sees ${name}`, () => {
    const changed = step();
    change(changed);
    assert.equal(firstDifference([step()], [changed], leewayOf(null))?.what, what);
  });
}

test("sees a missing step", () => {
  assert.equal(firstDifference([step(), step()], [step()], leewayOf(null))?.what, "step");
});

test("grants what a recording leaves open, and no more", () => {
  const reversed = step();
  reversed.runs[0].callbacks.reverse();
  assert.equal(firstDifference([step()], [reversed], leewayOf("order of callbacks in one run")), null);

  const later = step();
  later.js.events[0].data = 0.75;
  assert.equal(firstDifference([step()], [later], leewayOf("clock values")), null);
  later.runs[0].result.k = 2;
  assert.equal(firstDifference([step()], [later], leewayOf("clock values"))?.what, "run 1: result");

  assert.deepEqual([...leewayOf("steps 10-11 (timeout0/timeout10) race").steps], [10, 11]);
});

test("an outcome of a race that was never recorded is a difference", () => {
  const other = step();
  other.runs[0].callbacks = [];
  assert.equal(firstDifference([step()], [other], leewayOf("race"))?.what, "outcome of 1 runs");
  assert.equal(firstDifference([step()], [step()], leewayOf("race")), null);
});

test("records become runs", () => {
  const runs = runsOf([
    { ev: "cb", name: "k" },
    { ev: "run_begin", run: 1 },
    { ev: "see", result: { k: 1 }, session_state: {} },
    { ev: "run_begin", run: 2 },
    { ev: "run_end", run: 2 },
    { ev: "cb", name: "t" },
    { ev: "fragment-body" },
    { ev: "run_begin", run: 3 },
    { ev: "cb", name: "late" },
  ]);
  assert.deepEqual(
    runs.map((run) => [run.run, run.callbacks.map((callback) => callback.name), Object.keys(run).at(-1)]),
    [
      [1, ["k"], "interrupted"],
      [2, [], "events"],
      [null, ["t"], "fragment_only"],
      [3, [], "interrupted"],
      [null, ["late"], "callbacks_only"],
    ],
  );
});

test("records of renderers are counted", () => {
  const calls = callsOf([{ ev: "invoke", t: 1 }, { ev: "cleanup" }, { ev: "other" }]);
  assert.deepEqual([calls.invocations, calls.cleanups, calls.events[0]], [1, 1, { ev: "invoke" }]);
});
