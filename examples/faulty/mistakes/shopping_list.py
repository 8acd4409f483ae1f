import streamlit as st

shopping_list = st.components.v2.component(
    "shopping_list",
    html="""
    <textarea rows="5" placeholder="One item a line"></textarea>
    """,
    js="""
    export default function ({ parentElement, setStateValue }) {
      const text = parentElement.querySelector("textarea");
      text.onchange = () => setStateValue("items", text.value.split("\\n"));
    }
    """,
)

shopping = shopping_list(
    key="shopping",
    default={"items": []},
    on_items_change=lambda: None,
)

for item in shopping.items:
    st.checkbox(item)
