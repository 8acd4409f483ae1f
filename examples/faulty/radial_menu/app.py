import streamlit as st
from reaction_wheel import reaction_wheel

st.title("Guest book")

reaction = reaction_wheel(
    key="reaction",
    label="How was your stay?",
    data={"reactions": ["😀", "🙂", "😐", "🙁", "😡"], "chosen": None},
    on_selections_change=lambda: None,
)

if reaction.selections:
    st.write(f"You feel {reaction.selections}. Thank you!")
else:
    st.write("Tell us how you feel.")
