//! `textDocument/hover`.

use tower_lsp::lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, TextDocumentPositionParams};

use crate::ide::hover;
use crate::server::state::Snapshot;

/// What stands at a position.
pub fn at(snapshot: &Snapshot, params: &TextDocumentPositionParams) -> Option<Hover> {
    let (file, offset) = snapshot.place(params)?;
    let shown = hover::hover(&snapshot.analysis, file, offset)?;
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: shown.text });
    Some(Hover { contents, range: Some(snapshot.range(shown.site)) })
}
