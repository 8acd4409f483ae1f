from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

stopwatch = st.components.v2.component(
    "stopwatch",
    html=(HERE / "stopwatch.html").read_text(encoding="utf-8"),
    css=(HERE / "stopwatch.css").read_text(encoding="utf-8"),
    js=(HERE / "stopwatch.js").read_text(encoding="utf-8"),
)

if "sessions" not in st.session_state:
    st.session_state.sessions = 1


def announce_lap():
    lap = st.session_state["watch"].lap
    st.toast(f"Lap after {lap / 1000:.2f} s")


def start_session():
    st.session_state.sessions += 1


st.title("Training")

remembered = st.session_state.get("watch", {})

watch_column, figures_column = st.columns([3, 2])

with watch_column:
    watch = stopwatch(
        key="watch",
        data={
            "started_at": remembered.get("started_at"),
            "elapsed": remembered.get("elapsed", 0),
            "laps": remembered.get("laps", []),
        },
        default={"elapsed": 0, "laps": []},
        on_started_at_change=lambda: None,
        on_elapsed_change=lambda: None,
        on_laps_change=lambda: None,
        on_lap_change=announce_lap,
        on_reset_change=start_session,
    )

with figures_column:
    st.metric("Session", st.session_state.sessions)
    st.metric("Status", "Running" if watch.started_at else "Paused")
    st.metric("Laps", len(watch.laps))
    if watch.reset:
        st.info("Ready for the next session.")
