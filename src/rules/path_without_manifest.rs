//! `path-without-manifest`: a text on one line that Streamlit takes for a path.

use crate::diagnostic::{Edit, Fix, Severity};
use crate::model::{AssetDir, Contract, Source};
use crate::rules::edits;
use crate::rules::evidence::quoted;
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::{Span, Word};

pub(super) static RULE: Rule = Rule {
    name: "path-without-manifest",
    severities: &[Severity::Error],
    summary: "`css=` or `js=` is taken for a path, and no manifest says where that leads.",
    page: Page {
        what: "A `css=` or `js=` without a line break *inside* it that holds one of `/ \\ * ? [ ]` or ends \
               in `.js`, `.mjs`, `.cjs` or `.css` is taken for a path or glob, code on one line too; line \
               breaks at its ends do not help. Only a component that a package's manifest declares may have \
               one.",
        why: "The registration raises StreamlitAPIException: `Component '…' must be declared in \
               pyproject.toml with asset_dir to use file-backed js`.",
        failing: r#"
import streamlit as st

label = st.components.v2.component("label", html="<b>Label</b>", css="* { color: red; }")
label(key="label")
"#,
        mended: r#"
import streamlit as st

label = st.components.v2.component("label", html="<b>Label</b>", css="* {\n color: red; }")
label(key="label")
"#,
        facts: &["FACTS 19a (q19)", "FACTS 19b (q19)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    for (argument, source) in [("css", &component.css), ("js", &component.js)] {
        let Source::Asset { pattern, dir, .. } = source else { continue };
        let without = matches!(dir, AssetDir::Undeclared(manifests) if manifests.is_empty());
        let message = match is_code(&pattern.text) {
            true => format!(
                "a `{argument}` without a line break inside it, but with a character of paths, is taken for a path: the registration raises; break the line"
            ),
            false if without => format!(
                "`{argument}` is taken for the path {}, and no pyproject.toml declares the component with an `asset_dir`: the registration raises StreamlitAPIException",
                quoted(&pattern.text)
            ),
            false => continue,
        };
        let finding = Finding::new(&RULE, Severity::Error, pattern.site, message);
        let finding = finding.related(component.callee, "the component is registered here");
        out.push(finding.fix(break_line(ctx, pattern)));
    }
}

/// Whether it is code and not the path that it is taken for.
pub(super) fn is_code(text: &str) -> bool {
    text.contains(['{', '}', ';', '=', '(', '<']) || text.starts_with("//") || text.contains("/*")
}

/// Breaks the line behind the first brace, where a `\\n` can be written there.
fn break_line(ctx: &Context<'_>, pattern: &Word) -> Option<Fix> {
    let source = (ctx.source)(pattern.site.file);
    let written = source.get(pattern.site.span.range())?;
    let brace = written.find('{').filter(|_| written == pattern.text)? as u32;
    let before = source.get(..pattern.site.span.start as usize)?;
    let prefix = before.trim_end_matches(['"', '\'']);
    if prefix.len() == before.len() || prefix.ends_with(['r', 'R', 'f', 'F']) {
        return None;
    }
    let at = Span::at(pattern.site.span.start + brace + 1).in_file(pattern.site.file);
    edits::fix("Break the line", [Edit { site: at, text: "\\n".to_owned() }], false)
}
