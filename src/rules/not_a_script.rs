//! `not-a-script`: the name of a file that is no script, taken for a text.

use crate::diagnostic::Severity;
use crate::model::{Contract, Source};
use crate::rules::evidence::quoted;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "not-a-script",
    severities: &[Severity::Error],
    summary: "`js=` or `css=` is the name of a TypeScript or Sass file, and is taken for the text itself.",
    page: Page {
        what: "`js=\"x.ts\"`, `js=\"x.jsx\"`, `css=\"x.scss\"` and their like. Only names that end in `.js`, \
               `.mjs`, `.cjs` or `.css`, or hold one of `/ \\ * ? [ ]`, are taken for paths.",
        why: "The name itself becomes the script: the browser shows `ReferenceError: x is not defined`. As \
               a style it does nothing. Browsers run neither TypeScript nor JSX nor Sass: name the file \
               that your build makes of it.",
        failing: r#"
import streamlit as st

label = st.components.v2.component("label", html="<b>Label</b>", css="label.scss")
label(key="label")
"#,
        mended: r#"
import streamlit as st

label = st.components.v2.component(
    "label",
    html="<b>Label</b>",
    css="b { color: red; }",
)
label(key="label")
"#,
        facts: &["FACTS 19a (q19)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    for (argument, source) in [("css", &component.css), ("js", &component.js)] {
        let (Some(name), Source::Text { site, .. }) = (source.mistaken_name(), source) else { continue };
        let message = format!(
            "{} is no file here but the `{argument}` itself, as its ending is none that Streamlit takes for a path: name the file that is built from it",
            quoted(name)
        );
        let finding = Finding::new(&RULE, Severity::Error, *site, message);
        out.push(finding.related(component.callee, "the component is registered here"));
    }
}
