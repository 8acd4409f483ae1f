// The inspector's plain parts: how values differ, entries in few words, what is mounted.

import assert from "node:assert/strict";
import { test } from "node:test";

import { changesWithin } from "../../src/preview/inspector/difference.js";
import { Happenings } from "../../src/preview/inspector/happenings.js";
import { Sessions } from "../../src/preview/inspector/sessions.js";
import { summaryOf } from "../../src/preview/inspector/summary.js";

const DIFFERENCES = /** @type {const} */ ([
  ["a plain value", { before: 1, after: 2 }, [{ name: "s", before: 1, after: 2 }]],
  ["a name that came", { after: 2 }, [{ name: "s", after: 2 }]],
  ["a name that went", { before: { a: 1 } }, [{ name: "s", before: { a: 1 } }]],
  [
    "only the member that differs",
    { before: { a: 1, b: { c: [1], d: 2 } }, after: { a: 1, b: { c: [1], d: 3 } } },
    [{ name: "s.b.d", before: 2, after: 3 }],
  ],
  [
    "members that came and went",
    { before: { a: 1 }, after: { b: null } },
    [
      { name: "s.a", before: 1 },
      { name: "s.b", after: null },
    ],
  ],
  ["a list as a whole", { before: [1], after: [2, 1] }, [{ name: "s", before: [1], after: [2, 1] }]],
  ["another kind of value", { before: {}, after: [] }, [{ name: "s", before: {}, after: [] }]],
]);

for (const [what, change, expected] of DIFFERENCES) {
  test(`a difference tells ${what}`, () => {
    assert.deepEqual(changesWithin({ name: "s", ...change }), expected);
  });
}

test("too many differences are told as one", () => {
  const numbered = (/** @type {number} */ value) =>
    Object.fromEntries([..."abcdefghij"].map((name) => [name, value]));
  const change = { name: "s", before: numbered(1), after: numbered(2) };
  assert.deepEqual(changesWithin(change), [change]);
});

/**
 * @param {number} number
 * @param {Partial<import("../../src/preview/inspector/types.js").Run>} given
 * @returns {any}
 */
function run(number, given) {
  const nothing = {
    fragments: [],
    callbacks: [],
    mounts: [],
    exceptions: [],
    changes: [],
    state: {},
    lost: null,
  };
  return { kind: "run", number, at: 0, run: number, ms: 4.6, outcome: "done", ...nothing, ...given };
}

/** @param {string} element @returns {any} */
const mounted = (element) => ({ element, name: "toolbar", key: null });

test("an entry in few words", () => {
  const raised = { during: "script", name: "KeyError", message: "'a'", frames: [] };
  assert.deepEqual(summaryOf(run(3, {})), { text: "Run 3 · 5 ms", bad: false });
  assert.deepEqual(summaryOf(run(3, { outcome: null })), { text: "Run 3 …", bad: false });
  assert.deepEqual(summaryOf(run(3, { exceptions: [raised] })), { text: "Run 3 · KeyError", bad: true });
});

test("what is mounted: the last whole run's, and what its fragments mounted since", () => {
  const happenings = new Happenings();
  happenings.take(run(1, { mounts: [mounted("gone")] }));
  happenings.take(run(2, { mounts: [mounted("a"), mounted("b")] }));
  happenings.take(run(3, { fragments: ["f"], mounts: [mounted("b"), mounted("c")] }));
  assert.deepEqual(
    happenings.mounts().map(({ element }) => element),
    ["b", "c", "a"],
  );
});

test("an entry that goes on keeps its place", () => {
  const happenings = new Happenings();
  happenings.take(run(1, { outcome: null }));
  happenings.take(run(2, { outcome: null }));
  happenings.take(run(1, {}));
  assert.deepEqual(
    happenings.newestFirst().map(({ number }) => number),
    [2, 1],
  );
  assert.equal(happenings.lastRun()?.number, 1);
});

test("of several sessions the first frame's is shown, and others are to be had by what they are", () => {
  const sessions = new Sessions();
  const frames = ["stage-1", "stage-2"];
  const take = (/** @type {string} */ tab, /** @type {string | null} */ frame, shown = true) =>
    sessions.take({ type: "tab", tab, frame, shown, engine: "", interpreter: "" }, frames);
  const labels = () => sessions.choices(frames).map(({ tab, label }) => `${tab}: ${label}`);
  assert.equal(take("a", null), false);
  assert.equal(take("b", "stage-2"), false);
  assert.equal(take("c", "stage-1"), true);
  assert.deepEqual(labels(), ["c: First frame", "b: Second frame", "a: Another tab"]);

  take("c", "stage-1", false);
  assert.equal(take("d", "stage-1"), true, "the frame was loaded anew");
  assert.equal(sessions.present, "d");
  sessions.present = "a";
  assert.equal(take("e", "stage-1"), false, "a person looks at another one");
  take("a", null, false);
  take("f", null);
  assert.ok(labels().includes("a: Another tab (1) (closed)"));
});
