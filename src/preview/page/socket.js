// The connection to the hub. One that breaks is made anew and goes on with the same session.

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
    socket.addEventListener("message", (event) => this.#hear(JSON.parse(event.data)));
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
    const text = wellFormed(JSON.stringify(message));
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text);
    else this.#unsaid.push(text);
  }
}

/**
 * Half a surrogate pair is no text to those who read this: it becomes the replacement character. `JSON.stringify`
 * escapes surrogates only where they stand alone.
 * @param {string} json
 */
function wellFormed(json) {
  if (!json.includes("\\ud")) return json;
  return json.replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, "\\ufffd");
}
