import streamlit as st

launch_button = st.components.v2.component(
    "launch_button",
    html="""
    <button type="button" class="launch"><span class="fill"></span>Hold to launch</button>
    """,
    css="""
    .launch {
      position: relative;
      overflow: hidden;
      padding: 0.9rem 1.5rem;
      border: 1px solid var(--st-orange-color);
      border-radius: var(--st-button-radius);
      background: var(--st-orange-background-color);
      color: var(--st-orange-text-color);
      font: 600 1rem var(--st-font);
      cursor: pointer;
    }
    .fill {
      position: absolute;
      inset: 0;
      background: var(--st-orange-color);
      opacity: 0.35;
      transform: scaleX(0);
      transform-origin: left;
    }
    .pressed .fill {
      animation: fill 2s linear forwards;
    }
    @keyframes fill {
      to {
        transform: scaleX(1);
      }
    }
    """,
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      const button = parentElement.querySelector(".launch");

      button.onpointerdown = () => button.classList.add("pressed");
      button.onpointerup = () => {
        if (button.classList.contains("pressed")) {
          button.classList.remove("pressed");
          setTriggerValue("aborted", true);
        }
      };
      button.onanimationend = () => {
        button.classList.remove("pressed");
        setTriggerValue("confirmed", true);
      };
    }
    """,
)

if "launches" not in st.session_state:
    st.session_state.launches = 0
if "aborts" not in st.session_state:
    st.session_state.aborts = 0


def count_launch():
    st.session_state.launches += 1


async def count_abort():
    st.session_state.aborts += 1


st.title("Mission control")

launch = launch_button(
    key="launch",
    default={"confirmed": False},
    on_confirmed_change=count_launch,
    on_aborted_change=count_abort,
)

if launch.confirmed:
    st.balloons()

st.metric("Launches", st.session_state.launches)
st.metric("Aborted", st.session_state.aborts)
