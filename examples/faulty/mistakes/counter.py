import streamlit as st

tally = st.components.v2.component(
    "tally",
    html="""
    <button type="button" class="add">Add one</button>
    <button type="button" class="zero">Back to zero</button>
    """,
    js="""
    export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
      const count = data?.count ?? 0;
      parentElement.querySelector(".add").onclick = () => setStateValue("count", count + 1);
      parentElement.querySelector(".zero").onclick = () => setTriggerValue("zeroed", true);
    }
    """,
)


def back_to_zero():
    st.session_state["tally"].count = 0


counter = tally(
    key="tally",
    data={"count": st.session_state.get("tally", {}).get("count", 0)},
    default={"count": 0},
    on_count_change=lambda: None,
    on_zeroed_change=back_to_zero,
)

if counter.count > 10:
    st.session_state["tally"].count = 10

st.metric("Visitors", counter.count)
