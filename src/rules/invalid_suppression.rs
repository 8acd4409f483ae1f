//! `invalid-suppression`: a comment is meant to suppress, and cannot.

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::near::nearest;
use crate::rules::suppress::{Comment, Suppression, place, rule_names};
use crate::rules::{Finding, Page, Rule, edits, named};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "invalid-suppression",
    severities: &[Severity::Warning],
    summary: "A comment that is meant to suppress a rule names none, or one that does not exist.",
    page: Page {
        what: "A `crosswire:` comment has no brackets, nothing between them, or the name of a rule that crosswire does \
               not have.",
        why: "It suppresses nothing. A comment without a rule's name is not taken for \"everything\", so that it cannot \
              hide what nobody has looked at.",
        failing: r#"
import streamlit as st

note = st.components.v2.component("note", html="<p>Note</p>")
note(key="note", label="Note")  # crosswire: ignore[ignored-arguments, ignored-argument]
"#,
        mended: r#"
import streamlit as st

note = st.components.v2.component("note", html="<p>Note</p>")
note(key="note", label="Note")  # crosswire: ignore[ignored-argument]
"#,
        facts: &[],
    },
    check: |_, _, _| {},
};

/// What is said of a comment that cannot be read as a suppression.
pub(super) fn diagnostic(comment: &Comment, part: Span, why: &str) -> Diagnostic {
    Finding::new(&RULE, Severity::Warning, place(comment, part).0, why.to_string()).diagnostic
}

/// What is said of the names that are no rules.
pub(super) fn unknown_rules(suppression: &Suppression<'_>) -> Vec<Diagnostic> {
    let unknown = suppression.names.iter().filter(|(_, name)| named(name).is_none());
    unknown
        .map(|(span, name)| {
            let near = nearest(name, rule_names());
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let (site, exact) = place(suppression.comment, *span);
            let rename = near
                .filter(|_| exact)
                .and_then(|near| edits::fix(format!("Rename to `{near}`"), edits::replaced([site], near), false));
            let message = format!("nothing is suppressed: there is no rule `{name}`{hint}");
            Finding::new(&RULE, Severity::Warning, site, message).fix(rename).diagnostic
        })
        .collect()
}
