//! `textDocument/semanticTokens/full` and `/range`.

use tower_lsp::lsp_types::{
    Range, SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, Uri,
};

use crate::ide::tokens::{TYPES, tokens};
use crate::server::state::Snapshot;

/// What the server announces.
pub fn options() -> SemanticTokensOptions {
    SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: TYPES.iter().map(|name| SemanticTokenType::new(name)).collect(),
            token_modifiers: Vec::new(),
        },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Bool(true)),
        ..SemanticTokensOptions::default()
    }
}

/// The tokens of a document, or of a range of it, each told from the one before.
pub fn of(snapshot: &Snapshot, uri: &Uri, range: Option<Range>) -> Option<SemanticTokens> {
    let file = snapshot.file(uri)?;
    let wanted = range.map(|range| snapshot.site(file, range).span);
    let mut shown = Vec::new();
    let (mut line, mut start) = (0, 0);
    let found = tokens(&snapshot.analysis, file);
    for token in found.iter().filter(|token| wanted.is_none_or(|wanted| wanted.overlaps(token.span))) {
        let range = snapshot.range(token.span.in_file(file));
        let delta_line = range.start.line - line;
        let delta_start = if delta_line == 0 { range.start.character - start } else { range.start.character };
        (line, start) = (range.start.line, range.start.character);
        let length = range.end.character - range.start.character;
        let token_type = u32::from(token.kind);
        shown.push(SemanticToken { delta_line, delta_start, length, token_type, token_modifiers_bitset: 0 });
    }
    Some(SemanticTokens { result_id: None, data: shown })
}
