// The size of each component and of its content; those that fill their place, as a share of it.
() => {
  const boxes = [...document.querySelectorAll("[class*=st-key-box_]")];
  return boxes.map((box) => {
    const host = box.querySelector("[data-testid=stBidiComponentIsolated]");
    const size = (element) => {
      const { width, height } = element.getBoundingClientRect();
      const full = Math.abs(width - box.getBoundingClientRect().width) < 1;
      return [full ? "full" : Math.round(width), Math.round(height)];
    };
    return { host: size(host), inner: size(host.shadowRoot.querySelector("#x")) };
  });
}
