// The connection to the hub. One that breaks is made anew; the hub then tells everything again.

/** @typedef {import("./types.js").Hello | import("./types.js").Tab | import("./types.js").News | import("./types.js").ThemeChosen} FromHub */

export class Connection {
  /** @type {WebSocket | null} */ #socket = null;
  #hear;
  #show;

  /**
   * @param {(message: FromHub) => void} hear
   * @param {(connected: boolean) => void} show
   */
  constructor(hear, show) {
    this.#hear = hear;
    this.#show = show;
  }

  connect() {
    const url = new URL("ws", document.baseURI);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.addEventListener("open", () => this.#show(true));
    socket.addEventListener("message", (event) => this.#hear(JSON.parse(event.data)));
    socket.addEventListener("close", () => {
      this.#show(false);
      setTimeout(() => this.connect(), 1000);
    });
  }

  /** @param {Record<string, unknown>} wish */
  say(wish) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(wish));
  }
}
