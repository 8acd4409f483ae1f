import streamlit as st

hold_button = st.components.v2.component(
    "hold_button",
    html="""
    <button type="button" class="hold">
      <span class="fill"></span>
      <span class="label"></span>
    </button>
    """,
    css="""
    .hold {
      position: relative;
      overflow: hidden;
      width: 100%;
      padding: 0.9rem 1.5rem;
      border: 1px solid var(--st-red-color);
      border-radius: var(--st-button-radius);
      background: var(--st-red-background-color);
      color: var(--st-red-text-color);
      font: 600 1rem var(--st-font);
      cursor: pointer;
      touch-action: none;
      user-select: none;
    }
    .hold:focus-visible {
      outline: 2px solid var(--st-red-color);
      outline-offset: 2px;
    }
    .fill {
      position: absolute;
      inset: 0;
      background: var(--st-red-color);
      opacity: 0.35;
      transform: scaleX(0);
      transform-origin: left;
    }
    .pressed .fill {
      animation: fill var(--hold) linear forwards;
    }
    .label {
      position: relative;
    }
    @keyframes fill {
      to {
        transform: scaleX(1);
      }
    }
    """,
    js="""
    export default function ({ parentElement, data, setTriggerValue }) {
      const button = parentElement.querySelector(".hold");
      const label = parentElement.querySelector(".label");

      label.textContent = data?.label ?? "Hold to confirm";
      button.style.setProperty("--hold", `${data?.seconds ?? 2}s`);

      const press = () => button.classList.add("pressed");
      const release = () => button.classList.remove("pressed");

      button.onpointerdown = press;
      button.onpointerup = release;
      button.onpointerleave = release;
      button.onpointercancel = release;
      button.onblur = release;
      button.onkeyup = release;
      button.onkeydown = ({ key }) => {
        if (key === " " || key === "Enter") press();
      };

      // The fill's animation is the clock: letting go removes it, so that only a full hold gets here.
      button.onanimationend = () => {
        release();
        setTriggerValue("confirmed", true);
      };
    }
    """,
)

if "trash" not in st.session_state:
    st.session_state.trash = 128


def empty_trash():
    st.session_state.trash = 0


def fill_trash():
    st.session_state.trash = 128


st.title("Trash")
st.metric("Photos in the trash", st.session_state.trash)

emptying = hold_button(
    key="empty_trash",
    data={"label": "Hold to empty the trash", "seconds": 1.5},
    on_confirmed_change=empty_trash,
)

if emptying.confirmed:
    st.success("The trash is empty.")
if st.session_state.trash == 0:
    st.button("Throw some photos away", on_click=fill_trash)
