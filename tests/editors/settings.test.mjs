// The settings that the extension describes are those that the server reads, and those that its page lists.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** Settings of the extension alone: the server never sees them. */
const OF_THE_EXTENSION = [
  "crosswire.embedded.javascript",
  "crosswire.path",
  "crosswire.preview.theme",
  "crosswire.trace.server",
];

/** @param {string} path below the checkout */
function read(path) {
  return readFile(new URL(`../../${path}`, import.meta.url), "utf8");
}

/** @param {string} text @param {RegExp} pattern with one group */
function found(text, pattern) {
  return [...text.matchAll(pattern)].map(([, name]) => `crosswire.${name}`).sort();
}

test("the extension, the server and its page name the same settings", async () => {
  const described = Object.keys(
    JSON.parse(await read("editors/vscode/package.json")).contributes.configuration.properties,
  );
  const server = found(await read("src/server/preferences.rs"), /flag\("(\w+)"\)/g);
  const page = found(await read("docs/lsp.md"), /^\| `crosswire\.(\w+)` \| `\w+` \|/gm);
  assert.notEqual(server.length, 0);
  assert.deepEqual(page, server);
  assert.deepEqual(described.sort(), [...server, ...OF_THE_EXTENSION].sort());
});
