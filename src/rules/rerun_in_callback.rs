//! `rerun-in-callback`: a trigger's callback calls `st.rerun()`.

use crate::diagnostic::Severity;
use crate::model::{Contract, Mount, SendKind, StateHow};
use crate::rules::evidence::{certain_callbacks, mounts, quoted, reads_of, sent_key};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "rerun-in-callback",
    severities: &[Severity::Warning],
    summary: "A trigger's callback calls `st.rerun()`, and the trigger's value is lost to the script.",
    page: Page {
        what: "The callback of a key that the renderer certainly sends as a trigger calls `st.rerun()`, and the script reads \
               the key of the result or of the session state; where it certainly does not, nothing is lost.",
        why: "A trigger's value lives for one run. `st.rerun()` in its callback takes that run's place: the script runs \
              once, and `result.<key>` is already None in it. The script runs after a callback anyway.",
        failing: r#"
import streamlit as st

button = st.components.v2.component(
    "button",
    html="<button>Save</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("saved", true);
    }
    """,
)


def count():
    st.session_state.saves = st.session_state.get("saves", 0) + 1
    st.rerun()


result = button(key="save", on_saved_change=count)
if result.saved:
    st.toast("Saved.")
"#,
        mended: r#"
import streamlit as st

button = st.components.v2.component(
    "button",
    html="<button>Save</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("saved", true);
    }
    """,
)


def count():
    st.session_state.saves = st.session_state.get("saves", 0) + 1


result = button(key="save", on_saved_change=count)
if result.saved:
    st.toast("Saved.")
"#,
        facts: &["FACTS 9e (q09c)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        for callback in certain_callbacks(mount) {
            let key = callback.key.text.as_str();
            let trigger = sent_key(contract, key).and_then(|sent| sent.certain_as(SendKind::Trigger));
            let Some(send) = trigger.filter(|_| may_be_read(mount, key)) else { continue };
            for &rerun in &callback.body.reruns {
                let message = format!(
                    "a rerun from its callback loses the trigger {} that {} sends: the script runs once, and the result of {} is already without it",
                    quoted(key),
                    ctx.place(send.key.site),
                    ctx.place(mount.callee),
                );
                out.push(
                    Finding::new(&RULE, Severity::Warning, rerun, message)
                        .about([key], [at])
                        .related(callback.name, "it is the callback here")
                        .related(send.key.site, format!("{} is sent here", quoted(key)))
                        .mounted(mount),
                );
            }
        }
    }
}

/// Whether the script may look at a key of the mount: of its result, or of its session state.
fn may_be_read(mount: &Mount, key: &str) -> bool {
    let reads_state = mount
        .state
        .iter()
        .any(|access| access.how == StateHow::Read && access.key.as_ref().is_none_or(|read| read.text == key));
    !mount.reads.is_closed() || reads_of(mount, key).next().is_some() || reads_state
}
