//! What a value is to the page: the root, an element and where it comes from, the mount's data.

use std::rc::Rc;
use std::sync::Arc;

use crate::model::SendKind;
use crate::syntax::script::hir::{BindingId, ClassId, FuncId};
use crate::text::Span;

/// A module, by its place in the walk.
pub(super) type ModuleId = usize;

/// What one expression is in one run of the renderer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Anything.
    Unknown,
    /// The renderer's argument.
    Args,
    /// The component's root.
    Root,
    /// What the mount passes as `data`.
    Data,
    /// A part of `data`, or what is computed of it.
    Derived,
    /// A part of `data` with something added to it.
    Stepped,
    /// One of the renderer's two setters.
    Setter(SendKind),
    /// `document`, its body or head.
    Document,
    /// `window`.
    Window,
    /// What a search found, or null.
    Found(usize),
    /// Everything that a search found.
    FoundAll(usize),
    /// One of what a search found.
    Each(usize),
    /// An element that this run made.
    Fresh(usize),
    /// An element of which nothing is known.
    Element,
    /// The `dataset` of an element that outlives the run.
    Dataset,
    /// The `classList` of one.
    ClassList,
    /// A text that is written out.
    Text(Arc<str>, ModuleId, Span),
    /// A number, where it is written out.
    Number,
    /// Another text, number or boolean.
    Primitive,
    /// `null`.
    Null,
    /// `undefined`.
    Undefined,
    /// A function of the script.
    Function(Rc<Closure>),
    /// An object of the script.
    Object(usize),
    /// An array of which the elements are known.
    Array(Rc<[Value]>),
    /// A class of the script.
    Class(ModuleId, ClassId),
    /// A `Map`, `Set`, `WeakMap` or `WeakSet`.
    Store(usize, StoreKind),
    /// What is kept from one run to the next.
    Kept(Mark),
    /// An `Error`.
    Error,
    /// A browser's event.
    Event,
    /// The files of an input.
    Files,
    /// One file.
    File,
    /// An `AbortController` of this run, and its signal.
    Controller(usize),
    /// What a library made out of an element of this instance.
    OfInstance,
    /// A name that no module declares.
    Global(Arc<str>),
}

/// The kinds of collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoreKind {
    Map,
    Set,
    Weak,
}

/// A function together with `this` around it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Closure {
    pub(super) module: ModuleId,
    pub(super) function: FuncId,
    /// `this`, for an arrow and a method.
    pub(super) this: Value,
    /// Whether each run of the renderer makes it anew.
    pub(super) of_run: bool,
}

/// Where something is kept from one run to the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    /// A property of an element or of the window.
    Property(Arc<str>),
    /// A collection.
    Store(usize),
    /// A variable of a module.
    Variable(ModuleId, BindingId),
}

impl Value {
    /// Whether it is an element of the page, or null.
    pub(super) fn is_element(&self) -> bool {
        use Value::{Document, Each, Element, Found, FoundAll, Fresh, Root};
        matches!(self, Root | Found(_) | FoundAll(_) | Each(_) | Fresh(_) | Element | Document)
    }

    /// Whether it belongs to the instance that the renderer runs for.
    pub(super) fn is_of_instance(&self) -> bool {
        use Value::{Args, Each, Found, FoundAll, OfInstance, Root, Setter};
        matches!(self, Root | Found(_) | FoundAll(_) | Each(_) | Args | Setter(_) | OfInstance)
    }

    /// Two values, one of which it is.
    pub(super) fn or(self, other: Value) -> Value {
        use Value::{Derived, Null, Number, Primitive, Text, Undefined};
        match (self, other) {
            (one, other) if one == other => one,
            (Derived, Null | Undefined | Number | Text(..) | Primitive) => Derived,
            (Null | Undefined | Number | Text(..) | Primitive, Derived) => Derived,
            (Number | Text(..) | Primitive, Number | Text(..) | Primitive) => Primitive,
            _ => Value::Unknown,
        }
    }
}
