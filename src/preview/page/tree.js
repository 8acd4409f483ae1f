// The tree of what the script has drawn, as plain data: deltas are applied to it, and a run that came to its end takes
// away what it did not draw again. Knows nothing of the document.

/** @typedef {import("./element.js").ElementNode} ElementNode */

/**
 * A node at its place.
 * @typedef {object} Branch
 * @property {ElementNode} node
 * @property {number} run                 the run that drew it last
 * @property {(Branch | undefined)[]} children   by index; a hole where nothing is drawn
 */

/** @typedef {{roots: Branch[]}} Tree   0 main, 1 sidebar, 2 event, 3 bottom */

export const MAIN = 0;
export const SIDEBAR = 1;
export const EVENT = 2;
export const BOTTOM = 3;
const ROOTS = ["main", "sidebar", "event", "bottom"];

/** @returns {Tree} */
export function emptyTree() {
  return { roots: ROOTS.map((kind) => branch({ node: "block", kind, props: {} }, 0)) };
}

/**
 * Puts a node at its path. A block drawn again where the same kind of block is keeps its children: they stay until the
 * run ends or draws others over them.
 * @param {Tree} tree
 * @param {number} run
 * @param {number[]} path
 * @param {ElementNode} node
 */
export function applyDelta(tree, run, path, node) {
  const index = path.at(-1);
  const parent = path.length < 2 ? undefined : blockAt(tree, run, path.slice(0, -1));
  if (parent === undefined || index === undefined) return;
  const before = parent.children[index];
  if (before !== undefined && node.node === "block" && isSameBlock(before.node, node)) {
    before.node = node;
    before.run = run;
  } else {
    parent.children[index] = branch(node, run);
  }
}

/**
 * Takes away what a finished run left undrawn: of the whole tree, or of the fragments that ran alone.
 * @param {Tree} tree
 * @param {number} run
 * @param {string[]} fragments   none for a run of the whole script
 */
export function dropStale(tree, run, fragments) {
  const whole = fragments.length === 0;
  for (const root of tree.roots) dropStaleChildren(root, run, fragments, whole);
}

/**
 * @param {Branch} parent
 * @param {number} run
 * @param {string[]} fragments
 * @param {boolean} concerned   whether the run drew what is around
 */
function dropStaleChildren(parent, run, fragments, concerned) {
  parent.children = parent.children.map((child) => {
    if (child === undefined) return undefined;
    const within =
      concerned || (child.node.fragment !== undefined && fragments.includes(child.node.fragment));
    if (within && child.run !== run) return undefined;
    dropStaleChildren(child, run, fragments, within);
    return child;
  });
  while (parent.children.length > 0 && parent.children.at(-1) === undefined) parent.children.pop();
}

/**
 * The ids under which something in the tree may keep values.
 * @param {Tree} tree
 * @returns {Set<string>}
 */
export function idsOf(tree) {
  /** @type {Set<string>} */
  const ids = new Set();
  visit(tree, ({ node }) => {
    if (node.id !== undefined) ids.add(node.id);
    if (typeof node.props.triggers === "string") ids.add(node.props.triggers);
  });
  return ids;
}

/**
 * @param {Tree} tree
 * @param {(branch: Branch) => void} act
 */
export function visit(tree, act) {
  /** @param {Branch} parent */
  const below = (parent) => {
    for (const child of parent.children) {
      if (child === undefined) continue;
      act(child);
      below(child);
    }
  };
  tree.roots.forEach(below);
}

/**
 * The block at a path; one is made where the path leads through nothing.
 * @param {Tree} tree
 * @param {number} run
 * @param {number[]} path
 * @returns {Branch | undefined}
 */
function blockAt(tree, run, [root, ...indices]) {
  let here = tree.roots[root ?? -1];
  for (const index of indices) {
    if (here === undefined) return undefined;
    let next = here.children[index];
    if (next === undefined || next.node.node !== "block") {
      next = branch({ node: "block", kind: "container", props: {} }, run);
      here.children[index] = next;
    }
    here = next;
  }
  return here;
}

/**
 * @param {ElementNode} before
 * @param {ElementNode} after
 */
function isSameBlock(before, after) {
  return before.node === "block" && before.kind === after.kind && before.id === after.id;
}

/**
 * @param {ElementNode} node
 * @param {number} run
 * @returns {Branch}
 */
function branch(node, run) {
  return { node, run, children: [] };
}
