// Errors of components: shown in their place as Streamlit shows them, and told to the hub with a stack that leads into
// the author's own text, also from event handlers and promises, where Streamlit shows nothing (FACTS 17).

import { make } from "../element.js";

/**
 * @typedef {"load" | "render" | "event" | "promise" | "cleanup"} During
 * @typedef {{type: "js-error", element: string | null, during: During, message: string, stack: string}} ErrorReport
 * @typedef {{element: string, moduleName: string | null, host: HTMLElement}} Suspect   a mounted component
 */

const OWN_FRAMES = new URL("../", import.meta.url).href;

/**
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  if (error instanceof Error) return error.message;
  return String(error);
}

/**
 * The calls of an error's stack, without the message and without the page's own.
 * @param {unknown} error
 * @returns {string[]}
 */
export function framesOf(error) {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("at ") && !isOwnFrame(line));
}

/** @param {string} frame */
function isOwnFrame(frame) {
  const rest = frame.split(OWN_FRAMES)[1];
  return rest !== undefined && !/^(assets|bytes|app)\//.test(rest);
}

/**
 * The box that stands in a component's place.
 * @param {string} title
 * @param {string[]} frames
 * @returns {HTMLElement}
 */
export function errorBox(title, frames) {
  const content = make(
    "div",
    { testid: "stAlertContentError" },
    make("p", { class: "st-error-title" }, title),
    make("pre", { testid: "stErrorElementStack" }, frames.join("\n")),
  );
  return make("div", { class: "st-error-box", testid: "stAlertContainer", role: "alert" }, content);
}

/**
 * Watches for errors that no caller of ours sees: those of event handlers, timers and promises.
 * @param {() => Iterable<Suspect>} suspects
 * @param {(report: ErrorReport) => void} report
 */
export function watchErrors(suspects, report) {
  /** @type {HTMLElement | null} the component in which something happened last */
  let scene = null;
  for (const kind of ["pointerdown", "click", "input", "change", "keydown", "keyup", "submit", "focusin"]) {
    addEventListener(kind, (event) => (scene = hostAmong(event, suspects()) ?? scene), { capture: true });
  }
  /**
   * @param {During} during
   * @param {unknown} error
   * @param {string} where   where the browser says that it happened
   */
  const blame = (during, error, where) => {
    const frames = framesOf(error);
    const culprit = culpritOf(`${frames.join("\n")}\n${where}`, [...suspects()], scene);
    if (culprit === null) return;
    const stack = [...frames, ...(frames.length === 0 && where !== "" ? [`at ${where}`] : [])];
    report({
      type: "js-error",
      element: culprit.element,
      during,
      message: messageOf(error),
      stack: stackText(error, stack),
    });
  };
  addEventListener("error", (event) => {
    if (event.error === undefined && event.message === "") return;
    const where = event.filename === "" ? "" : `${event.filename}:${event.lineno}:${event.colno}`;
    blame("event", event.error ?? event.message, where);
  });
  addEventListener("unhandledrejection", (event) => blame("promise", event.reason, ""));
}

/**
 * An error's text as the browser writes it, with these calls.
 * @param {unknown} error
 * @param {string[]} frames
 */
export function stackText(error, frames) {
  const head = error instanceof Error ? `${error.name}: ${error.message}` : messageOf(error);
  return [head, ...frames.map((frame) => `    ${frame}`)].join("\n");
}

/**
 * The component whose script a stack names; of several with the same script the one where something happened last.
 * @param {string} stack
 * @param {Suspect[]} suspects
 * @param {HTMLElement | null} scene
 * @returns {Suspect | null}
 */
function culpritOf(stack, suspects, scene) {
  const named = suspects.filter(({ moduleName }) => moduleName !== null && stack.includes(moduleName));
  return named.find(({ host }) => host === scene) ?? named[0] ?? null;
}

/**
 * @param {Event} event
 * @param {Iterable<Suspect>} suspects
 */
function hostAmong(event, suspects) {
  const path = event.composedPath();
  for (const { host } of suspects) if (path.includes(host)) return host;
  return null;
}
