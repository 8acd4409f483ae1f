import assert from "node:assert/strict";
import { test } from "node:test";

import { applyDelta, dropStale, emptyTree, idsOf } from "../../src/preview/page/tree.js";

/** @typedef {import("../../src/preview/page/element.js").ElementNode} ElementNode */
/** @typedef {import("../../src/preview/page/tree.js").Tree} Tree */

/**
 * What a run draws, one item a line: a path and a kind, `[kind]` for a block, `kind#id`, `kind@fragment`.
 * @param {Tree} tree
 * @param {number} run
 * @param {string} drawn
 */
function draw(tree, run, drawn) {
  for (const line of drawn.trim().split("\n")) {
    const [path = "", what = ""] = line.trim().split(" ");
    const [, block, kind = "", id, fragment] = /^(\[)?(\w+)\]?(?:#(\w+))?(?:@(\w+))?$/.exec(what) ?? [];
    /** @type {ElementNode} */
    const node = { node: block ? "block" : "element", kind, props: {} };
    if (id !== undefined) node.id = id;
    if (fragment !== undefined) node.fragment = fragment;
    applyDelta(tree, run, path.split(".").map(Number), node);
  }
}

/**
 * A tree in one line: children of a block in brackets, `-` for a hole.
 * @param {Tree} tree
 */
function shown(tree) {
  /** @param {import("../../src/preview/page/tree.js").Branch | undefined} branch @returns {string} */
  const one = (branch) => {
    if (branch === undefined) return "-";
    const children = [...branch.children].map(one).join(" ");
    return branch.node.node === "block" ? `${branch.node.kind}[${children}]` : branch.node.kind;
  };
  return [...(tree.roots[0]?.children ?? [])].map(one).join(" ");
}

test("what a finished run did not draw again is gone", () => {
  const tree = emptyTree();
  draw(tree, 1, "0.0 text\n0.1 [container]\n0.1.0 button\n0.1.1 text\n0.2 text");
  draw(tree, 2, "0.0 text\n0.1 [container]\n0.1.0 slider");
  assert.equal(shown(tree), "text container[slider text] text");
  dropStale(tree, 2, []);
  assert.equal(shown(tree), "text container[slider]");
});

test("an interrupted run leaves the rest of the picture", () => {
  const tree = emptyTree();
  draw(tree, 1, "0.0 text\n0.1 button");
  draw(tree, 2, "0.0 slider");
  assert.equal(shown(tree), "slider button");
});

test("another kind of block at a place begins empty", () => {
  const tree = emptyTree();
  draw(tree, 1, "0.0 [container]\n0.0.0 text");
  draw(tree, 2, "0.0 [expander]");
  assert.equal(shown(tree), "expander[]");
});

test("a fragment's run takes away only what is the fragment's", () => {
  const tree = emptyTree();
  draw(
    tree,
    1,
    "0.0 text\n0.1 [container]@f\n0.1.0 text@f\n0.1.1 [container]@g\n0.1.1.0 text@g\n0.2 text@f\n0.3 text",
  );
  draw(tree, 2, "0.1 [container]@f\n0.1.0 button@f");
  dropStale(tree, 2, ["f"]);
  assert.equal(shown(tree), "text container[button] - text");
});

test("a path through nothing makes the blocks that it needs", () => {
  const tree = emptyTree();
  draw(tree, 1, "0.1.0 text");
  assert.equal(shown(tree), "- container[text]");
});

test("values are kept under the ids of what is drawn", () => {
  const tree = emptyTree();
  draw(tree, 1, "0.0 button#a\n0.1 [container]\n0.1.0 slider#b\n1.0 text#c");
  assert.deepEqual([...idsOf(tree)], ["a", "b", "c"]);
});
