//! `ignored-return`: the renderer returns what is no cleanup.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "ignored-return",
    severities: &[Severity::Hint],
    summary: "The renderer returns something that is no function, which fails at the end.",
    page: Page {
        what: "A renderer that returns an element, a number, a string, an object or an array: most often an arrow \
               without braces, whose value is what `appendChild` returns.",
        why: "Streamlit takes whatever the renderer returns for the cleanup and calls it when the component goes \
               away: the console then says `Failed to run custom component cleanup TypeError: e is not a function`. \
               Nothing else happens.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<ul></ul>",
    js="""
    export default ({ parentElement }) =>
      Object.assign(parentElement.querySelector("ul"), { title: "Nothing yet" });
    """,
)

c(key="c")
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<ul></ul>",
    js="""
    export default ({ parentElement }) => {
      Object.assign(parentElement.querySelector("ul"), { title: "Nothing yet" });
    };
    """,
)

c(key="c")
"##,
        facts: &["FACTS 17c (q17_js_errors)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    for (what, site) in &contract.rendering.other_returns {
        let message = format!(
            "the renderer returns {what}, which Streamlit will call as if it were the cleanup: a TypeError in the console when the component goes away; return a function or nothing"
        );
        out.push(Finding::new(&RULE, Severity::Hint, *site, message));
    }
}
