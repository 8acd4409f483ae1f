// How often each component was rendered since it was mounted.
() =>
  [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].map(
    (host) => host.shadowRoot.querySelectorAll("hr").length,
  );
