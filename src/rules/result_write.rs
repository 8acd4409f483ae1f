//! `result-write`: the script assigns to a key of the result.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::evidence::{certain_callbacks, mounts};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "result-write",
    severities: &[Severity::Warning],
    summary: "Assigning to a mount's result changes nothing in the component.",
    page: Page {
        what: "The script, or a callback of the mount, assigns to `result.<key>`.",
        why: "The result is this run's copy. The assignment raises nothing and reaches neither the component nor the \
              session state: the next run's result holds what the front end has. A callback changes even less, the \
              object of a run that is over. What the component is to show is handed to it as `data`.",
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

result = editor(key="editor", on_text_change=lambda: None)
if st.button("Clear"):
    result.text = ""
"#,
        mended: r#"
import streamlit as st

editor = st.components.v2.component(
    "editor",
    html="<input>",
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      if (input.dataset.clears !== String(data.clears)) input.value = "";
      input.dataset.clears = data.clears;
      input.onchange = () => setStateValue("text", input.value);
    }
    """,
)

if st.button("Clear"):
    st.session_state.clears = st.session_state.get("clears", 0) + 1
clears = st.session_state.get("clears", 0)
result = editor(key="editor", data={"clears": clears}, on_text_change=lambda: None)
"#,
        facts: &["FACTS 11c (q11c3)", "FACTS 12c (q12)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        let in_callbacks = certain_callbacks(mount).flat_map(|callback| &callback.body.result_writes);
        for write in mount.result_writes.iter().chain(in_callbacks) {
            let message = format!(
                "assigning `{}` changes only a copy: neither the component mounted at {} nor its session state sees it, and the next run's result is without it",
                ctx.written(write.site),
                ctx.place(mount.callee),
            );
            out.push(
                Finding::new(&RULE, Severity::Warning, write.site, message)
                    .about([write.key.text.as_str()], [at])
                    .mounted(mount),
            );
        }
    }
}
