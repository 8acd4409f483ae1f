//! Calls of functions that no file of the workspace defines: the few whose result matters here.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::Run;
use super::calls::CallSite;
use super::expressions::unknown_of;
use super::twins::Widget;
use super::value::{DictData, Entry, Given, How, Item, ListData, ListKind, Partial, Unknown, Value, Why, one_of};
use crate::text::{Embedded, Site};

/// How far `range` is unrolled.
const LONGEST_RANGE: i64 = 64;

/// How many folders above the host script a relative path is looked up from.
const FOLDERS_ABOVE: usize = 4;

impl Run<'_> {
    pub(super) fn call_external(&mut self, name: &str, given: &[Given], from: CallSite<'_>) -> Value {
        let site = from.site;
        let name = &*in_main(name);
        self.vary_by_call(name, site);
        self.widget(name, given, from);
        if let Some(made) = super::made::made_by(name, given, site) {
            return made;
        }
        let unknown = Value::unknown(site, Why::CallResult);
        let first = given.first().filter(|given| given.how == How::Positional);
        match name {
            "streamlit.components.v2.component" => return self.register(given, from),
            "streamlit.stop" | "streamlit.switch_page" | "sys.exit" | "builtins.exit" | "builtins.quit" => {
                self.diverged = true;
                return unknown;
            }
            "streamlit.rerun" | "streamlit.experimental_rerun" => {
                self.rerun(site);
                self.diverged = true;
                return unknown;
            }
            "functools.partial" => return self.partial(given).unwrap_or(unknown),
            "functools.wraps" => return wraps(given),
            "builtins.getattr" => return self.getattr(given, site),
            "builtins.setattr" => return self.setattr(given, site),
            "builtins.hasattr" => {
                if let [object, key, ..] = given
                    && let Some(word) = self.word(&key.value, key.site)
                {
                    self.softly(&object.value, word, key.site, object.site);
                }
                return unknown;
            }
            "builtins.dict" => return self.new_dict_from(given, site),
            "builtins.range" => return self.range(given).unwrap_or(unknown),
            "builtins.enumerate" => {
                return first.and_then(|given| self.enumerate(&given.value, given.site)).unwrap_or(unknown);
            }
            "builtins.zip" => return self.zip(given, site).unwrap_or(unknown),
            "builtins.open" | "io.open" | "codecs.open" => {
                return first.map_or(unknown, |given| match self.as_path(&given.value) {
                    Some(path) => Value::OpenFile(path.into()),
                    None => Value::unknown(site, Why::CallResult),
                });
            }
            "inspect.cleandoc" | "textwrap.dedent" => {
                return match first.map(|given| &given.value) {
                    Some(Value::Text(text)) if name == "textwrap.dedent" => Value::Text(Arc::new(text.dedent())),
                    Some(Value::Text(text)) => Value::Text(Arc::new(text.dedent().strip(None))),
                    _ => unknown,
                };
            }
            "dataclasses.asdict" | "builtins.vars" => {
                return match first.map(|given| &given.value) {
                    Some(Value::Instance(id)) => self.attributes_as_dict(*id),
                    _ => unknown,
                };
            }
            "os.path.join" => return self.join_path(given).unwrap_or(unknown),
            "importlib.resources.files" => return self.package_folder(first).unwrap_or(unknown),
            _ => {}
        }
        let Some(first) = first else {
            return match name {
                "builtins.list" => self.empty_list(ListKind::List),
                "builtins.tuple" => self.empty_list(ListKind::Tuple),
                "builtins.set" => self.empty_list(ListKind::Set),
                _ => unknown,
            };
        };
        match name {
            "builtins.str" => match &first.value {
                Value::Path(path, _) => Value::Path(Rc::clone(path), true),
                Value::Int(number) => Value::Text(Arc::new(Embedded::computed(&number.to_string(), Some(site)))),
                Value::Text(_) => first.value.clone(),
                _ => unknown,
            },
            "builtins.list" | "builtins.tuple" | "builtins.set" | "builtins.sorted" | "builtins.reversed"
            | "builtins.frozenset" | "builtins.iter" => {
                let is_set = matches!(name, "builtins.set" | "builtins.frozenset");
                match self.iterate(&first.value).map(|values| self.list_of(values, first.site)) {
                    Some(Value::List(id, _)) if is_set => Value::List(id, ListKind::Set),
                    list => list.unwrap_or(unknown),
                }
            }
            "pathlib.Path" | "pathlib.PurePath" | "pathlib.PosixPath" | "os.fspath" => match self.join_path(given) {
                Some(Value::Path(path, _)) => Value::Path(path, name == "os.fspath"),
                _ => unknown,
            },
            "os.path.dirname" => match self.as_path(&first.value) {
                Some(path) => Value::Path(path.parent().unwrap_or(&path).to_path_buf().into(), true),
                None => unknown,
            },
            "os.path.abspath" | "os.path.realpath" | "os.path.normpath" => match self.as_path(&first.value) {
                Some(path) => Value::Path(path.into(), true),
                None => unknown,
            },
            // These hand back what they are given, as far as values go.
            "builtins.staticmethod"
            | "builtins.classmethod"
            | "copy.copy"
            | "copy.deepcopy"
            | "typing.cast"
            | "streamlit.fragment"
            | "streamlit.cache_resource"
            | "streamlit.cache_data"
            | "functools.lru_cache"
            | "functools.cache"
            | "functools.update_wrapper" => {
                if name == "typing.cast" {
                    return given.get(1).map_or(unknown, |given| given.value.clone());
                }
                first.value.clone()
            }
            _ => {
                for given in given {
                    self.escape(&given.value, given.site);
                }
                unknown
            }
        }
    }

    /// Remembers a widget's key.
    fn widget(&mut self, name: &str, given: &[Given], from: CallSite<'_>) {
        let key = given.iter().find(|given| matches!(&given.how, How::Keyword(name, _) if name == "key"));
        if self.quiet == 0
            && super::variation::is_widget(name)
            && let Some(key) = key.and_then(|key| self.word(&key.value, key.site))
        {
            self.tick();
            let place = self.place();
            self.widgets.push(Widget { key, callee: from.callee, place });
        }
    }

    fn empty_list(&mut self, kind: ListKind) -> Value {
        Value::List(self.store.new_list(ListData::default()), kind)
    }

    /// A new list of values that are known.
    pub(super) fn list_of(&mut self, values: Vec<Value>, site: Site) -> Value {
        let items = values.into_iter().map(|value| Item::new(value, site)).collect();
        Value::List(self.store.new_list(ListData { items, open: None }), ListKind::List)
    }

    fn getattr(&mut self, given: &[Given], site: Site) -> Value {
        let [object, key, rest @ ..] = given else { return Value::unknown(site, Why::CallResult) };
        let Some(word) = self.word(&key.value, key.site) else {
            return Value::unknown(site, Why::CallResult);
        };
        match rest.first() {
            Some(default) => {
                self.softly(&object.value, word, site, object.site);
                one_of(vec![Value::unknown(site, Why::CallResult), default.value.clone()])
            }
            None => {
                let ident = crate::syntax::python::hir::Ident { name: word.text, span: word.site.span };
                let at = super::Scope { file: word.site.file, frame: super::value::FrameId(0) };
                self.attribute(&object.value, &ident, site, object.site, at)
            }
        }
    }

    fn setattr(&mut self, given: &[Given], site: Site) -> Value {
        if let [object, key, value] = given
            && let Some(word) = self.word(&key.value, key.site)
        {
            let ident = crate::syntax::python::hir::Ident { name: word.text, span: word.site.span };
            let at = super::Scope { file: word.site.file, frame: super::value::FrameId(0) };
            self.set_attribute(&object.value, &ident, value.value.clone(), site, at);
        }
        Value::None
    }

    fn softly(&mut self, object: &Value, word: crate::text::Word, site: Site, object_site: Site) {
        for object in object.alternatives().to_vec() {
            if let Value::Result(mount) = object {
                self.read_softly(mount, word.clone(), site, object_site);
            }
        }
    }

    /// `dict(other, key=value, **more)`.
    fn new_dict_from(&mut self, given: &[Given], site: Site) -> Value {
        let id = self.store.new_dict(DictData::default());
        for given in given {
            match &given.how {
                How::Positional => match self.iterate(&given.value) {
                    Some(pairs) if matches!(given.value, Value::List(..)) => self.set_pairs(id, &pairs, site),
                    _ => self.update_dict(id, &given.value, given.site),
                },
                How::DoubleStar => self.update_dict(id, &given.value, given.site),
                How::Keyword(name, name_site) => {
                    let key = Value::Text(super::arguments::name_text(name, *name_site));
                    let entry = Entry {
                        key,
                        key_site: *name_site,
                        value: given.value.clone(),
                        value_site: given.site,
                        item: Some(given.whole),
                        certain: true,
                        also: Vec::new(),
                    };
                    self.set_entry(id, entry);
                }
                How::Star => {}
            }
        }
        Value::Dict(id)
    }

    fn set_pairs(&mut self, id: super::value::ObjId, pairs: &[Value], site: Site) {
        for pair in pairs {
            match self.iterate(pair).as_deref() {
                Some([key, value]) => {
                    let entry = Entry {
                        key: key.clone(),
                        key_site: site,
                        value: value.clone(),
                        value_site: site,
                        item: None,
                        certain: true,
                        also: Vec::new(),
                    };
                    self.set_entry(id, entry);
                }
                _ => {
                    let unknown = unknown_of(pair, site);
                    self.store.change_dict(id, |data| data.open.push(unknown));
                }
            }
        }
    }

    fn range(&mut self, given: &[Given]) -> Option<Value> {
        let mut bounds = given.iter().map(|given| match given.value {
            Value::Int(bound) => Some(bound),
            _ => None,
        });
        let first = bounds.next()??;
        let (start, end) = match bounds.next() {
            Some(end) => (first, end?),
            None => (0, first),
        };
        if bounds.next().is_some() || end.saturating_sub(start) > LONGEST_RANGE {
            return None;
        }
        let site = given.first()?.site;
        Some(self.list_of((start..end).map(Value::Int).collect(), site))
    }

    fn enumerate(&mut self, value: &Value, site: Site) -> Option<Value> {
        let values = self.iterate(value)?;
        let pairs: Vec<Value> = values
            .into_iter()
            .enumerate()
            .map(|(index, value)| self.list_of(vec![Value::Int(index as i64), value], site))
            .collect();
        Some(self.list_of(pairs, site))
    }

    fn zip(&mut self, given: &[Given], site: Site) -> Option<Value> {
        let columns: Vec<Vec<Value>> = given.iter().map(|given| self.iterate(&given.value)).collect::<Option<_>>()?;
        let rows = columns.iter().map(Vec::len).min()?;
        let rows: Vec<Value> = (0..rows)
            .map(|row| {
                let cells = columns.iter().map(|column| column[row].clone()).collect();
                self.list_of(cells, site)
            })
            .collect();
        Some(self.list_of(rows, site))
    }

    fn join_path(&mut self, given: &[Given]) -> Option<Value> {
        let mut path = PathBuf::new();
        for given in given.iter().filter(|given| given.how == How::Positional) {
            path.push(self.as_path(&given.value)?);
        }
        Some(Value::Path(path.into(), true))
    }

    /// `importlib.resources.files(__package__)` and its like: the folder of the package that is named.
    fn package_folder(&mut self, first: Option<&Given>) -> Option<Value> {
        let first = first?;
        let text = first.value.text()?.to_owned();
        let parts: Vec<&str> = text.split('.').collect();
        let file = self.sources.module(first.site.file, 0, &parts)?;
        let folder = self.sources.path(file).parent()?.to_path_buf();
        Some(Value::Path(folder.into(), false))
    }

    /// A value as a path.
    pub(super) fn as_path(&self, value: &Value) -> Option<PathBuf> {
        match value {
            Value::Path(path, _) => Some(path.to_path_buf()),
            Value::Text(text) => text.literal().map(PathBuf::from),
            _ => None,
        }
    }

    /// The text of a file that the script reads. A relative path is looked up from the host script's folder and
    /// those above it: one of them is the working folder.
    pub(super) fn read_file(&mut self, path: &Path, site: Site) -> Value {
        let found = self.candidates(path).into_iter().find_map(|path| self.sources.file(&path));
        let Some(file) = found else {
            self.unreadable.insert(site, (path.to_path_buf(), "there is no such file".to_owned()));
            return Value::Unknown(Unknown { site, why: Why::RunTimeValue, truthy: false });
        };
        match self.sources.text(file) {
            Ok(text) => Value::Text(Arc::new(Embedded::whole_file(file, text))),
            Err(why) => {
                self.unreadable.insert(site, (path.to_path_buf(), why));
                Value::Unknown(Unknown { site, why: Why::RunTimeValue, truthy: false })
            }
        }
    }

    fn candidates(&self, path: &Path) -> Vec<PathBuf> {
        if path.is_absolute() {
            return vec![normalized(path)];
        }
        let entry = self.sources.path(self.entry);
        let folders = entry.ancestors().skip(1).take(FOLDERS_ABOVE);
        folders.map(|folder| normalized(&folder.join(path))).collect()
    }
}

/// `functools.wraps(function)`: what hands back the function that it is called with, not the one that it was made of.
fn wraps(given: &[Given]) -> Value {
    let wrapped = given
        .iter()
        .filter(|given| given.how == How::Positional)
        .map(|given| Given { how: How::Keyword("wrapped".to_owned(), given.site), ..given.clone() });
    let function = Value::External("functools.update_wrapper".into());
    Value::Partial(Rc::new(Partial { function, args: wrapped.collect() }))
}

/// A function of Streamlit under the name that it has in the main part of the app.
fn in_main(name: &str) -> std::borrow::Cow<'_, str> {
    match name.strip_prefix("streamlit.sidebar.") {
        Some(rest) => format!("streamlit.{rest}").into(),
        None => name.into(),
    }
}

/// The path without `.` and `..`, without asking the disk.
fn normalized(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                normal.pop();
            }
            std::path::Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}
