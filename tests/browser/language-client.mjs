// A language client on a server's pipe: as much of one as the browser tests need.

import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { program } from "./program.mjs";

export class LanguageClient {
  #server;
  #rest = Buffer.alloc(0);
  #last = 0;
  /** @type {Map<number, (answer: any) => void>} */ #asked = new Map();
  /** @type {{wanted: (message: any) => boolean, resolve: (message: any) => void}[]} */ #waiting = [];
  /** @type {any[]} */ told = [];

  /**
   * @param {import("node:test").TestContext} t
   * @param {string} folder
   */
  constructor(t, folder) {
    this.#server = spawn(program(), ["lsp"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    this.#server.stdout.on("data", (data) => this.#read(data));
    t.after(() => this.#server.kill());
  }

  /** @param {string} folder */
  async start(folder) {
    const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: "app" }];
    const capabilities = { window: { showDocument: { support: true } } };
    await this.ask("initialize", { processId: process.pid, rootUri: null, workspaceFolders, capabilities });
    this.tell("initialized", {});
  }

  /**
   * @param {string} method
   * @param {unknown} params
   * @returns {Promise<any>} the result
   */
  async ask(method, params) {
    const id = ++this.#last;
    const answered = new Promise((resolve) => this.#asked.set(id, resolve));
    this.#send({ id, method, params });
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /**
   * @param {string} method
   * @param {unknown} params
   */
  tell(method, params) {
    this.#send({ method, params });
  }

  /**
   * The first message of the server, told already or yet to come, that is wanted.
   * @param {(message: any) => boolean} wanted
   * @returns {Promise<any>}
   */
  async hear(wanted) {
    const known = this.told.find(wanted);
    if (known !== undefined) return known;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never told: ${wanted}`)), 20_000);
      const done = (/** @type {any} */ message) => (clearTimeout(timer), resolve(message));
      this.#waiting.push({ wanted, resolve: done });
    });
  }

  /** @param {object} message */
  #send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** @param {Buffer} data */
  #read(data) {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const end = this.#rest.indexOf("\r\n\r\n");
      const length = Number(this.#rest.subarray(0, Math.max(end, 0)).toString().match(/\d+/)?.[0]);
      if (end < 0 || this.#rest.length < end + 4 + length) return;
      const message = JSON.parse(this.#rest.subarray(end + 4, end + 4 + length).toString());
      this.#rest = this.#rest.subarray(end + 4 + length);
      this.#take(message);
    }
  }

  /** @param {any} message */
  #take(message) {
    if (message.method === undefined) {
      this.#asked.get(message.id)?.(message);
      return;
    }
    if (message.id !== undefined) this.#send({ id: message.id, result: { success: true } });
    this.told.push(message);
    for (const waiting of this.#waiting.filter(({ wanted }) => wanted(message))) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve(message);
    }
  }
}
