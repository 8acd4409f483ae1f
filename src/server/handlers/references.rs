//! `textDocument/references`.

use tower_lsp::lsp_types::{Location, ReferenceParams};

use crate::ide::references::references;
use crate::server::state::Snapshot;

/// The places that mean the same.
pub fn at(snapshot: &Snapshot, params: &ReferenceParams) -> Option<Vec<Location>> {
    let (file, offset) = snapshot.place(&params.text_document_position)?;
    let sites = references(&snapshot.analysis, file, offset, params.context.include_declaration);
    Some(sites.into_iter().filter_map(|site| snapshot.location(site)).collect())
}
