//! Reads HTML: the tags, ids, classes and attributes of a component's markup.
//!
//! What is kept is said by the query in `grammars/html`; the tree itself is not.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use tree_sitter::Node;

use super::query::{Match, Reader, span};
use crate::text::Span;

/// The facts of one piece of markup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MarkupFacts {
    /// The names of the tags that start an element, in order, in lower case.
    pub tags: Vec<MarkupName>,
    /// Every attribute, in order.
    pub attributes: Vec<Attribute>,
    /// Every element, in the order of their tags.
    pub elements: Vec<Element>,
    /// The ids that are given.
    pub ids: Vec<MarkupName>,
    /// The classes that are given, one entry a class.
    pub classes: Vec<MarkupName>,
    /// What stands inside `<style>` elements.
    pub styles: Vec<Span>,
    /// Every comment, its `<!--` and `-->` included.
    pub comments: Vec<Span>,
}

impl MarkupFacts {
    /// Whether it has an element of this tag: `script`, `style`.
    pub fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|known| known.text == tag)
    }
}

/// An element: its tag, its attributes, and what it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// The index of its tag in [`MarkupFacts::tags`], which is its own index too.
    pub tag: usize,
    /// The indices of its attributes in [`MarkupFacts::attributes`].
    pub attributes: Range<usize>,
    /// The index of the element around it.
    pub parent: Option<usize>,
}

/// A name in markup and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkupName {
    /// The name.
    pub text: String,
    /// Its bytes.
    pub span: Span,
}

/// An attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name, in lower case.
    pub name: MarkupName,
    /// Its value as written, without quotes; none where it has none.
    pub value: Option<MarkupName>,
}

static ELEMENTS: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(tree_sitter_html::LANGUAGE.into(), include_str!("../../grammars/html/elements.scm")));

/// How far up an element's parent is looked for.
const DEEPEST: usize = 256;

/// The facts of a piece of markup.
pub fn read(text: &str) -> MarkupFacts {
    let mut facts = MarkupFacts::default();
    let mut places = FxHashMap::default();
    ELEMENTS.matches(text, |found| {
        if let Some(tag) = found.captured("tag") {
            facts.add_element(lower_case(found, tag), tag, &mut places);
        } else if let Some(name) = found.captured("attribute") {
            facts.add_attribute(lower_case(found, name), found.captured("value").map(|value| written(found, value)));
        } else if let Some(comment) = found.captured("comment") {
            facts.comments.push(span(comment));
        } else if let Some(sheet) = found.captured("style") {
            facts.styles.push(span(sheet));
        }
    });
    facts
}

impl MarkupFacts {
    /// Adds the element of a tag; `places` has the elements so far by the ids of their nodes.
    fn add_element(&mut self, name: MarkupName, tag: Node<'_>, places: &mut FxHashMap<usize, usize>) {
        let whole = tag.parent().and_then(|start| match start.kind() {
            "start_tag" => start.parent(),
            _ => Some(start),
        });
        let around = std::iter::successors(whole.and_then(|node| node.parent()), |node| node.parent());
        let parent = around.take(DEEPEST).find_map(|node| places.get(&node.id()).copied());
        if let Some(whole) = whole {
            places.insert(whole.id(), self.elements.len());
        }
        let next = self.attributes.len();
        self.elements.push(Element { tag: self.tags.len(), attributes: next..next, parent });
        self.tags.push(name);
    }

    fn add_attribute(&mut self, name: MarkupName, value: Option<MarkupName>) {
        match (name.text.as_str(), &value) {
            ("id", Some(id)) if !id.text.is_empty() => self.ids.push(id.clone()),
            ("class", Some(list)) => self.classes.extend(words(list)),
            _ => {}
        }
        self.attributes.push(Attribute { name, value });
        if let Some(element) = self.elements.last_mut() {
            element.attributes.end = self.attributes.len();
        }
    }
}

/// The names in a list that white space separates.
fn words(list: &MarkupName) -> impl Iterator<Item = MarkupName> + '_ {
    list.text.split_ascii_whitespace().map(|word| {
        let offset = word.as_ptr() as usize - list.text.as_ptr() as usize;
        let start = list.span.start + offset as u32;
        MarkupName { text: word.to_owned(), span: Span::new(start, start + word.len() as u32) }
    })
}

fn written<'tree>(found: &Match<'_, 'tree>, node: Node<'tree>) -> MarkupName {
    MarkupName { text: found.text(node).to_owned(), span: span(node) }
}

fn lower_case<'tree>(found: &Match<'_, 'tree>, node: Node<'tree>) -> MarkupName {
    MarkupName { text: found.text(node).to_ascii_lowercase(), span: span(node) }
}

#[cfg(test)]
mod tests {
    use super::{MarkupName, read};

    fn texts(names: &[MarkupName]) -> Vec<&str> {
        names.iter().map(|name| name.text.as_str()).collect()
    }

    #[test]
    fn tags_ids_classes_and_comments_are_kept() {
        let text = "<!-- one -->\n<DIV id='root' class=\"a  b\">\n<input Disabled value=x><br/>\n\
                    <style>p { color: red }</style><script>f(\"<b>\")</script></div>";
        let facts = read(text);
        assert_eq!(texts(&facts.tags), ["div", "input", "br", "style", "script"]);
        assert_eq!(texts(&facts.ids), ["root"]);
        assert_eq!(texts(&facts.classes), ["a", "b"]);
        for name in facts.classes.iter().chain(&facts.ids) {
            assert_eq!(&text[name.span.range()], name.text);
        }
        let attributes: Vec<_> = facts
            .attributes
            .iter()
            .map(|attribute| (attribute.name.text.as_str(), attribute.value.as_ref().map(|value| value.text.as_str())))
            .collect();
        assert_eq!(
            attributes,
            [("id", Some("root")), ("class", Some("a  b")), ("disabled", None), ("value", Some("x"))]
        );
        let parents: Vec<_> = facts.elements.iter().map(|element| element.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(0), Some(0), Some(0)]);
        assert_eq!(facts.elements[1].attributes, 2..4);
        assert_eq!(facts.comments.len(), 1);
        assert!(facts.has_tag("script") && facts.has_tag("style") && !facts.has_tag("b"));
    }

    #[test]
    fn broken_markup_gives_what_is_there() {
        for text in ["", "<", "<div id=", "<div class='a", "</p></p>", "<!-- x", "<a b=\"c\" <d id=e>"] {
            read(text);
        }
        assert_eq!(texts(&read("<p id=a><div id=b").ids), ["a", "b"]);
    }
}
