import assert from "node:assert/strict";
import { test } from "node:test";

import { marked, unmarked } from "../../src/preview/page/halves.js";

test("half a surrogate pair goes through readers that know whole characters only", () => {
  const halves = ["\ud83d", "a\ude00b", "\ud83d\ud83d\ude00", "\ufdd0d83d", "\\ud83d", "\\\ud83d"];
  for (const value of [...halves, halves, { "\ude00": { deep: ["\ud83d", 1, null] } }]) {
    const json = marked(JSON.stringify(value));
    // `encodeURI` throws at a half.
    JSON.parse(json, (name, inner) => (encodeURI(name), encodeURI(inner), inner));
    assert.deepEqual(unmarked(JSON.parse(json)), value);
  }
});
