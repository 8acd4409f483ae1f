//! The things that values name: closures, classes, bound functions, objects, and the arguments of a call.

use std::sync::Arc;

use super::heap::Reach;
use super::parts::Parts;
use super::readers::ReadBy;
use super::value::{Atom, ClassValueId, FrameId, ModuleId, ObjectId, Value};
use crate::syntax::script::hir::{ClassId, FuncId};
use crate::text::Span;

/// The arguments of a call: those at known positions, and what any further one can be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Actuals {
    pub(super) list: Vec<Value>,
    pub(super) rest: Value,
}

impl Actuals {
    /// Arguments of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self { list: Vec::new(), rest: Value::UNKNOWN }
    }

    pub(super) fn of(list: impl IntoIterator<Item = Value>) -> Self {
        Self { list: list.into_iter().collect(), rest: Value::Nothing }
    }

    /// The argument at a position; `undefined` past the end.
    pub(super) fn at(&self, position: usize) -> Value {
        match (self.list.get(position), &self.rest) {
            (Some(value), _) => value.clone(),
            (None, Value::Nothing) => Value::NULLISH,
            (None, rest) => rest.clone(),
        }
    }

    /// The same, at any position.
    pub(super) fn without_positions(&self) -> Self {
        Self { list: Vec::new(), rest: self.list.iter().fold(self.rest.clone(), Value::or) }
    }

    /// The same, for a function: what it is called with tells its calls apart, and the parts of what the mount
    /// passes would make too many of them.
    pub(super) fn undivided(&self) -> Self {
        Self { list: self.list.iter().map(Value::undivided).collect(), rest: self.rest.undivided() }
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        self.list.iter().chain([&self.rest])
    }
}

/// A function and the frame it was made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Closure {
    pub(super) module: ModuleId,
    pub(super) function: FuncId,
    pub(super) frame: FrameId,
}

/// A class and the frame it was made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ClassValue {
    pub(super) module: ModuleId,
    pub(super) class: ClassId,
    pub(super) frame: FrameId,
}

/// A callable with `this` and first arguments given, or one that only the mount's data decides on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Bound {
    pub(super) target: Atom,
    /// None where the call decides.
    pub(super) this: Option<Value>,
    pub(super) first: Vec<Value>,
    /// The parts of the mount's data that alone decide that it is this one.
    pub(super) needs: Parts,
}

/// What kind of object one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ObjectKind {
    /// `{}` and the like.
    Plain,
    /// An array; elements at known positions are fields `0`, `1` ….
    Array,
    /// A `Map`, `Set`, `WeakMap` or `WeakSet`; `keys` and `elements` hold what is in it.
    Collection,
    /// An instance of a class.
    Instance(ClassValueId),
    /// What `import * as` makes.
    Namespace(ModuleId),
}

/// A property.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: Arc<str>,
    pub(super) value: Value,
    /// Where the name is written.
    pub(super) site: Option<(ModuleId, Span)>,
    /// Whether the value is a function to be called for the property's value.
    pub(super) getter: bool,
    /// Whether it is assigned in more than one place.
    pub(super) several: bool,
}

/// An object.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) kind: ObjectKind,
    pub(super) fields: Vec<Field>,
    /// What properties of unknown name hold.
    pub(super) elements: Value,
    /// The keys of a collection.
    pub(super) keys: Value,
    /// Whether it may have properties that nobody saw.
    pub(super) open: bool,
    /// Whether the fields of `data` were put into it.
    pub(super) from_data: bool,
    /// Whether a property was assigned after the object was made.
    pub(super) changed: bool,
    /// Whether unknown code has it.
    pub(super) escaped: bool,
    /// How many frames it took to make it.
    pub(super) depth: u32,
    /// What can be reached through it.
    pub(super) reach: Reach,
    /// The objects that hold it.
    pub(super) holders: Vec<ObjectId>,
    pub(super) read_by: ReadBy,
}
