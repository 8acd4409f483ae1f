//! `changing-markup`: html or css that changes between runs.

use crate::diagnostic::Severity;
use crate::model::{Contract, Source};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "changing-markup",
    severities: &[Severity::Error],
    summary: "The `html` or `css` of a component with a script differs from run to run.",
    page: Page {
        what: "A value that a person enters, a result, session state or the time goes into the `html=` or \
               `css=` text of a registration that has a script.",
        why: "When the text changes, the browser builds the component's content anew and does not call the \
               renderer: what the renderer had filled in is gone, and its listeners hear nothing any more.",
        failing: r#"
import streamlit as st

count = st.number_input("Count", value=1)
box = st.components.v2.component(
    "box",
    html=f"<button>{count}</button>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => setStateValue("clicks", 1);
    }
    """,
)
box(key="box", on_clicks_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

count = st.number_input("Count", value=1)
box = st.components.v2.component(
    "box",
    html="<button></button>",
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const button = parentElement.querySelector("button");
      button.textContent = data.count;
      button.onclick = () => setStateValue("clicks", 1);
    }
    """,
)
box(key="box", data={"count": count}, on_clicks_change=lambda: None)
"#,
        facts: &["FACTS 13d (q13b)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    // Under another name it is another component, which is mounted anew.
    if component.js == Source::Absent || component.varies.name.is_some() {
        return;
    }
    for (argument, cause) in [("html", component.varies.html), ("css", component.varies.css)] {
        let Some(cause) = cause else { continue };
        let message = format!(
            "`{}` changes the component's `{argument}` between runs: its content is built anew, the renderer is not called, and its listeners are lost; pass it as `data`",
            ctx.written(cause)
        );
        let finding = Finding::new(&RULE, Severity::Error, cause, message);
        out.push(finding.related(component.callee, "the component is registered here"));
    }
}
