//! A component's html and css, as rules see them.

use std::sync::Arc;

use crate::model::{Element, Known, Markup, NameKind, Opened, Source, Style};
use crate::syntax::markup::{self, MarkupFacts};
use crate::syntax::style::{self, StyleFacts};
use crate::text::{Embedded, Span, Word};

/// A component's `html=`.
pub fn markup(html: &Source, read: impl FnOnce(&Embedded) -> Arc<MarkupFacts>) -> Markup {
    match html {
        Source::Absent => Markup::default(),
        Source::Text { text, site, .. } => {
            let mut read = read_markup(text, &read(text));
            if text.has_holes() {
                read.elements.opened_by(Opened { site: *site, why: "a part of the html is not known".to_owned() });
            }
            read
        }
        Source::Unknown(opened) => open_markup(opened.clone()),
        Source::Asset { pattern: Word { site, .. }, .. }
        | Source::Unreadable { site, .. }
        | Source::WrongType { site, .. } => {
            open_markup(Opened { site: *site, why: "the html is not known".to_owned() })
        }
    }
}

fn open_markup(opened: Opened) -> Markup {
    Markup { elements: Known { members: Vec::new(), open: vec![opened] }, ..Markup::default() }
}

fn read_markup(text: &Embedded, facts: &MarkupFacts) -> Markup {
    let mut read = Markup::default();
    for element in &facts.elements {
        let attributes = &facts.attributes[element.attributes.clone()];
        let within = |names: &[markup::MarkupName], value: &markup::MarkupName| -> Vec<Word> {
            names.iter().filter(|name| value.span.contains(name.span)).filter_map(|name| word(text, name)).collect()
        };
        let named = |name: &str| attributes.iter().find(|attribute| attribute.name.text == name);
        let value = |name: &str| named(name).and_then(|attribute| attribute.value.as_ref());
        let Some(tag) = word(text, &facts.tags[element.tag]) else { continue };
        read.elements.members.push(Element {
            tag,
            id: value("id").and_then(|id| word(text, id)),
            classes: value("class").map(|list| within(&facts.classes, list)).unwrap_or_default(),
            attributes: attributes
                .iter()
                .filter_map(|attribute| {
                    let value = attribute.value.as_ref().and_then(|value| word(text, value));
                    Some((word(text, &attribute.name)?, value))
                })
                .collect(),
            parent: element.parent,
        });
    }
    let styles = facts.attributes.iter().filter(|attribute| attribute.name.text == "style");
    for value in styles.filter_map(|attribute| attribute.value.as_ref()) {
        // A style attribute is the inside of a rule.
        let before = "x{";
        read.add_sheet(text, &format!("{before}{}}}", value.text), value.span.start as i64 - before.len() as i64);
    }
    for span in &facts.styles {
        read.add_sheet(text, &text.text()[span.range()], i64::from(span.start));
    }
    read
}

impl Markup {
    /// Adds what a style sheet in the markup sets and uses; `offset` is where it begins in the markup.
    fn add_sheet(&mut self, text: &Embedded, sheet: &str, offset: i64) {
        let facts = style::read(sheet);
        let placed = |name: &style::StyleName| {
            let at = |byte: u32| u32::try_from(i64::from(byte) + offset).unwrap_or_default();
            placed_word(text, &name.text, Span::new(at(name.span.start), at(name.span.end)))
        };
        let bare = facts.uses.iter().filter(|used| !used.has_fallback);
        self.variables.extend(bare.filter_map(|used| placed(&used.name)));
        self.properties.extend(facts.defines.iter().filter_map(placed));
    }
}

fn word(text: &Embedded, name: &markup::MarkupName) -> Option<Word> {
    placed_word(text, &name.text, name.span)
}

/// A word with its place in the host file; what is written in several pieces is covered.
fn placed_word(text: &Embedded, word: &str, span: Span) -> Option<Word> {
    let site = text.to_host(span).or_else(|| text.cover(span))?;
    Some(Word { text: word.to_owned(), site })
}

/// A component's `css=`.
pub fn style(css: &Source, read: impl FnOnce(&Embedded) -> Arc<StyleFacts>) -> Style {
    let Source::Text { text, .. } = css else {
        let absent = *css == Source::Absent;
        return Style { is_given: !absent, is_known: absent, ..Style::default() };
    };
    let facts = read(text);
    let words = |names: &[style::StyleName]| -> Vec<Word> {
        names.iter().filter_map(|name| placed_word(text, &name.text, name.span)).collect()
    };
    let bare: Vec<_> = facts.uses.iter().filter(|used| !used.has_fallback).map(|used| used.name.clone()).collect();
    let names = words(&facts.ids).into_iter().map(|id| (NameKind::Id, id));
    Style {
        is_given: !text.text().trim().is_empty() || text.has_holes(),
        is_known: !text.has_holes(),
        names: names.chain(words(&facts.classes).into_iter().map(|class| (NameKind::Class, class))).collect(),
        variables: words(&bare),
        properties: words(&facts.defines),
        tags: style_tags(text.text(), &facts.comments).into_iter().filter_map(|span| text.to_host(span)).collect(),
    }
}

/// `<style …>` and `</style>`, those in comments left out.
fn style_tags(text: &str, comments: &[Span]) -> Vec<Span> {
    let lower = text.to_ascii_lowercase();
    let mut tags = Vec::new();
    for (start, _) in lower.match_indices('<') {
        let rest = lower[start + 1..].strip_prefix('/').unwrap_or(&lower[start + 1..]);
        let is_style = rest.strip_prefix("style").is_some_and(|after| after.starts_with(['>', ' ', '\n', '\t', '\r']));
        let Some(len) = lower[start..].find('>').filter(|_| is_style) else { continue };
        let span = Span::new(start as u32, (start + len + 1) as u32);
        if !comments.iter().any(|comment| comment.contains(span)) {
            tags.push(span);
        }
    }
    tags
}
