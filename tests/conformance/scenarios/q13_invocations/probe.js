// What the renderer's calls have left in the shadow root.
() => {
  const root = document.querySelector("[data-testid=stBidiComponentIsolated]")?.shadowRoot;
  if (!root) return null;
  return {
    li: [...root.querySelectorAll("li")].map((li) => li.textContent),
    appended: root.querySelectorAll(".appended").length,
    buttons: root.querySelectorAll("#b").length,
  };
};
