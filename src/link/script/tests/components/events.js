import { createEmitter } from "./emitter.js";

export const SAVE = "save";
export const names = { share: "share", close: `${"toolbar"}_closed` };
export const silent = createEmitter(() => {});

export class Toolbar {
  constructor(root, emitter) {
    Object.assign(this, { root, emitter });
  }

  add(event, label) {
    const button = document.createElement("button");
    button.textContent = label;
    button.addEventListener("click", () => this.emitter.emit(event, label));
    this.root.append(button);
  }

  close() {
    this.emitter.emit(names.close);
    silent.emit("nothing");
  }
}
