// How often each component's markup bears the traces of a call: within its html, and beside it.
() => {
  const roots = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].map(
    (host) => host.shadowRoot,
  );
  const counts = roots.map((root) => [
    root.querySelector("[data-c]").dataset.c,
    { li: root.querySelectorAll("li").length, top: root.querySelectorAll(".top").length },
  ]);
  return Object.fromEntries(counts);
};
