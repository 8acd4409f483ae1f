//! Semantic tokens: colours for the scripts, pages and sheets in a host script's strings.
//!
//! The grammars' own highlight queries say what is what.

use std::sync::LazyLock;

use streaming_iterator::StreamingIterator;
use tree_sitter::{Query, QueryCursor};

use super::embedded::{self, Inner};
use super::ground::Tongue;
use super::trees;
use crate::text::{FileId, LineIndex, Span};
use crate::workspace::Analysis;

/// The types of token, in the order that the server announces.
pub const TYPES: [&str; 12] = [
    "comment",
    "string",
    "number",
    "keyword",
    "operator",
    "function",
    "variable",
    "property",
    "class",
    "type",
    "regexp",
    "parameter",
];

/// A coloured piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// Its place among the [`TYPES`].
    pub kind: u8,
}

/// A query with the type of each of its captures.
struct Highlights {
    query: Query,
    types: Vec<Paint>,
}

/// What a capture does to the bytes that it covers.
#[derive(Clone, Copy)]
enum Paint {
    /// It gives them a type.
    Kind(u8),
    /// It takes the type from them that what is around gave.
    Bare,
    /// Nothing.
    Leave,
}

static SCRIPT: LazyLock<Option<Highlights>> =
    LazyLock::new(|| highlights(Tongue::Script, tree_sitter_javascript::HIGHLIGHT_QUERY));
static STYLE: LazyLock<Option<Highlights>> =
    LazyLock::new(|| highlights(Tongue::Style, tree_sitter_css::HIGHLIGHTS_QUERY));
static MARKUP: LazyLock<Option<Highlights>> =
    LazyLock::new(|| highlights(Tongue::Markup, tree_sitter_html::HIGHLIGHTS_QUERY));

fn highlights(tongue: Tongue, source: &str) -> Option<Highlights> {
    let query = Query::new(&trees::grammar(tongue), source).ok()?;
    let types = query.capture_names().iter().map(|name| kind_of(name)).collect();
    Some(Highlights { query, types })
}

fn of(tongue: Tongue) -> Option<&'static Highlights> {
    match tongue {
        Tongue::Script => SCRIPT.as_ref(),
        Tongue::Style => STYLE.as_ref(),
        Tongue::Markup => MARKUP.as_ref(),
        Tongue::Python => None,
    }
}

/// The type that a capture stands for.
fn kind_of(capture: &str) -> Paint {
    let name = match capture {
        "embedded" | "punctuation.bracket" | "punctuation.delimiter" => return Paint::Bare,
        "string.special" => "regexp",
        "constant.builtin" | "variable.builtin" | "tag" => "keyword",
        "constructor" => "class",
        "attribute" => "property",
        "constant" => "variable",
        "punctuation.special" => "operator",
        _ => capture.split('.').next().unwrap_or_default(),
    };
    TYPES.iter().position(|known| *known == name).map_or(Paint::Leave, |at| Paint::Kind(at as u8))
}

/// The tokens of a file's embedded texts, in order, none over the end of a line.
pub fn tokens(analysis: &Analysis, file: FileId) -> Vec<Token> {
    let lines = analysis.line_index(file);
    let text = analysis.text(file);
    let mut tokens: Vec<Token> = Vec::new();
    for inner in embedded::embedded(analysis, file) {
        tokens.extend(in_text(&inner).into_iter().flat_map(|token| by_line(token, &text, &lines)));
    }
    tokens.sort();
    tokens.dedup_by(|next, before| next.span.start < before.span.end);
    tokens
}

fn in_text(inner: &Inner<'_>) -> Vec<Token> {
    let text = inner.text.text();
    let painted = painted(text, inner.tongue);
    let mut tokens = Vec::new();
    for piece in embedded::pieces(&inner.text, inner.site.file).into_iter().filter(|piece| piece.verbatim) {
        let mut at = piece.inner.start;
        while at < piece.inner.end {
            let kind = painted[at as usize];
            let run = painted[at as usize..piece.inner.end as usize].iter().take_while(|next| **next == kind).count();
            let start = piece.host.start + (at - piece.inner.start);
            at += run as u32;
            tokens.extend(kind.map(|kind| Token { span: Span::new(start, start + run as u32), kind }));
        }
    }
    tokens
}

/// The type of each byte: that of the innermost capture, and of several there that of the last pattern.
fn painted(text: &str, tongue: Tongue) -> Vec<Option<u8>> {
    let mut painted = vec![None; text.len()];
    let (Some(highlights), Some(tree)) = (of(tongue), trees::parse(text, tongue)) else { return painted };
    let mut cursor = QueryCursor::new();
    let mut captures = cursor.captures(&highlights.query, tree.root_node(), text.as_bytes());
    let mut found = Vec::new();
    while let Some((matched, index)) = captures.next() {
        let capture = matched.captures[*index];
        let range = capture.node.byte_range();
        found.push((range.start, std::cmp::Reverse(range.end), matched.pattern_index, capture.index));
    }
    found.sort_unstable();
    for (start, std::cmp::Reverse(end), _, capture) in found {
        match highlights.types[capture as usize] {
            Paint::Kind(kind) => painted[start..end].fill(Some(kind)),
            Paint::Bare => painted[start..end].fill(None),
            Paint::Leave => {}
        }
    }
    painted
}

/// A token's pieces on each line.
fn by_line(token: Token, text: &str, lines: &LineIndex) -> Vec<Token> {
    let (first, last) = (lines.line(token.span.start), lines.line(token.span.end));
    let piece = |line: u32| {
        let start = lines.start(line, text);
        let end = start + lines.line_text(line, text).trim_end().len() as u32;
        let (start, end) = (start.max(token.span.start), end.min(token.span.end));
        (start < end).then(|| Token { span: Span::new(start, end), kind: token.kind })
    };
    (first..=last).filter_map(piece).collect()
}
