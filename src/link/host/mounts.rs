//! A mount: its arguments, sorted into what the contract needs.

use super::Run;
use std::sync::Arc;

use super::calls::CallSite;
use super::expressions::unknown_of;
use super::twins::Place;
use super::value::{Closure, DictData, Entry, Given, How, MadeKind, Unknown, Value};
use super::variation::Cause;
use crate::model::{
    Argument, Callable, Callback, CallbackBody, CallbackValue, Circumstances, DataArg, DefaultArg, Field, Insertion,
    KeyArg, Known, Literal, Mount, ValueKind,
};
use crate::syntax::python::hir::ParamKind;
use crate::text::{Embedded, Site, Span, Word};

/// A mount as the run keeps it.
pub(super) struct MountRecord {
    pub component: u32,
    pub mount: Mount,
    /// The uncalled function that was being followed.
    pub root: Option<Site>,
    /// Where it stands.
    pub place: Place,
    /// What it is told apart by if it has no key, where all of that is known.
    pub identity: Option<String>,
    /// Why its `data` and its `default` differ from run to run.
    pub data_causes: Vec<(Site, Cause)>,
    pub default_causes: Vec<(Site, Cause)>,
    /// The callbacks that can be followed, by their place in the mount's callbacks.
    pub functions: Vec<(usize, Value)>,
}

/// A named argument, however it was given.
struct Named {
    name: String,
    name_site: Site,
    value: Value,
    value_site: Site,
    whole: Option<Site>,
    certain: bool,
    /// The name as a text with its map, where it is the key of a dict.
    text: Option<Arc<Embedded>>,
    /// Where the name is written, too, with its text and map.
    also: Vec<(Option<Arc<Embedded>>, Site)>,
}

impl Run<'_> {
    pub(super) fn mount(&mut self, component: u32, given: &[Given], from: CallSite<'_>) -> Value {
        if self.quiet > 0 || self.is_never_here(component) {
            return Value::unknown(from.site, super::value::Why::CallResult);
        }
        self.reached_by_root(component);
        let (named, open) = self.named_arguments(given);
        let positional = self.positional(given);
        let mut mount = Mount {
            site: from.site,
            callee: from.callee,
            via: self.call_chain(),
            order: self.tick(),
            run: self.entry,
            conditional: self.is_conditional(),
            key: KeyArg::Absent,
            callbacks: Known::default(),
            default: DefaultArg::Absent,
            data: DataArg::Absent,
            arguments: Known::default(),
            positional,
            specials: Vec::new(),
            circumstances: Circumstances {
                form: self.forms.last().copied(),
                cached: self.calls.iter().rev().find_map(|call| call.cached.clone()),
                ..Circumstances::default()
            },
            insertion: self.insertion(from),
            reads: Known::default(),
            result_writes: Vec::new(),
            state: Vec::new(),
        };
        let mut functions = Vec::new();
        let (mut data_causes, mut default_causes) = (Vec::new(), Vec::new());
        for argument in &named {
            mount.arguments.members.push(Argument {
                name: Word { text: argument.name.clone(), site: argument.name_site },
                value: argument.value_site,
                kind: value_kind(&argument.value),
                literal: self.literal(&argument.value, argument.value_site),
                certain: argument.certain,
            });
            match argument.name.as_str() {
                "key" => {
                    mount.key = self.key_argument(argument);
                    mount.circumstances.fresh_key = self.fresh(&argument.value, argument.value_site);
                }
                "default" => {
                    mount.default = self.default_argument(argument);
                    default_causes = self.causes(&argument.value, argument.value_site);
                }
                "data" => {
                    mount.data = self.data_argument(argument);
                    if argument.certain {
                        mount.specials = self.specials(&argument.value, argument.value_site);
                    }
                    data_causes = self.causes(&argument.value, argument.value_site);
                }
                name => {
                    if let Some(key) = callback_key(name) {
                        let (callback, function) = self.callback(argument, key);
                        if let Some(function) = function {
                            functions.push((mount.callbacks.members.len(), function));
                        }
                        mount.callbacks.members.push(callback);
                    }
                }
            }
        }
        for unknown in open {
            let opened = self.opened(unknown);
            mount.callbacks.opened_by(opened.clone());
            mount.arguments.opened_by(opened.clone());
            let named = |name: &str| named.iter().any(|argument| argument.name == name);
            if !named("key") {
                mount.key = KeyArg::Unknown(opened.clone());
            }
            if !named("default") {
                mount.default = DefaultArg::Unknown(opened.clone());
            }
            if !named("data") {
                mount.data = DataArg::Unknown(opened);
            }
        }
        let identity = self.unkeyed_identity(&mount, &named);
        let (root, place) = (self.root, self.place());
        self.mounts.push(MountRecord {
            component,
            mount,
            root,
            place,
            identity,
            data_causes,
            default_causes,
            functions,
        });
        Value::Result(self.mounts.len() as u32 - 1)
    }

    /// Arguments without a name.
    fn positional(&self, given: &[Given]) -> Vec<Site> {
        let is_positional = |one: &&Given| match one.how {
            How::Positional => true,
            How::Star => self.iterate(&one.value).is_some_and(|values| !values.is_empty()),
            _ => false,
        };
        given.iter().filter(is_positional).map(|one| one.site).collect()
    }

    fn literal(&mut self, value: &Value, site: Site) -> Option<Literal> {
        let written = self.source_text(site);
        super::made::literal(value, &written)
    }

    fn unkeyed_identity(&mut self, mount: &Mount, named: &[Named]) -> Option<String> {
        let certain = named.iter().all(|argument| argument.certain) && mount.arguments.is_closed();
        let arguments: Vec<(&str, &Value)> =
            named.iter().map(|argument| (argument.name.as_str(), &argument.value)).collect();
        let keyless = mount.key == KeyArg::Absent && certain;
        keyless.then(|| self.identity(&arguments)).flatten()
    }

    /// The arguments by name, `**` taken apart; and what could add others.
    fn named_arguments(&mut self, given: &[Given]) -> (Vec<Named>, Vec<Unknown>) {
        let mut named = Vec::new();
        let mut open = Vec::new();
        for one in given {
            match &one.how {
                How::Keyword(name, site) => named.push(Named {
                    name: name.clone(),
                    name_site: *site,
                    value: one.value.clone(),
                    value_site: one.site,
                    whole: Some(one.whole),
                    certain: true,
                    text: None,
                    also: Vec::new(),
                }),
                How::DoubleStar => match self.as_dict(&one.value, one.site) {
                    Ok(data) => {
                        named.extend(data.entries.iter().filter_map(|entry| self.named_entry(entry)));
                        open.extend(data.open);
                    }
                    Err(unknown) => open.push(unknown),
                },
                How::Positional | How::Star => {}
            }
        }
        (named, open)
    }

    fn named_entry(&self, entry: &Entry) -> Option<Named> {
        let word = self.word(&entry.key, entry.key_site)?;
        let text_of = |key: &Value| match key {
            Value::Text(text) => Some(Arc::clone(text)),
            _ => None,
        };
        Some(Named {
            name: word.text,
            name_site: word.site,
            value: entry.value.clone(),
            value_site: entry.value_site,
            whole: entry.item,
            certain: entry.certain,
            text: text_of(&entry.key),
            also: entry.also.iter().map(|(key, site)| (text_of(key), *site)).collect(),
        })
    }

    fn key_argument(&mut self, argument: &Named) -> KeyArg {
        match &argument.value {
            value if value.is_none() => KeyArg::Absent,
            value => match self.word(value, argument.value_site) {
                Some(word) if argument.certain => KeyArg::Literal(word),
                _ => KeyArg::Unknown(self.opened(unknown_of(value, argument.value_site))),
            },
        }
    }

    fn default_argument(&mut self, argument: &Named) -> DefaultArg {
        let site = argument.value_site;
        match &argument.value {
            value if value.is_none() => DefaultArg::Absent,
            value if !argument.certain => DefaultArg::Unknown(self.opened(unknown_of(value, site))),
            value => match self.as_dict(value, site) {
                Ok(data) => DefaultArg::Dict { keys: self.fields(&data), site },
                Err(unknown) => match value_kind(value) {
                    ValueKind::List => DefaultArg::NotADict { what: "a list".to_owned(), site },
                    ValueKind::Str => DefaultArg::NotADict { what: "a string".to_owned(), site },
                    ValueKind::Other(what) => DefaultArg::NotADict { what, site },
                    _ => DefaultArg::Unknown(self.opened(unknown)),
                },
            },
        }
    }

    fn data_argument(&mut self, argument: &Named) -> DataArg {
        let site = argument.value_site;
        match &argument.value {
            value if value.is_none() => DataArg::Absent,
            value if !argument.certain => DataArg::Unknown(self.opened(unknown_of(value, site))),
            value => match self.as_dict(value, site) {
                Ok(data) => DataArg::Dict { fields: self.fields(&data), site },
                Err(unknown) => match value_kind(value) {
                    ValueKind::Unknown => DataArg::Unknown(self.opened(unknown)),
                    kind => DataArg::Other { kind, site },
                },
            },
        }
    }

    fn fields(&mut self, data: &DictData) -> Known<Field> {
        let mut fields = Known::default();
        for entry in &data.entries {
            if let Some(key) = self.word(&entry.key, entry.key_site) {
                fields.members.push(Field {
                    key,
                    item: entry.item,
                    value: entry.value_site,
                    kind: value_kind(&entry.value),
                    literal: self.literal(&entry.value, entry.value_site),
                    certain: entry.certain,
                    also: entry.also.iter().filter_map(|(key, site)| self.word(key, *site)).collect(),
                });
            }
        }
        for unknown in &data.open {
            let opened = self.opened(*unknown);
            fields.opened_by(opened);
        }
        fields
    }

    fn callback(&mut self, argument: &Named, key: &str) -> (Callback, Option<Value>) {
        let kind = callback_value(&argument.value);
        let follow = matches!(kind, CallbackValue::Callable(_) | CallbackValue::Unknown);
        let word = |text: &Option<Arc<Embedded>>, name: Site| {
            let site = key_site(text.as_deref(), name, &argument.name, key);
            Word { text: key.to_owned(), site }
        };
        let callback = Callback {
            key: word(&argument.text, argument.name_site),
            also: argument.also.iter().map(|(text, name)| word(text, *name)).collect(),
            name: argument.name_site,
            argument: argument.whole,
            value: argument.value_site,
            kind,
            certain: argument.certain,
            body: CallbackBody::default(),
        };
        (callback, follow.then(|| argument.value.clone()))
    }

    /// Where another argument can be written: after the last one, in the style of the call.
    fn insertion(&mut self, from: CallSite<'_>) -> Insertion {
        let file = from.site.file;
        let Some(call) = from.call else {
            let end = Span::at(from.site.span.end);
            return Insertion { at: end.in_file(file), before: String::new(), after: String::new() };
        };
        let Some(last) = call.args.last() else {
            let start = Span::at(call.parens.start + 1);
            return Insertion { at: start.in_file(file), before: String::new(), after: String::new() };
        };
        let at = Span::at(last.span.end).in_file(file);
        let before = match self.own_line_indent(last.span.start, call.parens.start, file) {
            Some(indent) => format!(",\n{indent}"),
            None => ", ".to_owned(),
        };
        Insertion { at, before, after: String::new() }
    }

    /// The indentation of an argument that stands first on its line, below the line of the parenthesis.
    fn own_line_indent(&mut self, argument: u32, paren: u32, file: crate::text::FileId) -> Option<String> {
        let text = self.sources.text(file).ok()?;
        let between = text.get(paren as usize..argument as usize)?;
        let indent = &between[between.rfind('\n')? + 1..];
        indent.chars().all(char::is_whitespace).then(|| indent.to_owned())
    }
}

/// The `<key>` of `on_<key>_change`. The names without one are refused by Streamlit (FACTS 7a).
fn callback_key(name: &str) -> Option<&str> {
    let key = name.strip_prefix("on_")?.strip_suffix("_change")?;
    (!key.is_empty() && key != "_").then_some(key)
}

/// Where the key stands: in the argument's name, or where the name's middle part comes from.
fn key_site(text: Option<&Embedded>, name_site: Site, name: &str, key: &str) -> Site {
    let (start, end) = ("on_".len(), "on_".len() + key.len());
    if let Some(text) = text {
        return text.to_host(Span::new(start as u32, end as u32)).unwrap_or(name_site);
    }
    let span = name_site.span;
    if span.len() as usize != name.len() {
        return name_site;
    }
    Span::new(span.start + start as u32, span.start + end as u32).in_file(name_site.file)
}

fn callback_value(value: &Value) -> CallbackValue {
    match value {
        Value::None => CallbackValue::None,
        Value::Returned(call) => CallbackValue::CalledOnTheSpot { function: call.0.clone(), parens: call.1 },
        Value::OneOf(all) => {
            let mut callable: Option<Callable> = None;
            for value in all.iter() {
                match callback_value(value) {
                    CallbackValue::Callable(one) => {
                        // Which of them it is, is not known: then neither is what it takes.
                        callable = Some(Callable { required: None, is_async: false, ..callable.unwrap_or(one) });
                    }
                    CallbackValue::Unknown if value.truth() == Some(true) => {}
                    _ => return CallbackValue::Unknown,
                }
            }
            callable.map_or(CallbackValue::Unknown, CallbackValue::Callable)
        }
        Value::Function(closure) => CallbackValue::Callable(callable(closure, false, &[])),
        Value::Method(method) => CallbackValue::Callable(callable(&method.1, true, &[])),
        Value::Partial(partial) => match &partial.function {
            Value::Function(closure) => CallbackValue::Callable(callable(closure, false, &partial.args)),
            Value::Method(method) => CallbackValue::Callable(callable(&method.1, true, &partial.args)),
            _ => CallbackValue::Callable(opaque("partial")),
        },
        Value::Class(class) => {
            let name = class.facts.classes.get(class.id.0 as usize).map_or("a class", |class| &class.name.name);
            CallbackValue::Callable(opaque(name))
        }
        Value::External(name) => CallbackValue::Callable(opaque(name)),
        Value::Builtin(method) => CallbackValue::Callable(opaque(&method.1)),
        Value::Component(_) => CallbackValue::Callable(opaque("a component")),
        other => match value_kind(other) {
            ValueKind::Dict => CallbackValue::NotCallable("a dict".to_owned()),
            ValueKind::List => CallbackValue::NotCallable("a list".to_owned()),
            ValueKind::Str => CallbackValue::NotCallable(match other.text() {
                Some(text) if text.len() < 30 && !text.contains('\n') => format!("the string {text:?}"),
                _ => "a string".to_owned(),
            }),
            ValueKind::Other(what) => CallbackValue::NotCallable(what),
            _ => CallbackValue::Unknown,
        },
    }
}

fn opaque(name: &str) -> Callable {
    Callable { name: name.to_owned(), definition: None, required: None, is_async: false }
}

fn callable(closure: &Closure, bound: bool, given: &[Given]) -> Callable {
    let function = closure.function();
    let mut skip = usize::from(bound && !closure.wrap.is_static);
    skip += given.iter().filter(|given| given.how == How::Positional).count();
    let dynamic = given.iter().any(|given| matches!(given.how, How::Star | How::DoubleStar));
    let mut required = Vec::new();
    for param in &function.params {
        let takes_position = matches!(param.kind, ParamKind::PositionalOnly | ParamKind::Positional);
        if takes_position && skip > 0 {
            skip -= 1;
            continue;
        }
        let named = given.iter().any(|given| matches!(&given.how, How::Keyword(name, _) if *name == param.name.name));
        let needs = takes_position || param.kind == ParamKind::KeywordOnly;
        if needs && param.default.is_none() && !named {
            required.push(param.name.name.clone());
        }
    }
    Callable {
        name: closure.name(),
        definition: Some(closure.definition()),
        required: (!dynamic && !closure.wrap.is_replaced).then_some(required),
        is_async: function.is_async && !closure.wrap.is_replaced,
    }
}

/// What a value is, in the words of the contract.
pub(super) fn value_kind(value: &Value) -> ValueKind {
    match value {
        Value::None | Value::Returned(_) => ValueKind::None,
        Value::Bool(true) => ValueKind::Other("`True`".to_owned()),
        Value::Bool(false) => ValueKind::Other("`False`".to_owned()),
        Value::Int(number) => ValueKind::Other(format!("the number {number}")),
        Value::Number => ValueKind::Other("a number".to_owned()),
        Value::Bytes => ValueKind::Other("bytes".to_owned()),
        Value::Text(_) | Value::Path(_, true) => ValueKind::Str,
        Value::Path(_, false) => ValueKind::Other("a `Path`".to_owned()),
        Value::Made(made) if matches!(made.kind, MadeKind::Object | MadeKind::TopOnly | MadeKind::NotFinite) => {
            ValueKind::Other(made.words.to_owned())
        }
        Value::List(..) => ValueKind::List,
        Value::Dict(_) => ValueKind::Dict,
        Value::Function(_) | Value::Method(_) | Value::Builtin(_) | Value::Partial(_) | Value::Class(_) => {
            ValueKind::Callable
        }
        Value::OneOf(all) => {
            let mut kinds = all.iter().map(value_kind);
            let first = kinds.next().unwrap_or(ValueKind::Unknown);
            if kinds.all(|kind| kind == first) { first } else { ValueKind::Unknown }
        }
        _ => ValueKind::Unknown,
    }
}
