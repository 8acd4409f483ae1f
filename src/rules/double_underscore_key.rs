//! `double-underscore-key`: a key with two underscores in a row.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "double-underscore-key",
    severities: &[Severity::Error],
    summary: "A mount's `key` contains `__`.",
    page: Page {
        what: "The `key` of a mount is known and has two underscores in a row.",
        why: "Streamlit uses `__` inside the names of elements: the mount raises \
               BidiComponentInvalidIdError.",
        failing: r#"
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

box(key="box__first", on_count_change=lambda: None)
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

box(key="box_first", on_count_change=lambda: None)
"#,
        facts: &["FACTS 14d (q14c, q14d)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, mount) in mounts(contract) {
        let Some(key) = mount.key.literal().filter(|key| key.text.contains("__")) else { continue };
        let message = format!("the key {:?} contains `__`: the mount raises BidiComponentInvalidIdError", key.text);
        out.push(Finding::new(&RULE, Severity::Error, key.site, message).about([""; 0], [index]).mounted(mount));
    }
}
