// What is left of the app beside an error that takes the whole page.
() => ({
  buttons: document.querySelectorAll("[data-testid=stBaseButton-secondary]").length,
  bidi: document.querySelectorAll("[data-testid=stBidiComponentIsolated]").length,
});
