// How two values differ, down to the members that do. Knows no page: plain values in, plain values out.

/** @typedef {import("./types.js").Change} Change */

/** More differences than this are told as one: the value as a whole. */
const TOLD = 8;

/**
 * The change of a name as changes of its members, each named by its path; a change of something else stays as it is.
 * @param {Change} change
 * @returns {Change[]}
 */
export function changesWithin(change) {
  if (!("before" in change) || !("after" in change)) return [change];
  const inner = differences(change.name, change.before, change.after);
  return inner.length > 0 && inner.length <= TOLD ? inner : [change];
}

/**
 * @param {string} path
 * @param {any} before
 * @param {any} after
 * @returns {Change[]}
 */
function differences(path, before, after) {
  if (isEqual(before, after)) return [];
  if (!isPlain(before) || !isPlain(after)) return [{ name: path, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const member = `${path}.${name}`;
    if (!(name in before)) return [{ name: member, after: after[name] }];
    if (!(name in after)) return [{ name: member, before: before[name] }];
    return differences(member, before[name], after[name]);
  });
}

/**
 * Whether a value has named members. An array is told as a whole: an element put in front moves all others.
 * @param {any} value
 */
function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
function isEqual(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]))
  );
}
