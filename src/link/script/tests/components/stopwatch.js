const format = (ms) => new Date(ms).toISOString().slice(14, 22);

class Stopwatch {
  #frame = null;
  laps = [];

  constructor(root, { elapsed = 0, running = false }, send) {
    this.root = root;
    this.elapsed = elapsed;
    this.running = running;
    this.send = send;
    root.querySelector("#start").onclick = () => this.toggle();
    root.querySelector("#lap").onclick = this.lap.bind(this);
    root.querySelector("#reset").onclick = this.reset.bind(this);
    this.draw();
  }

  get label() {
    return this.running ? "Pause" : "Start";
  }

  toggle() {
    this.running = !this.running;
    if (this.running) {
      this.started = performance.now() - this.elapsed;
      this.tick();
    } else {
      cancelAnimationFrame(this.#frame);
      this.send.state("elapsed", this.elapsed);
    }
    this.send.state("running", this.running);
  }

  tick() {
    this.elapsed = performance.now() - this.started;
    this.draw();
    this.#frame = requestAnimationFrame(() => this.tick());
  }

  lap() {
    if (!this.running) return;
    this.laps.push({ at: this.elapsed });
    this.send.trigger("lap", { at: this.elapsed, count: this.laps.length });
  }

  reset() {
    this.laps = [];
    this.elapsed = 0;
    this.send.state("elapsed", 0);
    this.send.state("laps", this.laps);
  }

  draw() {
    this.root.querySelector("#time").textContent = format(this.elapsed);
    this.root.querySelector("#start").textContent = this.label;
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
  }
}

const watches = new WeakMap();

export default function (component) {
  const { parentElement, data, setStateValue, setTriggerValue } = component;
  const send = { state: setStateValue, trigger: setTriggerValue };
  let watch = watches.get(parentElement);
  if (!watch) {
    watch = new Stopwatch(parentElement, data ?? {}, send);
    watches.set(parentElement, watch);
  }
  watch.send = send;
  return () => watch.destroy();
}
