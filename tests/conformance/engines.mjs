// What a scenario runs under: crosswire's preview, or real Streamlit. Both are asked the same: where the page is, and
// which lines the recorder has written. Knows nothing of steps and traces.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("./trace.mjs").Entry} Entry
 * @typedef {object} Server
 * @property {string} url  of the app's page
 * @property {(page: Page) => void} listen  to a new page; before it is opened
 * @property {() => Entry[]} entries  all that was recorded so far
 * @property {() => boolean} paused  whether the engine holds an app that reruns itself without end
 * @property {(page: Page) => Promise<void>} resume  lets it go on
 * @property {() => string} log  what the engine itself wrote, for a person
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {(folder: string, scenario: {env?: Record<string, string>}) => Promise<Server>} start
 */

const MARK = "@record ";
const START_TIMEOUT_MS = 60_000;

/** Collects the recorder's lines out of a stream of text that comes in pieces. */
class Lines {
  /** @type {Entry[]} */
  entries = [];
  #rest = "";

  /** @param {string} text */
  add(text) {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith(MARK)) this.entries.push(JSON.parse(line.slice(MARK.length)));
    }
  }
}

/**
 * Real Streamlit, by its command.
 * @param {string} command
 * @returns {Engine}
 */
export function streamlit(command) {
  const start = async (
    /** @type {string} */ folder,
    /** @type {{env?: Record<string, string>}} */ { env },
  ) => {
    const port = await freePort();
    const options = {
      "--server.headless": "true",
      "--server.port": String(port),
      "--server.address": "127.0.0.1",
      "--browser.gatherUsageStats": "false",
    };
    const child = spawn(command, ["run", "app.py", ...Object.entries(options).flat()], {
      cwd: folder,
      env: {
        ...process.env,
        PYTHONPATH: folder,
        PYTHONUNBUFFERED: "1",
        PYTHONDONTWRITEBYTECODE: "1",
        ...env,
      },
    });
    const lines = new Lines();
    const output = follow(child, (text) => lines.add(text));
    const url = `http://127.0.0.1:${port}/`;
    await until(child, output, async () => (await answers(url)) || null);
    return {
      url,
      listen() {},
      entries: () => lines.entries,
      paused: () => false,
      resume: async () => {},
      log: output,
      stop: () => end(child),
    };
  };
  return { name: "streamlit", start };
}

/**
 * crosswire's preview, by the program. What the script prints comes to the page over its websocket.
 * @param {string} program
 * @returns {Engine}
 */
export function crosswire(program) {
  const start = async (/** @type {string} */ folder) => {
    const child = spawn(program, ["preview", "app.py", "--no-open", "--port", "0"], { cwd: folder });
    const output = follow(child, () => {});
    const url = await until(child, output, async () => appUrl(output()));
    const lines = new Lines();
    let paused = false;

    /** @param {Page} page */
    const listen = (page) => {
      page.on("websocket", (socket) => {
        socket.on("framereceived", ({ payload }) => {
          const message = JSON.parse(String(payload));
          if (message.type === "output" && message.stream === "stdout") lines.add(message.text);
          if (message.type === "paused") paused = true;
        });
        socket.on("framesent", ({ payload }) => {
          if (JSON.parse(String(payload)).type === "resume") paused = false;
        });
      });
    };
    return {
      url,
      listen,
      entries: () => lines.entries,
      paused: () => paused,
      resume: (/** @type {import("playwright-core").Page} */ page) =>
        page.locator(".st-banner button", { hasText: "Go on" }).click(),
      log: output,
      stop: () => end(child),
    };
  };
  return { name: "crosswire", start };
}

/**
 * The page of the app alone, as the command prints it.
 * @param {string} output
 */
function appUrl(output) {
  return /^app alone\s+(http:\S+)/m.exec(output)?.[1] ?? null;
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {(text: string) => void} onStdout
 * @returns {() => string} all that it has written
 */
function follow(child, onStdout) {
  let all = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    all += text;
    onStdout(text);
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => (all += text));
  child.on("error", (error) => (all += `${error.message}\n`));
  return () => all;
}

/**
 * Asks until there is an answer.
 * @template T
 * @param {import("node:child_process").ChildProcess} child
 * @param {() => string} output
 * @param {() => Promise<T | null>} ask
 * @returns {Promise<T>}
 */
async function until(child, output, ask) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null && child.pid) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await end(child);
  throw new Error(`the engine did not start:\n${output().slice(-2000)}`);
}

/** @param {string} url */
async function answers(url) {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

/** @param {import("node:child_process").ChildProcess} child */
async function end(child) {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  // As a person would; a worker of its own ends with it.
  child.kill("SIGINT");
  const insist = setTimeout(() => child.kill("SIGKILL"), 5000);
  await exit;
  clearTimeout(insist);
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a listening socket has a port");
  return address.port;
}
