//! The values that the follower tells apart. Whatever it cannot follow is [`Value::Unknown`] and says why.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use crate::syntax::python::PythonFacts;
use crate::syntax::python::hir::{ClassId, FuncId};
use crate::text::{Embedded, FileId, Site};

/// A mutable object of the [`Store`](super::store::Store).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ObjId(pub u32);

/// A scope of the [`Store`](super::store::Store): a module, a call or a class body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct FrameId(pub u32);

/// How many alternatives a value may have before it counts as unknown.
const MAX_ALTERNATIVES: usize = 32;

/// A Python value, as far as it is known.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Unknown(Unknown),
    None,
    /// The `None` that a call without arguments returned: the function's name and the call's parentheses.
    Returned(Rc<(String, Site)>),
    Bool(bool),
    Int(i64),
    Number,
    Bytes,
    Text(Arc<Embedded>),
    List(ObjId, ListKind),
    Dict(ObjId),
    Function(Rc<Closure>),
    /// A function of the workspace bound to its first argument.
    Method(Rc<(Value, Rc<Closure>)>),
    /// A method of a built-in object: the object and the method's name.
    Builtin(Rc<(Value, String)>),
    Partial(Rc<Partial>),
    Class(Rc<ClassValue>),
    Instance(ObjId),
    Module(FileId),
    /// A module, or a name in it, that is followed when it is first used.
    Deferred(FileId, Option<Rc<str>>),
    /// A dotted name that no file of the workspace defines.
    External(Rc<str>),
    /// A registered component, by its place in the trace.
    Component(u32),
    /// What a mount returned, by the mount's place in the trace.
    Result(u32),
    SessionState,
    /// `st.session_state[name]`.
    StateEntry(Rc<str>),
    /// A path, as a `Path` or (second field) as a string.
    Path(Rc<PathBuf>, bool),
    OpenFile(Rc<PathBuf>),
    /// An object of an external type that matters to `data`.
    Made(Rc<Made>),
    OneOf(Rc<[Value]>),
}

/// An object of an external type.
#[derive(Debug)]
pub(super) struct Made {
    pub kind: MadeKind,
    /// What it is, in words: "a `datetime`".
    pub words: &'static str,
    /// The expression that made it.
    pub site: Site,
    /// The value of a member of an enumeration.
    pub inner: Option<Value>,
}

/// What `data` makes of an object (FACTS 18a, 18b).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MadeKind {
    /// It is no JSON anywhere.
    Object,
    /// It is a table.
    Frame,
    /// It can be sent on its own only.
    TopOnly,
    /// It is a number that is none.
    NotFinite,
    /// It is `st.form(…)`.
    Form,
}

/// Where and why a value could not be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    pub site: Site,
    pub why: Why,
    /// Whether it is known to be true in a test, as the left side of an `or` is where it is chosen.
    pub truthy: bool,
}

/// Why a value could not be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Parameter,
    CallResult,
    LoopVariable,
    UnboundName,
    Attribute,
    Item,
    Operation,
    Syntax,
    TooDeep,
    ManyAlternatives,
    RunTimeValue,
}

impl Why {
    /// The reason as the end of a sentence about `text`, the expression's source.
    pub fn sentence(self, text: &str) -> String {
        match self {
            Why::Parameter => format!("`{text}` is a parameter and no call in the workspace says what it is"),
            Why::CallResult => format!("what `{text}` returns is not known"),
            Why::LoopVariable => format!("`{text}` takes values in a loop that cannot be unrolled"),
            Why::UnboundName => format!("`{text}` is bound nowhere that can be followed"),
            Why::Attribute | Why::Item | Why::Operation => format!("the value of `{text}` is not known"),
            Why::Syntax => format!("`{text}` does not parse"),
            Why::TooDeep => format!("`{text}` is too deep to follow"),
            Why::ManyAlternatives => format!("`{text}` can be too many things"),
            Why::RunTimeValue => format!("`{text}` is known only at run time"),
        }
    }
}

/// What a list object is in Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListKind {
    List,
    Tuple,
    Set,
}

/// A function of the workspace with the scope it was made in.
#[derive(Debug)]
pub(super) struct Closure {
    pub file: FileId,
    pub facts: Arc<PythonFacts>,
    pub id: FuncId,
    pub frame: FrameId,
    pub defaults: Vec<Option<Value>>,
    pub wrap: Wrap,
}

/// What decorators made of a function, as far as it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wrap {
    pub is_static: bool,
    pub is_class_method: bool,
    pub is_property: bool,
    /// Who keeps its results.
    pub kept_by: Option<KeptBy>,
    /// A decorator that is not known may have put another function in its place.
    pub is_replaced: bool,
}

/// Who keeps a function's results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeptBy {
    CacheData,
    CacheResource,
    Functools,
}

impl Closure {
    /// Where the function is defined.
    pub fn definition(&self) -> Site {
        self.function().span.in_file(self.file)
    }

    /// The function's facts.
    pub fn function(&self) -> &crate::syntax::python::hir::Function {
        // The id was made by the reader of the same facts.
        &self.facts.functions[self.id.0 as usize]
    }

    /// Its name as messages say it.
    pub fn name(&self) -> String {
        self.function().name.as_ref().map_or_else(|| "lambda".to_owned(), |name| name.name.clone())
    }
}

/// `functools.partial(function, *args, **kwargs)`.
#[derive(Debug)]
pub(super) struct Partial {
    pub function: Value,
    pub args: Vec<Given>,
}

/// A class of the workspace.
#[derive(Debug)]
pub(super) struct ClassValue {
    pub file: FileId,
    pub facts: Arc<PythonFacts>,
    pub id: ClassId,
    /// The scope of its body, which holds its attributes.
    pub frame: FrameId,
    pub bases: Vec<Value>,
    pub is_dataclass: bool,
}

/// An argument of a call, its value followed.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub how: How,
    pub value: Value,
    /// The value's expression.
    pub site: Site,
    /// The whole argument.
    pub whole: Site,
}

/// How an argument is given.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum How {
    Positional,
    Keyword(String, Site),
    Star,
    DoubleStar,
}

/// A member of a dict.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: Value,
    pub key_site: Site,
    pub value: Value,
    pub value_site: Site,
    /// The whole item, where it is written in one piece.
    pub item: Option<Site>,
    /// Whether it is there in every run.
    pub certain: bool,
    /// Where its key is written, too: in assignments that this one took the place of, or in another branch.
    pub also: Vec<(Value, Site)>,
}

impl Entry {
    /// Remembers where an entry of the same key wrote that.
    pub fn remember(&mut self, other: &Entry) {
        // Of a loop that assigns, the places repeat.
        const MOST: usize = 16;
        for (key, site) in other.also.iter().cloned().chain([(other.key.clone(), other.key_site)]) {
            let is_new = site != self.key_site && self.also.iter().all(|(_, known)| *known != site);
            if is_new && self.also.len() < MOST {
                self.also.push((key, site));
            }
        }
    }
}

/// The contents of a dict.
#[derive(Clone, Debug, Default)]
pub(super) struct DictData {
    pub entries: Vec<Entry>,
    pub open: Vec<Unknown>,
}

/// A member of a list.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub value: Value,
    pub site: Site,
    /// Whether it is there in every run.
    pub certain: bool,
}

impl Item {
    /// A member that is there in every run.
    pub fn new(value: Value, site: Site) -> Self {
        Self { value, site, certain: true }
    }
}

/// What iterating over something yields.
#[derive(Clone, Debug, Default)]
pub(super) struct Elements {
    /// The elements that are known, and whether each is there in every run.
    pub known: Vec<(Value, bool)>,
    /// What could yield others.
    pub open: Option<Unknown>,
}

/// The contents of a list, tuple or set.
#[derive(Clone, Debug, Default)]
pub(super) struct ListData {
    pub items: Vec<Item>,
    pub open: Option<Unknown>,
}

/// The attributes of an instance.
#[derive(Clone, Debug)]
pub(super) struct InstanceData {
    pub class: Rc<ClassValue>,
    pub attributes: Vec<(String, Value)>,
}

impl Value {
    /// A value that could not be followed.
    pub fn unknown(site: Site, why: Why) -> Value {
        Value::Unknown(Unknown { site, why, truthy: false })
    }

    /// Whether it is `None`.
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None | Value::Returned(_))
    }

    /// The text, where it is known without holes.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => text.literal(),
            _ => None,
        }
    }

    /// What it is in a test, where that is known without looking into the store.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Value::None | Value::Returned(_) => Some(false),
            Value::Bool(value) => Some(*value),
            Value::Int(value) => Some(*value != 0),
            Value::Text(text) if !text.has_holes() => Some(!text.is_empty()),
            Value::Unknown(unknown) if unknown.truthy => Some(true),
            Value::Function(_)
            | Value::Method(_)
            | Value::Builtin(_)
            | Value::Partial(_)
            | Value::Class(_)
            | Value::Module(_)
            | Value::Component(_)
            | Value::Path(_, false) => Some(true),
            Value::OneOf(all) => {
                let mut truths = all.iter().map(Value::truth);
                let first = truths.next()??;
                truths.all(|truth| truth == Some(first)).then_some(first)
            }
            _ => None,
        }
    }

    /// The value where a test has found it true: alternatives that are false fall away.
    pub fn when(self, truth: bool) -> Value {
        match self {
            Value::Unknown(unknown) if truth => Value::Unknown(Unknown { truthy: true, ..unknown }),
            Value::OneOf(all) => {
                let kept: Vec<Value> = all
                    .iter()
                    .filter(|value| value.truth() != Some(!truth))
                    .map(|value| value.clone().when(truth))
                    .collect();
                if kept.is_empty() { Value::OneOf(all) } else { one_of(kept) }
            }
            other => other,
        }
    }

    /// The alternatives it stands for; itself where it is one value.
    pub fn alternatives(&self) -> &[Value] {
        match self {
            Value::OneOf(all) => all,
            one => std::slice::from_ref(one),
        }
    }

    /// Whether the two are the same value for all that the follower can tell.
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::None | Value::Returned(_), Value::None | Value::Returned(_))
            | (Value::Number, Value::Number)
            | (Value::Bytes, Value::Bytes)
            | (Value::SessionState, Value::SessionState) => true,
            (Value::Unknown(a), Value::Unknown(b)) => a == b,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Text(a), Value::Text(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::List(a, _), Value::List(b, _)) | (Value::Dict(a), Value::Dict(b)) => a == b,
            (Value::Instance(a), Value::Instance(b)) => a == b,
            (Value::Function(a), Value::Function(b)) => {
                Rc::ptr_eq(a, b) || (a.file == b.file && a.id == b.id && a.frame == b.frame)
            }
            (Value::Method(a), Value::Method(b)) => Rc::ptr_eq(a, b),
            (Value::Builtin(a), Value::Builtin(b)) => a.1 == b.1 && a.0.same(&b.0),
            (Value::Partial(a), Value::Partial(b)) => Rc::ptr_eq(a, b),
            (Value::Class(a), Value::Class(b)) => a.file == b.file && a.id == b.id && a.frame == b.frame,
            (Value::Module(a), Value::Module(b)) => a == b,
            (Value::Deferred(a, x), Value::Deferred(b, y)) => a == b && x == y,
            (Value::External(a), Value::External(b)) | (Value::StateEntry(a), Value::StateEntry(b)) => a == b,
            (Value::Component(a), Value::Component(b)) | (Value::Result(a), Value::Result(b)) => a == b,
            (Value::Path(a, x), Value::Path(b, y)) => a == b && x == y,
            (Value::OpenFile(a), Value::OpenFile(b)) => a == b,
            (Value::Made(a), Value::Made(b)) => Rc::ptr_eq(a, b),
            (Value::OneOf(a), Value::OneOf(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.same(b)),
            _ => false,
        }
    }
}

/// One of several values; the same value twice counts once.
pub(super) fn one_of(values: Vec<Value>) -> Value {
    let mut kept: Vec<Value> = Vec::with_capacity(values.len());
    for value in values.iter().flat_map(|value| value.alternatives()) {
        if !kept.iter().any(|seen| seen.same(value)) {
            kept.push(value.clone());
        }
    }
    if kept.len() > MAX_ALTERNATIVES {
        let site = kept.iter().find_map(site_of);
        return site.map_or_else(|| kept.swap_remove(0), |site| Value::unknown(site, Why::ManyAlternatives));
    }
    if kept.len() == 1 { kept.swap_remove(0) } else { Value::OneOf(kept.into()) }
}

/// A place that tells where a value comes from, where the value itself knows one.
pub(super) fn site_of(value: &Value) -> Option<Site> {
    match value {
        Value::Unknown(unknown) => Some(unknown.site),
        Value::Text(text) => text.to_host(crate::text::Span::new(0, text.text().len() as u32)),
        Value::Function(closure) => Some(closure.definition()),
        Value::OneOf(all) => all.iter().find_map(site_of),
        _ => None,
    }
}
