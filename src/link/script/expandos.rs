//! Properties that the script itself puts on elements and other things of the page, by their names: an element's
//! identity is not followed.

use std::sync::Arc;

use super::Follower;
use super::value::{Atom, Depends, ModuleId, Value};
use crate::text::Span;

/// What was assigned to properties of one name.
#[derive(Default)]
pub(super) struct Expando {
    /// What of it matters: setters, `data`, and what is made of them.
    value: Value,
    /// Where it is assigned.
    place: Option<(ModuleId, Span)>,
    /// Whether in more places than that.
    several: bool,
}

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
    pub(super) fn expando(&self, name: &str, otherwise: Atom) -> Value {
        let Some(known) = self.expandos.get(name) else { return Value::One(otherwise) };
        let only_of_mount =
            !known.several && matches!(known.value.depends(), Depends::Mount(_)) && !OF_THE_PAGE.contains(&name);
        known.value.clone().or(&Value::One(if only_of_mount { Atom::Nullish } else { otherwise }))
    }

    pub(super) fn remember_expando(&mut self, name: &Arc<str>, value: &Value, place: (ModuleId, Span)) {
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
        self.heap.stale |= grew && !known.value.is_nothing();
    }
}
