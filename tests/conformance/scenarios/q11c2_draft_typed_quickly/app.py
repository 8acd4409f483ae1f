import streamlit as st
import ora as O

O.begin()

note = st.components.v2.component(
    "note",
    html="<input id='who'><input id='what'><button id='keep'>keep</button><button id='post'>post</button>",
    js="""
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  (window.__ora ||= []).push({ ev: "invoke", data });
  const [who, what] = ["#who", "#what"].map((id) => parentElement.querySelector(id));
  who.value = data.draft.who ?? "";
  what.value = data.draft.what ?? "";
  const send = () => setStateValue("draft", { who: who.value, what: what.value });
  const act = (name) => () => { send(); setTriggerValue("act", name); };
  who.addEventListener("input", send);
  what.addEventListener("input", send);
  parentElement.querySelector("#keep").onclick = act("keep");
  parentElement.querySelector("#post").onclick = act("post");
  send();
}
""",
)


def acted():
    O.cb("acted", saw=result.act, ss=O.ss("note"))
    if result.act == "post":
        result.draft = {"who": "", "what": ""}


result = note(
    key="note",
    data={"draft": st.session_state.get("draft", {})},
    default={"draft": {"who": "", "what": ""}},
    on_draft_change=lambda: None,
    on_act_change=acted,
)
st.session_state["draft"] = result.draft
st.write(f"By {result.draft['who']}: {result.draft['what']}")

O.see(result, "draft", "act", key="note")
O.end()
