// Numbers and moments as a script's `format=` wants them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { formatMoment, formatNumber } from "../../src/preview/page/elements/format.js";

test("numbers are printed as printf does, or by a name", () => {
  const cases = /** @type {const} */ ([
    [3, "%d", "3"],
    [3.7, "%d", "3"],
    [0.2, "%0.2f", "0.20"],
    [1234567.891, "%,.1f", "1,234,567.9"],
    [5, "%03d km", "005 km"],
    [50, "%d%%", "50%"],
    [12345, "%.2e", "1.23e+4"],
    [255, "%x", "ff"],
    [-2, "%+d", "-2"],
    [2, "%+d", "+2"],
    [0.5, "percent", "50%"],
    [3, null, "3"],
    [3, "$%s", "$3"],
  ]);
  for (const [value, format, expected] of cases) {
    assert.equal(formatNumber(value, format), expected, `${value} as ${format}`);
  }
});

test("moments are written with moment's letters", () => {
  const moment = new Date("2024-06-01T09:05:07.008Z");
  const cases = /** @type {const} */ ([
    ["YYYY-MM-DD", "2024-06-01"],
    ["HH:mm", "09:05"],
    ["MM/DD/YY - hh:mm a", "06/01/24 - 09:05 am"],
    ["ddd, MMMM Do [at] H.mm", "Sat, June 1st at 9.05"],
    ["ss.SSS", "07.008"],
  ]);
  for (const [format, expected] of cases) assert.equal(formatMoment(moment, format), expected, format);
});
