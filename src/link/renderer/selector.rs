//! CSS selectors as scripts look elements up with them, held against a component's markup.

use crate::model::{Element, NameKind};
use crate::text::Span;

/// A selector list that is understood.
#[derive(Debug, PartialEq)]
pub(super) struct Selector {
    alternatives: Vec<Complex>,
    /// Whether a part was left out that could only narrow it: a pseudo-class.
    pub(super) is_exact: bool,
}

/// Compounds, the one that is looked for last.
#[derive(Debug, Default, PartialEq)]
struct Complex {
    compounds: Vec<(Combinator, Compound)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Combinator {
    #[default]
    Descendant,
    Child,
    /// A sibling: that the two have one parent is enough here.
    Sibling,
}

#[derive(Debug, Default, PartialEq)]
struct Compound {
    names: Vec<SimpleName>,
    values: Vec<(String, String)>,
}

/// A name that a selector asks for, and where it stands in the selector's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SimpleName {
    pub(super) kind: NameKind,
    pub(super) text: String,
    pub(super) span: Span,
}

/// What a selector finds in a component's root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This element of the markup.
    Element(usize),
    /// Something around the markup that Streamlit makes.
    Wrapper,
}

/// A selector that is one name.
pub(super) fn name(kind: NameKind, text: &str) -> Selector {
    let span = Span::new(0, text.len() as u32);
    let names = vec![SimpleName { kind, text: text.to_owned(), span }];
    let compound = Compound { names, values: Vec::new() };
    let alternatives = vec![Complex { compounds: vec![(Combinator::Descendant, compound)] }];
    Selector { alternatives, is_exact: true }
}

/// Reads a selector; none where a part of it is not understood.
pub(super) fn parse(text: &str) -> Option<Selector> {
    let mut selector = Selector { alternatives: vec![Complex::default()], is_exact: true };
    let mut combinator = Combinator::Descendant;
    let mut compound: Option<Compound> = None;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b' ' | b'\t' | b'\n' | b'\r' | b'>' | b'+' | b'~' | b',' => {
                let start = at;
                at += bytes[at..].iter().take_while(|byte| b" \t\r\n>+~,".contains(byte)).count();
                let signs: String = text[start..at].split_whitespace().collect();
                if let Some(done) = compound.take() {
                    selector.alternatives.last_mut()?.compounds.push((combinator, done));
                }
                combinator = match signs.as_str() {
                    "" => Combinator::Descendant,
                    ">" => Combinator::Child,
                    "+" | "~" => Combinator::Sibling,
                    "," => {
                        selector.alternatives.push(Complex::default());
                        Combinator::Descendant
                    }
                    _ => return None,
                };
                continue;
            }
            b'*' => {
                compound.get_or_insert_default();
                at += 1;
            }
            b'#' | b'.' => {
                let kind = if bytes[at] == b'#' { NameKind::Id } else { NameKind::Class };
                let word = word_at(text, at + 1)?;
                at += 1 + word.text.len();
                compound.get_or_insert_default().names.push(SimpleName { kind, ..word });
            }
            b'[' => {
                let end = at + text[at..].find(']')?;
                attribute(text, at + 1, end, compound.get_or_insert_default())?;
                at = end + 1;
            }
            b':' => {
                if text[at..].starts_with(":host") || text[at..].starts_with("::") {
                    return None;
                }
                at += 1 + word_at(text, at + 1)?.text.len();
                if bytes.get(at) == Some(&b'(') {
                    at = closing(bytes, at)? + 1;
                }
                compound.get_or_insert_default();
                selector.is_exact = false;
            }
            _ => {
                let word = word_at(text, at)?;
                at += word.text.len();
                compound.get_or_insert_default().names.push(word);
            }
        }
    }
    selector.alternatives.last_mut()?.compounds.extend(compound.map(|last| (combinator, last)));
    let whole = selector.alternatives.iter().all(|complex| !complex.compounds.is_empty());
    whole.then_some(selector)
}

fn word_at(text: &str, start: usize) -> Option<SimpleName> {
    let rest = text.get(start..)?;
    let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    let span = Span::new(start as u32, (start + len) as u32);
    (len > 0).then(|| SimpleName { kind: NameKind::Tag, text: rest[..len].to_owned(), span })
}

/// The place of the bracket that closes the one at `open`.
fn closing(bytes: &[u8], open: usize) -> Option<usize> {
    let mut depth = 0;
    for (index, byte) in bytes.iter().enumerate().skip(open) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(index),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `[name]`, `[name=value]`; other comparisons ask for the name alone.
fn attribute(text: &str, start: usize, end: usize, compound: &mut Compound) -> Option<()> {
    let inner = &text[start..end];
    let name = word_at(text, start + (inner.len() - inner.trim_start().len()))?;
    let rest = text[name.span.end as usize..end].trim();
    if let Some(value) = rest.strip_prefix('=') {
        let value = value.trim().trim_matches(['"', '\'']);
        compound.values.push((name.text.to_ascii_lowercase(), value.to_owned()));
    }
    compound.names.push(SimpleName { kind: NameKind::Attribute, ..name });
    Some(())
}

impl Selector {
    /// What it finds first in a component's root.
    pub(super) fn find(&self, elements: &[Element], has_css: bool) -> Option<Found> {
        let mut places = (0..elements.len()).map(Place::Element).chain([Place::Inner, Place::Outer]);
        if let Some(found) =
            places.find(|place| self.alternatives.iter().any(|complex| complex.holds(*place, elements)))
        {
            return Some(match found {
                Place::Element(index) => Found::Element(index),
                Place::Inner | Place::Outer => Found::Wrapper,
            });
        }
        let style = |complex: &Complex| complex.compounds.last().is_some_and(|last| last.1.is_tag("style"));
        (has_css && self.alternatives.iter().any(style)).then_some(Found::Wrapper)
    }

    /// The first name that no element has.
    pub(super) fn wanted(&self, elements: &[Element]) -> Option<&SimpleName> {
        let places = || (0..elements.len()).map(Place::Element).chain([Place::Inner]);
        let compounds = self.alternatives.iter().flat_map(|complex| complex.compounds.iter().rev());
        let mut names = compounds.flat_map(|compound| &compound.1.names);
        names.find(|name| !places().any(|place| place.has(name, elements)))
    }

    /// Every name in it.
    pub(super) fn names(&self) -> impl Iterator<Item = &SimpleName> {
        self.alternatives.iter().flat_map(|complex| complex.compounds.iter().flat_map(|compound| &compound.1.names))
    }

    /// Whether every alternative asks for more than tags.
    pub(super) fn is_specific(&self) -> bool {
        let specific = |complex: &Complex| {
            complex.compounds.last().is_some_and(|last| last.1.names.iter().any(|name| name.kind != NameKind::Tag))
        };
        self.alternatives.iter().all(specific)
    }
}

/// An element of the markup, or one of the two around it.
#[derive(Clone, Copy)]
enum Place {
    Element(usize),
    Inner,
    Outer,
}

impl Place {
    fn parent(self, elements: &[Element]) -> Option<Place> {
        match self {
            Place::Element(index) => Some(elements[index].parent.map_or(Place::Inner, Place::Element)),
            Place::Inner => Some(Place::Outer),
            Place::Outer => None,
        }
    }

    fn has(self, name: &SimpleName, elements: &[Element]) -> bool {
        let Place::Element(index) = self else {
            return name.kind == NameKind::Tag && name.text.eq_ignore_ascii_case("div");
        };
        let element = &elements[index];
        match name.kind {
            NameKind::Id => element.id.as_ref().is_some_and(|id| id.text == name.text),
            NameKind::Class => element.classes.iter().any(|class| class.text == name.text),
            NameKind::Tag => element.tag.text.eq_ignore_ascii_case(&name.text),
            NameKind::Attribute => element.attributes.iter().any(|has| has.0.text.eq_ignore_ascii_case(&name.text)),
        }
    }
}

impl Compound {
    fn is_tag(&self, tag: &str) -> bool {
        matches!(self.names.as_slice(), [name] if name.kind == NameKind::Tag && name.text == tag)
    }

    fn holds(&self, place: Place, elements: &[Element]) -> bool {
        let has_value = |(name, value): &(String, String)| match place {
            Place::Element(index) => elements[index].attributes.iter().any(|(known, written)| {
                known.text == *name && written.as_ref().map_or(value.is_empty(), |written| written.text == *value)
            }),
            Place::Inner | Place::Outer => false,
        };
        self.names.iter().all(|name| place.has(name, elements)) && self.values.iter().all(has_value)
    }
}

impl Complex {
    fn holds(&self, place: Place, elements: &[Element]) -> bool {
        let Some((last, before)) = self.compounds.split_last() else { return false };
        last.1.holds(place, elements) && behind(last.0, before, place, elements)
    }
}

/// Whether what stands before a combinator holds for what is around `place`.
fn behind(combinator: Combinator, before: &[(Combinator, Compound)], place: Place, elements: &[Element]) -> bool {
    let Some((last, rest)) = before.split_last() else { return true };
    let mut around = std::iter::successors(place.parent(elements), |place| place.parent(elements));
    let holds = |place: Place| last.1.holds(place, elements) && behind(last.0, rest, place, elements);
    match combinator {
        Combinator::Descendant => around.any(holds),
        Combinator::Child => around.next().is_some_and(holds),
        Combinator::Sibling => {
            let parent = |place: Place| match place {
                Place::Element(index) => elements[index].parent,
                Place::Inner | Place::Outer => None,
            };
            (0..elements.len()).map(Place::Element).any(|other| parent(other) == parent(place) && holds(other))
        }
    }
}
