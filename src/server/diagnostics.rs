//! Findings as the client shows them, and which of them it has not been told yet.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::json;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString,
    PublishDiagnosticsParams, Uri,
};

use super::convert;
use super::state::Snapshot;
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::preview::Finding;
use crate::preview::protocol::Place;
use crate::rules;
use crate::text::{Column, LineIndex, Span};

/// What the client was told last, by path.
#[derive(Default)]
pub struct Published {
    told: BTreeMap<PathBuf, PublishDiagnosticsParams>,
}

impl Published {
    /// What the client has yet to be told: for each file whose findings are others now, all of them (none, where
    /// they are mended); for each buffer that was edited, also that they are the same.
    pub fn news(&mut self, snapshot: &Snapshot) -> Vec<PublishDiagnosticsParams> {
        let mut found = by_path(snapshot);
        let paths: BTreeSet<PathBuf> =
            found.keys().chain(snapshot.open.keys()).chain(self.told.keys()).cloned().collect();
        let mut news = Vec::new();
        for path in paths {
            let open = snapshot.open.get(&path);
            let Some(uri) = open.map(|open| open.uri.clone()).or_else(|| convert::uri(&path)) else { continue };
            let diagnostics = found.remove(&path).unwrap_or_default();
            let now = PublishDiagnosticsParams { uri, diagnostics, version: open.map(|open| open.version) };
            let before = self.told.get(&path);
            if before == Some(&now) {
                continue;
            }
            // A buffer may spell its path in another way than the server does: what was said under the other
            // spelling is taken back.
            news.extend(before.filter(|before| before.uri != now.uri).map(|before| nothing(before.uri.clone())));
            match now.diagnostics.is_empty() && open.is_none() {
                true => self.told.remove(&path),
                false => self.told.insert(path, now.clone()),
            };
            news.push(now);
        }
        news
    }
}

fn nothing(uri: Uri) -> PublishDiagnosticsParams {
    PublishDiagnosticsParams { uri, diagnostics: Vec::new(), version: None }
}

/// Every finding as the client shows it, by the file that it is in.
pub fn by_path(snapshot: &Snapshot) -> BTreeMap<PathBuf, Vec<Shown>> {
    let mut found: BTreeMap<PathBuf, Vec<Shown>> = BTreeMap::new();
    for diagnostic in &snapshot.analysis.diagnostics {
        let path = snapshot.analysis.path(diagnostic.site.file).to_owned();
        found.entry(path).or_default().push(shown(diagnostic, snapshot));
    }
    for finding in snapshot.previewed.iter() {
        found.entry(finding.place.path.clone()).or_default().push(previewed(finding, snapshot));
    }
    found
}

/// Something that went wrong in a preview as the client shows it. A place without columns is its line.
fn previewed(finding: &Finding, snapshot: &Snapshot) -> Shown {
    let Place { path, line, column, end_column, .. } = &finding.place;
    let read = snapshot.analysis.file(path).map(|file| snapshot.analysis.text(file));
    let text = read.map_or_else(|| std::fs::read_to_string(path).unwrap_or_default(), |text| text.to_string());
    let (lines, line) = (LineIndex::new(&text), line.saturating_sub(1));
    let written = lines.line_text(line, &text);
    let (first, end) = (lines.start(line, &text), lines.start(line, &text) + written.trim_end().len() as u32);
    let at = |column: u32| lines.offset(line, column - 1, &text, Column::Characters);
    let start = if *column > 0 { at(*column) } else { first + (written.len() - written.trim_start().len()) as u32 };
    let end = if *end_column > *column { at(*end_column) } else { end };
    Shown {
        range: convert::range(Span::new(start, end.max(start)), &text, &lines, snapshot.abilities.column),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        source: Some("crosswire preview".to_owned()),
        message: finding.message.clone(),
        ..Shown::default()
    }
}

/// A finding as the client shows it.
pub fn shown(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Shown {
    let abilities = snapshot.abilities;
    Shown {
        range: snapshot.range(diagnostic.site),
        severity: Some(severity(diagnostic.severity)),
        code: Some(NumberOrString::String(diagnostic.rule.to_owned())),
        code_description: page(diagnostic.rule).filter(|_| abilities.code_description),
        source: Some("crosswire".to_owned()),
        message: diagnostic.message.clone(),
        related_information: abilities.related.then(|| related(diagnostic, snapshot)),
        tags: None,
        data: abilities.data.then(|| json!({ "fixes": fix_ids(diagnostic) })),
    }
}

/// The names of a finding's fixes: code actions carry the same.
pub fn fix_ids(diagnostic: &Diagnostic) -> Vec<String> {
    let name = |at| format!("{}@{}#{at}", diagnostic.rule, diagnostic.site.span.start);
    (0..diagnostic.fixes.len()).map(name).collect()
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

/// The rule's page.
fn page(rule: &str) -> Option<CodeDescription> {
    let href = rules::page_url(rule)?.parse().ok()?;
    Some(CodeDescription { href })
}

fn related(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Vec<DiagnosticRelatedInformation> {
    let shown = |related: &Related| {
        Some(DiagnosticRelatedInformation {
            location: snapshot.location(related.site)?,
            message: related.message.clone(),
        })
    };
    diagnostic.related.iter().filter_map(shown).collect()
}
