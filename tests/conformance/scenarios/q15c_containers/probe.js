() => ({
  tabs: document.querySelectorAll("[data-testid=stTab]").length,
  comps: document.querySelectorAll("[data-testid=stBidiComponentIsolated]").length,
});
