//! `textDocument/foldingRange`.

use tower_lsp::lsp_types::{FoldingRange, FoldingRangeParams};

use crate::ide::folding::folds;
use crate::server::state::Snapshot;

/// What folds in a document. The line that closes a bracket stays.
pub fn of(snapshot: &Snapshot, params: &FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let file = snapshot.file(&params.text_document.uri)?;
    let shown = folds(&snapshot.analysis, file).into_iter().filter_map(|span| {
        let range = snapshot.range(span.in_file(file));
        let (start_line, end_line) = (range.start.line, range.end.line.saturating_sub(1));
        (start_line < end_line).then(|| FoldingRange { start_line, end_line, ..FoldingRange::default() })
    });
    let mut shown: Vec<FoldingRange> = shown.collect();
    shown.dedup_by_key(|fold| (fold.start_line, fold.end_line));
    Some(shown)
}
