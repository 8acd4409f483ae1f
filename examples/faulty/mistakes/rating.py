import streamlit as st

rating_bar = st.components.v2.component(
    "rating_bar",
    html="""
    <input type="range" min="1" max="5" />
    <button type="button">Withdraw</button>
    """,
    js="""
    export default function ({ parentElement, setStateValue, setTriggerValue }) {
      const slider = parentElement.querySelector("input");
      slider.onchange = () => setStateValue("stars", Number(slider.value));
      parentElement.querySelector("button").onclick = () => setTriggerValue("withdrawn", true);
    }
    """,
)


def thank(stars):
    st.toast(f"Thank you for {stars} stars!")


def forget():
    st.session_state.review = ""


rating = rating_bar(
    key="rating",
    on_stars_change=thank,
    on_withdrawn_change=forget(),
)

st.write(f"Stars: {rating.stars}")
