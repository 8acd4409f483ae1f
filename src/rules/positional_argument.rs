//! `positional-argument`: an argument without a name.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "positional-argument",
    severities: &[Severity::Error],
    summary: "An argument of a mount, or one beyond the name of a registration, is given without a name.",
    page: Page {
        what: "A mount takes keyword arguments only. A registration takes one argument without a name: the \
               component's.",
        why: "The call raises TypeError.",
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

box("box", on_count_change=lambda: None)
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
        facts: &["FACTS 19 (q19)", "FACTS 21 (q21)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    if let Some(&argument) = component.positional.first() {
        let message = "`component()` takes only the component's name without a keyword: this raises TypeError";
        let finding = Finding::new(&RULE, Severity::Error, argument, message.to_owned());
        out.push(finding.related(component.callee, "the component is registered here"));
    }
    for (index, mount) in mounts(contract) {
        let Some(&argument) = mount.positional.first() else { continue };
        let message = "a mount takes keyword arguments only: this raises TypeError; give the argument its name";
        let finding = Finding::new(&RULE, Severity::Error, argument, message.to_owned()).about([""; 0], [index]);
        out.push(finding.mounted(mount));
    }
}
