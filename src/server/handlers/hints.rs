//! `textDocument/inlayHint`.

use tower_lsp::lsp_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintParams, InlayHintTooltip};

use crate::ide::hints::hints;
use crate::server::state::Snapshot;

/// The hints of a range.
pub fn of(snapshot: &Snapshot, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
    let file = snapshot.file(&params.text_document.uri).filter(|_| snapshot.preferences.inlay_hints)?;
    let range = snapshot.site(file, params.range);
    let shown = hints(&snapshot.analysis, range).into_iter().map(|hint| InlayHint {
        position: snapshot.range(hint.at).start,
        label: InlayHintLabel::String(format!(": {}", hint.text)),
        kind: Some(InlayHintKind::TYPE),
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(hint.meaning.to_owned())),
        padding_left: Some(false),
        padding_right: Some(true),
        data: None,
    });
    Some(shown.collect())
}
