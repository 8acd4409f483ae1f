//! Reads CSS: what a component's style sheet selects, and the custom properties that it sets and uses.
//!
//! What is kept is said by the query in `grammars/css`; the tree itself is not.

use std::sync::LazyLock;

use tree_sitter::Node;

use super::query::{Match, Reader, span};
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

static NAMES: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(tree_sitter_css::LANGUAGE.into(), include_str!("../../grammars/css/names.scm")));

/// The facts of a style sheet.
pub fn read(text: &str) -> StyleFacts {
    let mut facts = StyleFacts::default();
    NAMES.matches(text, |found| {
        if let Some(id) = found.captured("id") {
            facts.ids.push(written(found, id));
        } else if let Some(class) = found.captured("class") {
            facts.classes.push(written(found, class));
        } else if let Some(tag) = found.captured("tag") {
            facts.tags.push(written(found, tag));
        } else if let Some(property) = found.captured("property") {
            facts.defines.extend(Some(written(found, property)).filter(|name| name.text.starts_with("--")));
        } else if let (Some(function), Some(arguments)) = (found.captured("function"), found.captured("arguments")) {
            if found.text(function).eq_ignore_ascii_case("var") {
                facts.uses.extend(var_use(found, arguments));
            }
        } else if let Some(comment) = found.captured("comment") {
            facts.comments.push(span(comment));
        }
    });
    facts
}

/// The use in `(--name, fallback)`.
fn var_use<'tree>(found: &Match<'_, 'tree>, arguments: Node<'tree>) -> Option<VarUse> {
    let mut cursor = arguments.walk();
    let name = arguments.named_children(&mut cursor).find(|part| !part.kind().ends_with("comment"))?;
    let name = written(found, name);
    let has_fallback = arguments.children(&mut cursor).any(|part| part.kind() == ",");
    name.text.starts_with("--").then_some(VarUse { name, has_fallback })
}

fn written<'tree>(found: &Match<'_, 'tree>, node: Node<'tree>) -> StyleName {
    StyleName { text: found.text(node).to_owned(), span: span(node) }
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
