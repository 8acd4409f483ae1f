const watches = new WeakMap();

const clock = (ms) => {
  const minutes = String(Math.floor(ms / 60_000)).padStart(2, "0");
  const seconds = ((ms % 60_000) / 1000).toFixed(2).padStart(5, "0");
  return `${minutes}:${seconds}`;
};

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const time = parentElement.querySelector(".time");
  const hand = parentElement.querySelector(".hand");
  const list = parentElement.querySelector(".laps");
  const lapButton = parentElement.querySelector(".lap");
  const toggleButton = parentElement.querySelector(".toggle");
  const resetButton = parentElement.querySelector(".reset");

  // A mount keeps its watch when the renderer runs again; only a new mount starts from what Python says.
  const watch = watches.get(parentElement) ?? {
    startedAt: data?.started_at ?? null,
    banked: data?.elapsed ?? 0,
    laps: data?.laps ?? [],
    frame: 0,
  };
  watches.set(parentElement, watch);

  const running = () => watch.startedAt !== null;
  const elapsed = () => watch.banked + (running() ? Date.now() - watch.startedAt : 0);

  const draw = () => {
    cancelAnimationFrame(watch.frame);
    time.textContent = clock(elapsed());
    hand.style.strokeDasharray = `${(elapsed() / 1000) % 60} 60`;
    if (running()) watch.frame = requestAnimationFrame(draw);
  };

  const show = () => {
    toggleButton.textContent = running() ? "Pause" : "Start";
    lapButton.disabled = !running();
    resetButton.disabled = running() || watch.banked === 0;
    list.replaceChildren(
      ...watch.laps.map((ms) => {
        const item = document.createElement("li");
        item.textContent = clock(ms);
        return item;
      }),
    );
    draw();
  };

  const report = () => {
    setStateValue("started_at", watch.startedAt);
    setStateValue("elapsed", watch.banked);
    setStateValue("laps", watch.laps);
  };

  toggleButton.onclick = () => {
    watch.banked = elapsed();
    watch.startedAt = running() ? null : Date.now();
    show();
    report();
  };

  lapButton.onclick = () => {
    watch.laps = [...watch.laps, elapsed()];
    show();
    report();
    setTriggerValue("lap", watch.laps.at(-1));
  };

  resetButton.onclick = () => {
    Object.assign(watch, { startedAt: null, banked: 0, laps: [] });
    show();
    report();
    setTriggerValue("reset", true);
  };

  show();
  return () => cancelAnimationFrame(watch.frame);
}
