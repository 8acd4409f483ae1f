import assert from "node:assert/strict";
import { test } from "node:test";

import { dataOf } from "../../src/preview/page/component/data.js";
import { changeOf } from "../../src/preview/page/component/hot.js";

const before = { html: "<p>", css: "p {}", js: "export default () => {};", data: { json: '{"a":1,"b":2}' } };
const file = (/** @type {string} */ hash) => ({ js: { $url: `assets/0/${hash}/x.js`, hash } });

/** What differs, in which circumstances, and what follows. @type {[string, object, object, string][]} */
const CHANGES = [
  ["nothing", {}, {}, ""],
  ["width", { width: 300 }, {}, ""],
  ["data", { data: { json: '{"a":2,"b":2}' } }, {}, "render"],
  ["the order of the data", { data: { json: '{"b":2,"a":1}' } }, {}, "render"],
  ["data to none", { data: null }, {}, "render"],
  ["js", { js: "export default () => 1;" }, {}, "render"],
  ["html", { html: "<b>" }, {}, "content"],
  ["css", { css: "b {}" }, {}, "content"],
  ["html after an edit", { html: "<b>" }, { edited: true }, "remount"],
  ["js after an edit", { js: "export default () => 1;" }, { edited: true }, "remount"],
  ["a file after an edit", file("1"), { edited: true }, "remount"],
  ["css after an edit", { css: "b {}" }, { edited: true }, "sheet"],
  ["data after an edit", { data: null }, { edited: true }, "render"],
  ["data after an edit, with an error on show", { data: null }, { edited: true, failed: true }, "remount"],
  ["isolation", { isolate: false }, {}, "remount"],
];

for (const [name, change, circumstances, expected] of CHANGES) {
  test(`${name} changed: ${expected || "nothing"} follows`, () => {
    const what = changeOf(
      before,
      { ...before, ...change },
      { edited: false, failed: false, ...circumstances },
    );
    const follows = Object.entries(what).filter(([, follow]) => follow);
    assert.equal(follows.map(([action]) => action).join(), expected);
  });
}

/** @type {[string, import("../../src/preview/page/component/data.js").Data, unknown][]} */
const DATA = [
  ["nothing", null, null],
  ["json", { json: '{"a": [1, null]}' }, { a: [1, null] }],
  ["bytes", { bytes: "AAH/" }, Uint8Array.of(0, 1, 255)],
  [
    "a reference to no table",
    { mixed: '{"x": {"__streamlit_arrow_ref__": "nope"}}', arrow: {} },
    { x: { __streamlit_arrow_ref__: "nope" } },
  ],
];

for (const [name, sent, expected] of DATA) {
  test(`data: ${name}`, () => assert.deepEqual(dataOf(sent), expected));
}

test("data: a table beside json", () => {
  const arrow = {
    t: {
      columns: ["a", "b"],
      rows: [
        [1, "x"],
        [2, "y"],
      ],
    },
  };
  const { df, n } = dataOf({ mixed: '{"df": {"__streamlit_arrow_ref__": "t"}, "n": 1}', arrow });
  assert.deepEqual([n, df.numRows, df.numCols], [1, 2, 2]);
  assert.deepEqual([...df.getChild("b")], ["x", "y"]);
  assert.deepEqual(df.get(1), { a: 2, b: "y" });
});

test("data: NaN is not JSON", () => {
  assert.throws(() => dataOf({ json: '{"x": NaN}' }), { name: "SyntaxError", message: /is not valid JSON$/ });
});
