//! `trigger-in-form`: a trigger inside a form.

use crate::diagnostic::Severity;
use crate::model::{Contract, SendKind};
use crate::rules::evidence::{Registration, mounts, quoted, reads_of, registration, sent_keys};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "trigger-in-form",
    severities: &[Severity::Error],
    summary: "A component is mounted in `st.form`, and sends a trigger that the mount waits for.",
    page: Page {
        what: "The mount stands in `with st.form(…):` and registers, or reads, a key that the renderer \
               sends only with `setTriggerValue`.",
        why: "Streamlit ignores triggers inside a form, with a warning in the browser's console: the \
               callback never runs and the value never arrives. State waits for the form to be submitted \
               and then arrives.",
        failing: r#"
import streamlit as st

stars = st.components.v2.component(
    "stars",
    html="<button>5</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("rated", 5);
    }
    """,
)

with st.form("review"):
    stars(key="stars", on_rated_change=lambda: None)
    st.form_submit_button("Send")
"#,
        mended: r#"
import streamlit as st

stars = st.components.v2.component(
    "stars",
    html="<button>5</button>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => setStateValue("rated", 5);
    }
    """,
)

with st.form("review"):
    stars(key="stars", on_rated_change=lambda: None)
    st.form_submit_button("Send")
"#,
        facts: &["FACTS 15a (q15)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, mount) in mounts(contract) {
        let Some(form) = mount.circumstances.form else { continue };
        for sent in sent_keys(contract) {
            let trigger = sent.certain_as(SendKind::Trigger).filter(|_| sent.never_as(SendKind::State));
            let waits = matches!(registration(mount, sent.key), Registration::Given)
                || reads_of(mount, sent.key).next().is_some();
            let Some(trigger) = trigger.filter(|_| waits) else { continue };
            let message = format!(
                "Streamlit ignores triggers inside a form, and {} is sent as one at {}: it never arrives; send it as state",
                quoted(sent.key),
                ctx.place(trigger.key.site)
            );
            let finding = Finding::new(&RULE, Severity::Error, mount.callee, message).about([sent.key], [index]);
            let finding = finding.related(trigger.key.site, "the trigger is sent here");
            out.push(finding.related(form, "the form").mounted(mount));
        }
    }
}
