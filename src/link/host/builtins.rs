//! Methods of strings, dicts, lists, paths and open files.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use super::Run;
use super::calls::CallSite;
use super::expressions::unknown_of;
use super::value::{Entry, Given, How, Item, ListData, ListKind, ObjId, Value, Why, one_of};
use crate::text::{Embedded, Site, Span};

impl Run<'_> {
    pub(super) fn call_method(&mut self, object: &Value, method: &str, given: &[Given], from: CallSite<'_>) -> Value {
        let site = from.site;
        match object {
            Value::Text(text) => self.text_method(text, method, given, site),
            Value::Dict(id) => self.dict_method(*id, method, given, site),
            Value::List(id, kind) => self.list_method(*id, *kind, method, given, site),
            Value::Path(path, _) => self.path_method(&Rc::clone(path), method, given, site),
            Value::OpenFile(path) => match method {
                "read" => self.read_file(&Rc::clone(path), site),
                _ => Value::unknown(site, Why::CallResult),
            },
            Value::Result(mount) => self.result_method(*mount, method, given, from),
            Value::StateEntry(_) | Value::SessionState => self.session_method(object, method, given, from),
            _ => Value::unknown(site, Why::CallResult),
        }
    }

    fn text_method(&mut self, text: &Arc<Embedded>, method: &str, given: &[Given], site: Site) -> Value {
        let parts: Vec<&Value> = given.iter().map(|given| &given.value).collect();
        self.vary_with(site, &parts);
        let first = given.first().map(|given| &given.value);
        let chars = first.and_then(Value::text).map(str::to_owned);
        let new = match method {
            "strip" => text.strip(chars.as_deref()),
            "lstrip" => text.lstrip(chars.as_deref()),
            "rstrip" => text.rstrip(chars.as_deref()),
            "removeprefix" => text.removeprefix(chars.as_deref().unwrap_or_default()),
            "removesuffix" => text.removesuffix(chars.as_deref().unwrap_or_default()),
            "replace" => match (chars, given.get(1).map(|given| &given.value)) {
                (Some(old), Some(Value::Text(new))) => text.replace(&old, new),
                (Some(old), _) => text.replace(&old, &Embedded::hole(Some(site))),
                _ => Embedded::hole(Some(site)),
            },
            "join" => return self.join_texts(text, first, site),
            "format" | "substitute" | "safe_substitute" | "format_map" => Embedded::hole(Some(site)),
            "lower" | "upper" | "title" | "capitalize" => match text.literal() {
                Some(literal) => Embedded::computed(&changed_case(literal, method), Some(site)),
                None => Embedded::hole(Some(site)),
            },
            "startswith" | "endswith" => {
                return match (text.literal(), chars.as_deref()) {
                    (Some(text), Some(part)) if method == "startswith" => Value::Bool(text.starts_with(part)),
                    (Some(text), Some(part)) => Value::Bool(text.ends_with(part)),
                    _ => Value::unknown(site, Why::CallResult),
                };
            }
            "encode" => return Value::Bytes,
            "split" | "splitlines" => return self.split_text(text, method, chars.as_deref(), site),
            _ => return Value::unknown(site, Why::CallResult),
        };
        Value::Text(Arc::new(new))
    }

    fn split_text(&mut self, text: &Embedded, method: &str, separator: Option<&str>, site: Site) -> Value {
        let Some(literal) = text.literal() else { return Value::unknown(site, Why::CallResult) };
        let parts: Vec<&str> = match separator {
            Some("") => return Value::unknown(site, Why::CallResult),
            Some(separator) => literal.split(separator).collect(),
            None if method == "splitlines" => literal.lines().collect(),
            None => literal.split_whitespace().collect(),
        };
        let start = literal.as_ptr() as usize;
        let parts = parts
            .into_iter()
            .map(|part| {
                let from = part.as_ptr() as usize - start;
                Value::Text(Arc::new(text.slice(from..from + part.len())))
            })
            .collect();
        self.list_of(parts, site)
    }

    fn join_texts(&mut self, separator: &Embedded, parts: Option<&Value>, site: Site) -> Value {
        let Some(parts) = parts.and_then(|parts| self.iterate(parts)) else {
            return Value::Text(Arc::new(Embedded::hole(Some(site))));
        };
        let hole = Embedded::hole(Some(site));
        let mut whole: Vec<&Embedded> = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                whole.push(separator);
            }
            whole.push(match part {
                Value::Text(text) => text,
                _ => &hole,
            });
        }
        Value::Text(Arc::new(Embedded::concat(&whole)))
    }

    fn dict_method(&mut self, id: ObjId, method: &str, given: &[Given], site: Site) -> Value {
        let first = given.first();
        match (method, first) {
            ("get" | "pop" | "setdefault", Some(key)) => {
                let default = given.get(1).map_or(Value::None, |given| given.value.clone());
                self.dict_lookup(id, method, key, default, site)
            }
            ("update", _) => {
                for given in given {
                    match &given.how {
                        How::Keyword(name, name_site) => {
                            let key = Value::Text(super::arguments::name_text(name, *name_site));
                            let entry = Entry {
                                key,
                                key_site: *name_site,
                                value: given.value.clone(),
                                value_site: given.site,
                                item: None,
                                certain: true,
                                also: Vec::new(),
                            };
                            self.set_entry(id, entry);
                        }
                        _ => self.update_dict(id, &given.value, given.site),
                    }
                }
                Value::None
            }
            ("copy", _) => {
                let data = (*self.store.dict(id)).clone();
                Value::Dict(self.store.new_dict(data))
            }
            ("keys" | "values" | "items", _) => self.dict_parts(id, method),
            ("clear", _) => {
                self.store.change_dict(id, |data| *data = Default::default());
                Value::None
            }
            _ => Value::unknown(site, Why::CallResult),
        }
    }

    fn dict_lookup(&mut self, id: ObjId, method: &str, key: &Given, default: Value, site: Site) -> Value {
        let data = self.store.dict(id);
        let known = super::expressions::is_plain_key(&key.value);
        let found = data.entries.iter().position(|entry| super::expressions::same_key(&entry.key, &key.value));
        let value = match found.map(|index| &data.entries[index]) {
            Some(entry) if entry.certain => entry.value.clone(),
            Some(entry) => one_of(vec![entry.value.clone(), default.clone()]),
            None if known && data.open.is_empty() => default.clone(),
            None => Value::Unknown(unknown_of(&key.value, site)),
        };
        match method {
            "pop" => {
                if let Some(index) = found {
                    self.store.change_dict(id, |data| {
                        data.entries.remove(index);
                    });
                }
            }
            "setdefault" if found.is_none() => {
                let entry = Entry {
                    key: key.value.clone(),
                    key_site: key.site,
                    value: default,
                    value_site: site,
                    item: None,
                    certain: data.open.is_empty(),
                    also: Vec::new(),
                };
                self.set_entry(id, entry);
            }
            _ => {}
        }
        value
    }

    fn dict_parts(&mut self, id: ObjId, method: &str) -> Value {
        let data = self.store.dict(id);
        let mut items = Vec::with_capacity(data.entries.len());
        for entry in &data.entries {
            let value = match method {
                "keys" => entry.key.clone(),
                "values" => entry.value.clone(),
                _ => self.list_of(vec![entry.key.clone(), entry.value.clone()], entry.key_site),
            };
            items.push(Item { value, site: entry.value_site, certain: entry.certain });
        }
        let open = data.open.first().copied();
        Value::List(self.store.new_list(ListData { items, open }), ListKind::List)
    }

    fn list_method(&mut self, id: ObjId, kind: ListKind, method: &str, given: &[Given], site: Site) -> Value {
        match (method, given.first()) {
            ("append" | "add", Some(given)) if kind != ListKind::Tuple => {
                let item = Item::new(given.value.clone(), given.site);
                self.store.change_list(id, |data| data.items.push(item));
                Value::None
            }
            ("extend" | "update", Some(given)) => {
                self.extend_list(id, &given.value, given.site);
                Value::None
            }
            ("copy", _) => {
                let data = (*self.store.list(id)).clone();
                Value::List(self.store.new_list(data), kind)
            }
            ("index" | "count", _) => Value::Number,
            ("insert" | "pop" | "remove" | "sort" | "reverse" | "clear", _) => {
                let unknown = unknown_of(&Value::None, site);
                self.store.change_list(id, |data| data.open = Some(unknown));
                Value::unknown(site, Why::CallResult)
            }
            _ => Value::unknown(site, Why::CallResult),
        }
    }

    pub(super) fn extend_list(&mut self, id: ObjId, more: &Value, site: Site) {
        let values = self.iterate(more);
        let unknown = unknown_of(more, site);
        self.store.change_list(id, |data| match values {
            Some(values) => data.items.extend(values.into_iter().map(|value| Item::new(value, site))),
            None => data.open = Some(unknown),
        });
    }

    fn path_method(&mut self, path: &Rc<PathBuf>, method: &str, given: &[Given], site: Site) -> Value {
        let part = given.first().and_then(|given| self.as_path(&given.value));
        let path: PathBuf = match (method, part) {
            ("read_text", _) => return self.read_file(path, site),
            ("read_bytes", _) => return Value::Bytes,
            ("open", _) => return Value::OpenFile(Rc::clone(path)),
            ("resolve" | "absolute" | "expanduser", _) => path.to_path_buf(),
            ("as_posix" | "__str__", _) => return Value::Path(Rc::clone(path), true),
            ("joinpath", Some(_)) => {
                let mut whole = path.to_path_buf();
                for given in given {
                    match self.as_path(&given.value) {
                        Some(part) => whole.push(part),
                        None => return Value::unknown(site, Why::CallResult),
                    }
                }
                whole
            }
            ("with_name", Some(name)) => path.with_file_name(name),
            ("with_suffix", Some(suffix)) => path.with_extension(suffix.to_string_lossy().trim_start_matches('.')),
            _ => return Value::unknown(site, Why::CallResult),
        };
        Value::Path(path.into(), false)
    }
}

fn changed_case(text: &str, method: &str) -> String {
    match method {
        "lower" => text.to_lowercase(),
        "upper" => text.to_uppercase(),
        _ => {
            let mut characters = text.chars();
            let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
            first + &characters.as_str().to_lowercase()
        }
    }
}

/// The whole of a text.
pub(super) fn whole(text: &Embedded) -> Span {
    Span::new(0, text.text().len() as u32)
}
