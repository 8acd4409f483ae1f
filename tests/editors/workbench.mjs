// VS Code's workbench in a browser: a code-server of its own, one folder, one page.

import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { chromium } from "playwright-core";

const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How long anything in the workbench may take, ms. It is slow to start, and CI machines are slow. */
export const PATIENCE = Number(process.env.CROSSWIRE_PATIENCE ?? 60_000);

/**
 * @typedef {object} Options
 * @property {string} editors the folder that `install` prints
 * @property {string} extension the VSIX
 * @property {string} workspace the folder that is copied and opened
 * @property {boolean} trusted whether the workspace counts as trusted
 * @property {Record<string, unknown>} [settings] user settings
 */

/** One running VS Code. */
export class Workbench {
  /**
   * @param {string} folder
   * @param {import("node:child_process").ChildProcess} server
   * @param {import("playwright-core").Browser} browser
   * @param {import("playwright-core").Page} page
   */
  constructor(folder, server, browser, page) {
    this.folder = folder;
    this.server = server;
    this.browser = browser;
    this.page = page;
  }

  /** The folder that is open.  @returns {string} */
  get workspace() {
    return join(this.folder, "workspace");
  }

  /**
   * Starts VS Code with the extension installed.
   * @param {Options} options
   */
  static async start({ editors, extension, workspace, trusted, settings = {} }) {
    const folder = await mkdtemp(join(tmpdir(), "crosswire-vscode-"));
    const entry = join(editors, "code-server-4.100.3/node_modules/code-server/out/node/entry.js");
    const [data, extensions] = [join(folder, "data"), join(folder, "extensions")];
    await cp(workspace, join(folder, "workspace"), { recursive: true });
    await mkdir(join(data, "User"), { recursive: true });
    const quiet = {
      "workbench.startupEditor": "none",
      "workbench.colorTheme": "Default Light Modern",
      "telemetry.telemetryLevel": "off",
      "extensions.ignoreRecommendations": true,
      "chat.commandCenter.enabled": false,
      "editor.minimap.enabled": false,
      "editor.wordBasedSuggestions": "off",
      "files.autoSave": "off",
      "security.workspace.trust.startupPrompt": "never",
      "security.workspace.trust.banner": "never",
    };
    await writeFile(join(data, "User/settings.json"), JSON.stringify({ ...quiet, ...settings }));
    const common = ["--extensions-dir", extensions, "--user-data-dir", data];
    await finished(node([entry, ...common, "--install-extension", extension]));
    const port = await freePort();
    const trust = trusted ? ["--disable-workspace-trust"] : [];
    const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry"];
    const rest = ["--disable-update-check", "--disable-getting-started-override", ...trust];
    const server = node([entry, ...common, ...flags, ...rest, join(folder, "workspace")]);
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      headless: true,
      args: BROWSER_FLAGS,
    });
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await answering(`http://127.0.0.1:${port}/healthz`);
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(join(folder, "workspace"))}`);
    await page.locator(".monaco-workbench .explorer-folders-view").waitFor({ timeout: PATIENCE });
    return new Workbench(folder, server, browser, page);
  }

  /** Opens a file by a double click in the explorer.  @param {string} name */
  async open(name) {
    for (const part of name.split("/")) {
      const row = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: part }).first();
      if (part === name.split("/").at(-1)) await row.dblclick({ timeout: PATIENCE });
      else await row.click({ timeout: PATIENCE });
    }
    await this.page
      .locator(".tab.active", { hasText: name.split("/").at(-1) })
      .waitFor({ timeout: PATIENCE });
    await this.page.locator(".monaco-editor .view-line").first().waitFor({ timeout: PATIENCE });
  }

  /** Runs a command from the palette by its title.  @param {string} title */
  async command(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor({ timeout: PATIENCE });
    await input.fill(`>${title}`);
    await this.page
      .locator(".quick-input-list .monaco-list-row", { hasText: title })
      .first()
      .waitFor({ timeout: PATIENCE });
    await this.page.keyboard.press("Enter");
  }

  /** Puts the cursor before a text of the active editor, by the find widget. @param {string} text */
  async goTo(text) {
    await this.page.locator(".editor-group-container.active .monaco-editor .view-lines").first().click();
    await this.page.keyboard.press("Control+Home");
    await this.page.keyboard.press("Control+f");
    const input = this.page.locator(".find-widget.visible textarea").first();
    await input.waitFor({ timeout: PATIENCE });
    // The find widget moves to the first match while the text is typed.
    await input.fill(text);
    await sleep(300);
    // The first Escape may close something else that has opened meanwhile.
    while (await this.page.locator(".find-widget.visible").count()) {
      await input.focus();
      await this.page.keyboard.press("Escape");
      await sleep(200);
    }
    await this.page.keyboard.press("ArrowLeft");
  }

  /** Takes away the line that the cursor is on. */
  async deleteLine() {
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("Control+Shift+k");
  }

  /** The text of the active editor, as its lines are drawn. */
  async visibleText() {
    const lines = this.page.locator(".editor-group-container.active .monaco-editor .view-lines .view-line");
    const placed = await lines.evaluateAll((all) =>
      all.map((line) => ({
        top: parseFloat(/** @type {HTMLElement} */ (line).style.top),
        text: line.textContent,
      })),
    );
    return placed
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => (text ?? "").replaceAll("\u00a0", " "))
      .join("\n");
  }

  /** A picture, for a person; kept where CROSSWIRE_SHOTS names a folder. @param {string} name */
  async shot(name) {
    const folder = process.env.CROSSWIRE_SHOTS;
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async stop() {
    await this.browser.close();
    const gone = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill("SIGTERM");
    await Promise.race([gone, sleep(5000).then(() => this.server.kill("SIGKILL"))]);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {string[]} args */
function node(args) {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PORT: "" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  child.once("exit", (code) => {
    if (code) process.stderr.write(said.slice(-2000));
  });
  return child;
}

/** @param {import("node:child_process").ChildProcess} child */
function finished(child) {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`exit status ${code}`)),
    );
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** @param {string} url */
async function answering(url) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch (problem) {
      if (Date.now() > end) throw problem;
      await sleep(100);
    }
  }
}
