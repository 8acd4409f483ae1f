//! Comments, and the places that do not parse.

use std::sync::LazyLock;

use streaming_iterator::StreamingIterator;
use tree_sitter::{Query, QueryCursor, Tree};

use super::hir::Comment;
use super::kinds::LANGUAGE;
use super::tokens::{TokenKind, Tokens};
use crate::text::Span;

static ERRORS: LazyLock<Query> = LazyLock::new(|| {
    let source = include_str!("../../../grammars/python/errors.scm");
    Query::new(&LANGUAGE, source).unwrap_or_else(|error| unreachable!("the query fits the grammar: {error}"))
});

/// The comments of a text, in order.
pub(super) fn comments(text: &str, tokens: &Tokens) -> Vec<Comment> {
    let is_comment = |kind| kind == TokenKind::Comment;
    let found = tokens.tokens.iter().filter(|token| is_comment(token.kind));
    found
        .map(|token| {
            let before = &text[..token.span.start as usize];
            let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
            Comment { span: token.span, own_line: line.trim_start_matches('\u{feff}').trim().is_empty() }
        })
        .collect()
}

/// The places of a tree that do not parse, in order.
pub(super) fn errors(tree: &Tree) -> Vec<Span> {
    if !tree.root_node().has_error() {
        return Vec::new();
    }
    let mut errors = Vec::new();
    let mut cursor = QueryCursor::new();
    let nothing: &[u8] = &[];
    let mut captures = cursor.captures(&ERRORS, tree.root_node(), nothing);
    while let Some((found, index)) = captures.next() {
        let range = found.captures.get(*index).map(|capture| capture.node.byte_range()).unwrap_or_default();
        errors.push(Span::new(range.start as u32, range.end as u32));
    }
    errors
}
