//! `self-refiring-callback`: a state's callback writes its own key.

use crate::diagnostic::Severity;
use crate::model::{Contract, SendKind, StateHow};
use crate::rules::evidence::{certain_callbacks, mounts, quoted, sent_key};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "self-refiring-callback",
    severities: &[Severity::Error],
    summary: "A state's callback overwrites its own key in the session state, and runs again in every later rerun.",
    page: Page {
        what: "The callback of a key that the renderer certainly sends as state assigns to `st.session_state[key].<that \
               key>`.",
        why: "The front end keeps the value that it sent. The next rerun of any kind brings it back, Streamlit sees a \
              change and calls the callback, which overwrites it again: it runs once in every later rerun, whatever \
              caused that.",
        failing: r#"
import streamlit as st

editor = st.components.v2.component(
    "editor",
    html="<input>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("text", input.value);
    }
    """,
)


def strip():
    st.session_state["editor"]["text"] = st.session_state["editor"]["text"].strip()


editor(key="editor", on_text_change=strip)
"#,
        mended: r#"
import streamlit as st

editor = st.components.v2.component(
    "editor",
    html="<input>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("text", input.value);
    }
    """,
)


def strip():
    st.session_state.stripped = st.session_state["editor"]["text"].strip()


editor(key="editor", on_text_change=strip)
"#,
        facts: &["FACTS 12d (q12d)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        for callback in certain_callbacks(mount) {
            let key = callback.key.text.as_str();
            let state = sent_key(contract, key).and_then(|sent| sent.certain_as(SendKind::State));
            let Some(send) = state else { continue };
            let own = callback.body.state.iter().filter(|access| {
                access.how == StateHow::Write && access.key.as_ref().is_some_and(|written| written.text == key)
            });
            for write in own {
                let message = format!(
                    "this callback of {} runs again in every later rerun: the front end of the mount at {} keeps what {} sent, and brings it back",
                    quoted(key),
                    ctx.place(mount.callee),
                    ctx.place(send.key.site),
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
