//! `textDocument/documentLink`.

use tower_lsp::lsp_types::{DocumentLink, DocumentLinkParams};

use crate::ide::links::links;
use crate::server::state::Snapshot;

/// The links of a document.
pub fn of(snapshot: &Snapshot, params: &DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let file = snapshot.file(&params.text_document.uri)?;
    let shown = links(&snapshot.analysis, file).into_iter().map(|link| DocumentLink {
        range: snapshot.range(link.site),
        target: snapshot.uri(link.target),
        tooltip: None,
        data: None,
    });
    Some(shown.collect())
}
