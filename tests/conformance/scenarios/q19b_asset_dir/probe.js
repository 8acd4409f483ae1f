// What each component shows, and which sheets it links to, without the server's part of the address.
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
      const error = box.querySelector("[data-testid=stAlertContentError]");
      const root = box.querySelector("[data-testid=stBidiComponentIsolated]")?.shadowRoot;
      const links = [...(root?.querySelectorAll("link[rel=stylesheet]") ?? [])];
      const text = error ? `shown: ${error.innerText.trim().split("\n")[0]}` : root?.textContent;
      return [
        name,
        { shown: text ?? null, sheets: links.map((link) => new URL(link.href).pathname.split("/").at(-1)) },
      ];
    }),
  );
};
