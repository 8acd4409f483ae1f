"""A counter: one state key, sent by the script and read by the app."""

import streamlit as st

counter = st.components.v2.component(
    "counter",
    html='<button id="add" type="button"></button>',
    css="""
    button {
      padding: 0.5rem 1rem;
      border: 0;
      border-radius: var(--st-button-radius);
      background: var(--st-primary-color);
      color: white;
      font: inherit;
    }
    """,
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const button = parentElement.querySelector("#add");
      button.textContent = `clicked ${data.count} times`;
      button.onclick = () => setStateValue("count", data.count + 1);
    }
    """,
)

before = st.session_state.get("counter", {}).get("count", 0)
result = counter(
    key="counter",
    data={"count": before},
    default={"count": 0},
    on_count_change=lambda: None,
)
st.write("Python sees", result.count)
