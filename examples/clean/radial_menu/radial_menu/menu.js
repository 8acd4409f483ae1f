export default function ({ parentElement, data, setStateValue }) {
  const menu = parentElement.querySelector(".menu");
  const hub = parentElement.querySelector(".hub");
  const ring = parentElement.querySelector(".ring");

  const crops = data?.crops ?? [];

  const setOpen = (open) => {
    menu.classList.toggle("open", open);
    hub.setAttribute("aria-expanded", String(open));
  };

  const show = (chosen) => {
    const crop = crops.find(({ id }) => id === chosen);
    hub.textContent = crop?.icon ?? "+";
    hub.setAttribute("aria-label", crop?.label ?? "Choose a crop");
    for (const petal of ring.children) {
      petal.setAttribute("aria-checked", String(petal.dataset.crop === chosen));
    }
  };

  const makePetal = ({ id, icon, label }, index) => {
    const petal = document.createElement("button");
    petal.type = "button";
    petal.className = "petal";
    petal.title = label;
    petal.textContent = icon;
    petal.dataset.crop = id;
    petal.setAttribute("role", "radio");
    petal.style.setProperty("--turn", `${index / crops.length}turn`);
    petal.onclick = () => {
      show(id);
      setOpen(false);
      setStateValue("crop", id);
    };
    return petal;
  };

  // The renderer runs again whenever data or theme change: the ring is filled anew, never added to.
  ring.replaceChildren(...crops.map(makePetal));
  show(data?.crop);

  hub.onclick = () => setOpen(!menu.classList.contains("open"));
  menu.onkeydown = ({ key }) => {
    if (key === "Escape") setOpen(false);
  };
}
