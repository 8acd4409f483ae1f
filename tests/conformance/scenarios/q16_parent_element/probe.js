// What is in the two components, and how far their styles reach.
() => {
  const root = document.querySelector("[data-testid=stBidiComponentIsolated]")?.shadowRoot;
  const plain = document.querySelector("[data-testid=stBidiComponentRegular]");
  const paragraph = document.querySelector(".stMarkdown p");
  const x = root?.querySelector("#x");
  return {
    iso: root ? root.innerHTML : null,
    isoColor: x ? getComputedStyle(x).color : null,
    noniso: plain ? plain.innerHTML : null,
    mdSpacing: getComputedStyle(paragraph).letterSpacing,
    mdOutline: getComputedStyle(paragraph).outlineStyle,
  };
};
