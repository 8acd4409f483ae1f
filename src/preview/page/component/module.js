// The scripts of components as modules: evaluated once for each distinct text, whoever mounts it (FACTS 13f), and named
// in stacks, so that an error is found again in the text that the author wrote.

/** @typedef {{url: string, name: string, inline: boolean}} Module   `name`: what stacks call it */
/** @typedef {string | {$url: string, hash: string} | null | undefined} Script */

/** @type {Map<string, Module>} */
const modules = new Map();

/**
 * What tells one script from another.
 * @param {Script} script
 * @returns {string | null}
 */
export function scriptIdentity(script) {
  if (!script) return null;
  return typeof script === "string" ? `text:${script}` : `file:${script.hash}:${script.$url}`;
}

/**
 * @param {Exclude<Script, null | undefined>} script
 * @param {string} component   the component's name: part of the name of an inline script
 * @returns {Module}
 */
export function moduleOf(script, component) {
  const identity = /** @type {string} */ (scriptIdentity(script));
  const known = modules.get(identity);
  if (known !== undefined) return known;
  const made = typeof script === "string" ? inlineModule(script, component) : fileModule(script.$url);
  modules.set(identity, made);
  return made;
}

/**
 * A module that exports a renderer.
 * @typedef {{default: (argument: object) => unknown}} RendererModule
 */

/**
 * @param {Module} module
 * @returns {Promise<RendererModule>}
 */
export async function loadRenderer(module) {
  const loaded = await import(module.url);
  if (typeof loaded.default !== "function")
    throw new Error("JS module does not have a default export function.");
  return loaded;
}

/**
 * Where a module cannot be parsed. An import says only that; a script element says where.
 * @param {Module} module
 * @returns {Promise<{line: number, column: number} | null>}
 */
export function syntaxErrorPlace(module) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    /** @type {{line: number, column: number} | null} */
    let place = null;
    /** @param {ErrorEvent} event */
    const listen = (event) => {
      if (!event.filename.includes(module.name) && event.filename !== module.url) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      place = { line: event.lineno, column: event.colno };
    };
    const done = () => {
      removeEventListener("error", listen, true);
      script.remove();
      resolve(place);
    };
    addEventListener("error", listen, true);
    script.type = "module";
    script.onload = script.onerror = () => setTimeout(done, 0);
    script.src = module.url;
    document.head.append(script);
  });
}

/**
 * @param {string} text
 * @param {string} component
 * @returns {Module}
 */
function inlineModule(text, component) {
  const name = `st-bidi-${component.replace(/[^\w.-]/g, "-")}-${hash(text)}.js`;
  const blob = new Blob([text, `\n//# sourceURL=${name}\n`], { type: "text/javascript" });
  return { url: URL.createObjectURL(blob), name, inline: true };
}

/**
 * @param {string} relative
 * @returns {Module}
 */
function fileModule(relative) {
  const url = new URL(relative, document.baseURI).href;
  return { url, name: url, inline: false };
}

/**
 * A short name for a text; not for secrets.
 * @param {string} text
 */
function hash(text) {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, "0");
}
