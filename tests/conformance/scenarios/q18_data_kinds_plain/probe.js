// What each component says of the data it was given, or the first line of the error in its place.
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
      const host = box.querySelector("[data-testid=stBidiComponentIsolated]");
      const error = box.querySelector(
        "[data-testid=stAlertContentError], [data-testid=stAlert], [data-testid=stException]",
      );
      return [name, host?.dataset.kind ?? `shown: ${error?.innerText.trim().split("\n")[0] ?? ""}`];
    }),
  );
};
