// From the tree to the document: views are made, updated and taken away so that what stays the same is left alone.
//
// Among the children of a block a widget or component is itself by its id, as far as it stays in that block; all else
// by its index. That is why something drawn above shifts a component at the root without a remount, but not one in a
// container, which is another container then (FACTS 14e).

import { elementDefinition, make } from "./element.js";

/**
 * @typedef {import("./element.js").Child} Child
 * @typedef {import("./element.js").ElementNode} ElementNode
 * @typedef {import("./element.js").View} View
 * @typedef {import("./tree.js").Branch} Branch
 * @typedef {import("./context.js").LivingContext} LivingContext
 */

/**
 * A node in the document.
 * @typedef {object} Drawn
 * @property {ElementNode} node
 * @property {string} text                its props as text, to see whether they differ
 * @property {View} view
 * @property {LivingContext} context
 * @property {HTMLElement} outer          the view's root, or what is around it
 * @property {Map<string, Drawn>} children
 * @property {string} arranged            the children that `arrange` has seen
 */

/** What holds the children of a root. @typedef {{body: HTMLElement, children: Map<string, Drawn>}} Holder */

export class Drawing {
  #contextFor;
  #values;
  /** @type {Holder[]} */ #roots;

  /**
   * @param {HTMLElement[]} roots
   * @param {(node: ElementNode) => LivingContext} contextFor
   * @param {import("./values.js").Values} values
   */
  constructor(roots, contextFor, values) {
    this.#roots = roots.map((body) => ({ body, children: new Map() }));
    this.#contextFor = contextFor;
    this.#values = values;
  }

  /**
   * @param {import("./tree.js").Tree} tree
   * @param {number | null} run    what an earlier run drew is marked as stale; null where nothing is
   */
  draw(tree, run) {
    tree.roots.forEach((root, index) => {
      const holder = this.#roots[index];
      if (holder !== undefined) this.#drawChildren(holder, root, run);
    });
  }

  /**
   * Where what is drawn at an element stands in the source: the innermost node around it that has a place.
   * @param {HTMLElement} element
   * @returns {import("./element.js").Place | null}
   */
  placeAt(element) {
    /** @type {import("./element.js").Place | null} */
    let innermost = null;
    /** @param {Map<string, Drawn>} among */
    const search = (among) => {
      for (const drawn of among.values()) {
        if (!drawn.outer.contains(element)) continue;
        innermost = drawn.node.place ?? innermost;
        search(drawn.children);
      }
    };
    for (const { children } of this.#roots) search(children);
    return innermost;
  }

  /**
   * @param {Holder} holder
   * @param {Branch} parent
   * @param {number | null} run
   * @returns {Child[]}
   */
  #drawChildren(holder, parent, run) {
    /** @type {Map<string, Branch>} */
    const wanted = new Map();
    parent.children.forEach((child, index) => {
      if (child === undefined) return;
      const key = keyOf(child.node, index);
      // Of two with the same id the first counts: the other is a stale one that has moved.
      if (!wanted.has(key)) wanted.set(key, child);
    });
    for (const [key, drawn] of holder.children) {
      const child = wanted.get(key);
      if (child !== undefined && isSame(drawn.node, child.node)) continue;
      holder.children.delete(key);
      this.#destroy(drawn);
    }
    /** @type {Child[]} */
    const children = [];
    let next = holder.body.firstElementChild;
    for (const [key, child] of wanted) {
      const drawn = holder.children.get(key) ?? this.#create(child.node);
      const isNew = !holder.children.has(key);
      holder.children.set(key, drawn);
      if (drawn.outer === next) next = next.nextElementSibling;
      else holder.body.insertBefore(drawn.outer, next);
      if (!isNew) this.#update(drawn, child.node);
      drawn.outer.toggleAttribute("data-stale", run !== null && child.run !== run);
      if (drawn.view.body !== undefined) this.#drawBlock(drawn, drawn.view.body, child, run);
      children.push({ node: child.node, root: drawn.view.root });
    }
    return children;
  }

  /**
   * @param {Drawn} drawn
   * @param {HTMLElement} body
   * @param {Branch} branch
   * @param {number | null} run
   */
  #drawBlock(drawn, body, branch, run) {
    const children = this.#drawChildren({ body, children: drawn.children }, branch, run);
    if (drawn.view.arrange === undefined) return;
    const arranged = JSON.stringify(children.map(({ node }) => [node.kind, node.id, node.props]));
    if (arranged === drawn.arranged) return;
    drawn.arranged = arranged;
    drawn.view.arrange(children);
  }

  /**
   * @param {ElementNode} node
   * @returns {Drawn}
   */
  #create(node) {
    this.#adopt(node);
    const context = this.#contextFor(node);
    const definition = elementDefinition(node.kind);
    const view = attempt(
      () => definition?.create(node, context.ctx) ?? placeholder(node),
      () => placeholder(node),
    );
    const bare = node.node === "block" || definition?.bare === true;
    const outer = bare
      ? view.root
      : make("div", { class: "st-element", testid: "stElementContainer" }, view.root);
    const drawn = { node, text: textOf(node), view, context, outer, children: new Map(), arranged: "" };
    decorate(drawn);
    return drawn;
  }

  /**
   * @param {Drawn} drawn
   * @param {ElementNode} node
   */
  #update(drawn, node) {
    if (node === drawn.node) return;
    const text = textOf(node);
    drawn.context.renew(node);
    drawn.node = node;
    this.#adopt(node);
    if (text === drawn.text) return;
    drawn.text = text;
    decorate(drawn);
    attempt(
      () => drawn.view.update(node),
      () => undefined,
    );
  }

  /**
   * Takes over the value that Python decided: a widget's, or the state of a component whose session was restored.
   * @param {ElementNode} node
   */
  #adopt({ id, props }) {
    if (id === undefined) return;
    if (Object.hasOwn(props, "value")) {
      this.#values.keep(id, props.value);
      this.#values.announce(id, props.value);
    } else if (props.states) {
      this.#values.keep(id, props.states);
    }
  }

  /** @param {Drawn} drawn */
  #destroy(drawn) {
    for (const child of drawn.children.values()) this.#destroy(child);
    drawn.context.end();
    attempt(
      () => drawn.view.destroy?.(),
      () => undefined,
    );
    drawn.outer.remove();
  }
}

/**
 * @param {ElementNode} node
 * @param {number} index
 */
function keyOf(node, index) {
  return node.node === "element" && node.id !== undefined ? `id ${node.id}` : `at ${index}`;
}

/**
 * @param {ElementNode} before
 * @param {ElementNode} after
 */
function isSame(before, after) {
  return before.node === after.node && before.kind === after.kind && before.id === after.id;
}

/** @param {ElementNode} node */
function textOf(node) {
  return JSON.stringify(node.props);
}

/**
 * What every node has: its size, the class of its key, its id for those who look for it.
 * @param {Drawn} drawn
 */
function decorate({ node, outer }) {
  const { width, height, key } = node.props;
  if (node.id !== undefined) outer.dataset.element = node.id;
  if (typeof key === "string") outer.classList.add(`st-key-${key.trim().replace(/[^\w-]/g, "-")}`);
  if (node.node === "block") return;
  outer.dataset.width = typeof width === "number" ? "fixed" : (width ?? "stretch");
  outer.dataset.height = typeof height === "number" ? "fixed" : (height ?? "content");
  outer.style.setProperty("--width", typeof width === "number" ? `${width}px` : null);
  outer.style.setProperty("--height", typeof height === "number" ? `${Math.trunc(height)}px` : null);
}

/**
 * What stands for something that the page cannot draw. The children of an unknown block are drawn all the same.
 * @param {ElementNode} node
 * @returns {View}
 */
function placeholder(node) {
  if (node.node === "empty")
    return { root: make("div", { class: "st-empty", testid: "stEmpty" }), update: () => {} };
  if (node.node === "block") {
    const root = make("div", { class: "st-vertical", testid: "stVerticalBlock" });
    return { root, body: root, update: () => {} };
  }
  const what = make("code", {}, `st.${node.kind}`);
  const root = make("div", { class: "st-placeholder" }, what, " is not drawn in this preview");
  return { root, update: () => {} };
}

/**
 * One element that cannot be drawn must not take the others with it; the error is told on the console.
 * @template T
 * @param {() => T} act
 * @param {() => T} otherwise
 * @returns {T}
 */
function attempt(act, otherwise) {
  try {
    return act();
  } catch (error) {
    console.error(error);
    return otherwise();
  }
}
