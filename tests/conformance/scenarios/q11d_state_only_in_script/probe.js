// What the component shows, and what Python knows of it.
() => {
  const root = document.querySelector("[data-testid=stBidiComponentIsolated]")?.shadowRoot;
  return {
    shown: root?.querySelector("#shown").textContent ?? null,
    button: root?.querySelector("#go").textContent ?? null,
    marks: root?.querySelectorAll("li").length ?? null,
    metric: document.querySelector("[data-testid=stMetricValue]")?.innerText.trim() ?? null,
  };
};
