// The size of each component and of its content: the share of its place that it fills, or that of its text, or pixels.
() => {
  const boxes = [...document.querySelectorAll("[class*=st-key-box_]")];
  return boxes.map((box) => {
    const host = box.querySelector("[data-testid=stBidiComponentIsolated]");
    const x = host.shadowRoot.querySelector("#x");
    const text = document.createRange();
    text.selectNodeContents(x);
    const near = (a, b) => Math.abs(a - b) < 1.5;
    const size = (element) => {
      const { width, height } = element.getBoundingClientRect();
      if (near(width, box.getBoundingClientRect().width)) return ["place", Math.round(height)];
      return [
        near(width, text.getBoundingClientRect().width) ? "text" : Math.round(width),
        Math.round(height),
      ];
    };
    return { host: size(host), inner: size(x) };
  });
};
