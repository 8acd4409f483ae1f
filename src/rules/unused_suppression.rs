//! `unused-suppression`: a comment suppresses a rule that says nothing there.

use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::rules::suppress::{Suppression, place, removal};
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "unused-suppression",
    severities: &[Severity::Warning],
    summary: "A comment suppresses a rule that says nothing there.",
    page: Page {
        what: "A `crosswire: ignore[rule]` stands on a line, or at the top of a file, for which that rule has nothing to \
               say. It is not reported of rules that are switched off.",
        why: "It hides the next fault of this kind, which nobody has looked at yet. A suppression counts for its own line, \
              the one on which the squiggle starts, or, alone on its line before any code, for the whole file; on a line of \
              its own anywhere else it suppresses nothing.",
        failing: r#"
import streamlit as st

note = st.components.v2.component("note", html="<p>Note</p>")
note(key="note")  # crosswire: ignore[missing-callback]
"#,
        mended: r#"
import streamlit as st

note = st.components.v2.component("note", html="<p>Note</p>")
note(key="note")
"#,
        facts: &[],
    },
    check: |_, _, _| {},
};

/// What is said of the names of a suppression that are `idle`: of the whole comment, where all are.
pub(super) fn diagnostics(suppression: &Suppression<'_>, idle: &[usize], ctx: &Context<'_>) -> Vec<Diagnostic> {
    let comment = suppression.comment;
    let is_above = comment.own_line && comment.top_of.is_none();
    let whole = idle.len() == suppression.names.len();
    idle.iter()
        .filter_map(|&at| suppression.names.get(at).map(|name| (at, name)))
        .map(|(at, (span, name))| {
            let message = match is_above {
                true => format!("this suppresses nothing: it stands alone on its line, and counts for that line only; move it to the end of the line on which `{name}` is reported"),
                false if comment.top_of.is_some() && comment.own_line => format!("`{name}` says nothing in this whole text, so there is nothing to suppress"),
                false => format!("`{name}` says nothing on this line, so there is nothing to suppress"),
            };
            let fix = match whole {
                true => removal(suppression, "Remove the suppression".to_string(), ctx),
                false => without_name(suppression, at),
            };
            Finding::new(&RULE, Severity::Warning, place(comment, *span).0, message).fix(fix).diagnostic
        })
        .collect()
}

/// Takes one of several names out of the brackets.
fn without_name(suppression: &Suppression<'_>, at: usize) -> Option<Fix> {
    let (span, name) = suppression.names.get(at)?;
    let gone = match suppression.names.get(at + 1) {
        Some((next, _)) => Span::new(span.start, next.start),
        None => Span::new(suppression.names.get(at.checked_sub(1)?)?.0.end, span.end),
    };
    let (site, exact) = place(suppression.comment, gone);
    exact.then(|| Fix {
        title: format!("Remove `{name}`"),
        edits: vec![Edit { site, text: String::new() }],
        safe: true,
    })
}
