// Paths are the repository's: `npm run lint` runs from its root.

import js from "@eslint/js";
import globals from "globals";

const rules = {
  ...js.configs.recommended.rules,
  eqeqeq: "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
  "no-var": "error",
  "prefer-const": "error",
};

export default [
  { files: ["src/preview/{page,inspector}/**/*.js"], languageOptions: { globals: globals.browser }, rules },
  { files: ["tests/page/*.mjs"], languageOptions: { globals: globals.node }, rules },
];
