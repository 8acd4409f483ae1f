// Half a surrogate pair in a text, carried through the hub, which knows whole characters only (FACTS 18c): it goes as
// U+FDD0 and its four hex digits. So does U+FDD0, which is no character that anybody writes. The other end is the worker.

/**
 * JSON that every reader takes. `JSON.stringify` escapes surrogates only where they stand alone.
 * @param {string} json
 */
export function marked(json) {
  const marks = json.includes("\ufdd0") ? json.replaceAll("\ufdd0", "\ufdd0fdd0") : json;
  if (!marks.includes("\\ud")) return marks;
  return marks.replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\u(d[89a-f][0-9a-f]{2})/g, "\ufdd0$1");
}

/**
 * What was read from JSON, with the halves that its texts had before.
 * @param {any} value
 * @returns {any}
 */
export function unmarked(value) {
  if (typeof value === "string") {
    return value.includes("\ufdd0")
      ? value.replace(/\ufdd0([0-9a-f]{4})/g, (_, unit) => String.fromCharCode(parseInt(unit, 16)))
      : value;
  }
  if (Array.isArray(value)) return value.map(unmarked);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [unmarked(name), unmarked(inner)]));
}
