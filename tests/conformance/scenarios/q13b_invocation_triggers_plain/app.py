import streamlit as st
import ora as O

O.begin()

def go(m): st.session_state.mode = m; st.session_state.tick = st.session_state.get("tick", 0) + 1
mode = st.session_state.get("mode", "none"); tick = st.session_state.get("tick", 0)
JS = """
const P = (ev, x) => (window.__ora ||= []).push({ev, ...x});
export default function ({ data, name, parentElement }) {
  P("invoke", { c: parentElement.querySelector("[data-c]").dataset.c });
  const li = document.createElement("li"); parentElement.querySelector("ul").appendChild(li);
  const top = document.createElement("p"); top.className = "top"; parentElement.appendChild(top);
  return () => P("cleanup", { c: name });
}
"""
def reg(name, html_extra="", js_extra="", css=None):
    return st.components.v2.component(name, html=f"<div data-c='{name}'>{html_extra}<ul></ul></div>", js=JS + js_extra, css=css)
big = {"x": list(range(3))}
O.mount(reg("equaldict"), key="1", data={"a": [1, 2], "t": 0})
O.mount(reg("keyorder"), key="2", data={"a": 1, "b": 2} if tick % 2 else {"b": 2, "a": 1})
O.mount(reg("tuplelist"), key="3", data=[1, 2] if tick % 2 else (1, 2))
O.mount(reg("bytes"), key="4", data=b"abc")
O.mount(reg("htmlchg", html_extra=f"<i>{tick if mode == 'html' else 0}</i>"), key="7", data=1)
O.mount(reg("csschg", css=f"i {{ color: #00{tick % 10 if mode == 'css' else 0} }}"), key="8", data=1)
O.mount(reg("jschg", js_extra=f"// {tick if mode == 'js' else 0}"), key="9", data=1)
O.mount(reg("defaultchg"), key="10", data=1, default={"k": tick if mode == "default" else 0}, on_k_change=lambda: None)
O.mount(reg("widthchg"), key="11", data=1, width=(300 + tick) if mode == "width" else "stretch")
O.mount(reg("nodata"), key="12")
O.mount(reg("keychg"), key=f"13-{tick if mode == 'key' else 0}", data=1)
if mode == "pos": st.write("inserted element above")
O.mount(reg("poschg"), key="14", data=1)
with (st.container() if mode != "parent" else st.expander("e", expanded=True)):
    O.mount(reg("parentchg"), key="15", data=1)
O.mount(reg("poschg_nokey"), data={"nk": 1})
for m in ["html", "css", "js", "default", "width", "key", "pos", "parent"]:
    st.button("go:" + m + ".", on_click=go, args=(m,))
st.button("tick", on_click=go, args=("none",))

st.button("rerun")
O.end()
