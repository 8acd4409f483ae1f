from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

timer = st.components.v2.component(
    "timer",
    html=(HERE / "timer.html").read_text(encoding="utf-8"),
    css=(HERE / "timer.css").read_text(encoding="utf-8"),
    js=(HERE / "timer.js").read_text(encoding="utf-8"),
)

if "rounds" not in st.session_state:
    st.session_state.rounds = 1


def next_round():
    st.session_state.rounds += 1


def call_referee():
    st.session_state.referee = True


st.title("Sparring")

remembered = st.session_state.get("timer", {})

clock = timer(
    key="timer",
    data={
        "started_at": remembered.get("started_at"),
        "elapsed": remembered.get("elapsed", 0),
    },
    default={"elapsed": 0},
    on_started_at_change=lambda: None,
    on_elapsed_change=lambda: None,
    on_reset_change=next_round,
    on_overtime_change=call_referee,
)

st.metric("Round", st.session_state.rounds)
st.metric("Fought", f"{clock.elapsed / 1000:.1f} s")

if clock.lap:
    st.toast("Break! Back to your corners.")
