//! `unknown-theme-variable`: a property of the theme that does not exist.

use crate::diagnostic::{Edit, Severity};
use crate::model::{Contract, STREAMLIT, ScriptKind, THEME_VARIABLES};
use crate::rules::near::nearest;
use crate::rules::{Context, Finding, Page, Rule, edits};

pub(super) static RULE: Rule = Rule {
    name: "unknown-theme-variable",
    severities: &[Severity::Warning],
    summary: "`var(--st-…)` names a property that neither Streamlit nor the component sets.",
    page: Page {
        what: "`var(--st-…)` without a fallback in the css, the html's styles or the script's strings, where the \
               name is none of the 64 that Streamlit 1.67 gives a component, and the component sets no such \
               property itself.",
        why: "The browser drops the whole declaration without a word: the text keeps its inherited colour, the \
               border is not there.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p>Total</p>",
    css="""
    p { color: var(--st-primary-colour); }
    """,
    js="""
    export default function () {}
    """,
)

c()
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p>Total</p>",
    css="""
    p { color: var(--st-primary-color); }
    """,
    js="""
    export default function () {}
    """,
)

c()
"##,
        facts: &["FACTS 16d (q16b_css_vars_light, q16b_css_vars_dark)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    let Contract { markup, style, rendering, script, .. } = contract;
    let script_is_known = rendering.by_hand || script.kind == ScriptKind::None;
    if !markup.elements.is_closed() || !style.is_known || !script_is_known {
        return;
    }
    let set = markup.properties.iter().chain(&style.properties).map(|name| name.text.as_str());
    let set: Vec<&str> = set.chain(rendering.named_properties.iter().map(String::as_str)).collect();
    let known = || THEME_VARIABLES.iter().map(|variable| variable.name);
    for used in markup.variables.iter().chain(&style.variables).chain(&rendering.variables) {
        let name = used.text.as_str();
        if !name.starts_with("--st-") || set.contains(&name) || known().any(|known| known == name) {
            continue;
        }
        let near = nearest(name, known());
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let message = format!(
            "neither Streamlit {STREAMLIT} nor the component sets `{name}`, and there is no fallback: the browser drops the declaration{hint}"
        );
        let is_plain = used.site.span.len() as usize == name.len();
        let edit = near.filter(|_| is_plain).map(|near| Edit { site: used.site, text: near.to_owned() });
        let fix = edits::fix(format!("Use `{}`", near.unwrap_or_default()), edit, false);
        out.push(Finding::new(&RULE, Severity::Warning, used.site, message).fix(fix));
    }
}
