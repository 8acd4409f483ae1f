//! `registration-per-mount`: a registration under a name that changes.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "registration-per-mount",
    severities: &[Severity::Hint],
    summary: "A component is registered under a name that differs from run to run.",
    page: Page {
        what: "A value that a person enters, a result, session state or the time goes into the name of a \
               registration. Registering the same name and text again in every run is fine.",
        why: "Streamlit keeps every name that was ever registered, with its texts, as long as the server \
               runs: they pile up, for all sessions. Tell mounts apart by their `key`.",
        failing: r#"
import streamlit as st


def label(text):
    component = st.components.v2.component(f"label-{text}", html="<b>Label</b>")
    component(key=text)


label(st.text_input("Text"))
"#,
        mended: r#"
import streamlit as st


def label(text):
    component = st.components.v2.component("label", html="<b>Label</b>")
    component(key=text)


label(st.text_input("Text"))
"#,
        facts: &["FACTS 20 (q20)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    let Some(cause) = component.varies.name else { return };
    let message = format!(
        "`{}` gives the component another name from run to run, and the server keeps all of them: register it once and tell its mounts apart by `key`",
        ctx.written(cause)
    );
    let finding = Finding::new(&RULE, Severity::Hint, cause, message);
    out.push(finding.related(component.callee, "the component is registered here"));
}
