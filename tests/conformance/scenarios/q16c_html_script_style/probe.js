// The markup of each component, and the colour that the sheet with a style tag in it should have given.
() =>
  [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].map(({ shadowRoot }) => {
    const ct = shadowRoot.querySelector("#ct");
    return { html: shadowRoot.innerHTML, ct: ct && getComputedStyle(ct).color };
  });
