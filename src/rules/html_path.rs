//! `html-path`: the name of an html file, shown as text.

use crate::diagnostic::Severity;
use crate::model::{Contract, Source};
use crate::rules::evidence::quoted;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "html-path",
    severities: &[Severity::Warning],
    summary: "`html=` is the name of a file, which is shown as text.",
    page: Page {
        what: "`html=\"index.html\"` or a glob like it, in a package too.",
        why: "Streamlit reads files for `css` and `js` only. The name itself is shown in the component's \
               place.",
        failing: r#"
import streamlit as st

label = st.components.v2.component("label", html="label.html")
label(key="label")
"#,
        mended: r#"
import streamlit as st

label = st.components.v2.component("label", html="<b>Label</b>")
label(key="label")
"#,
        facts: &["FACTS 16c (q16c)", "FACTS 19 (q19, q19b)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    let Source::Text { text, file: None, site } = &component.html else { return };
    let Some(name) = text.literal().map(str::trim).filter(|name| is_html_name(name)) else { return };
    let message = format!(
        "`html` is never read from a file: the text {} is shown instead; read the file and pass its text",
        quoted(name)
    );
    let finding = Finding::new(&RULE, Severity::Warning, *site, message);
    out.push(finding.related(component.callee, "the component is registered here"));
}

fn is_html_name(text: &str) -> bool {
    let is_html = text.ends_with(".html") || text.ends_with(".htm");
    is_html && !text.contains(['<', '>', '\n']) && !text.contains(char::is_whitespace)
}
