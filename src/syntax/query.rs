//! Reads a text by a query of `grammars`: what each match captured, by the names that the query gives. It knows no
//! language; which grammar and which query is what the readers say.

use streaming_iterator::StreamingIterator;
use tree_sitter::{Language, Node, Parser, Query, QueryCursor, QueryMatch};

use crate::text::Span;

/// A grammar and the query that says what is kept of its texts.
pub(super) struct Reader {
    language: Language,
    query: Query,
}

/// A match of the query.
pub(super) struct Match<'m, 'tree> {
    query: &'m Query,
    found: &'m QueryMatch<'m, 'tree>,
    text: &'m str,
}

impl Reader {
    /// A reader by a query that is part of this program.
    #[expect(clippy::expect_used, reason = "the query is part of this program, and each reader's tests compile it")]
    pub(super) fn new(language: Language, query: &str) -> Self {
        let query = Query::new(&language, query).expect("the query compiles");
        Self { language, query }
    }

    /// Shows every match in a text, in order.
    pub(super) fn matches(&self, text: &str, mut see: impl FnMut(&Match<'_, '_>)) {
        let mut parser = Parser::new();
        let tree = parser.set_language(&self.language).ok().and_then(|()| parser.parse(text, None));
        let Some(tree) = tree else { return };
        let mut cursor = QueryCursor::new();
        let mut matches = cursor.matches(&self.query, tree.root_node(), text.as_bytes());
        while let Some(found) = matches.next() {
            see(&Match { query: &self.query, found, text });
        }
    }
}

impl<'tree> Match<'_, 'tree> {
    /// What is captured by this name, if anything is.
    pub(super) fn captured(&self, name: &str) -> Option<Node<'tree>> {
        let index = self.query.capture_index_for_name(name)?;
        self.found.nodes_for_capture_index(index).next()
    }

    /// What is written at a node.
    pub(super) fn text(&self, node: Node<'tree>) -> &str {
        &self.text[node.byte_range()]
    }
}

/// The bytes of a node.
pub(super) fn span(node: Node<'_>) -> Span {
    Span { start: node.start_byte() as u32, end: node.end_byte() as u32 }
}
