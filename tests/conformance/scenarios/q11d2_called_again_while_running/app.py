import streamlit as st
import ora as O

O.begin()

engine = st.components.v2.component(
    "engine",
    html="<button id='switch'>start</button><output id='log'></output>",
    js="""
export default function ({ parentElement, setStateValue }) {
  const instance = (window.__instances = (window.__instances || 0) + 1);
  (window.__ora ||= []).push({ ev: "invoke", instance });
  const button = parentElement.querySelector("#switch");
  let running = false;
  button.textContent = "start";
  button.addEventListener("click", () => {
    running = !running;
    button.textContent = running ? "stop" : "start";
    window.__ora.push({ ev: "switched", instance, running });
    setStateValue("running", running);
    if (!running) setStateValue("stopped_by", instance);
  });
  return () => window.__ora.push({ ev: "cleanup", instance });
}
""",
)

result = engine(
    key="engine",
    default={"running": False},
    on_running_change=lambda: O.cb("running"),
    on_stopped_by_change=lambda: O.cb("stopped_by"),
)
st.write("running" if result.running else "stopped")

O.see(result, "running", "stopped_by", key="engine")
O.end()
