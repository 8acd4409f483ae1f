//! Comments, and the places that do not parse.

use std::sync::LazyLock;

use streaming_iterator::StreamingIterator;
use tree_sitter::{Node, Query, QueryCursor};

use super::hir::Comment;
use super::kinds::LANGUAGE;
use super::mend::Mends;
use crate::text::Span;

static QUERY: LazyLock<Query> = LazyLock::new(|| {
    let source = include_str!("../../../grammars/python/trivia.scm");
    Query::new(&LANGUAGE, source).unwrap_or_else(|error| unreachable!("the query fits the grammar: {error}"))
});

/// The comments of a tree and its errors, in order.
pub(super) fn comments_and_errors(root: Node<'_>, text: &str, mends: &Mends) -> (Vec<Comment>, Vec<Span>) {
    let (mut comments, mut errors) = (Vec::new(), Vec::new());
    let error = QUERY.capture_index_for_name("error");
    let mut cursor = QueryCursor::new();
    let mut captures = cursor.captures(&QUERY, root, text.as_bytes());
    while let Some((found, index)) = captures.next() {
        let Some(capture) = found.captures.get(*index) else { continue };
        let range = capture.node.byte_range();
        let span = Span { start: mends.host(range.start as u32), end: mends.host(range.end as u32) };
        match Some(capture.index) == error {
            true => errors.push(span),
            false => {
                let written = text.get(range.clone()).unwrap_or_default().trim_end_matches('\r').len() as u32;
                let line = text[..range.start].rsplit('\n').next().unwrap_or_default();
                let own_line = line.trim_start_matches('\u{feff}').trim().is_empty();
                comments.push(Comment { span: Span::new(span.start, span.start + written), own_line });
            }
        }
    }
    (comments, errors)
}
