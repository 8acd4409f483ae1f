//! Binding a call's arguments to a function's parameters.

use super::Run;
use super::expressions::unknown_of;
use super::value::{Closure, DictData, Entry, Given, How, Item, ListData, ListKind, Unknown, Value, Why, one_of};
use crate::syntax::python::hir::{Param, ParamKind};
use crate::text::{Embedded, Origin, Segment, Site, Span};

/// Names and values of a function's parameters.
pub(super) type Bound = Vec<(String, Value)>;

/// The arguments of a call, taken apart.
#[derive(Default)]
struct Taken {
    positional: Vec<Item>,
    keywords: DictData,
    /// Something could add positional arguments.
    open_positional: Option<Unknown>,
}

impl Run<'_> {
    pub(super) fn bind_arguments(
        &mut self,
        closure: &Closure,
        receiver: Option<&Value>,
        given: &[Given],
        call: Site,
    ) -> Bound {
        let mut taken = self.take_apart(given);
        if let Some(receiver) = receiver {
            taken.positional.insert(0, Item::new(receiver.clone(), call));
        }
        let mut positional = std::mem::take(&mut taken.positional).into_iter();
        let mut bound = Vec::with_capacity(closure.function().params.len());
        for (index, param) in closure.function().params.iter().enumerate() {
            let default = closure.defaults.get(index).cloned().flatten();
            let value = match param.kind {
                ParamKind::Star => {
                    let items = positional.by_ref().collect();
                    Value::List(self.store.new_list(ListData { items, open: taken.open_positional }), ListKind::Tuple)
                }
                ParamKind::DoubleStar => {
                    let rest = std::mem::take(&mut taken.keywords);
                    Value::Dict(self.store.new_dict(rest))
                }
                ParamKind::PositionalOnly | ParamKind::Positional => match positional.next() {
                    Some(item) => item.value,
                    None => taken.named(closure, param, default),
                },
                ParamKind::KeywordOnly => taken.named(closure, param, default),
            };
            bound.push((param.name.name.clone(), value));
        }
        bound
    }

    /// Every parameter as unknown, but for the receiver of a method.
    pub(super) fn bind_unknown(&mut self, closure: &Closure, receiver: Option<&Value>) -> Bound {
        let mut receiver = receiver.cloned();
        let params = &closure.function().params;
        let mut bound = Vec::with_capacity(params.len());
        for param in params {
            let site = param.name.span.in_file(closure.file);
            let unknown = Unknown { site, why: Why::Parameter, truthy: false };
            let value = match (param.kind, receiver.take()) {
                (ParamKind::PositionalOnly | ParamKind::Positional, Some(receiver)) => receiver,
                (ParamKind::Star, _) => {
                    let data = ListData { items: Vec::new(), open: Some(unknown) };
                    Value::List(self.store.new_list(data), ListKind::Tuple)
                }
                (ParamKind::DoubleStar, _) => {
                    Value::Dict(self.store.new_dict(DictData { entries: Vec::new(), open: vec![unknown] }))
                }
                _ => Value::Unknown(unknown),
            };
            bound.push((param.name.name.clone(), value));
        }
        bound
    }

    fn take_apart(&mut self, given: &[Given]) -> Taken {
        let mut taken = Taken::default();
        for given in given {
            match &given.how {
                How::Positional => taken.positional.push(Item::new(given.value.clone(), given.site)),
                How::Star => match self.iterate(&given.value) {
                    Some(values) => {
                        let site = given.site;
                        taken.positional.extend(values.into_iter().map(|value| Item::new(value, site)));
                    }
                    None => taken.open_positional = Some(unknown_of(&given.value, given.site)),
                },
                How::Keyword(name, site) => taken.keywords.entries.push(Entry {
                    key: Value::Text(name_text(name, *site)),
                    key_site: *site,
                    value: given.value.clone(),
                    value_site: given.site,
                    item: Some(given.whole),
                    certain: true,
                    also: Vec::new(),
                }),
                How::DoubleStar => match self.as_dict(&given.value, given.site) {
                    Ok(data) => {
                        taken.keywords.entries.extend(data.entries);
                        taken.keywords.open.extend(data.open);
                    }
                    Err(unknown) => taken.keywords.open.push(unknown),
                },
            }
        }
        taken
    }
}

impl Taken {
    /// The value of a parameter that no positional argument fills.
    fn named(&mut self, closure: &Closure, param: &Param, default: Option<Value>) -> Value {
        let name = &param.name.name;
        let here = self.keywords.entries.iter().position(|entry| entry.key.text() == Some(name));
        let from_open = self.open_positional.or_else(|| self.keywords.open.first().copied());
        let default = default.unwrap_or_else(|| Value::unknown(param.name.span.in_file(closure.file), Why::Parameter));
        match here {
            Some(index) => {
                let entry = self.keywords.entries.remove(index);
                if entry.certain { entry.value } else { one_of(vec![entry.value, default]) }
            }
            None => match from_open {
                Some(unknown) => Value::Unknown(unknown),
                None => default,
            },
        }
    }
}

/// A keyword's name as a text that is written where the keyword is.
pub(super) fn name_text(name: &str, site: Site) -> std::sync::Arc<Embedded> {
    let origin = if site.span.len() as usize == name.len() {
        Origin::Verbatim { file: site.file, start: site.span.start }
    } else {
        Origin::Escape(site)
    };
    let inner = Span::new(0, name.len() as u32);
    std::sync::Arc::new(Embedded::from_segments(name, [Segment { inner, origin }]))
}
