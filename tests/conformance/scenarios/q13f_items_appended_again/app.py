import streamlit as st
import ora as O

O.begin()

from palette import palette

colours = {"red": "#c00", "green": "#0a0", "blue": "#00c", "ochre": "#c80"}
result = palette(
    key="palette",
    data={"colours": colours, "chosen": "green", "round": st.session_state.get("round", 0)},
    default={"chosen": "green"},
    on_chosen_change=lambda: O.cb("chosen", ss=O.ss("palette")),
)
st.write(f"Chosen: {result.chosen}")

O.see(result, "chosen", key="palette")


def another_round():
    st.session_state["round"] = st.session_state.get("round", 0) + 1


st.button("another", on_click=another_round)
st.button("rerun")
O.end()
