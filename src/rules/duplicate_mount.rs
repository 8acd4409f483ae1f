//! `duplicate-mount`: two mounts that Streamlit takes for one element.

use crate::diagnostic::{Edit, Severity};
use crate::model::{Contract, KeyArg, Mount};
use crate::rules::edits;
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-mount",
    severities: &[Severity::Error],
    summary: "Two mounts of one run have the same key, or have none and are identical.",
    page: Page {
        what: "A run that reaches this mount has already made an element with the same `key`, another \
               component or a widget included; or a mount of the same component without a key that is equal \
               in `data`, `default` and size. Callbacks do not tell mounts apart. Also one mount that a \
               loop reaches twice.",
        why: "The second raises StreamlitDuplicateElementKey or StreamlitDuplicateElementId, and the run \
               ends there.",
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

box(key="count", on_count_change=lambda: None)
box(key="count", on_count_change=lambda: None)
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

box(key="first", on_count_change=lambda: None)
box(key="second", on_count_change=lambda: None)
"#,
        facts: &["FACTS 14c (q14c)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, mount) in mounts(contract) {
        let Some(twin) = mount.circumstances.twins.first() else { continue };
        // A function that calls a wrapper twice, and that no script calls, is a test more often than an app.
        if mount.conditional && twin.callee == mount.callee {
            continue;
        }
        let other = match twin.callee == mount.callee {
            true => "the same call has already made, in another turn,".to_owned(),
            false => format!("{} has already made", ctx.place(twin.callee)),
        };
        let message = match &twin.key {
            Some(key) => {
                format!("{other} an element with the key {:?}: the mount raises StreamlitDuplicateElementKey", key.text)
            }
            None => {
                format!("{other} an identical mount without a key: this one raises StreamlitDuplicateElementId")
            }
        };
        let finding = Finding::new(&RULE, Severity::Error, mount.callee, message).about([""; 0], [index]);
        let finding = finding.related(twin.callee, "the element that it collides with");
        out.push(finding.mounted(mount).fix(add_key(contract, mount)));
    }
}

/// Gives the mount a key of its own, where the call is one mount only.
fn add_key(contract: &Contract, mount: &Mount) -> Option<crate::diagnostic::Fix> {
    let alone = mount.via.is_empty() && contract.mounts.iter().filter(|other| other.site == mount.site).count() == 1;
    if mount.key != KeyArg::Absent || !alone {
        return None;
    }
    let name = contract.component.name.as_ref().map_or("component", |name| name.text.as_str());
    let taken = |key: &str| contract.mounts.iter().any(|other| other.key.literal().is_some_and(|own| own.text == key));
    let key = (2..100).map(|number| format!("{name}-{number}")).find(|key| !taken(key))?.replace("__", "_");
    let argument = format!("key={}", edits::string_literal(&key));
    let edit = Edit {
        site: mount.insertion.at,
        text: format!("{}{argument}{}", mount.insertion.before, mount.insertion.after),
    };
    // The first of several gets the number of its place, so that one run of fixes settles all of them.
    let is_first = contract.mounts.iter().filter(|other| !other.circumstances.twins.is_empty()).count() == 1;
    edits::fix(format!("Add `{argument}`"), [edit], is_first && !mount.conditional)
}
