// Which crosswire the tests run.

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The one that is asked for, else $CROSSWIRE, else what cargo has built.
 * @param {string} [asked]
 * @returns {string}
 */
export function program(asked = process.env.CROSSWIRE) {
  if (asked) return resolve(asked);
  const target = process.env.CARGO_TARGET_DIR || join(ROOT, "target");
  const built = ["release", "debug"].map((profile) => join(target, profile, "crosswire")).find(existsSync);
  if (!built)
    throw new Error("there is no crosswire to test: build it with `cargo build`, or name it by $CROSSWIRE");
  return built;
}
