//! Searches for elements: where, for what, whether the component's markup has it, and whether what was found
//! is used as if it were there.

use std::sync::Arc;

use super::calls::CallPlace;
use super::selector::{self, Found, Selector, SimpleName};
use super::value::{ModuleId, Value};
use super::{Phase, Walk};
use crate::model::{Lookup, NameKind, Wanted, Within};
use crate::text::{Site, Span, Word};

/// A search.
pub(super) struct Search {
    pub(super) lookup: Lookup,
    /// What it finds of the component's markup.
    pub(super) found: Option<Found>,
    /// Whether a test asks if it found anything.
    pub(super) tested: bool,
    /// Whether it runs in every first run before any element is made.
    pub(super) on_fresh_markup: bool,
    /// The names that it asks for.
    pub(super) names: Vec<(NameKind, String)>,
    /// Where its text is written.
    pub(super) text: (ModuleId, Span),
}

impl Search {
    pub(super) fn is_in_markup(&self) -> bool {
        self.found.is_some() && self.lookup.within == Within::Root
    }
}

impl Walk<'_> {
    /// A method that looks elements up; none where it is none.
    pub(super) fn look_up(&mut self, of: &Value, name: &str, args: &[Value], place: CallPlace) -> Option<Value> {
        let (all, kind) = match name {
            "querySelector" => (false, None),
            "getElementById" => (false, Some(NameKind::Id)),
            "querySelectorAll" => (true, None),
            "getElementsByClassName" => (true, Some(NameKind::Class)),
            "getElementsByTagName" => (true, Some(NameKind::Tag)),
            _ => return None,
        };
        let within = match of {
            Value::Root => Within::Root,
            Value::Found(search) | Value::Each(search) if self.searches[*search].is_in_markup() => Within::Root,
            Value::Document => Within::Document,
            Value::Fresh(_) => return Some(if all { Value::Unknown } else { Value::Element }),
            _ => return Some(if all { Value::Unknown } else { Value::Element }),
        };
        let Some(Value::Text(text, module, span)) = args.first().cloned() else {
            return Some(if all { Value::Unknown } else { Value::Element });
        };
        let selector = match kind {
            Some(kind) => Some(selector::name(kind, &text)),
            None => selector::parse(&text),
        };
        let search = self.search(name, within, selector, (&text, module, span), place);
        Some(match search {
            Some(search) if all => Value::FoundAll(search),
            Some(search) if self.alternatives == 0 || self.searches[search].is_in_markup() => Value::Found(search),
            Some(search) => {
                // A test may ask for it where it stands, and then it is no element of the markup.
                self.searches[search].tested = true;
                Value::Element
            }
            None => Value::Element,
        })
    }

    fn search(
        &mut self,
        method: &str,
        within: Within,
        selector: Option<Selector>,
        (text, module, span): (&Arc<str>, ModuleId, Span),
        place: CallPlace,
    ) -> Option<usize> {
        let call = self.site(place.module, place.call)?;
        let site = self.site(module, span)?;
        let known = |search: &Search| search.lookup.call == call && search.lookup.selector.site == site;
        if let Some(index) = self.searches.iter().position(known) {
            self.searches[index].lookup.has_alternative |= self.alternatives > 0;
            return Some(index);
        }
        let elements = &self.markup.elements;
        let found = selector.as_ref().and_then(|selector| selector.find(&elements.members, self.has_css));
        let exact = selector.as_ref().is_some_and(|selector| selector.is_exact && selector.is_specific());
        let in_markup = match (&selector, found) {
            (Some(_), Some(_)) if exact => Some(true),
            (Some(_), None) if elements.is_closed() => Some(false),
            _ => None,
        };
        let written = |name: &SimpleName| {
            let at = Span::new(span.start + name.span.start, span.start + name.span.end);
            let plain = self.written_at(module, at) == name.text;
            let site = if plain { self.site(module, at) } else { None };
            Some((name.kind, Word { text: name.text.clone(), site: site? }))
        };
        let wanted = selector.as_ref().filter(|_| found.is_none());
        let wanted = wanted.and_then(|selector| selector.wanted(&elements.members));
        let wanted = wanted.and_then(written).map(|(kind, name)| Wanted { kind, name });
        let written = selector.iter().flat_map(Selector::names).filter_map(written).collect();
        let root_name =
            self.root_name.as_ref().filter(|(of, within, _)| *of == place.module && within.contains(place.call));
        let names = selector.iter().flat_map(Selector::names).map(|name| (name.kind, name.text.clone())).collect();
        let lookup = Lookup {
            call,
            method: method.to_owned(),
            receiver: self.site(place.module, place.object)?,
            within,
            selector: Word { text: text.to_string(), site },
            names: written,
            in_markup,
            wanted,
            may_be_made: true,
            given_up: None,
            used: None,
            has_alternative: self.alternatives > 0,
            root_name: root_name.map(|(_, _, name)| name.clone()),
        };
        let on_fresh_markup = self.phase == Phase::Body && self.sure && !self.made;
        self.searches.push(Search { lookup, found, tested: false, on_fresh_markup, names, text: (module, span) });
        Some(self.searches.len() - 1)
    }

    /// Notes that a member of a value is used, whatever the value is.
    pub(super) fn use_of(&mut self, module: ModuleId, value: &Value, span: Span) {
        let Value::Found(search) = *value else { return };
        let site: Option<Site> = self.site(module, span);
        if self.trying == 0 && self.phase != Phase::Cleanup && !self.searches[search].tested {
            let used = &mut self.searches[search].lookup.used;
            *used = used.or(site);
        }
    }

    /// Whether the element outlives the run: Streamlit made it, not this run.
    pub(super) fn outlives_run(&self, value: &Value) -> bool {
        match value {
            Value::Root | Value::Document | Value::Window => true,
            Value::Found(search) | Value::Each(search) => {
                let wiped = self.cleared.iter().any(|cleared| self.is_within(value, cleared) && cleared != value);
                match self.searches[*search].lookup.within {
                    Within::Root => self.searches[*search].is_in_markup() && !wiped,
                    Within::Document => false,
                }
            }
            _ => false,
        }
    }

    /// Whether an element may stand in another one.
    pub(super) fn is_within(&self, inner: &Value, outer: &Value) -> bool {
        if inner == outer || *outer == Value::Root || *outer == Value::Document {
            return true;
        }
        let place = |value: &Value| match value {
            Value::Found(search) | Value::Each(search) => match self.searches[*search].found {
                Some(Found::Element(index)) => Some(index),
                _ => None,
            },
            _ => None,
        };
        match (place(inner), place(outer)) {
            (Some(inner), Some(outer)) => {
                let elements = &self.markup.elements.members;
                std::iter::successors(Some(inner), |index| elements[*index].parent).any(|index| index == outer)
            }
            _ => *inner != Value::Root && *inner != Value::Document,
        }
    }
}
