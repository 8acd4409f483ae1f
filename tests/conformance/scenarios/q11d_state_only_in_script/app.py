import streamlit as st
import ora as O

O.begin()

counter = st.components.v2.component(
    "counter",
    html="<output id='shown'></output><button id='go'></button><button id='step'>step</button><ol id='marks'></ol>",
    js="""
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  (window.__ora ||= []).push({ ev: "invoke", data });
  const find = (id) => parentElement.querySelector("#" + id);
  let count = data?.count ?? 0;
  let going = data?.going ?? false;
  const marks = data?.marks ?? [];
  const draw = () => {
    find("shown").textContent = String(count);
    find("go").textContent = going ? "halt" : "go";
    find("marks").replaceChildren(...marks.map((at) => Object.assign(document.createElement("li"), { textContent: at })));
  };
  find("go").onclick = () => {
    going = !going;
    setStateValue("going", going);
    if (!going) setStateValue("count", count);
    draw();
  };
  find("step").onclick = () => {
    if (!going) return;
    count += 1;
    marks.push(count);
    setStateValue("marks", marks);
    setTriggerValue("mark", { at: count });
    draw();
  };
  draw();
  return () => (window.__ora ||= []).push({ ev: "cleanup" });
}
""",
)

if not st.checkbox("show", value=True):
    O.log("hidden", session_state=O.ss("counter"))
    O.end()
    st.stop()

result = counter(
    key="counter",
    default={"count": 0, "going": False, "marks": []},
    on_count_change=lambda: O.cb("count"),
    on_going_change=lambda: O.cb("going"),
    on_marks_change=lambda: O.cb("marks"),
    on_mark_change=lambda: O.cb("mark"),
)
st.metric("Count", result.count)
st.write("going" if result.going else "halted", len(result.marks))

O.see(result, key="counter")
O.end()
