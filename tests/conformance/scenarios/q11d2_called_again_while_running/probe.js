() =>
  document.querySelector("[data-testid=stBidiComponentIsolated]").shadowRoot.querySelector("#switch")
    .textContent;
