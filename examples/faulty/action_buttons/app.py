import streamlit as st

HTML = """
<div class="actions">
  <button type="button" data-action="approve">Approve</button>
  <button type="button" data-action="reject">Reject</button>
  <button type="button" class="refresh">Refresh</button>
</div>
"""

CSS = """
.actions {
  display: flex;
  gap: 0.5rem;
}
button {
  padding: 0.5rem 1rem;
  border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius);
  background: var(--st-background-color);
  color: var(--st-text-color);
  font: 1rem var(--st-font);
  cursor: pointer;
}
"""

JS = """
export default function ({ parentElement, setTriggerValue }) {
  for (const button of parentElement.querySelectorAll("[data-action]")) {
    button.onclick = () => setTriggerValue("action", button.dataset.action);
  }
  parentElement.querySelector(".refresh").onclick = () => setTriggerValue("refresh", true);
}
"""

review_buttons = st.components.v2.component("review_buttons", html=HTML, css=CSS, js=JS)

if "decisions" not in st.session_state:
    st.session_state.decisions = []
if "refreshes" not in st.session_state:
    st.session_state.refreshes = 0


def decide():
    st.session_state.decisions.append(review.action)


def refresh():
    st.session_state.refreshes += 1
    st.rerun()


st.title("Expense claims")

review = review_buttons(
    key="review",
    on_action_change=decide,
    on_refresh_change=refresh,
)

if review.refresh:
    st.toast("Claims are up to date.")

for decision in st.session_state.decisions:
    st.write(f"Decided: {decision}")

if st.session_state.decisions:
    st.caption(f"Decided by {review.reviewer}")
