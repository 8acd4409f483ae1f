export default function ({ parentElement, data, setStateValue }) {
  const wheel = parentElement.querySelector(".wheel");
  const reactions = data?.reactions ?? [];

  const choose = (chosen) => {
    for (const button of wheel.children) {
      button.setAttribute("aria-checked", String(button.textContent === chosen));
    }
  };

  wheel.replaceChildren(
    ...reactions.map((reaction, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = reaction;
      button.setAttribute("role", "radio");
      button.style.setProperty("--turn", `${index / reactions.length}turn`);
      button.onclick = () => {
        choose(reaction);
        setStateValue("selection", reaction);
      };
      return button;
    }),
  );
  choose(data?.chosen);
}
