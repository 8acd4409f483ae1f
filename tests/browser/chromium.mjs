// Starts the browser that all tests share: Chromium from $CHROMIUM, else /usr/bin/chromium.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const TESTS = fileURLToPath(new URL("..", import.meta.url));

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/**
 * @typedef {import("playwright-core").Browser} Browser
 * @typedef {import("playwright-core").Page} Page
 */

/** @returns {Promise<Browser>} */
export async function launch() {
  const { chromium } = await playwright();
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
  });
}

/** playwright-core as tests/package-lock.json pins it; installed first where it is not there yet. */
async function playwright() {
  execFileSync(`${TESTS}npm`, [TESTS], { stdio: ["ignore", process.stderr, process.stderr] });
  return import("playwright-core");
}
