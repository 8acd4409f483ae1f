// What a person sees of each component: an error (without its stack), or its content.
() => {
  const shown =
    "[data-testid=stBidiComponentIsolated], [data-testid=stAlert], [data-testid=stAlertContentError]";
  const boxes = [...document.querySelectorAll("[class*=st-key-box_]")].filter((box) =>
    box.querySelector(shown),
  );
  return Object.fromEntries(
    boxes.map((box) => {
      const name = [...box.classList]
        .find((one) => one.startsWith("st-key-box_"))
        .slice("st-key-box_".length);
      const whole = box.querySelector("[data-testid=stAlertContentError]")?.textContent ?? "";
      const stack = box.querySelector("[data-testid=stErrorElementStack]")?.textContent ?? "";
      const message = (stack ? whole.replace(stack, "") : whole).replace(/\s+/g, " ").trim();
      const root = box.querySelector("[data-testid=stBidiComponentIsolated]")?.shadowRoot;
      return [name, { message, content: root?.textContent ?? null }];
    }),
  );
};
