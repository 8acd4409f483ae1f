// What the hub tells, as types.

/** @typedef {{path: string, line: number, column?: number, function?: string}} Place */
/** @typedef {{kind: string, element?: string, what?: string}} Cause */
/** @typedef {{name: string, before?: any, after?: any}} Change */
/** @typedef {{rule: string, text: string}} Remark */
/** @typedef {{element: string, key: string | null, event: string | null, function: string, place: Place | null}} Called */
/** @typedef {{during: string, name: string, message: string, frames: Place[]}} Raised */

/**
 * @typedef {object} Mount
 * @property {string} element
 * @property {string} name
 * @property {string | null} key
 * @property {Place | null} place
 * @property {string[]} registered
 * @property {any} result
 * @property {Change[]} changes
 */

/**
 * @typedef {object} Run
 * @property {"run"} kind
 * @property {number} run
 * @property {Cause} cause
 * @property {number} requests
 * @property {string[]} fragments
 * @property {Called[]} callbacks
 * @property {Mount[]} mounts
 * @property {Raised[]} exceptions
 * @property {string | null} outcome
 * @property {number} ms
 * @property {Change[]} changes
 * @property {Record<string, any>} state
 * @property {string[] | null} lost
 */

/** @typedef {{kind: "send", of: Mount, send: "state" | "trigger", key: string, value: any, place: Place | null, remarks: Remark[]}} Send */
/** @typedef {{kind: "render", of: Mount, mount: boolean, ms: number}} Render */
/** @typedef {{kind: "cleanup", of: Mount}} Cleanup */
/** @typedef {{kind: "js-error", of: Mount | null, during: string, message: string, place: Place | null, stack: string}} JsError */
/** @typedef {{kind: "output", stream: string, text: string}} Output */
/** @typedef {{kind: "lost", reason: string, names: string[]}} Lost */
/** @typedef {{kind: "paused", runs: number}} Paused */

/** @typedef {{number: number, at: number} & (Run | Send | Render | Cleanup | JsError | Output | Lost | Paused)} Entry */

/** @typedef {{type: "hello", app: string, script: string, root: string, theme: "light" | "dark" | null}} Hello */
/** @typedef {{type: "theme", theme: "light" | "dark"}} ThemeChosen   an editor did */
/** @typedef {{type: "tab", tab: string, frame: string | null, shown: boolean, engine: string, interpreter: string}} Tab */
/** @typedef {{type: "entry", tab: string, entry: Entry}} News */

export {};
