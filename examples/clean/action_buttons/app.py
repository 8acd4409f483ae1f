import streamlit as st
from toolbar import toolbar

ACTIONS = [
    {"id": "save", "label": "Save"},
    {"id": "export", "label": "Export"},
    {"id": "share", "label": "Share"},
    {"id": "delete", "label": "Delete", "danger": True},
]
DONE = {
    "save": "Saved to your drafts.",
    "export": "Exported as PDF.",
    "share": "Link copied to the clipboard.",
    "delete": "Moved to the trash.",
}

if "history" not in st.session_state:
    st.session_state.history = []


def perform():
    # A callback runs before the script: session state has this click, the result still the last one.
    action = st.session_state["document_actions"].action
    st.session_state.history.insert(0, DONE[action])


st.title("Quarterly report")

pressed = toolbar(ACTIONS, key="document_actions", on_action=perform)

if pressed.action:
    st.success(DONE[pressed.action])

if st.session_state.history:
    st.subheader("History")
    for entry in st.session_state.history[:5]:
        st.markdown(f"- {entry}")
else:
    st.caption("Nothing has been done to this document yet.")
