//! `bad-source-type`: an html, css or js that is no text.

use crate::diagnostic::{Edit, Fix, Severity};
use crate::model::{Contract, Source};
use crate::rules::edits;
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::{Site, Span};

pub(super) static RULE: Rule = Rule {
    name: "bad-source-type",
    severities: &[Severity::Error],
    summary: "`html=`, `css=` or `js=` is no text.",
    page: Page {
        what: "A `Path`, bytes, a number, a list or a dict as a registration's `html=`, `css=` or `js=`.",
        why: "For `css` and `js` the registration raises StreamlitInvalidParameterTypeError; for `html` \
               the mount raises TypeError.",
        failing: r#"
import streamlit as st

label = st.components.v2.component("label", html=b"<b>Label</b>")
label(key="label")
"#,
        mended: r#"
import streamlit as st

label = st.components.v2.component("label", html="<b>Label</b>")
label(key="label")
"#,
        facts: &["FACTS 19a (q19)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    for (argument, source) in [("html", &component.html), ("css", &component.css), ("js", &component.js)] {
        let Source::WrongType { what, site } = source else { continue };
        let consequence = match argument {
            "html" => "the mount raises TypeError",
            _ => "the registration raises StreamlitInvalidParameterTypeError",
        };
        let message = format!("`{argument}` is {what}, and must be text: {consequence}");
        let finding = Finding::new(&RULE, Severity::Error, *site, message);
        let finding = finding.related(component.callee, "the component is registered here");
        out.push(finding.fix(read_text(ctx, *site).filter(|_| what == "a `Path`")));
    }
}

/// Reads the file that the path names.
fn read_text(ctx: &Context<'_>, site: Site) -> Option<Fix> {
    let source = (ctx.source)(site.file);
    let written = source.get(site.span.range())?;
    let is_one = written.chars().all(|c| c.is_alphanumeric() || "_.\"'()".contains(c));
    let at = |offset: u32, text: &str| Edit { site: Span::at(offset).in_file(site.file), text: text.to_owned() };
    let reading = ".read_text(encoding=\"utf-8\")";
    let edits = match is_one {
        true => vec![at(site.span.end, reading)],
        false => vec![at(site.span.start, "("), at(site.span.end, &format!("){reading}"))],
    };
    edits::fix("Read the file's text", edits, false)
}
