// What a person sees of each component: an error (without its stack), or its content.
() => {
  const boxes = [...document.querySelectorAll("[class*=st-key-box_]")];
  return Object.fromEntries(
    boxes.map((box) => {
      const name = [...box.classList].find((one) => one.startsWith("st-key-box_")).slice("st-key-box_".length);
      const message = box.querySelector("[data-testid=stAlertContentError]")?.innerText.trim().split("\n")[0] ?? "";
      const root = box.querySelector("[data-testid=stBidiComponentIsolated]")?.shadowRoot;
      return [name, { shown: message, stack: !!box.querySelector("[data-testid=stErrorElementStack]"), content: root?.textContent ?? null }];
    }),
  );
}
