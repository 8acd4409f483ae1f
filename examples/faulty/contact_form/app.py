import streamlit as st

HTML = """
<form>
  <input name="email" type="email" placeholder="Your email" required />
  <textarea name="message" rows="4" placeholder="Your message" required></textarea>
  <button>Send</button>
</form>
"""

CSS = """
form {
  display: grid;
  gap: 0.75rem;
}
input,
textarea {
  padding: 0.6rem 0.75rem;
  border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius);
  background: var(--st-secondary-background-color);
  color: var(--st-text-color);
  font: 1rem var(--st-font);
}
button {
  justify-self: start;
  padding: 0.5rem 1rem;
  border: none;
  border-radius: var(--st-button-radius);
  background: var(--st-primary-color);
  color: white;
  font: 1rem var(--st-font);
}
"""

JS = """
export default function ({ parentElement, setStateValue, setTriggerValue }) {
  const form = parentElement.querySelector("form");

  const sendDraft = () => {
    setStateValue("draft", {
      email: form.elements.email.value,
      message: form.elements.message.value,
    });
  };

  form.onchange = sendDraft;
  form.onsubmit = (event) => {
    event.preventDefault();
    setTriggerValue("submit", form.elements.message.value);
  };

  sendDraft();
}
"""

feedback_form = st.components.v2.component("feedback_form", html=HTML, css=CSS, js=JS)

EMPTY = {"email": "", "message": ""}

if "messages" not in st.session_state:
    st.session_state.messages = []


def deliver():
    st.session_state.messages.append(st.session_state["feedback"].submit)
    feedback.draft = EMPTY


st.title("Feedback")

if st.button("Discard the draft") and "feedback" in st.session_state:
    st.session_state["feedback"].draft = EMPTY

feedback = feedback_form(
    key="feedback",
    default={"draft": EMPTY},
    on_draft_change=lambda: None,
    on_submit_change=deliver,
)

if feedback.submit:
    st.success("Sent.")
if any(feedback.draft.values()):
    st.caption("There is a draft.")
st.metric("Messages", len(st.session_state.messages))
