// The inspector: hears the hub, keeps what happened in each tab, shows one of them, says what a person wants.

import { Connection } from "./connection.js";
import { Happenings } from "./happenings.js";
import { make } from "./make.js";
import { MountsView } from "./mounts.js";
import { OutputView } from "./output.js";
import { makePanel } from "./panel.js";
import { Sessions } from "./sessions.js";
import { SessionStateView } from "./session-state.js";
import { Stage } from "./stage.js";
import { summaryOf } from "./summary.js";
import { TimelineView } from "./timeline.js";
import { makeToolbar } from "./toolbar.js";

/** @typedef {import("./types.js").Tab} Tab */

/** @type {Map<string, Happenings>} by tab */
const happenings = new Map();
const sessions = new Sessions();
/** @type {"light" | "dark" | null} */
let theme = null;
let view = "Timeline";

const connection = new Connection(hear, (connected) => {
  if (!connected) toolbar.showEngine("the connection broke", true);
});
/** @param {Record<string, unknown>} wish   about the tab that is shown */
const wish = (wish) => sessions.present !== null && connection.say({ ...wish, tab: sessions.present });
/** @param {import("./types.js").Place} place */
const open = (place) => connection.say({ open: place });

const resume = () => wish({ type: "resume" });

const stage = new Stage();
const toolbar = makeToolbar({
  setWidth: (width) => stage.setWidth(width),
  setTheme(chosen) {
    theme = chosen;
    showTheme(chosen);
    for (const { tab } of sessions.choices(stage.names())) connection.say({ type: "theme", theme, tab });
  },
  showFrames: (count) => stage.showFrames(count),
  choose(tab) {
    sessions.present = tab;
    showSession();
  },
  resume,
  rerun: () => wish({ type: "rerun" }),
  stop: () => wish({ type: "stop" }),
});
const timeline = new TimelineView({ open, goBack: (entry) => wish({ type: "go-back", entry }), resume });
const mounts = new MountsView({
  open,
  highlight: (element) => wish({ type: "highlight", element }),
  send: (id, kind, key, value) => wish({ type: "set-value", id, kind, key, value }),
});
const state = new SessionStateView({
  reset: () => wish({ type: "reset" }),
  clearCaches: () => wish({ type: "clear-caches" }),
});
const output = new OutputView();
const panel = makePanel(
  [
    { name: "Timeline", root: timeline.root },
    { name: "Mounts", root: mounts.root },
    { name: "State", root: state.root },
    { name: "Output", root: output.root },
  ],
  (name) => {
    view = name;
    showView();
  },
);
stage.setWidth("full");
document.body.append(toolbar.root, make("div", { class: "room" }, stage.root, panel.root));
connection.connect();

/** @param {import("./connection.js").FromHub} message */
function hear(message) {
  if (message.type === "hello") {
    toolbar.showScript(message.script);
    theme ??= message.theme;
    if (theme !== null) showTheme(theme);
    stage.load(message.app);
  } else if (message.type === "theme") {
    theme = message.theme;
    showTheme(theme);
  } else if (message.type === "tab") {
    takeTab(message);
  } else {
    take(message);
  }
}

/** @param {Tab} tab */
function takeTab(tab) {
  const frames = stage.names();
  const isNew = sessions.of(tab.tab) === undefined;
  const isOther = sessions.take(tab, frames);
  if (isNew && theme !== null && tab.frame !== null && frames.includes(tab.frame))
    connection.say({ type: "theme", theme, tab: tab.tab });
  if (isOther) showSession();
  else showWhich();
}

/** Draws all that is of one session. */
function showSession() {
  showWhich();
  if (sessions.present === null) return;
  const shown = of(sessions.present);
  timeline.show(shown.newestFirst());
  toolbar.showPaused(shown.isPaused());
  const [latest] = shown.newestFirst();
  panel.showLatest(latest === undefined ? { text: "", bad: false } : summaryOf(latest));
  showView();
}

/** Says which session is shown, and what runs it. */
function showWhich() {
  toolbar.showSessions(sessions.choices(stage.names()), sessions.present);
  const tab = sessions.present === null ? undefined : sessions.of(sessions.present);
  if (tab === undefined) return;
  toolbar.showEngine(tab.interpreter === "" ? "starting …" : `${tab.engine} · ${tab.interpreter}`);
}

/** @param {import("./types.js").News} news */
function take({ tab, entry }) {
  of(tab).take(entry);
  if (tab !== sessions.present) return;
  timeline.take(entry);
  panel.showLatest(summaryOf(entry));
  toolbar.showPaused(of(tab).isPaused());
  showView();
}

/** @param {"light" | "dark"} theme   for the app and for what surrounds it */
function showTheme(theme) {
  document.documentElement.style.colorScheme = theme;
  toolbar.showTheme(theme);
}

/** @param {string} tab */
function of(tab) {
  const known = happenings.get(tab) ?? new Happenings();
  happenings.set(tab, known);
  return known;
}

/** Draws the view that is open; the timeline draws its entries as they come. */
function showView() {
  if (sessions.present === null) return;
  const shown = of(sessions.present);
  if (view === "Mounts") mounts.show(shown);
  else if (view === "State") state.show(shown);
  else if (view === "Output") output.show(shown);
}
