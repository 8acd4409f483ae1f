// A button that opens a ring of choices around itself.
const RADIUS = 72;

export default function ({ parentElement, data, setStateValue }) {
  const ring = parentElement.querySelector(".ring");
  const toggle = parentElement.querySelector("#toggle");
  const { options = {}, selection: initial } = data;
  let selection = initial ?? null;
  let open = false;

  const place = (index, count) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    return { x: Math.cos(angle) * RADIUS, y: Math.sin(angle) * RADIUS };
  };

  function setOpen(next) {
    open = next;
    ring.classList.toggle("open", open);
    toggle.setAttribute("aria-expanded", String(open));
  }

  const entries = Object.entries(options);
  entries.forEach(([key, icon], index) => {
    const item = document.createElement("button");
    const { x, y } = place(index, entries.length);
    item.textContent = icon;
    item.style.setProperty("transform", `translate(${x}px, ${y}px)`);
    item.addEventListener("click", (event) => {
      event.stopPropagation();
      if (selection !== key) {
        selection = key;
        setStateValue("selection", selection);
      }
      setOpen(false);
    });
    ring.appendChild(item);
  });

  toggle.addEventListener("click", () => setOpen(!open));
  const outside = (event) => {
    if (open && !event.composedPath().includes(ring)) setOpen(false);
  };
  document.addEventListener("click", outside);
  return () => document.removeEventListener("click", outside);
}
