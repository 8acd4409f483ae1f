//! `textDocument/diagnostic` and `workspace/diagnostic`: findings for clients that ask for them.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash};
use std::path::PathBuf;

use rustc_hash::FxBuildHasher;
use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::server::state::Snapshot;
use crate::server::{convert, diagnostics};

/// A document's findings.
pub fn of(snapshot: &Snapshot, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let path = convert::path(&params.text_document.uri);
    let mut found = diagnostics::by_path(snapshot);
    let items = path.and_then(|path| found.remove(&path)).unwrap_or_default();
    let result_id = result_id(&items);
    if params.previous_result_id.as_ref() == Some(&result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        let report =
            RelatedUnchangedDocumentDiagnosticReport { related_documents: None, unchanged_document_diagnostic_report };
        return DocumentDiagnosticReport::Unchanged(report);
    }
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report,
    })
}

/// The findings of all files that have some, and of those that had.
pub fn everywhere(snapshot: &Snapshot, params: &WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReport {
    let mut before: BTreeMap<PathBuf, &str> = BTreeMap::new();
    for known in &params.previous_result_ids {
        before.extend(convert::path(&known.uri).map(|path| (path, known.value.as_str())));
    }
    let mut found = diagnostics::by_path(snapshot);
    for path in before.keys() {
        found.entry(path.clone()).or_default();
    }
    let report = |(path, items): (PathBuf, Vec<Diagnostic>)| {
        let open = snapshot.open.get(&path);
        let uri = open.map(|open| open.uri.clone()).or_else(|| convert::uri(&path))?;
        let version = open.map(|open| i64::from(open.version));
        let result_id = result_id(&items);
        if before.get(&path) == Some(&result_id.as_str()) {
            let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
            let report =
                WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report };
            return Some(WorkspaceDocumentDiagnosticReport::Unchanged(report));
        }
        let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
        let report = WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report };
        Some(WorkspaceDocumentDiagnosticReport::Full(report))
    };
    WorkspaceDiagnosticReport { items: found.into_iter().filter_map(report).collect() }
}

/// A name for these findings: the same for the same ones.
pub fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = FxBuildHasher.build_hasher();
    // What a finding says is in its words and its place.
    for item in items {
        let range = item.range;
        let place = [range.start.line, range.start.character, range.end.line, range.end.character];
        (place, &item.message, item.severity.map(|severity| format!("{severity:?}"))).hash(&mut hasher);
        item.related_information.iter().flatten().for_each(|related| {
            let start = related.location.range.start;
            (related.location.uri.as_str(), start.line, start.character).hash(&mut hasher);
        });
    }
    format!("{:x}", std::hash::Hasher::finish(&hasher))
}
