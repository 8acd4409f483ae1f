// What an element is to the page: the types of nodes and views, and the table of kinds.
//
// The tree asks this table for the definition of a node's kind and calls `create` once for each node that appears,
// `update` whenever a later run sends the node with other props, and `destroy` when it disappears. A definition
// knows neither the websocket nor the tree: all that it may do to the world goes through its `Context`.
//
// A widget's node has, beside its own props, `default` (what it begins with), `form` (the form's id or null) and, only
// where Python decided it, `value`: the page then drops what it holds, tells the view by `onValue` and sends nothing.
// A view begins with `ctx.value(props.default)`. A submit button's kind is `form_submit_button`; its `ctx.trigger(true)`
// submits the form. Blocks are drawn as any other kind: their `body` is where the children go. Sheets take their colours
// and sizes from `--app-*` on the root: the same names as the components' `--st-*` (`--app-primary-color`).

/**
 * Where the script draws something.
 * @typedef {{path: string, line: number, column: number, end_column?: number, function?: string}} Place
 */

/**
 * What the worker sends to be drawn, after the hub replaced markdown and files.
 * @typedef {object} ElementNode
 * @property {"element" | "block" | "empty"} node
 * @property {string} kind               the name of the call that makes it: `markdown`, `button`, `columns` …
 * @property {string} [id]               of a widget or a component: its value is kept under it
 * @property {string} [fragment]         the fragment that reruns when it changes
 * @property {Place} [place]
 * @property {Record<string, any>} props named as the call's parameters
 */

/**
 * Text that the hub rendered (`{"$html": …}`) or plain text.
 * @typedef {string | {$html: string} | null | undefined} Text
 */

/**
 * @typedef {object} Theme
 * @property {"light" | "dark"} base
 * @property {Record<string, string>} properties   the `--st-*` properties and their values
 */

/**
 * A form as its members see it.
 * @typedef {object} Form
 * @property {string} id
 * @property {boolean} enterSubmits
 * @property {() => void} submit          as if its first enabled submit button had been pressed; nothing where it has none
 */

/**
 * What an element may ask of the page. One for each view; it stays the same object as long as the view lives.
 * @typedef {object} Context
 * @property {ElementNode} node           the node as it was sent last
 * @property {<T>(initial: T) => T} value the widget's value as the page holds it, or `initial` where it holds none.
 *                                        `initial` is remembered and sent with the next rerun, as Streamlit does
 * @property {(value: unknown) => void} setValue   the person changed the value: kept, then a rerun; inside a form kept until its submit
 * @property {(value: unknown) => void} trigger    a value for one run (a button's `true`, a chat input's text): a rerun
 * @property {(listener: (value: any) => void) => void} onValue   called when something else changed the value: a form
 *                                        was cleared, `st.session_state` was written, the inspector sent a value
 * @property {Form | null} form           the form around the element
 * @property {string | null} fragment     the fragment around the element
 * @property {() => Theme} theme          the theme now
 * @property {(listener: (theme: Theme) => void) => void} onTheme  called when the theme changes
 * @property {(place?: Place) => void} open         show a place of the source in the editor; the node's own if none is given
 * @property {(pageHash: string, query?: string) => void} navigate   go to another page of the app
 * @property {(files: FileList | File[]) => Promise<any[]>} upload  hand files to the worker; each becomes what the value holds
 * @property {() => void} rerun           a rerun although no value changed
 * @property {AbortSignal} gone           aborted when the view is destroyed: give it to `addEventListener`
 */

/**
 * One drawn node.
 * @typedef {object} View
 * @property {HTMLElement} root           put into the parent by the tree
 * @property {HTMLElement} [body]         of a block: where the tree puts the children's roots
 * @property {(node: ElementNode) => void} update   the same kind and id, other props. Must keep focus, selection and what
 *                                        the person is typing; called only if the props differ
 * @property {(children: Child[]) => void} [arrange]  of a block: its children came, went or changed (tabs draw their bar
 *                                        here). The tree has put the roots into `body` in this order already
 * @property {() => void} [destroy]       the node is gone. Listeners bound to `ctx.gone` need nothing here
 */

/** @typedef {{node: ElementNode, root: HTMLElement}} Child */

/**
 * @typedef {object} Definition
 * @property {(node: ElementNode, ctx: Context) => View} create
 * @property {boolean} [bare]             without the `stElementContainer` around it (for blocks this is always so)
 */

/** @type {Map<string, Definition>} */
const definitions = new Map();

/**
 * Makes a kind known. The last definition of a kind wins.
 * @param {string} kind
 * @param {Definition} definition
 */
export function defineElement(kind, definition) {
  definitions.set(kind, definition);
}

/**
 * @param {string} kind
 * @returns {Definition | undefined}
 */
export function elementDefinition(kind) {
  return definitions.get(kind);
}

/**
 * Puts a text into an element: rendered html as it came (the hub made it safe), anything else as plain text.
 * Does nothing if the element shows it already, so that a selection in it survives reruns.
 * @param {HTMLElement} target
 * @param {Text} text
 */
export function showText(target, text) {
  const html = typeof text === "object" && text !== null ? text.$html : null;
  const shown = html ?? String(text ?? "");
  if (shownTexts.get(target) === shown) return;
  shownTexts.set(target, shown);
  if (html === null) target.textContent = shown;
  else target.innerHTML = html;
}

/** @type {WeakMap<HTMLElement, string>} */
const shownTexts = new WeakMap();

/**
 * Makes an html element: `make("button", {class: "st-button", type: "button", testid: "stBaseButton-secondary"}, "Save")`.
 * `testid` is written as `data-testid`, and is a class too, as people's own sheets expect of Streamlit (`.stMarkdown p`);
 * null, undefined and false leave an attribute out, true writes it empty.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name === "testid" ? "data-testid" : name, value === true ? "" : String(value));
  }
  if (typeof attributes.testid === "string") element.classList.add(attributes.testid);
  element.append(...children);
  return element;
}
