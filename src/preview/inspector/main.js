// The inspector: hears the hub, keeps what happened in each tab, shows the tab of the first frame, says what a person wants.

import { Connection } from "./connection.js";
import { Happenings } from "./happenings.js";
import { make } from "./make.js";
import { MountsView } from "./mounts.js";
import { OutputView } from "./output.js";
import { makePanel } from "./panel.js";
import { SessionStateView } from "./session-state.js";
import { Stage } from "./stage.js";
import { summaryOf } from "./summary.js";
import { TimelineView } from "./timeline.js";
import { makeToolbar } from "./toolbar.js";

/** @typedef {import("./types.js").Tab} Tab */

/** @type {Map<string, Happenings>} by tab */
const happenings = new Map();
/** @type {Map<string, Tab>} by frame */
const tabs = new Map();
/** @type {string | null} the tab that is shown */
let present = null;
/** @type {"light" | "dark" | null} */
let theme = null;
let view = "Timeline";

const connection = new Connection(hear, (connected) => {
  if (!connected) toolbar.showEngine("the connection broke", true);
});
/** @param {Record<string, unknown>} wish   about the tab that is shown */
const wish = (wish) => present !== null && connection.say({ ...wish, tab: present });
/** @param {import("./types.js").Place} place */
const open = (place) => connection.say({ open: place });

const resume = () => wish({ type: "resume" });

const stage = new Stage();
const toolbar = makeToolbar({
  setWidth: (width) => stage.setWidth(width),
  setTheme(chosen) {
    theme = chosen;
    showTheme(chosen);
    for (const { tab } of tabs.values()) connection.say({ type: "theme", theme, tab });
  },
  showFrames: (count) => stage.showFrames(count),
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
  const frame = stage.names().find((name) => name === tab.frame);
  if (frame === undefined) return;
  const isNew = tabs.get(frame)?.tab !== tab.tab;
  tabs.set(frame, tab);
  if (isNew && theme !== null) connection.say({ type: "theme", theme, tab: tab.tab });
  if (frame !== stage.names()[0]) return;
  const interpreter = tab.interpreter === "" ? "starting …" : `${tab.engine} · ${tab.interpreter}`;
  toolbar.showEngine(interpreter);
  if (present === tab.tab) return;
  present = tab.tab;
  timeline.show(of(present).newestFirst());
  const [latest] = of(present).newestFirst();
  if (latest !== undefined) showLatest(latest);
  showView();
}

/** @param {import("./types.js").News} news */
function take({ tab, entry }) {
  of(tab).take(entry);
  if (tab !== present) return;
  timeline.take(entry);
  showLatest(entry);
  showView();
}

/** @param {import("./types.js").Entry} entry */
function showLatest(entry) {
  panel.showLatest(summaryOf(entry));
  if (entry.kind === "paused") toolbar.showPaused(true);
  else if (entry.kind === "run" && entry.outcome === null) toolbar.showPaused(false);
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
  if (present === null) return;
  if (view === "Mounts") mounts.show(of(present));
  else if (view === "State") state.show(of(present));
  else if (view === "Output") output.show(of(present));
}
