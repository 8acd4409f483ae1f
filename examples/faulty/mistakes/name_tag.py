import streamlit as st

name_tag = st.components.v2.component(
    "name_tag",
    html="""
    <input placeholder="Your name" />
    """,
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("name", input.value);
    }
    """,
)


def tidy():
    st.session_state["tag"].name = st.session_state["tag"].name.upper()


tag = name_tag(key="tag", default={"name": ""}, on_name_change=tidy)

st.header(tag.name)
