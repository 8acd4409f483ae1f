// Turns what a scenario recorded during one step into the shape that traces have. Pure; knows no engine and no page.

/**
 * @typedef {Record<string, any>} Entry  one record: `ev`, and what the recorder saw
 * @typedef {{run: number | null, callbacks: Entry[], events: Entry[], result?: any, session_state?: any,
 *   exceptions?: string[], interrupted?: true, unfinished?: true, fragment_only?: true, callbacks_only?: true}} Run
 * @typedef {{invocations: number, cleanups: number, events: Entry[]}} Calls
 */

/**
 * The entries of the app, grouped into runs. Callbacks belong to the run that follows them. A run whose end is not
 * recorded was interrupted if something followed, else it is unfinished. What is recorded outside of a run is a
 * fragment's, whose reruns do not pass the script's first line.
 * @param {Entry[]} entries
 * @returns {Run[]}
 */
export function runsOf(entries) {
  /** @type {Run[]} */
  const runs = [];
  /** @type {Entry[]} */
  let callbacks = [];
  /** @type {Run | null} */
  let open = null;

  /** @param {"interrupted" | "unfinished" | null} mark */
  const close = (mark) => {
    if (!open) return;
    runs.push(mark ? { ...open, [mark]: true } : open);
    open = null;
  };

  for (const { ev, ...fields } of entries) {
    if (ev === "run_begin") {
      close("interrupted");
      open = { run: fields.run, callbacks, events: [] };
      callbacks = [];
    } else if (ev === "cb") {
      close("interrupted");
      callbacks.push(fields);
    } else if (ev === "run_end") {
      close(null);
    } else if (open) {
      note(open, { ev, ...fields });
    } else if (continuesFragment(runs.at(-1), callbacks, ev)) {
      note(/** @type {Run} */ (runs.at(-1)), { ev, ...fields });
    } else {
      runs.push({ run: null, callbacks, events: [{ ev, ...fields }], fragment_only: true });
      callbacks = [];
    }
  }
  close("unfinished");
  if (callbacks.length) runs.push({ run: null, callbacks, events: [], callbacks_only: true });
  return runs;
}

/**
 * @param {Run | undefined} last
 * @param {Entry[]} callbacks
 * @param {string} ev
 */
function continuesFragment(last, callbacks, ev) {
  return last?.fragment_only && callbacks.length === 0 && !ev.endsWith("-body");
}

/**
 * @param {Run} run
 * @param {Entry} entry
 */
function note(run, entry) {
  run.events.push(entry);
  if (entry.ev === "exception") (run.exceptions ??= []).push(`${entry.type}: ${entry.text}`);
  if (entry.ev === "mount" && !run.fragment_only) run.result ??= entry.result;
  if (entry.ev === "see") {
    run.result = entry.result;
    run.session_state = entry.session_state;
  }
}

/**
 * What the components of the page recorded.
 * @param {Entry[]} entries
 * @returns {Calls}
 */
export function callsOf(entries) {
  const count = (/** @type {string} */ ev) => entries.filter((entry) => entry.ev === ev).length;
  const events = entries.map(({ t, ...fields }) => fields);
  return { invocations: count("invoke"), cleanups: count("cleanup"), events };
}
