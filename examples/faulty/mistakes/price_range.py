import streamlit as st

price_range = st.components.v2.component(
    "price_range",
    html="""
    <label>From <input type="number" class="low" /></label>
    <label>to <input type="number" class="high" /></label>
    """,
    js="""
    export default function ({ parentElement, setStateValue }) {
      const low = parentElement.querySelector(".low");
      const high = parentElement.querySelector(".high");
      const send = () => setStateValue("value", { low: Number(low.value), high: Number(high.value) });
      low.onchange = send;
      high.onchange = send;
    }
    """,
)


def forget_offers():
    st.session_state.offers = []


prices = price_range(key="prices", on_value_change=forget_offers)

if prices.value:
    st.write(f"From {prices.value.low} to {prices.value.high}")
