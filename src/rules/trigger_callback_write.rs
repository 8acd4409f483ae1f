//! `trigger-callback-write`: a trigger's callback writes the component's session state.

use crate::diagnostic::Severity;
use crate::model::{Contract, SendKind, StateHow};
use crate::rules::evidence::{certain_callbacks, mounts, quoted, sent_key};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "trigger-callback-write",
    severities: &[Severity::Error],
    summary: "A trigger's callback writes the component's session state, and the trigger gets stuck in it.",
    page: Page {
        what: "The callback of a key that the renderer certainly sends as a trigger assigns to `st.session_state[key].x`, \
               where `key` is the mount's own.",
        why: "The write stores the whole entry, the trigger's value with it, as state. Where the front end has sent no \
              state yet, `result.<trigger>` then keeps that value for ever and hides every later one; where it has, the \
              next rerun takes the value away again, and calls the trigger's callback a second time.",
        failing: r#"
import streamlit as st

counter = st.components.v2.component(
    "counter",
    html="<button>+1</button>",
    js="""
    export default function ({ parentElement, setStateValue, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("clicked", true);
      parentElement.querySelector("button").onblur = () => setStateValue("count", 0);
    }
    """,
)


def count():
    st.session_state["counter"]["count"] = 1


counter(key="counter", on_clicked_change=count, on_count_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

counter = st.components.v2.component(
    "counter",
    html="<button>+1</button>",
    js="""
    export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
      const button = parentElement.querySelector("button");
      button.textContent = data.clicks;
      button.onclick = () => setTriggerValue("clicked", true);
      button.onblur = () => setStateValue("count", 0);
    }
    """,
)


def count():
    st.session_state.clicks = st.session_state.get("clicks", 0) + 1


clicks = st.session_state.get("clicks", 0)
counter(key="counter", data={"clicks": clicks}, on_clicked_change=count, on_count_change=lambda: None)
"#,
        facts: &["FACTS 12d (q12, q12c)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        for callback in certain_callbacks(mount) {
            let key = callback.key.text.as_str();
            let trigger = sent_key(contract, key).and_then(|sent| sent.certain_as(SendKind::Trigger));
            let Some(send) = trigger else { continue };
            let writes =
                callback.body.state.iter().filter(|access| access.how == StateHow::Write && access.key.is_some());
            for write in writes {
                let message = format!(
                    "with this write, the value of the trigger {} that {} sends becomes state of the mount at {}: the next rerun calls its callback again, or its value stays and hides every later one",
                    quoted(key),
                    ctx.place(send.key.site),
                    ctx.place(mount.callee),
                );
                out.push(
                    Finding::new(&RULE, Severity::Error, write.site, message)
                        .about([key], [at])
                        .related(callback.name, format!("this makes it the callback of {}", quoted(key)))
                        .related(send.key.site, format!("{} is sent here", quoted(key)))
                        .mounted(mount),
                );
            }
        }
    }
}
