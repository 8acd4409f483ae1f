() => ({
  content: document.querySelector("[data-testid=stBidiComponentIsolated]")?.shadowRoot.textContent ?? null,
  error: document.querySelector("[data-testid=stAlertContentError]")?.innerText.trim().split("\n")[0] ?? "",
});
