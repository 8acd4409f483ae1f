import assert from "node:assert/strict";
import { test } from "node:test";

import { Values } from "../../src/preview/page/values.js";

/** @typedef {import("../../src/preview/page/values.js").Sending} Sending */

/** Values with their messages, and a way to end a task. */
function setting() {
  /** @type {Sending[]} */
  const sent = [];
  /** @type {(() => void)[]} */
  const tasks = [];
  const values = new Values(
    (sending) => sent.push(sending),
    (task) => tasks.push(task),
  );
  return { values, sent, endTask: () => tasks.splice(0).forEach((task) => task()) };
}

const cause = { kind: "widget" };

test("one task is one message, with all values", () => {
  const { values, sent, endTask } = setting();
  values.keep("slider", 3);
  values.event("c", { event: "t", value: 1 }, { cause });
  values.set("c", { k: 7 }, { cause });
  values.event("c", { event: "u", value: 2 }, { cause });
  endTask();
  assert.deepEqual(sent, [
    {
      cause,
      fragment: null,
      widgets: [
        { id: "slider", kind: "value", value: 3 },
        { id: "c", kind: "value", value: { k: 7 } },
        {
          id: "c",
          kind: "events",
          value: [
            { event: "t", value: 1 },
            { event: "u", value: 2 },
          ],
        },
      ],
    },
  ]);
});

test("a trigger is sent once, a value with every rerun", () => {
  const { values, sent, endTask } = setting();
  values.trigger("button", true, { cause });
  values.set("slider", 1, { cause });
  endTask();
  values.rerun({ cause });
  endTask();
  assert.deepEqual(sent[1]?.widgets, [{ id: "slider", kind: "value", value: 1 }]);
});

test("a form keeps its members' values until it is submitted", () => {
  const { values, sent, endTask } = setting();
  values.keep("name", "");
  values.set("name", "Ada", { cause, form: "f" });
  endTask();
  assert.equal(sent.length, 0);
  assert.equal(values.get("name", "f"), "Ada");
  values.rerun({ cause });
  endTask();
  assert.deepEqual(sent[0]?.widgets, [{ id: "name", kind: "value", value: "" }]);
  values.submit("f", "send", { cause, form: "f" });
  endTask();
  assert.deepEqual(sent[1]?.widgets, [
    { id: "name", kind: "value", value: "Ada" },
    { id: "send", kind: "trigger", value: true },
  ]);
});

const FRAGMENTS = /** @type {const} */ ([
  [["f"], "f"],
  [["f", "f"], "f"],
  [["f", "g"], null],
  [["f", null], null],
]);
for (const [senders, expected] of FRAGMENTS) {
  test(`sent from ${senders.join(" and ")}: ${expected ?? "the whole script"} runs`, () => {
    const { values, sent, endTask } = setting();
    for (const fragment of senders) values.rerun({ cause, fragment });
    endTask();
    assert.deepEqual(
      sent.map(({ fragment }) => fragment),
      [expected],
    );
  });
}

test("what is no longer drawn is forgotten", () => {
  const { values } = setting();
  values.keep("a", 1);
  values.keep("b", 2);
  values.set("c", 3, { cause, form: "f" });
  values.keepOnly(new Set(["b"]));
  assert.deepEqual(values.kept(), [{ id: "b", kind: "value", value: 2 }]);
  assert.equal(values.has("c", "f"), false);
});

test("what Python decided replaces what a form holds back", () => {
  const { values } = setting();
  values.set("name", "Ada", { cause, form: "f" });
  values.keep("name", "Grace");
  assert.equal(values.get("name", "f"), "Grace");
});

test("a listener hears what others decide, until it ends", () => {
  const { values } = setting();
  /** @type {unknown[]} */
  const heard = [];
  const end = values.listen("a", (value) => heard.push(value));
  values.announce("a", 1);
  end();
  values.announce("a", 2);
  assert.deepEqual(heard, [1]);
});
