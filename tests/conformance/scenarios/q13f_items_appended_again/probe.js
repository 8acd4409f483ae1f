() => {
  const root = document.querySelector("[data-testid=stBidiComponentIsolated]").shadowRoot;
  return {
    choices: root.querySelectorAll("#choices button").length,
    chosen: [...root.querySelectorAll(".chosen")].map((choice) => choice.dataset.name),
    opener: root.querySelector("#opener").textContent,
    open: root.querySelector(".palette").classList.contains("open"),
    page: document.querySelector("[data-testid=stMarkdown]").innerText.trim(),
  };
};
