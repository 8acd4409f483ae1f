// A mounted component: its place in the document, its renderer and what the renderer may do. When the renderer is
// called again, when the cleanup runs and what an error does is Streamlit's (FACTS 13, 16, 17).

import { defineElement, make } from "../element.js";
import { dataOf } from "./data.js";
import { errorBox, framesOf, messageOf, stackText } from "./errors.js";
import { changeOf } from "./hot.js";
import { loadRenderer, moduleOf, syntaxErrorPlace } from "./module.js";
import { exchangeSheet, fillPlace, makePlace } from "./place.js";

/**
 * @typedef {import("../element.js").ElementNode} ElementNode
 * @typedef {import("../element.js").Context} Context
 * @typedef {import("../values.js").Values} Values
 * @typedef {import("./errors.js").During} During
 */

/**
 * @typedef {object} Services
 * @property {Values} values
 * @property {(message: Record<string, unknown>) => void} report   tells the hub
 * @property {() => boolean} edited    whether the run that is drawn follows an edit
 */

/** @type {Map<string, MountedComponent>} by element id */
const mounted = new Map();

/** The components that are on the page, as those who look for an error's origin need them. */
export function suspects() {
  return [...mounted.values()].map((component) => component.suspect());
}

/**
 * A component on the page.
 * @param {string} element
 */
export function componentOf(element) {
  return mounted.get(element);
}

/** @param {Services} services */
export function defineComponents(services) {
  defineElement("component", {
    create(node, ctx) {
      const component = new MountedComponent(node, ctx, services);
      return {
        root: component.root,
        update: (next) => component.update(next),
        destroy: () => component.destroy(),
      };
    },
  });
}

class MountedComponent {
  #services;
  #node;
  /** @type {import("./place.js").ComponentPlace} */ #place;
  /** @type {import("./module.js").Module | null} */ #module = null;
  /** @type {import("./module.js").RendererModule | null} */ #loaded = null;
  /** @type {any} parsed once: a renderer that changes it finds its change again (FACTS 13f) */ #data = null;
  /** @type {Promise<unknown>} what the last call of the renderer returned */ #returned = Promise.resolve();
  #key = "";
  #failed = false;
  #life = 0;

  /**
   * @param {ElementNode} node
   * @param {Context} ctx
   * @param {Services} services
   */
  constructor(node, ctx, services) {
    this.#node = node;
    this.#services = services;
    this.root = make("div", { class: "st-component", testid: "stBidiComponent" });
    this.#place = this.#mount();
    mounted.set(this.#id, this);
    ctx.onTheme(() => this.#render(false));
  }

  get #id() {
    return this.#node.id ?? "";
  }

  suspect() {
    return { element: this.#id, moduleName: this.#module?.name ?? null, host: this.root };
  }

  /** @param {ElementNode} node */
  update(node) {
    const change = changeOf(this.#node.props, node.props, {
      edited: this.#services.edited(),
      failed: this.#failed,
    });
    const { data: oldData } = this.#node.props;
    this.#node = node;
    if (change.remount) {
      this.#unmount();
      this.#place = this.#mount();
      return;
    }
    if (this.#failed) return;
    const { html, css, data } = node.props;
    if (change.content) fillPlace(this.#place, html, css);
    if (change.sheet) exchangeSheet(this.#place, css);
    if (!change.render) return;
    if (JSON.stringify(oldData) !== JSON.stringify(data) && !this.#readData()) return;
    this.#render(false);
  }

  destroy() {
    if (mounted.get(this.#id) === this) mounted.delete(this.#id);
    this.#unmount();
  }

  /**
   * As if the renderer had sent a value: the inspector does so.
   * @param {"state" | "trigger"} kind
   * @param {string} key
   * @param {unknown} value
   */
  send(kind, key, value) {
    if (kind === "state") this.#setState(key, value);
    else this.#setTrigger(key, value);
  }

  #mount() {
    const { isolate = true, html, css } = this.#node.props;
    this.#life += 1;
    this.#failed = false;
    this.#key = `st-bidi-component-${crypto.randomUUID()}`;
    const place = (this.#place = makePlace(isolate));
    this.root.replaceChildren(place.host);
    if (!this.#readData()) return place;
    // The page puts the root into the document right after this: html must not run before.
    const life = this.#life;
    queueMicrotask(() => {
      if (life !== this.#life) return;
      fillPlace(place, html, css);
      this.#render(true);
    });
    return place;
  }

  #unmount() {
    this.#life += 1;
    const element = this.#id;
    const { report } = this.#services;
    void this.#returned.then(async (cleanup) => {
      if (cleanup === undefined || cleanup === null) return;
      try {
        await /** @type {() => unknown} */ (cleanup)();
        report({ type: "cleanup", element });
      } catch (error) {
        console.error("Failed to run custom component cleanup", error);
        this.#tell("cleanup", error);
      }
    });
    this.#returned = Promise.resolve();
  }

  #readData() {
    try {
      this.#data = dataOf(this.#node.props.data);
      return true;
    } catch (error) {
      this.#show(`${error instanceof Error ? error.name : "Error"}: ${messageOf(error)}`, error);
      console.error(error);
      this.#tell("render", error);
      return false;
    }
  }

  /** @param {boolean} mount   whether it is the first call */
  #render(mount) {
    const { js, component } = this.#node.props;
    if (!js || this.#failed) return;
    const module = moduleOf(js, component ?? "component");
    if (module !== this.#module) this.#loaded = null;
    this.#module = module;
    const life = this.#life;
    /** @type {During} */
    let during = "load";
    const call = async () => {
      const loaded = this.#loaded ?? (await loadRenderer(module));
      if (life !== this.#life || this.#failed) return undefined;
      this.#loaded = loaded;
      during = "render";
      const start = performance.now();
      const returned = loaded.default(this.#argument());
      const ms = performance.now() - start;
      this.#services.report({ type: "rendered", element: this.#id, mount, ms });
      return await returned;
    };
    this.#returned = call().catch((error) => {
      if (life === this.#life) void this.#fail(during, error);
    });
  }

  /** What the renderer gets: one object (FACTS 16a). */
  #argument() {
    return {
      name: this.#node.props.component,
      data: this.#data,
      key: this.#key,
      parentElement: this.#place.parentElement,
      setStateValue: (/** @type {string} */ key, /** @type {unknown} */ value) => this.#setState(key, value),
      setTriggerValue: (/** @type {string} */ key, /** @type {unknown} */ value) =>
        this.#setTrigger(key, value),
    };
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  #setState(key, value) {
    const { values } = this.#services;
    const before = values.get(this.#id, this.#form);
    const text = JSON.stringify({ .../** @type {object} */ (before ?? {}), [key]: value });
    values.set(this.#id, JSON.parse(text), this.#sender(key));
    this.#report("state", key, value);
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  #setTrigger(key, value) {
    if (this.#form !== null) {
      console.warn(
        "BidiComponent: setTriggerValue ignored inside st.form. Triggers are not allowed in forms; use setStateValue " +
          "and form submit instead.",
      );
      return;
    }
    const triggers = this.#node.props.triggers ?? this.#id;
    this.#services.values.event(triggers, { event: key, value: plain(value) }, this.#sender(key));
    this.#report("trigger", key, value);
  }

  /** @returns {string | null} */
  get #form() {
    return this.#node.props.form ?? null;
  }

  /** @param {string} key */
  #sender(key) {
    return {
      cause: { kind: "component", element: this.#id, what: key },
      form: this.#form,
      fragment: this.#node.fragment ?? null,
    };
  }

  /**
   * @param {"state" | "trigger"} kind
   * @param {string} key
   * @param {unknown} value
   */
  #report(kind, key, value) {
    const stack = framesOf(new Error()).join("\n");
    this.#services.report({
      type: "sent",
      element: this.#id,
      kind,
      key: String(key),
      value: plain(value),
      stack,
    });
  }

  /**
   * @param {During} during
   * @param {unknown} error
   */
  async #fail(during, error) {
    console.error(`BidiComponent Error: ${messageOf(error)}`, error);
    this.#show(`BidiComponent Error: ${messageOf(error)}`, error);
    const module = this.#module;
    const unparsed = during === "load" && error instanceof SyntaxError && module !== null;
    const place = unparsed ? await syntaxErrorPlace(module) : null;
    this.#tell(during, error, place === null ? [] : [`at ${module?.name}:${place.line}:${place.column}`]);
  }

  /**
   * The error box takes the component's place until it is mounted anew (FACTS 17b).
   * @param {string} title
   * @param {unknown} error
   */
  #show(title, error) {
    this.#failed = true;
    this.root.replaceChildren(errorBox(title, framesOf(error)));
  }

  /**
   * @param {During} during
   * @param {unknown} error
   * @param {string[]} [more]   calls that the error's own stack lacks
   */
  #tell(during, error, more = []) {
    const stack = stackText(error, [...more, ...framesOf(error)]);
    this.#services.report({ type: "js-error", element: this.#id, during, message: messageOf(error), stack });
  }
}

/**
 * A value as it reaches Python. Throws for what JSON cannot hold.
 * @param {unknown} value
 */
function plain(value) {
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
}
