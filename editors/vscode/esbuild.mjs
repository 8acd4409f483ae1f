// Bundles the extension into one file; `vscode` is there at run time.
import { copyFile } from "node:fs/promises";

import { build } from "esbuild";

await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minify: true,
  sourcemap: false,
});

// The grammar is shared with other editors.
await copyFile("../../grammars/injections/python.tmLanguage.json", "dist/python.tmLanguage.json");
