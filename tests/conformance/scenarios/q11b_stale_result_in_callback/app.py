import streamlit as st
import ora as O

O.begin()

lamp = st.components.v2.component(
    "lamp",
    html="<button id='on'>on</button><button id='dim'>dim</button><button id='off'>off</button>",
    js="""
export default function ({ parentElement, setTriggerValue }) {
  (window.__ora ||= []).push({ ev: "invoke" });
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = () => setTriggerValue("wish", button.id);
  }
}
""",
)

done = st.session_state.setdefault("done", [])


def obey():
    wish = result.wish
    O.cb("obey", saw=wish, ss=O.ss("lamp"))
    if wish:
        done.append(wish)
        st.info(f"The lamp is {wish}")


result = lamp(key="lamp", on_wish_change=obey)
if result.wish:
    st.write(f"Wished: {result.wish}")
st.write("Done: " + ", ".join(st.session_state["done"]))

O.see(result, "wish", key="lamp")
O.end()
