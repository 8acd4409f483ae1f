//! `shared-module-state`: instances share what belongs to one.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "shared-module-state",
    severities: &[Severity::Warning],
    summary: "A top-level variable holds what belongs to one instance, and all instances share it.",
    page: Page {
        what: "A variable at the top of the script, or a property of one, to which the renderer assigns its root, \
               an element of it, its data or a setter, and which is read in a handler, or before the run assigns to \
               it. Caches of what is the same for all instances are fine. Bundles are not judged.",
        why: "A script is evaluated once for all instances that have the same text, even those of other \
               components. The variable holds what the last one assigned: a click in the first sends through the \
               setter of the second. It also outlives the instance.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<button>Add</button>",
    js="""
    let send;
    export default function ({ parentElement, setTriggerValue }) {
      send = setTriggerValue;
      parentElement.querySelector("button").onclick = () => send("added", true);
    }
    """,
)

c(key="one", on_added_change=lambda: None)
c(key="two", on_added_change=lambda: None)
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<button>Add</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("added", true);
    }
    """,
)

c(key="one", on_added_change=lambda: None)
c(key="two", on_added_change=lambda: None)
"##,
        facts: &["FACTS 13f (q13e_module_shared)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    for shared in &contract.rendering.shared {
        let message = format!(
            "`{}` is shared by all instances with this script, and gets {} of one of them here: the others then work with that; keep it in a variable of the renderer, or in a WeakMap by `parentElement`",
            shared.name, shared.holds,
        );
        let finding = Finding::new(&RULE, Severity::Warning, shared.write, message);
        out.push(finding.related(shared.declared, format!("`{}` is declared here", shared.name)));
    }
}
