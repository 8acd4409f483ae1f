const timers = new WeakMap();

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const time = parentElement.querySelector(".time");
  const toggleButton = parentElement.querySelector(".toggle");
  const lapButton = parentElement.querySelector(".lap");
  const resetButton = parentElement.querySelector(".reset");

  const timer = timers.get(parentElement) ?? {
    startedAt: data?.started_at ?? null,
    banked: data?.elapsed ?? 0,
    frame: 0,
  };
  timers.set(parentElement, timer);

  const running = () => timer.startedAt !== null;
  const elapsed = () => timer.banked + (running() ? Date.now() - timer.startedAt : 0);

  const draw = () => {
    cancelAnimationFrame(timer.frame);
    time.textContent = `${(elapsed() / 1000).toFixed(1)} s`;
    toggleButton.textContent = running() ? "Pause" : "Start";
    if (running()) timer.frame = requestAnimationFrame(draw);
  };

  toggleButton.onclick = () => {
    timer.banked = elapsed();
    timer.startedAt = running() ? null : Date.now();
    draw();
    setStateValue("started_at", timer.startedAt);
    setStateValue("elapsed", timer.banked);
  };

  lapButton.onclick = () => setTriggerValue("lap", elapsed());

  resetButton.onclick = () => {
    timer.startedAt = null;
    timer.banked = 0;
    draw();
    setStateValue("started_at", null);
    setTriggerValue("reset", true);
    setTimeout(() => setStateValue("elapsed", 0), 10);
  };

  draw();
  return () => cancelAnimationFrame(timer.frame);
}
