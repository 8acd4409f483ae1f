//! `textDocument/definition`.

use tower_lsp::lsp_types::{GotoDefinitionResponse, LocationLink, TextDocumentPositionParams};

use crate::ide::definition::{Target, definition};
use crate::server::state::Snapshot;

/// Where the name at a position leads.
pub fn at(snapshot: &Snapshot, params: &TextDocumentPositionParams) -> Option<GotoDefinitionResponse> {
    let (file, offset) = snapshot.place(params)?;
    let targets = definition(&snapshot.analysis, file, offset);
    if targets.is_empty() {
        return None;
    }
    if !snapshot.abilities.definition_links {
        let places = targets.iter().filter_map(|target| snapshot.location(target.name)).collect();
        return Some(GotoDefinitionResponse::Array(places));
    }
    Some(GotoDefinitionResponse::Link(targets.iter().filter_map(|target| link(snapshot, target)).collect()))
}

fn link(snapshot: &Snapshot, target: &Target) -> Option<LocationLink> {
    // The protocol wants the name inside what is around it.
    let encloses = target.whole.file == target.name.file && target.whole.span.contains(target.name.span);
    Some(LocationLink {
        origin_selection_range: Some(snapshot.range(target.origin)),
        target_uri: snapshot.uri(target.name.file)?,
        target_range: snapshot.range(if encloses { target.whole } else { target.name }),
        target_selection_range: snapshot.range(target.name),
    })
}
