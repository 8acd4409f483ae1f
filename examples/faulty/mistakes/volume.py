import streamlit as st

volume_knob = st.components.v2.component(
    "volume_knob",
    html="""
    <input type="range" min="0" max="100" />
    <button type="button">Mute</button>
    """,
    js="""
    export default function ({ parentElement, data, setStateValue }) {
      const slider = parentElement.querySelector("input");
      slider.value = data?.level ?? 50;
      slider.onchange = () => setStateValue("level", Number(slider.value));
      parentElement.querySelector("button").onclick = () => setStateValue("muted", true);
    }
    """,
)

knob = volume_knob(
    key="volume",
    data={"level": 30},
    default={"level": 30},
    on_muted_change=lambda: None,
)

st.write("Muted" if knob.muted else "Playing")
