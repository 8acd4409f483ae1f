// The connection to the hub. One that breaks is made anew and goes on with the same session.

import { marked, unmarked } from "./halves.js";

/** @typedef {"connecting" | "connected" | "lost"} ConnectionState */

const LONGEST_WAIT = 4000;

export class HubSocket {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {string[]} said while there was no connection */ #unsaid = [];
  /** @type {string | null} */ session = null;
  #wait = 100;
  #hear;
  #show;

  /**
   * @param {(message: any) => void} hear
   * @param {(state: ConnectionState) => void} show
   */
  constructor(hear, show) {
    this.#hear = hear;
    this.#show = show;
  }

  connect() {
    const url = new URL("ws", document.baseURI);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    if (this.session !== null) url.searchParams.set("session", this.session);
    // The inspector tells its frames apart by their names.
    if (window.name !== "") url.searchParams.set("frame", window.name);
    this.#show(this.session === null ? "connecting" : "lost");
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#wait = 100;
      this.#show("connected");
      for (const text of this.#unsaid.splice(0)) socket.send(text);
    });
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      this.#hear(data.includes("\ufdd0") ? unmarked(message) : message);
    });
    socket.addEventListener("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#show("lost");
      setTimeout(() => this.connect(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    });
  }

  /** @param {Record<string, unknown>} message */
  say(message) {
    const text = marked(JSON.stringify(message));
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text);
    else this.#unsaid.push(text);
  }
}
