// The entries of the timeline, each drawn: a headline that says what happened, and what there is to say beside it.

import { drawChange, drawValue } from "./json.js";
import { button, make } from "./make.js";
import { changesWithin } from "./difference.js";
import { CAUSES } from "./summary.js";

/**
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Mount} Mount
 * @typedef {import("./types.js").Place} Place
 * @typedef {import("./types.js").Run} Run
 */

/**
 * @typedef {object} Commands
 * @property {(place: Place) => void} open
 * @property {(entry: number) => void} goBack
 * @property {() => void} resume
 */

/** @type {Record<string, string>} */
const OUTCOMES = {
  done: "",
  interrupted: "interrupted",
  rerun: "asked for a rerun",
  failed: "failed",
  "not-compiled": "cannot be compiled",
};

/**
 * @param {Entry} entry
 * @param {Commands} commands
 * @returns {HTMLElement}
 */
export function drawEntry(entry, commands) {
  switch (entry.kind) {
    case "run":
      return drawRun(entry, commands);
    case "send":
      return item(
        entry,
        entry.remarks.length > 0 ? "remark" : "plain",
        [
          make("b", {}, entry.send === "state" ? "setStateValue" : "setTriggerValue"),
          make("code", { class: "name" }, entry.key),
          drawValue(entry.value),
          nameOf(entry.of),
        ],
        [
          ...entry.remarks.map(({ rule, text }) =>
            make("p", { class: "remark" }, make("code", { class: "rule" }, rule), ` ${text}`),
          ),
        ],
        placeLink(entry.place, commands),
      );
    case "render":
      return item(entry, "faint", [
        entry.mount ? "Renderer mounted" : "Renderer called again",
        nameOf(entry.of),
        make("span", { class: "ms" }, `${entry.ms.toFixed(1)} ms`),
      ]);
    case "cleanup":
      return item(entry, "faint", ["Cleanup", nameOf(entry.of)]);
    case "js-error":
      return item(
        entry,
        "error",
        [
          make("b", {}, `Error in ${DURING[entry.during] ?? entry.during}`),
          entry.of === null ? null : nameOf(entry.of),
        ],
        [
          make("p", { class: "message" }, entry.message),
          entry.stack === "" ? null : folded("Stack", make("pre", { tabindex: 0 }, entry.stack)),
        ],
        placeLink(entry.place, commands),
      );
    case "output":
      return item(entry, entry.stream === "stdout" ? "faint" : "remark", [
        make("code", { class: "rule" }, entry.stream),
        make("pre", { class: "output" }, entry.text.trimEnd()),
      ]);
    case "lost":
      return item(
        entry,
        "error",
        [make("b", {}, "The worker was lost")],
        [
          make("p", { class: "message" }, entry.reason),
          entry.names.length === 0 ? null : make("p", {}, `Not carried over: ${entry.names.join(", ")}`),
        ],
      );
    case "paused":
      return item(entry, "error", [
        make("b", {}, `Paused after ${entry.runs} runs without coming to rest`),
        button("Resume", commands.resume),
      ]);
  }
}

/** @type {Record<string, string>} */
const DURING = {
  load: "loading the script",
  render: "the renderer",
  event: "an event handler",
  promise: "a promise",
  cleanup: "the cleanup",
};

/**
 * @param {Entry & Run} run
 * @param {Commands} commands
 */
function drawRun(run, commands) {
  const failed = run.exceptions.length > 0 || run.outcome === "not-compiled";
  const moved = run.mounts.filter(({ changes }) => changes.length > 0);
  const what = run.cause.what === undefined ? null : make("code", { class: "name" }, run.cause.what);
  const part = run.fragments.length > 0 ? make("span", { class: "note" }, "fragment") : null;
  const many = run.requests > 1 ? make("span", { class: "note" }, `${run.requests} sends at once`) : null;
  const state = run.outcome === null ? "running …" : (OUTCOMES[run.outcome] ?? run.outcome);
  return item(
    run,
    failed ? "error" : "run",
    [
      make("b", {}, `Run ${run.run}`),
      CAUSES[run.cause.kind] ?? run.cause.kind,
      what,
      part,
      many,
      state === "" ? null : make("span", { class: "note" }, state),
      run.outcome === null ? null : make("span", { class: "ms" }, `${run.ms.toFixed(1)} ms`),
    ],
    [
      run.callbacks.length === 0
        ? null
        : section(
            "Callbacks",
            make(
              "ol",
              { class: "callbacks" },
              ...run.callbacks.map((called) => drawCallback(called, commands)),
            ),
          ),
      ...run.exceptions.map(({ name, message, frames, during }) =>
        make(
          "div",
          { class: "exception" },
          make("p", { class: "message" }, `${name}: ${message}`, during === "script" ? "" : ` (${during})`),
          ...frames.map((place) => placeLink(place, commands)),
        ),
      ),
      run.changes.length === 0
        ? null
        : section(
            "Session state",
            make("ul", { class: "changes" }, ...run.changes.flatMap(changesWithin).map(drawChange)),
          ),
      ...moved.map((mount) =>
        section(
          make("span", {}, "Result of ", nameOf(mount)),
          make("ul", { class: "changes" }, ...mount.changes.flatMap(changesWithin).map(drawChange)),
        ),
      ),
      run.lost === null || run.outcome === null ? null : goBack(run, run.lost, commands),
    ],
  );
}

/**
 * @param {Entry & Run} run
 * @param {string[]} lost
 * @param {Commands} commands
 */
function goBack(run, lost, { goBack }) {
  return make(
    "p",
    { class: "go-back" },
    button("Go back to the state after this run", () => goBack(run.number), { class: "quiet" }),
    lost.length === 0 ? null : ` without ${lost.join(", ")}: not to be copied`,
  );
}

/**
 * @param {import("./types.js").Called} called
 * @param {Commands} commands
 */
function drawCallback(called, commands) {
  const of = [called.key, called.event].filter((part) => part !== null).join(".");
  return make(
    "li",
    {},
    make("code", {}, `${called.function}()`),
    ` ${of} `,
    placeLink(called.place, commands),
  );
}

/**
 * @param {string | Node} title
 * @param {HTMLElement} content
 */
function section(title, content) {
  return make("section", {}, make("h3", {}, title), content);
}

/**
 * @param {string} title
 * @param {HTMLElement} content
 */
function folded(title, content) {
  return make("details", {}, make("summary", {}, title), content);
}

/**
 * @param {Entry} entry
 * @param {string} tone
 * @param {(Node | string | null)[]} headline
 * @param {(Node | null)[]} [more]
 * @param {HTMLElement | null} [place]
 */
function item(entry, tone, headline, more = [], place = null) {
  const time = new Date(entry.at);
  const rest = more.filter((part) => part !== null);
  return make(
    "li",
    { class: `entry ${entry.kind}`, "data-tone": tone, "data-number": entry.number },
    make(
      "div",
      { class: "headline" },
      make("div", { class: "words" }, ...spaced(headline.filter((part) => part !== null))),
      place,
      make("time", { datetime: time.toISOString() }, time.toTimeString().slice(0, 8)),
    ),
    ...(rest.length === 0 ? [] : [make("div", { class: "body" }, ...rest)]),
  );
}

/** @param {(Node | string)[]} parts */
function spaced(parts) {
  return parts.flatMap((part) => [part, " "]);
}

/** @param {Mount} mount */
export function nameOf(mount) {
  const key = mount.key === null ? "" : ` · ${mount.key}`;
  return make("span", { class: "component" }, `${mount.name || "component"}${key}`);
}

/**
 * A link that shows the place in the editor.
 * @param {Place | null} place
 * @param {Pick<Commands, "open">} commands
 */
export function placeLink(place, { open }) {
  if (place === null) return null;
  const file = place.path.split(/[\\/]/).at(-1);
  const where = place.function ? ` in ${place.function}` : "";
  return button(`${file}:${place.line}`, () => open(place), {
    class: "place",
    title: `${place.path}:${place.line}${where}`,
  });
}
