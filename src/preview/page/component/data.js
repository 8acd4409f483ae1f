// What `data=` becomes in the browser (FACTS 18a).

/**
 * As the worker sends it: JSON text (whose order and spelling count when it is asked whether the data changed), bytes, or
 * JSON with tables beside it.
 * @typedef {null | {json: string} | {bytes: string} | {mixed: string, arrow: Record<string, any>}} Data
 */

const REFERENCE = "__streamlit_arrow_ref__";

/**
 * The value that the renderer gets. Throws what `JSON.parse` throws: `NaN` is not JSON (FACTS 18b).
 * @param {Data | undefined} data
 * @returns {any}
 */
export function dataOf(data) {
  if (data === null || data === undefined) return null;
  if ("json" in data) return JSON.parse(data.json);
  if ("bytes" in data) return bytesOf(data.bytes);
  const value = JSON.parse(data.mixed);
  if (value === null || typeof value !== "object") return value;
  for (const [key, member] of Object.entries(value)) {
    const table = member?.[REFERENCE] === undefined ? undefined : data.arrow[member[REFERENCE]];
    if (table !== undefined) value[key] = new Table(table);
  }
  return value;
}

/**
 * @param {string} base64
 * @returns {Uint8Array}
 */
function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * A table as a component may read it: the part of an Arrow table's interface that components use.
 */
class Table {
  /** @param {{columns: string[], rows: any[][]}} content */
  constructor({ columns, rows }) {
    this.schema = { fields: columns.map((name) => ({ name })) };
    this.numCols = columns.length;
    this.numRows = rows.length;
    Object.defineProperty(this, "rows", { value: rows });
  }

  /** @param {number} index */
  get(index) {
    /** @type {any[] | undefined} */
    const row = /** @type {any} */ (this).rows[index];
    if (row === undefined) return null;
    return Object.fromEntries(this.schema.fields.map(({ name }, column) => [name, row[column]]));
  }

  /** @param {string} name */
  getChild(name) {
    const column = this.schema.fields.findIndex((field) => field.name === name);
    return column < 0 ? null : this.getChildAt(column);
  }

  /** @param {number} column */
  getChildAt(column) {
    /** @type {any[]} */
    const values = /** @type {any} */ (this).rows.map((/** @type {any[]} */ row) => row[column]);
    return {
      length: values.length,
      get: (/** @type {number} */ index) => values[index] ?? null,
      toArray: () => values,
      [Symbol.iterator]: () => values[Symbol.iterator](),
    };
  }

  toArray() {
    return Array.from({ length: this.numRows }, (_, index) => this.get(index));
  }

  [Symbol.iterator]() {
    return this.toArray()[Symbol.iterator]();
  }
}
