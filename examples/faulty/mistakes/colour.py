import streamlit as st

colour_picker = st.components.v2.component(
    "colour_picker",
    html="""
    <input type="color" />
    <button type="button">Use it</button>
    """,
    js="""
    export default function ({ parentElement, setStateValue, setTriggerValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("colour", input.value);
      parentElement.querySelector("button").onclick = () => setTriggerValue("colour", input.value);
    }
    """,
)

picker = colour_picker(key="picker", on_colour_change=lambda: None)

st.write(f"Background: {picker.colour}")
