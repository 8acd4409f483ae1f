export default function ({ data, parentElement, setStateValue }) {
  (window.__ora ||= []).push({ ev: "invoke", round: data.round });
  const box = parentElement.querySelector(".palette");
  const opener = parentElement.querySelector("#opener");
  const choices = parentElement.querySelector("#choices");
  const choose = (name) => {
    opener.textContent = name;
    for (const choice of choices.children) choice.classList.toggle("chosen", choice.dataset.name === name);
  };
  for (const [name, colour] of Object.entries(data.colours)) {
    const choice = document.createElement("button");
    choice.dataset.name = choice.textContent = name;
    choice.style.background = colour;
    choice.addEventListener("click", () => {
      choose(name);
      box.classList.remove("open");
      setStateValue("chosen", name);
    });
    choices.appendChild(choice);
  }
  opener.addEventListener("click", () => box.classList.toggle("open"));
  choose(data.chosen);
}
