// An entry in a few words, for where there is room for no more. Knows no page.

/** @typedef {import("./types.js").Entry} Entry */

/** @type {Record<string, string>} */
export const CAUSES = {
  load: "Page loaded",
  widget: "Widget",
  component: "Send",
  edit: "Edit",
  rerun: "Rerun",
  timer: "Timer",
  navigation: "Navigation",
  inspector: "Inspector",
  restart: "Restart",
};

/**
 * @param {Entry} entry
 * @returns {{text: string, bad: boolean}}
 */
export function summaryOf(entry) {
  switch (entry.kind) {
    case "run": {
      const [raised] = entry.exceptions;
      if (raised !== undefined) return { text: `Run ${entry.run} · ${raised.name}`, bad: true };
      if (entry.outcome === null) return { text: `Run ${entry.run} …`, bad: false };
      return { text: `Run ${entry.run} · ${entry.ms.toFixed(0)} ms`, bad: entry.outcome === "not-compiled" };
    }
    case "send":
      return { text: `${entry.key} sent`, bad: false };
    case "render":
      return { text: "Renderer called", bad: false };
    case "cleanup":
      return { text: "Cleanup", bad: false };
    case "js-error":
      return { text: entry.message, bad: true };
    case "output":
      return { text: entry.text.trim(), bad: false };
    case "lost":
      return { text: "Worker lost", bad: true };
    case "paused":
      return { text: "Paused", bad: true };
  }
}
