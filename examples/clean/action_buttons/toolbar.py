"""A row of buttons, each of which fires one trigger."""

import streamlit as st

HTML = '<div class="toolbar" role="toolbar"></div>'

CSS = """
.toolbar {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem;
  font-family: var(--st-font);
}
button {
  padding: 0.5rem 1.1rem;
  border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius);
  background: var(--st-background-color);
  color: var(--st-text-color);
  font: inherit;
  cursor: pointer;
}
button:hover,
button:focus-visible {
  border-color: var(--st-primary-color);
  color: var(--st-primary-color);
  outline: none;
}
button.danger {
  border-color: var(--st-red-color);
  color: var(--st-red-text-color);
}
button.armed {
  background: var(--st-red-background-color);
}
"""

JS = """
export default function ({ parentElement, data, setTriggerValue }) {
  const toolbar = parentElement.querySelector(".toolbar");

  const makeButton = ({ id, label, danger }) => {
    const button = document.createElement("button");
    button.type = "button";

    const arm = (armed) => {
      button.classList.toggle("armed", armed);
      button.textContent = armed ? `${label}: sure?` : label;
    };
    arm(false);

    button.classList.toggle("danger", Boolean(danger));
    button.onblur = () => arm(false);
    button.onclick = () => {
      if (danger && !button.classList.contains("armed")) {
        arm(true);
        return;
      }
      arm(false);
      setTriggerValue("action", id);
    };
    return button;
  };

  toolbar.replaceChildren(...(data?.actions ?? []).map(makeButton));
}
"""

_toolbar = st.components.v2.component("toolbar", html=HTML, css=CSS, js=JS)


def toolbar(actions, *, key, on_action=None):
    """Shows one button for each action; a dangerous one asks for a second click."""
    return _toolbar(
        key=key,
        data={"actions": actions},
        on_action_change=on_action or (lambda: None),
    )
