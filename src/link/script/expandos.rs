//! Properties that the script itself puts on elements and other things of the page, by their names: an element's
//! identity is not followed.

use std::sync::Arc;

use super::Follower;
use super::readers::ReadBy;
use super::value::{Atom, Depends, ModuleId, Value};
use crate::text::Span;

/// What was assigned to properties of one name.
#[derive(Default)]
pub(super) struct Expando {
    /// What of it matters: setters, `data`, and what is made of them.
    value: Value,
    /// What of that was put on something of strangers.
    of_strangers: Value,
    /// Where it is assigned.
    place: Option<(ModuleId, Span)>,
    /// Whether in more places than that.
    several: bool,
    read_by: ReadBy,
    /// What readers have seen, by what it is otherwise.
    seen: Vec<(Atom, Value)>,
}

impl Expando {
    /// What it can be, beside what a property of its name is otherwise. What was put on something of strangers has
    /// escaped to them and runs on its own account: many such things need not be told apart where the script finds
    /// them again, nor many texts.
    fn beside(&self, name: &str, otherwise: Atom) -> Value {
        let only_of_mount =
            !self.several && matches!(self.value.depends(), Depends::Mount(_)) && !OF_THE_PAGE.contains(&name);
        let otherwise = if only_of_mount { Atom::Nullish } else { otherwise };
        let told_apart = |atom: Atom| atom.is_thing() || matches!(atom, Atom::Str(_));
        let many = self.value.atoms().iter().filter(|atom| told_apart(**atom)).count() > MOST_APART;
        let value = match otherwise {
            _ if !many => self.value.clone(),
            Atom::Unknown => self.value.without(told_apart),
            _ if self.of_strangers.is_nothing() => self.value.clone(),
            _ => self.value.without(|atom| told_apart(atom) && self.of_strangers.has(atom)).or(&Value::UNKNOWN),
        };
        value.or(&Value::One(otherwise))
    }
}

/// More functions, objects and texts in a property of strangers are not told apart.
const MOST_APART: usize = 16;

/// Properties that the page itself changes, or gives a value of its own.
const OF_THE_PAGE: [&str; 26] = [
    "checked",
    "className",
    "contentEditable",
    "disabled",
    "files",
    "hidden",
    "href",
    "id",
    "indeterminate",
    "innerHTML",
    "innerText",
    "isConnected",
    "name",
    "open",
    "placeholder",
    "readOnly",
    "scrollLeft",
    "scrollTop",
    "selected",
    "selectedIndex",
    "src",
    "textContent",
    "title",
    "type",
    "value",
    "valueAsNumber",
];

impl Follower<'_> {
    /// What a property of something of the page can be: also what the script itself has put there. Where that is all
    /// there is, and of the mount's data, a test of it is one of the data.
    pub(super) fn expando(&mut self, name: &str, otherwise: Atom) -> Value {
        if !self.expandos.contains_key(name) {
            self.expandos.insert(name.into(), Expando::default());
        }
        let Some(known) = self.expandos.get_mut(name) else { return Value::One(otherwise) };
        self.heap.readers.read(&mut known.read_by);
        if known.place.is_none() {
            return Value::One(otherwise);
        }
        if let Some((_, seen)) = known.seen.iter().find(|seen| seen.0 == otherwise) {
            return seen.clone();
        }
        let seen = known.beside(name, otherwise);
        known.seen.push((otherwise, seen.clone()));
        seen
    }

    /// Takes note of what the script puts into a property, of the page's things or of strangers'.
    pub(super) fn remember_expando(
        &mut self,
        name: &Arc<str>,
        value: &Value,
        place: (ModuleId, Span),
        of_strangers: bool,
    ) {
        let reach = self.heap.reach(value);
        let matters = reach.setter || reach.data || matches!(value.depends(), Depends::Mount(_));
        let known = self.expandos.entry(name.clone()).or_default();
        let grew = match known.place {
            None => {
                known.place = Some(place);
                true
            }
            Some(first) => first != place && !std::mem::replace(&mut known.several, true),
        };
        let grew = grew | (matters && known.value.join(value));
        let grew = grew | (matters && of_strangers && known.of_strangers.join(value));
        if grew && !known.value.is_nothing() {
            let before = std::mem::take(&mut known.seen);
            if before.iter().any(|(otherwise, before)| known.beside(name, *otherwise) != *before) {
                self.heap.readers.grew(&mut known.read_by);
            }
        }
    }
}
