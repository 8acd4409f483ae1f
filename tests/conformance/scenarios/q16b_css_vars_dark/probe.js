// Every theme property that reaches into a component, but one that an unrelated sheet of the app sets.
() => {
  const x = document.querySelector("[data-testid=stBidiComponentIsolated]").shadowRoot.querySelector("#x");
  const names = new Set(["--st-primary-color"]);
  const read = (rules) => {
    for (const rule of rules) {
      for (const name of rule.style ?? []) if (name.startsWith("--st-")) names.add(name);
      if (rule.cssRules) read(rule.cssRules);
    }
  };
  const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
  for (const sheet of sheets) if (!sheet.href || sheet.href.startsWith(location.origin)) read(sheet.cssRules);
  for (let e = x.getRootNode().host; e; e = e.parentElement)
    for (const name of e.style) if (name.startsWith("--st-")) names.add(name);
  names.delete("--st-step-connector-bottom");
  const style = getComputedStyle(x);
  const values = [...names].sort().map((name) => [name, style.getPropertyValue(name).trim()]);
  const onRoot = getComputedStyle(document.documentElement).getPropertyValue("--st-primary-color");
  return { ...Object.fromEntries(values), "on the root element": onRoot };
};
