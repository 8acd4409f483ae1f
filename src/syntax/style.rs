//! Reads CSS: what a component's style sheet selects, and the custom properties that it sets and uses.
//!
//! What is kept is said by the query in `grammars/css`; the tree itself is not.

use std::sync::LazyLock;

use streaming_iterator::StreamingIterator;
use tree_sitter::{Language, Node, Parser, Query, QueryCursor};

use crate::text::Span;

/// The facts of one style sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StyleFacts {
    /// The ids that selectors name, without `#`.
    pub ids: Vec<StyleName>,
    /// The classes that selectors name, without `.`.
    pub classes: Vec<StyleName>,
    /// The tags that selectors name.
    pub tags: Vec<StyleName>,
    /// The custom properties that are set, with their `--`.
    pub defines: Vec<StyleName>,
    /// The uses of custom properties.
    pub uses: Vec<VarUse>,
    /// Every comment, its `/*` and `*/` included.
    pub comments: Vec<Span>,
}

/// A name in a style sheet and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleName {
    /// The name.
    pub text: String,
    /// Its bytes.
    pub span: Span,
}

/// `var(--name)` or `var(--name, fallback)`.
#[derive(Clone, Debug, PartialEq)]
pub struct VarUse {
    /// The property, with its `--`.
    pub name: StyleName,
    /// Whether a fallback is given.
    pub has_fallback: bool,
}

struct Names {
    language: Language,
    query: Query,
}

#[expect(clippy::expect_used, reason = "the query is part of this program, and a test compiles it")]
static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let language: Language = tree_sitter_css::LANGUAGE.into();
    let query = Query::new(&language, include_str!("../../grammars/css/names.scm")).expect("the query compiles");
    Names { language, query }
});

/// The facts of a style sheet.
pub fn read(text: &str) -> StyleFacts {
    let Names { language, query } = &*NAMES;
    let mut parser = Parser::new();
    let mut facts = StyleFacts::default();
    let Some(tree) = parser.set_language(language).ok().and_then(|()| parser.parse(text, None)) else { return facts };
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, tree.root_node(), text.as_bytes());
    while let Some(found) = matches.next() {
        let captured = |name: &str| {
            let index = query.capture_index_for_name(name)?;
            found.nodes_for_capture_index(index).next()
        };
        if let Some(id) = captured("id") {
            facts.ids.push(written(text, id));
        } else if let Some(class) = captured("class") {
            facts.classes.push(written(text, class));
        } else if let Some(tag) = captured("tag") {
            facts.tags.push(written(text, tag));
        } else if let Some(property) = captured("property") {
            facts.defines.extend(Some(written(text, property)).filter(|name| name.text.starts_with("--")));
        } else if let (Some(function), Some(arguments)) = (captured("function"), captured("arguments")) {
            if text[function.byte_range()].eq_ignore_ascii_case("var") {
                facts.uses.extend(var_use(text, arguments));
            }
        } else if let Some(comment) = captured("comment") {
            facts.comments.push(span(comment));
        }
    }
    facts
}

/// The use in `(--name, fallback)`.
fn var_use(text: &str, arguments: Node<'_>) -> Option<VarUse> {
    let mut cursor = arguments.walk();
    let name = arguments.named_children(&mut cursor).find(|part| !part.kind().ends_with("comment"))?;
    let name = written(text, name);
    let has_fallback = arguments.children(&mut cursor).any(|part| part.kind() == ",");
    name.text.starts_with("--").then_some(VarUse { name, has_fallback })
}

fn written(text: &str, node: Node<'_>) -> StyleName {
    StyleName { text: text[node.byte_range()].to_owned(), span: span(node) }
}

fn span(node: Node<'_>) -> Span {
    Span { start: node.start_byte() as u32, end: node.end_byte() as u32 }
}

#[cfg(test)]
mod tests {
    use super::{StyleName, read};

    fn texts(names: &[StyleName]) -> Vec<&str> {
        names.iter().map(|name| name.text.as_str()).collect()
    }

    #[test]
    fn selectors_properties_and_comments_are_kept() {
        let text = "/* one */\n#root .item.on > button:hover, div { --gap: 2px; color: var(--st-text-color); }\n\
                    @media (width > 10px) { .wide { margin: calc(var(--gap, 1px) * 2) } }\n\
                    .nested { &.deep { border: 1px solid var( --line , var(--st-border-color) ) } }";
        let facts = read(text);
        assert_eq!(texts(&facts.ids), ["root"]);
        assert_eq!(texts(&facts.classes), ["item", "on", "wide", "nested", "deep"]);
        assert_eq!(texts(&facts.tags), ["button", "div"]);
        assert_eq!(texts(&facts.defines), ["--gap"]);
        let uses: Vec<_> = facts.uses.iter().map(|used| (used.name.text.as_str(), used.has_fallback)).collect();
        assert_eq!(uses, [("--st-text-color", false), ("--gap", true), ("--line", true), ("--st-border-color", false)]);
        assert_eq!(facts.comments.len(), 1);
        for name in facts.uses.iter().map(|used| &used.name).chain(&facts.classes) {
            assert_eq!(&text[name.span.range()], name.text);
        }
    }

    #[test]
    fn broken_sheets_give_what_is_there() {
        for text in ["", "{", ".a {", "p { color: var(", "@media {", "/* x", "} .b { }"] {
            read(text);
        }
        assert_eq!(texts(&read(".a { color: red; .b {").classes), ["a", "b"]);
    }
}
