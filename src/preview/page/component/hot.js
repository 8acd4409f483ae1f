// What becomes of a mounted component when a run draws it again.

import { scriptIdentity } from "./module.js";

/**
 * @typedef {Record<string, any>} Props
 * @typedef {{remount: boolean, content: boolean, sheet: boolean, render: boolean}} Change
 */

/**
 * `remount`: begin anew. `content`: build html and css anew around the renderer's back. `sheet`: exchange the css in
 * place. `render`: call the renderer again.
 *
 * After an edit the preview shows the edited text: css in place, html and js from the start, an error box too. In any
 * other run it does what Streamlit does (FACTS 13a, 13d).
 * @param {Props} before
 * @param {Props} after
 * @param {{edited: boolean, failed: boolean}} circumstances
 * @returns {Change}
 */
export function changeOf(before, after, { edited, failed }) {
  const html = text(before.html) !== text(after.html);
  const css = scriptIdentity(before.css) !== scriptIdentity(after.css);
  const js = scriptIdentity(before.js) !== scriptIdentity(after.js);
  const data = JSON.stringify(before.data ?? null) !== JSON.stringify(after.data ?? null);
  const isolation = (before.isolate ?? true) !== (after.isolate ?? true);
  const remount = isolation || (edited && (html || js || (failed && (css || data))));
  if (remount) return { remount, content: false, sheet: false, render: false };
  if (edited) return { remount, content: false, sheet: css, render: data };
  return { remount, content: html || css, sheet: false, render: data || js };
}

/** @param {any} html */
function text(html) {
  return JSON.stringify(html ?? null);
}
