//! `duplicate-component-name`: two definitions under one name.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::evidence::quoted;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-component-name",
    severities: &[Severity::Warning],
    summary: "Two registrations give one name different definitions.",
    page: Page {
        what: "One run registers a name twice, with different html, css or js. The same text again, as a \
               function that registers when it is called does, is fine, and so are two registrations of \
               which a run reaches only one.",
        why: "The later one replaces the earlier one, with a warning in the log that few people see: \
               whatever is mounted from then on, by either variable, is the later one.",
        failing: r#"
import streamlit as st

first = st.components.v2.component("label", html="<b>One</b>")
second = st.components.v2.component("label", html="<b>Two</b>")
first(key="first")
second(key="second")
"#,
        mended: r#"
import streamlit as st

first = st.components.v2.component("first", html="<b>One</b>")
second = st.components.v2.component("second", html="<b>Two</b>")
first(key="first")
second(key="second")
"#,
        facts: &["FACTS 20 (q20)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    let Some(name) = &component.name else { return };
    // One of the two places speaks for both.
    let first = component.rivals.iter().min_by_key(|rival| ctx.order(**rival));
    let Some(&rival) = first.filter(|rival| ctx.order(**rival) <= ctx.order(component.callee)) else { return };
    let other = match rival == component.callee {
        true => "this call also gives it another definition".to_owned(),
        false => format!("{} gives it another definition", ctx.place(rival)),
    };
    let message = format!(
        "the name {} is registered twice, {other}: the later registration replaces the earlier one, for its mounts too",
        quoted(&name.text)
    );
    let finding = Finding::new(&RULE, Severity::Warning, component.callee, message);
    out.push(finding.related(rival, "the other registration"));
}
