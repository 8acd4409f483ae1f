//! Dicts and lists: displays, entries, merging.

use super::expressions::{is_plain_key, same_key, unknown_of};
use super::store::join_dicts;
use super::value::{DictData, Entry, Item, ListData, ListKind, ObjId, Unknown, Value, Why, one_of};
use super::{Run, Scope};
use crate::syntax::python::hir::{DictItem, Expr, ExprKind};
use crate::text::Site;

impl Run<'_> {
    pub(super) fn list_display(&mut self, items: &[Expr], kind: ListKind, at: Scope) -> Value {
        let mut data = ListData::default();
        for item in items {
            let site = at.site(item.span);
            match &*item.kind {
                ExprKind::Starred(inner) => {
                    let value = self.eval(inner, at);
                    match self.iterate(&value) {
                        Some(values) => data.items.extend(values.into_iter().map(|value| Item::new(value, site))),
                        None => data.open = Some(unknown_of(&value, site)),
                    }
                }
                _ => {
                    let value = self.eval(item, at);
                    data.items.push(Item::new(value, site));
                }
            }
        }
        Value::List(self.store.new_list(data), kind)
    }

    pub(super) fn dict_display(&mut self, items: &[DictItem], at: Scope) -> Value {
        let mut data = DictData::default();
        for item in items {
            let value = self.eval(&item.value, at);
            let value_site = at.site(item.value.span);
            match &item.key {
                None => match self.as_dict(&value, value_site) {
                    Ok(other) => data.merge(other),
                    Err(unknown) => data.open.push(unknown),
                },
                Some(key) => {
                    let key_value = self.eval(key, at);
                    let key_site = at.site(key.span);
                    let item = Some(at.site(item.span));
                    data.set(Entry {
                        key: key_value,
                        key_site,
                        value,
                        value_site,
                        item,
                        certain: true,
                        also: Vec::new(),
                    });
                }
            }
        }
        Value::Dict(self.store.new_dict(data))
    }

    pub(super) fn set_entry(&mut self, id: ObjId, entry: Entry) {
        self.store.change_dict(id, |data| data.set(entry));
    }

    /// `dict.update`, `{**other}`, `|=`.
    pub(super) fn update_dict(&mut self, id: ObjId, other: &Value, site: Site) {
        match self.as_dict(other, site) {
            Ok(other) => self.store.change_dict(id, |data| data.merge(other)),
            Err(unknown) => self.store.change_dict(id, |data| data.open.push(unknown)),
        }
    }

    /// A value as the contents of a dict; several dicts are joined. `None` alone is an empty one where it is
    /// one of several, as in `**({...} if c else {})`.
    pub(super) fn as_dict(&self, value: &Value, site: Site) -> Result<DictData, Unknown> {
        let mut joined: Option<DictData> = None;
        for value in value.alternatives() {
            let data = match value {
                Value::Dict(id) => (*self.store.dict(*id)).clone(),
                other => return Err(unknown_of(other, site)),
            };
            joined = Some(match joined {
                Some(before) => join_dicts(&before, &data),
                None => data,
            });
        }
        joined.ok_or(Unknown { site, why: Why::Operation, truthy: false })
    }
}

impl DictData {
    /// Sets one entry; a key that is one of several may be each of them.
    pub(super) fn set(&mut self, entry: Entry) {
        let keys = entry.key.alternatives().to_vec();
        let certain = entry.certain && keys.len() == 1;
        for key in keys {
            if !is_plain_key(&key) {
                self.open.push(unknown_of(&key, entry.key_site));
                continue;
            }
            let mut new = Entry { key, certain, ..entry.clone() };
            match self.entries.iter_mut().find(|old| same_key(&old.key, &new.key)) {
                Some(old) if certain => {
                    new.remember(old);
                    *old = new;
                }
                Some(old) => {
                    old.remember(&new);
                    old.value = one_of(vec![old.value.clone(), new.value]);
                }
                None => self.entries.push(new),
            }
        }
    }

    /// Takes over the entries of another dict, as `update` does.
    pub(super) fn merge(&mut self, other: DictData) {
        for entry in other.entries {
            self.set(entry);
        }
        for unknown in other.open {
            if !self.open.contains(&unknown) {
                self.open.push(unknown);
            }
        }
    }
}
