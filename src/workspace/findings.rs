//! From what the rules say to what is shown: suppressions, the configuration, one order.

use std::path::Path;

use rustc_hash::FxHashSet;

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Contract;
use crate::paths;
use crate::rules::{self, Context};
use crate::text::{FileId, Site, Span};
use crate::vfs::{Unread, UnreadKind};

use super::Analysis;
use super::sources::Shared;

/// What the rules say of one contract.
pub fn of_contract(contract: &Contract, shared: &Shared, base: &Path) -> Vec<Diagnostic> {
    let path = |file: FileId| paths::shown(&shared.vfs.path(file), base);
    let line = |site: Site| match shared.vfs.read(site.file) {
        Ok(document) => document.line_index().line(site.span.start) + 1,
        Err(_) => 1,
    };
    rules::check(contract, &Context { path: &path, line: &line })
}

/// Everything found, before it is decided what is shown.
pub struct Findings<'w> {
    /// What the rules say of contracts.
    pub judged: Vec<Diagnostic>,
    /// Python files that could matter and have no text.
    pub unread: Vec<(FileId, Unread)>,
    /// Every file that went into the analysis.
    pub used: FxHashSet<FileId>,
    /// The workspace.
    pub shared: &'w Shared,
    /// The folder that messages name files from.
    pub base: &'w Path,
}

impl Findings<'_> {
    /// What is shown, sorted by path and place.
    pub fn settle(self, analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
        let mut shown = self.judged;
        shown.extend(self.unread.iter().map(|(file, unread)| of_unread(*file, unread)));
        shown.retain(|diagnostic| {
            let path = analysis.path(diagnostic.site.file);
            settings.of(path).allows(diagnostic.rule, path)
        });
        for diagnostic in &mut shown {
            let config = settings.of(analysis.path(diagnostic.site.file));
            diagnostic.severity = config.severity_of(diagnostic.rule, diagnostic.severity);
        }
        shown.sort_by(|left, right| {
            let order = |diagnostic: &Diagnostic| (diagnostic.site.span, diagnostic.rule);
            let paths = analysis.path(left.site.file).cmp(analysis.path(right.site.file));
            paths.then_with(|| order(left).cmp(&order(right))).then_with(|| left.message.cmp(&right.message))
        });
        // Several host scripts that reach one wire say the same of it.
        shown.dedup_by(|left, right| (left.rule, left.site, &left.message) == (right.rule, right.site, &right.message));
        shown
    }
}

fn of_unread(file: FileId, unread: &Unread) -> Diagnostic {
    let (rule, severity) = match unread.kind {
        UnreadKind::TooLarge => ("analysis-limit", Severity::Hint),
        _ => ("unreadable-source", Severity::Warning),
    };
    let message = format!("this file is left out of the analysis: {}", unread.why);
    Diagnostic { rule, severity, message, site: Span::at(0).in_file(file), related: Vec::new(), fixes: Vec::new() }
}
