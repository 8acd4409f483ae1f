//! The rules: one file each, with its name, severities, page and check.

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Contract;
use crate::text::{FileId, Site};

/// A rule.
pub struct Rule {
    /// Its kebab-case name, the diagnostics' code.
    pub name: &'static str,
    /// The severities that it may have, worst first.
    pub severities: &'static [Severity],
    /// One sentence.
    pub summary: &'static str,
    /// Its page.
    pub page: Page,
    /// Looks at one contract.
    pub check: fn(&Contract, &Context<'_>, &mut Vec<Diagnostic>),
}

/// A rule's page.
pub struct Page {
    /// What it finds.
    pub what: &'static str,
    /// Why that is a fault: what happens at run time.
    pub why: &'static str,
    /// A failing example.
    pub failing: &'static str,
    /// The same, mended.
    pub mended: &'static str,
    /// The facts that prove it.
    pub facts: &'static [&'static str],
}

/// What rules may ask beside the contract.
pub struct Context<'a> {
    /// The path of a file, as messages name it: relative to the working folder, with `/`.
    pub path: &'a dyn Fn(FileId) -> String,
    /// The line (from 1) of a site.
    pub line: &'a dyn Fn(Site) -> u32,
}

impl Context<'_> {
    /// A place as messages name it: `app.py:12`.
    pub fn place(&self, site: Site) -> String {
        format!("{}:{}", (self.path)(site.file), (self.line)(site))
    }
}

/// Every rule.
pub fn all() -> &'static [Rule] {
    &[]
}

/// What the rules say of one contract.
pub fn check(contract: &Contract, context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in all() {
        (rule.check)(contract, context, &mut found);
    }
    found
}
