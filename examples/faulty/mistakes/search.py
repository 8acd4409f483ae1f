import streamlit as st

search_box = st.components.v2.component(
    "search_box",
    html="""
    <input type="search" placeholder="Search the catalogue" />
    """,
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("query", input.value);
    }
    """,
)


def forget_page():
    st.session_state.page = 1


search = search_box(
    key="search",
    on_query_change=forget_page,
    on_change=forget_page,
)

st.write(f"Results for {search.query}")
