//! `missing-renderer`: the script's default export is no function.

use crate::diagnostic::Severity;
use crate::model::{Contract, Renderer, Source};
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Site;

pub(super) static RULE: Rule = Rule {
    name: "missing-renderer",
    severities: &[Severity::Error],
    summary: "The script has no default export that is a function, and the component shows an error box.",
    page: Page {
        what: "A script without `export default`, with a default export that is no function, or one that is a \
               class.",
        why: "Streamlit imports the script as a module and calls its default export. Without one it shows \
               `BidiComponent Error: JS module does not have a default export function.`; a class cannot be called \
               without `new`.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    export function render({ parentElement, data }) {
      parentElement.querySelector("p").textContent = data.n;
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    export default function ({ parentElement, data }) {
      parentElement.querySelector("p").textContent = data.n;
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        facts: &["FACTS 17a (q17_js_errors)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let Renderer::Missing(export) = &contract.script.renderer else { return };
    let Source::Text { text, .. } = &contract.component.js else { return };
    // A word alone is a path that somebody forgot to read.
    let is_script = text.text().trim().contains(char::is_whitespace);
    if !is_script || text.has_holes() || !contract.script.syntax_errors.is_empty() || !contract.rendering.by_hand {
        return;
    }
    let message = match export {
        Some(export) if is_class(ctx, *export) => {
            "the default export is a class, which cannot be called without `new`: the component shows an error box"
        }
        Some(_) => {
            "the default export is no function (\"JS module does not have a default export function.\"): the component shows an error box"
        }
        None => {
            "the script has no `export default` (\"JS module does not have a default export function.\"): the component shows an error box"
        }
    };
    let site = export.unwrap_or(contract.component.callee);
    out.push(Finding::new(&RULE, Severity::Error, site, message.to_owned()));
}

/// Whether the exported name is a class's own.
fn is_class(ctx: &Context<'_>, export: Site) -> bool {
    let source = (ctx.source)(export.file);
    let before = source.get(..export.span.start as usize).unwrap_or_default();
    before.trim_end().ends_with("class") || ctx.written(export).starts_with("class")
}
