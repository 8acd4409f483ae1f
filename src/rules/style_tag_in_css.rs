//! `style-tag-in-css`: a `<style>` tag in a style sheet.

use crate::diagnostic::{Edit, Severity};
use crate::model::Contract;
use crate::rules::{Context, Finding, Page, Rule, edits};

pub(super) static RULE: Rule = Rule {
    name: "style-tag-in-css",
    severities: &[Severity::Warning],
    summary: "A `<style>` tag inside `css=` costs the first rule.",
    page: Page {
        what: "A `<style>` or `</style>` tag in the text that `css=` is given.",
        why: "Streamlit puts the text into a `<style>` element itself. The tag is no CSS, so the browser reads it \
               as part of the first selector and drops that rule; the others apply.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p>Total</p>",
    css="""
    <style>
    p { color: red; }
    </style>
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
    p { color: red; }
    """,
    js="""
    export default function () {}
    """,
)

c()
"##,
        facts: &["FACTS 16c (q16c_html_script_style)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    let tags = &contract.style.tags;
    let Some(first) = tags.first() else { return };
    let message = "this is no CSS: the browser reads the tag as part of the first selector and drops that rule";
    let without = tags.iter().map(|site| Edit { site: *site, text: String::new() });
    let fix = edits::fix("Remove the tags", without, true);
    out.push(Finding::new(&RULE, Severity::Warning, *first, message.to_owned()).fix(fix));
}
