import { createEmitter } from "./emitter.js";
import * as events from "./events.js";
import { Toolbar } from "./events.js";

let emitter;

export default function (component) {
  emitter = createEmitter(component.setTriggerValue);
  const toolbar = new Toolbar(component.parentElement, emitter);
  toolbar.add(events.SAVE, "Save");
  toolbar.add(events.names.share, "Share");
  component.parentElement.querySelector("table").addEventListener("click", onRow);
  return { unmount: () => toolbar.close() };
}

function onRow({ target }) {
  emitter.emit("row", target.dataset.row);
}
