//! `textDocument/documentHighlight`.

use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, TextDocumentPositionParams};

use crate::ide::highlight::{Access, highlight};
use crate::server::state::Snapshot;

/// The places of the same file that mean the same.
pub fn at(snapshot: &Snapshot, params: &TextDocumentPositionParams) -> Option<Vec<DocumentHighlight>> {
    let (file, offset) = snapshot.place(params)?;
    let shown = highlight(&snapshot.analysis, file, offset).into_iter().map(|(span, access)| DocumentHighlight {
        range: snapshot.range(span.in_file(file)),
        kind: Some(match access {
            Access::Write => DocumentHighlightKind::WRITE,
            Access::Read => DocumentHighlightKind::READ,
        }),
    });
    Some(shown.collect())
}
