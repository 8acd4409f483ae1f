//! `unstable-key`: a key that is another one in every run.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "unstable-key",
    severities: &[Severity::Error],
    summary: "A mount's `key` is another one in every run.",
    page: Page {
        what: "The `key` is made of a clock, a random number or a unique id that the run itself draws. One \
               that is drawn once and kept in the session state, or by a cached function, is fine.",
        why: "A new key is a new component: each run takes the old one away and mounts another, and what \
               it had sent is lost before anybody reads it.",
        failing: r#"
import uuid

import streamlit as st

box = st.components.v2.component(
    "box",
    html="<button>+</button>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => setStateValue("count", 1);
    }
    """,
)

box(key=f"box-{uuid.uuid4()}", on_count_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

box = st.components.v2.component(
    "box",
    html="<button>+</button>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => setStateValue("count", 1);
    }
    """,
)

box(key="box", on_count_change=lambda: None)
"#,
        facts: &["FACTS 14a (q14_no_key_data_change)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, mount) in mounts(contract) {
        let Some(fresh) = mount.circumstances.fresh_key else { continue };
        let Some(argument) = mount.arguments.iter().find(|argument| argument.name.text == "key") else { continue };
        let message = format!(
            "`{}` makes this key another one in every run: the component is mounted anew each time, and its state is lost",
            ctx.written(fresh)
        );
        let finding = Finding::new(&RULE, Severity::Error, argument.value, message).about([""; 0], [index]);
        out.push(finding.related(fresh, "this differs in every run").mounted(mount));
    }
}
