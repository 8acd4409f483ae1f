//! `unreadable-source`: a file that a registration names cannot be read.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{AssetDir, Contract, Source};
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Site;

pub(super) static RULE: Rule = Rule {
    name: "unreadable-source",
    severities: &[Severity::Warning],
    summary: "A file that a registration names cannot be read or decoded.",
    page: Page {
        what: "The script reads a file for its `html=`, `css=` or `js=`, and crosswire cannot: it does not exist, may not \
               be read, or is not text. Also a host script that cannot be decoded, and a pyproject.toml that is no TOML.",
        why: "What the file would send or show is not known, so nothing is said about it. If it is missing at run time \
              too, Python raises FileNotFoundError.",
        failing: r#"
from pathlib import Path

import streamlit as st

menu = st.components.v2.component("menu", js=(Path(__file__).parent / "no-such-menu.js").read_text())
menu(key="menu")
"#,
        mended: r#"
import streamlit as st

menu = st.components.v2.component(
    "menu",
    js="""
    export default function ({ parentElement }) {
      parentElement.textContent = "menu";
    }
    """,
)
menu(key="menu")
"#,
        facts: &[],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    for (argument, source) in [("html", &component.html), ("css", &component.css), ("js", &component.js)] {
        if let Source::Unreadable { path, site, why } = source {
            let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            let message = format!("the file \"{name}\" that gives `{argument}` its text was not read: {why}");
            out.push(
                Finding::new(&RULE, Severity::Warning, *site, message)
                    .related(component.callee, "the component is registered here"),
            );
        }
        if let Source::Asset { dir: AssetDir::NotToml { site, why }, .. } = source {
            let message = format!("the manifest that may declare the component is no TOML: {why}");
            out.push(Finding::new(&RULE, Severity::Warning, *site, message));
        }
    }
}

/// What is said of a file of the workspace that cannot be read or decoded; `site` is its beginning.
pub fn in_file(site: Site, path: &Path, why: &str) -> Diagnostic {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let message = format!("\"{name}\" was not read, so what it registers and mounts is not known: {why}");
    Finding::new(&RULE, Severity::Warning, site, message).diagnostic
}
