import streamlit as st

HTML = """
<form>
  <label>Name <input name="name" autocomplete="name" required /></label>
  <label>Email <input name="email" type="email" autocomplete="email" required /></label>
  <label>Message <textarea name="message" rows="4" required></textarea></label>
  <button>Send message</button>
</form>
"""

CSS = """
form {
  display: grid;
  gap: 1rem;
  padding: 1.25rem;
  border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius);
  color: var(--st-text-color);
  font-family: var(--st-font);
}
label {
  display: grid;
  gap: 0.3rem;
  font-size: 0.875rem;
}
input,
textarea {
  box-sizing: border-box;
  width: 100%;
  padding: 0.6rem 0.75rem;
  border: 1px solid transparent;
  border-radius: var(--st-base-radius);
  background: var(--st-secondary-background-color);
  color: inherit;
  font: inherit;
  font-size: 1rem;
  resize: vertical;
}
input:focus,
textarea:focus {
  border-color: var(--st-primary-color);
  outline: none;
}
button {
  justify-self: start;
  padding: 0.6rem 1.25rem;
  border: none;
  border-radius: var(--st-button-radius);
  background: var(--st-primary-color);
  color: white;
  font: inherit;
  cursor: pointer;
}
button:hover {
  filter: brightness(1.08);
}
button:focus-visible {
  outline: 2px solid var(--st-primary-color);
  outline-offset: 2px;
}
"""

JS = """
const EMPTY = { name: "", email: "", message: "" };

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const form = parentElement.querySelector("form");

  const fill = (letter) => {
    for (const field of Object.keys(EMPTY)) form.elements[field].value = letter[field] ?? "";
  };
  const letter = () => Object.fromEntries(new FormData(form));

  // Python's draft fills a new form once; after that it would overwrite what is being typed.
  if (form.dataset.filled !== "yes") {
    form.dataset.filled = "yes";
    fill(data?.draft ?? EMPTY);
  }

  form.onchange = () => setStateValue("draft", letter());

  form.onsubmit = (event) => {
    event.preventDefault();
    setTriggerValue("submit", letter());
    setStateValue("draft", EMPTY);
    fill(EMPTY);
  };
}
"""

contact_form = st.components.v2.component("contact_form", html=HTML, css=CSS, js=JS)

EMPTY = {"name": "", "email": "", "message": ""}

if "inbox" not in st.session_state:
    st.session_state.inbox = []


def deliver():
    st.session_state.inbox.append(st.session_state["contact"].submit)


st.title("Write to us")

contact = contact_form(
    key="contact",
    data={"draft": st.session_state.get("contact", {}).get("draft", EMPTY)},
    default={"draft": EMPTY},
    on_draft_change=lambda: None,
    on_submit_change=deliver,
)

if contact.submit:
    st.success(f"Thank you, {contact.submit['name']}. We will answer soon.")
elif any(contact.draft.values()):
    st.caption("Your draft is kept while you use the rest of this app.")

st.metric("Messages received", len(st.session_state.inbox))
