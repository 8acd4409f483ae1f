() =>
  [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].map(
    (host) => host.shadowRoot.textContent,
  );
