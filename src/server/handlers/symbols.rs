//! `textDocument/documentSymbol` and `workspace/symbol`.

use tower_lsp::lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, OneOf, SymbolInformation, WorkspaceSymbol,
    WorkspaceSymbolParams,
};

use crate::ide::symbols::{self, Symbol, SymbolKind};
use crate::server::state::Snapshot;

/// The symbols of a document, nested where the client can show that.
pub fn of(snapshot: &Snapshot, params: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let file = snapshot.file(&params.text_document.uri)?;
    let found = symbols::in_file(&snapshot.analysis, file);
    if snapshot.abilities.nested_symbols {
        return Some(DocumentSymbolResponse::Nested(found.iter().map(|symbol| nested(symbol, snapshot)).collect()));
    }
    let mut flat = Vec::new();
    for symbol in &found {
        flat.extend(information(symbol, None, snapshot));
        flat.extend(symbol.children.iter().filter_map(|child| information(child, Some(&symbol.name), snapshot)));
    }
    Some(DocumentSymbolResponse::Flat(flat))
}

/// The symbols of the workspace.
pub fn everywhere(snapshot: &Snapshot, params: &WorkspaceSymbolParams) -> Vec<WorkspaceSymbol> {
    let found = symbols::everywhere(&snapshot.analysis, &params.query);
    let shown = found.iter().filter_map(|symbol| {
        Some(WorkspaceSymbol {
            name: symbol.name.clone(),
            kind: kind(symbol.kind),
            tags: None,
            container_name: Some(symbol.detail.clone()),
            location: OneOf::Left(snapshot.location(symbol.site)?),
            data: None,
        })
    });
    shown.collect()
}

#[allow(deprecated, reason = "the type wants the field that it gives up")]
fn nested(symbol: &Symbol, snapshot: &Snapshot) -> DocumentSymbol {
    DocumentSymbol {
        name: symbol.name.clone(),
        detail: Some(symbol.detail.clone()),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: snapshot.range(symbol.whole),
        selection_range: snapshot.range(symbol.site),
        children: Some(symbol.children.iter().map(|child| nested(child, snapshot)).collect()),
    }
}

#[allow(deprecated, reason = "the type wants the field that it gives up")]
fn information(symbol: &Symbol, container: Option<&str>, snapshot: &Snapshot) -> Option<SymbolInformation> {
    Some(SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: snapshot.location(symbol.site)?,
        container_name: container.map(str::to_owned),
    })
}

fn kind(kind: SymbolKind) -> tower_lsp::lsp_types::SymbolKind {
    use tower_lsp::lsp_types::SymbolKind as Shown;
    match kind {
        SymbolKind::Component => Shown::CLASS,
        SymbolKind::Mount => Shown::OBJECT,
        SymbolKind::Renderer => Shown::FUNCTION,
        SymbolKind::State => Shown::FIELD,
        SymbolKind::Trigger => Shown::EVENT,
    }
}
