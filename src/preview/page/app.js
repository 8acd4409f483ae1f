// The page as a whole: hears the hub, keeps the tree, draws, and asks for reruns.

import { componentOf, defineComponents, suspects } from "./component/component.js";
import { watchErrors } from "./component/errors.js";
import { contextFor } from "./context.js";
import { makeChrome } from "./chrome.js";
import { Drawing } from "./drawing.js";
import { Forms } from "./forms.js";
import { makeFrame } from "./frame.js";
import { Navigation } from "./navigation.js";
import { HubSocket } from "./socket.js";
import { highlight, watchPicks } from "./source.js";
import { Themes } from "./theme.js";
import { Timers } from "./timers.js";
import { applyDelta, dropStale, emptyTree, idsOf } from "./tree.js";
import { Values } from "./values.js";

/**
 * @typedef {import("./values.js").Cause} Cause
 * @typedef {import("./values.js").Sending} Sending
 */

/**
 * A run that takes longer than this (in ms) is drawn piece by piece. Too short for an eye to miss; long enough that
 * what most components send when they are mounted finds the run at its end, and does not interrupt it.
 */
const DRAWN_AFTER = 40;

export class App {
  #frame = makeFrame();
  #themes = new Themes();
  #forms = new Forms();
  #values = new Values((sending) => this.#rerun(sending));
  #socket = new HubSocket(
    (message) => this.#hear(message),
    (state) => this.#chrome.showConnection(state),
  );
  #navigation = new Navigation(this.#frame, ({ page, queryChanged }) => {
    this.#queryChanged ||= queryChanged;
    this.#navigation.current = page;
    this.#values.rerun({ cause: { kind: "navigation", ...(page === null ? {} : { what: page }) } });
  });
  #timers = new Timers((fragment) => this.#values.rerun({ cause: { kind: "timer" }, fragment }));
  #chrome = makeChrome(this.#frame, {
    rerun: () => this.#values.rerun({ cause: { kind: "rerun" } }),
    stop: () => {
      this.#chrome.showScript("stopRequested");
      this.#socket.say({ type: "stop" });
    },
    resume: () => this.#socket.say({ type: "resume" }),
    clearCaches: () => this.#socket.say({ type: "clear-caches" }),
    chooseTheme: (theme) => this.#themes.choose(theme),
    chosenTheme: () => this.#themes.chosen,
    pickElement: () => this.#pick(),
  });
  #drawing = new Drawing(
    this.#frame.roots,
    (node) =>
      contextFor(node, {
        values: this.#values,
        forms: this.#forms,
        themes: this.#themes,
        open: (place) => this.#open(place),
        navigate: (page, query) => this.#navigation.visit(page, query),
      }),
    this.#values,
  );
  #pick = watchPicks(
    (element) => this.#drawing.placeAt(element),
    (place) => this.#open(place),
  );
  #tree = emptyTree();
  /** Counts the runs of all workers: a fresh one begins again at 1. */
  #run = 0;
  /** @type {string[]} the fragments that run alone */ #fragments = [];
  /** @type {Cause} */ #cause = { kind: "load" };
  #request = 0;
  #queryChanged = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #drawSoon;
  /** @type {any} the exception of the run that could not begin */ #exception = null;

  start() {
    document.body.append(this.#frame.app);
    defineComponents({
      values: this.#values,
      report: (message) => this.#socket.say(message),
      edited: () => this.#cause.kind === "edit",
    });
    watchErrors(suspects, (report) => this.#socket.say(report));
    this.#socket.connect();
  }

  /** @param {any} message */
  #hear(message) {
    switch (message.type) {
      case "hello":
        return this.#hello(message);
      case "run-started":
        return this.#runStarted(message);
      case "delta":
        applyDelta(this.#tree, this.#run, message.path, message.node);
        this.#drawSoon ??= setTimeout(() => this.#draw(true), DRAWN_AFTER);
        return;
      case "page":
        return this.#changePage(message);
      case "exception":
        this.#exception = message;
        return;
      case "run-finished":
        return this.#runFinished(message);
      case "rerun":
        return this.#values.rerun({ cause: message.cause });
      case "theme":
        return this.#themes.choose(message.theme);
      case "set-value":
        return this.#setValue(message);
      case "restored":
        return this.#values.forgetAll();
      case "highlight":
        return highlight(message.element);
      case "reload":
        return location.reload();
      case "lost":
        return this.#lost(message);
      case "paused":
        return this.#paused(message);
    }
  }

  /** @param {any} message */
  #hello({ session, theme, theme_config, script }) {
    document.title =
      String(script ?? "app")
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.py$/, "") ?? "app";
    const isNew = this.#socket.session !== session;
    if (isNew && this.#socket.session !== null) this.#values.forgetAll();
    this.#socket.session = session;
    this.#themes.configure(theme_config ?? {});
    if (theme !== undefined && theme !== null) this.#themes.choose(theme);
    this.#queryChanged = true;
    this.#values.rerun({ cause: { kind: "load" } });
  }

  /** @param {any} message */
  #runStarted({ cause, fragments }) {
    this.#run += 1;
    this.#cause = cause;
    this.#fragments = fragments ?? [];
    this.#exception = null;
    this.#timers.begin(this.#fragments);
    // A pause is told while the last run before it goes on; only the next run shows that it has ended.
    this.#chrome.showBanner("paused", null);
    this.#chrome.showScript("running");
  }

  /** @param {any} message */
  #runFinished({ outcome }) {
    const compiled = outcome !== "not-compiled";
    const complete = outcome === "done" || outcome === "failed";
    if (complete) {
      dropStale(this.#tree, this.#run, this.#fragments);
      this.#timers.settle();
    }
    this.#draw(false);
    if (complete) this.#values.keepOnly(idsOf(this.#tree));
    this.#frame.app.toggleAttribute("data-outdated", !compiled);
    this.#chrome.showBanner(
      "compile",
      compiled ? null : compileBanner(this.#exception, (place) => this.#open(place)),
    );
    if (outcome === "rerun") this.#chrome.showScript("rerunRequested");
    else this.#chrome.showScript(compiled ? "notRunning" : "compilationError");
  }

  /** @param {boolean} running */
  #draw(running) {
    clearTimeout(this.#drawSoon);
    this.#drawSoon = undefined;
    this.#drawing.draw(this.#tree, running && this.#fragments.length === 0 ? this.#run : null);
    this.#frame.settle();
  }

  /** @param {any} change */
  #changePage({ page, props, query, fragment, every }) {
    if (page === "config") this.#frame.configure(props);
    else if (page === "logo") this.#frame.showLogo(props);
    else if (page === "navigation") this.#navigation.show(props);
    else if (page === "query") this.#navigation.showQuery(query);
    else if (page === "timer") this.#timers.set(fragment, every);
    this.#frame.settle();
  }

  /** @param {Sending} sending */
  #rerun({ widgets, cause, fragment }) {
    this.#request += 1;
    this.#chrome.showScript("rerunRequested");
    this.#socket.say({
      type: "rerun",
      request: this.#request,
      cause,
      widgets,
      fragment,
      page: this.#navigation.current,
      query: location.search.slice(1),
      query_changed: this.#queryChanged,
      edited: cause.kind === "edit",
      theme: this.#themes.current.base,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      locale: navigator.language,
      url: location.href,
    });
    this.#queryChanged = false;
  }

  /**
   * The inspector sends a value as if the widget or component had.
   * @param {any} message
   */
  #setValue({ id, kind, key, value }) {
    const component = componentOf(id);
    if (component !== undefined) {
      component.send(kind === "trigger" ? "trigger" : "state", key, value);
      return;
    }
    const sender = { cause: { kind: "inspector", element: id } };
    if (kind === "trigger") {
      this.#values.trigger(id, value, sender);
    } else {
      this.#values.set(id, value, sender);
      this.#values.announce(id, value);
    }
  }

  /** @param {import("./element.js").Place} place */
  #open(place) {
    this.#socket.say({ type: "open", place });
  }

  /** @param {{reason: string, names: string[], replaced: boolean}} message */
  #lost({ reason, names, replaced }) {
    const lost = names.length === 0 ? "" : ` Not carried over: ${names.join(", ")}.`;
    const after = replaced
      ? "A fresh worker took over."
      : "Nothing runs any more; reload the page to try again.";
    const text = `${reason} ${after}${lost}`;
    this.#chrome.showBanner("lost", { text, tone: "warning", dismissible: true });
    this.#chrome.showScript("notRunning");
  }

  /** @param {{runs: number}} message */
  #paused({ runs }) {
    const act = () => {
      this.#chrome.showBanner("paused", null);
      this.#socket.say({ type: "resume" });
    };
    this.#chrome.showBanner("paused", {
      text: `The script reran itself ${runs} times without coming to rest; it is paused.`,
      tone: "warning",
      action: { label: "Go on", act },
    });
    this.#chrome.showScript("notRunning");
  }
}

/**
 * @param {{name: string, message: string, frames: import("./element.js").Place[]} | null} exception
 * @param {(place: import("./element.js").Place) => void} open
 * @returns {import("./chrome.js").Banner}
 */
function compileBanner(exception, open) {
  const place = exception?.frames.at(-1);
  const where = place === undefined ? "" : `${place.path.split(/[\\/]/).at(-1)}:${place.line}`;
  return {
    text: exception === null ? "The script cannot be compiled." : `${exception.name}: ${exception.message}`,
    tone: "error",
    detail: where,
    ...(place === undefined ? {} : { action: { label: "Show", act: () => open(place) } }),
  };
}
