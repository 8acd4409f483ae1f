//! Comprehensions and iteration.

use std::sync::Arc;

use super::expressions::unknown_of;
use super::value::{DictData, Elements, Entry, Item, ListData, ListKind, Unknown, Value, Why};
use super::{Run, Scope};
use crate::syntax::python::hir::{CompKind, Expr, Generator};
use crate::text::Site;

/// How many elements a comprehension may build before it counts as unknown.
const LONGEST_COMPREHENSION: usize = 256;

/// The longest text of which the characters are told apart.
const LONGEST_TEXT: usize = 64;

impl Run<'_> {
    pub(super) fn comprehension(
        &mut self,
        kind: CompKind,
        element: &Expr,
        key: Option<&Expr>,
        generators: &[Generator],
        site: Site,
        at: Scope,
    ) -> Value {
        let frame = self.store.new_frame(Some(at.frame), false);
        let inner = Scope { file: at.file, frame };
        let mut built = Built { key, element, values: Vec::new(), open: None };
        self.generate(generators, &mut built, true, inner);
        let Built { values, open, .. } = built;
        match kind {
            CompKind::Dict => {
                let id = self.store.new_dict(DictData { entries: Vec::new(), open: open.into_iter().collect() });
                for (key_value, value, certain) in values {
                    let key_site = key.map_or(site, |key| at.site(key.span));
                    let value_site = at.site(element.span);
                    self.set_entry(
                        id,
                        Entry { key: key_value, key_site, value, value_site, item: None, certain, also: Vec::new() },
                    );
                }
                Value::Dict(id)
            }
            CompKind::List | CompKind::Set | CompKind::Generator => {
                let items = values.into_iter().map(|(_, value, certain)| Item { value, site, certain }).collect();
                let kind = if kind == CompKind::Set { ListKind::Set } else { ListKind::List };
                Value::List(self.store.new_list(ListData { items, open }), kind)
            }
        }
    }

    fn generate(&mut self, generators: &[Generator], built: &mut Built<'_>, certain: bool, at: Scope) {
        let Some((first, rest)) = generators.split_first() else {
            if built.values.len() >= LONGEST_COMPREHENSION {
                built.open = Some(Unknown { site: at.site(built.element.span), why: Why::TooDeep, truthy: false });
                return;
            }
            let key = built.key.map_or(Value::None, |key| self.eval(key, at));
            let value = self.eval(built.element, at);
            built.values.push((key, value, certain));
            return;
        };
        let iterated = self.eval(&first.iter, at);
        let elements = self.elements(&iterated, at.site(first.iter.span));
        if elements.open.is_some() {
            // The element is looked at once, for what it does, with a target that is not known.
            self.assign(&first.target, Value::unknown(at.site(first.target.span), Why::LoopVariable), at);
            let kept = built.values.len();
            self.generate(rest, built, false, at);
            built.values.truncate(kept);
            built.open = built.open.or(elements.open);
        }
        for (value, there) in elements.known {
            self.assign(&first.target, value, at);
            let mut certain = certain && there;
            let mut skipped = false;
            for condition in &first.conditions {
                match self.test(condition, at) {
                    Some(true) => {}
                    Some(false) => skipped = true,
                    None => certain = false,
                }
            }
            if !skipped {
                self.generate(rest, built, certain, at);
            }
        }
    }

    /// What iterating yields.
    pub(super) fn elements(&self, value: &Value, site: Site) -> Elements {
        match value {
            Value::List(id, _) => {
                let data = self.store.list(*id);
                let known = data.items.iter().map(|item| (item.value.clone(), item.certain)).collect();
                Elements { known, open: data.open }
            }
            Value::Dict(id) => {
                let data = self.store.dict(*id);
                let known = data.entries.iter().map(|entry| (entry.key.clone(), entry.certain)).collect();
                Elements { known, open: data.open.first().copied() }
            }
            Value::Text(text) if text.literal().is_some_and(|literal| literal.len() <= LONGEST_TEXT) => {
                let characters = text.text().char_indices();
                let one = |(at, character): (usize, char)| text.slice(at..at + character.len_utf8());
                let known = characters.map(|at| (Value::Text(Arc::new(one(at))), true)).collect();
                Elements { known, open: None }
            }
            other => Elements { known: Vec::new(), open: Some(unknown_of(other, site)) },
        }
    }

    /// The values that iterating yields, where all of them are known and certain.
    pub(super) fn iterate(&self, value: &Value) -> Option<Vec<Value>> {
        let (Value::List(..) | Value::Dict(_) | Value::Text(_)) = value else { return None };
        let elements = self.elements(value, Site { file: self.entry, span: Default::default() });
        let closed = elements.open.is_none() && elements.known.iter().all(|(_, certain)| *certain);
        closed.then(|| elements.known.into_iter().map(|(value, _)| value).collect())
    }
}

/// What a comprehension has built so far.
struct Built<'e> {
    key: Option<&'e Expr>,
    element: &'e Expr,
    values: Vec<(Value, Value, bool)>,
    open: Option<Unknown>,
}
