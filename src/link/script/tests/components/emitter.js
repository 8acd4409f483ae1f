export { names } from "./events.js";

export const createEmitter = (set) => ({
  emit: (event, payload) => set(event, { payload, at: Date.now() }),
});
