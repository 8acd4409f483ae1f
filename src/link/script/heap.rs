//! What a script makes while it runs: frames with variables, closures, objects. Everything is named by where and
//! in which call it was made, so that a second round over the script finds the same things again; nothing is
//! ever taken back, values only grow.

mod reach;

use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

pub(super) use self::reach::Reach;
use super::parts::Parts;
use super::readers::{ReadBy, Readers};
use super::things::{Actuals, Bound, ClassValue, Closure, Field, Object, ObjectKind};
use super::value::{Atom, BoundId, ClassValueId, ClosureId, FrameId, ModuleId, ObjectId, StrId, Text, Value};
use crate::syntax::script::hir::{BindingId, FuncId, ScriptFacts};
use crate::text::Span;

/// A variable.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    value: Value,
    read_by: ReadBy,
}

/// The variables of a module, or of one call of a function.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) module: ModuleId,
    pub(super) function: Option<FuncId>,
    pub(super) parent: Option<FrameId>,
    pub(super) this: Value,
    /// What it is called with; none for a frame of no call.
    pub(super) args: Option<Actuals>,
    /// The class whose member runs, for `super`.
    pub(super) home: Option<ClassValueId>,
    /// What can be reached from here.
    pub(super) reach: Reach,
    /// The objects that hold functions made here.
    holders: Vec<ObjectId>,
    /// How many frames it took to make this one.
    depth: u32,
    vars: FxHashMap<BindingId, Slot>,
    returns: Slot,
}

/// Calls of a function with different arguments that are told apart.
const MOST_CALLS_APART: u32 = 64;

/// The same for calls with arguments that were made at a top level: a bundle wraps every module so.
const MOST_TOP_CALLS_APART: u32 = 4096;

/// The same for functions that make nothing: nothing multiplies by their frames, and one that hands back what it gets
/// would mix up everything that goes through it.
const MOST_PLAIN_CALLS_APART: u32 = 1024;

/// Frames that are made out of each other: the arguments of one come from the other, and so on.
const DEEPEST_CONTEXT: u32 = 8;

/// The calls of one function.
struct CallsOf {
    /// How many there were with arguments that none had before.
    count: u32,
    /// Whether the function makes no functions and objects.
    plain: bool,
}

/// Stands for the function of a frame that has variables of no function.
const NO_FUNCTION: FuncId = FuncId(u32::MAX);

/// Where and in which call something was made; the number tells several at one place apart.
pub(super) type Made = (ModuleId, FrameId, u32, u32);

/// The arenas.
#[derive(Default)]
pub(super) struct Heap {
    pub(super) texts: Arena<Text>,
    pub(super) closures: Arena<Closure>,
    pub(super) classes: Arena<ClassValue>,
    pub(super) bounds: Arena<Bound>,
    pub(super) frames: Vec<Frame>,
    calls: FxHashMap<(ClosureId, Value, Rc<Actuals>), FrameId>,
    /// The calls of each function.
    calls_of: FxHashMap<(ModuleId, FuncId), CallsOf>,
    wide_calls: FxHashMap<(ClosureId, bool), FrameId>,
    class_frames: FxHashMap<(ClassValueId, Value), FrameId>,
    pub(super) objects: Vec<Object>,
    made: FxHashMap<Made, ObjectId>,
    /// The closures that were made since this was cleared.
    pub(super) made_now: FxHashSet<ClosureId>,
    pub(super) readers: Readers,
}

/// Things that are equal are one.
pub(super) struct Arena<T> {
    list: Vec<T>,
    ids: FxHashMap<T, u32>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self { list: Vec::new(), ids: FxHashMap::default() }
    }
}

impl<T: Clone + Eq + Hash> Arena<T> {
    /// One that holds `first` at 0.
    pub(super) fn of(first: T) -> Self {
        let mut arena = Self::default();
        arena.id(first);
        arena
    }

    pub(super) fn id(&mut self, thing: T) -> u32 {
        let Self { list, ids } = self;
        *ids.entry(thing).or_insert_with_key(|thing| {
            list.push(thing.clone());
            list.len() as u32 - 1
        })
    }

    pub(super) fn get(&self, id: u32) -> &T {
        &self.list[id as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }
}

impl Heap {
    pub(super) fn text(&self, id: StrId) -> &Text {
        &self.texts.list[id.0 as usize]
    }

    pub(super) fn closure(&self, id: ClosureId) -> Closure {
        self.closures.list[id.0 as usize]
    }

    pub(super) fn class(&self, id: ClassValueId) -> ClassValue {
        self.classes.list[id.0 as usize]
    }

    pub(super) fn bound(&self, id: BoundId) -> &Bound {
        &self.bounds.list[id.0 as usize]
    }

    pub(super) fn frame(&self, id: FrameId) -> &Frame {
        &self.frames[id.0 as usize]
    }

    pub(super) fn object(&self, id: ObjectId) -> &Object {
        &self.objects[id.0 as usize]
    }

    pub(super) fn object_mut(&mut self, id: ObjectId) -> &mut Object {
        &mut self.objects[id.0 as usize]
    }

    pub(super) fn new_text(&mut self, text: Text) -> Atom {
        Atom::Str(StrId(self.texts.id(text)))
    }

    /// The name of a property, as a text that stands where the property is written.
    pub(super) fn name_of(&mut self, field: &Field) -> Atom {
        match field.site {
            Some((module, span)) => self.new_text(Text { text: field.name.clone(), module, span, needs: Parts::NONE }),
            None => Atom::Primitive,
        }
    }

    pub(super) fn new_closure(&mut self, closure: Closure) -> Atom {
        let id = ClosureId(self.closures.id(closure));
        self.made_now.insert(id);
        Atom::Function(id)
    }

    pub(super) fn new_class(&mut self, class: ClassValue) -> ClassValueId {
        ClassValueId(self.classes.id(class))
    }

    pub(super) fn new_bound(&mut self, bound: Bound) -> Atom {
        Atom::Bound(BoundId(self.bounds.id(bound)))
    }

    /// The same possibilities, each of them only where these parts of the mount's data decide so.
    pub(super) fn unsure(&mut self, value: Value, needs: Parts) -> Value {
        if needs.is_none() {
            return value;
        }
        value.atoms().iter().map(|atom| self.unsure_atom(*atom, needs)).collect()
    }

    fn unsure_atom(&mut self, atom: Atom, needs: Parts) -> Atom {
        match atom {
            Atom::Str(id) => {
                let text = self.text(id).clone();
                self.new_text(Text { needs: text.needs.and(needs), ..text })
            }
            Atom::Function(_) | Atom::Setter(_) => {
                self.new_bound(Bound { target: atom, this: None, first: Vec::new(), needs })
            }
            Atom::Bound(id) => {
                let bound = self.bound(id).clone();
                self.new_bound(Bound { needs: bound.needs.and(needs), ..bound })
            }
            other => other,
        }
    }

    pub(super) fn module_frame(&mut self, module: ModuleId) -> FrameId {
        self.push_frame(Frame {
            module,
            function: None,
            parent: None,
            this: Value::NULLISH,
            args: None,
            home: None,
            reach: Reach::default(),
            holders: Vec::new(),
            depth: 0,
            vars: FxHashMap::default(),
            returns: Slot::default(),
        })
    }

    /// The frame of a call: the same for the same closure with the same `this` and arguments. A function that
    /// has many gets no more: what is left shares one wide frame, whose parameters are anything they are called
    /// with. Says whether it is that.
    pub(super) fn call_frame(
        &mut self,
        id: ClosureId,
        this: &Value,
        home: Option<ClassValueId>,
        args: &Rc<Actuals>,
        certain: bool,
        facts: &ScriptFacts,
    ) -> (FrameId, bool) {
        let key = (id, this.clone(), Rc::clone(args));
        if let Some(known) = self.calls.get(&key) {
            return (*known, false);
        }
        let closure = self.closure(id);
        let given = args.values().fold(self.reach(this), |reach, arg| reach.or(self.reach(arg)));
        let depth = args.values().chain([this]).map(|value| self.depth(value)).max().unwrap_or_default();
        let depth = 1 + depth.max(self.frame(closure.frame).depth);
        let first = || CallsOf { count: 0, plain: facts.makes_nothing(closure.function) };
        let calls = self.calls_of.entry((closure.module, closure.function)).or_insert_with(first);
        let wide = match calls.plain {
            true => calls.count >= MOST_PLAIN_CALLS_APART,
            // What a module's own top level calls is as much as is written there.
            false if depth == 1 => calls.count >= MOST_TOP_CALLS_APART,
            false => calls.count >= MOST_CALLS_APART || depth > DEEPEST_CONTEXT,
        };
        calls.count += 1;
        if wide && let Some(known) = self.wide_calls.get(&(id, certain)).copied() {
            let frame = &mut self.frames[known.0 as usize];
            let mut grew = frame.this.join(this);
            let rest = &mut frame.args.get_or_insert_default().rest;
            for arg in args.values() {
                grew |= rest.join(arg);
            }
            if grew {
                self.readers.frame_grew(known);
            }
            self.raise_frame(known, given);
            return (known, true);
        }
        let reach = given.or(self.frame(closure.frame).reach);
        let frame = self.push_frame(Frame {
            module: closure.module,
            function: Some(closure.function),
            parent: Some(closure.frame),
            this: this.clone(),
            args: Some(if wide { args.without_positions() } else { Actuals::clone(args) }),
            home,
            reach,
            holders: Vec::new(),
            depth: depth.min(DEEPEST_CONTEXT),
            vars: FxHashMap::default(),
            returns: Slot::default(),
        });
        match wide {
            true => self.wide_calls.insert((id, certain), frame),
            false => self.calls.insert(key, frame),
        };
        (frame, wide)
    }

    /// The frame in which the fields of an instance, or of the class itself, get their values.
    pub(super) fn class_frame(&mut self, class: ClassValueId, this: &Value) -> FrameId {
        if let Some(known) = self.class_frames.get(&(class, this.clone())) {
            return *known;
        }
        let outer = self.class(class);
        let reach = self.reach(this).or(self.frame(outer.frame).reach);
        let frame = self.push_frame(Frame {
            module: outer.module,
            function: Some(NO_FUNCTION),
            parent: Some(outer.frame),
            this: this.clone(),
            args: None,
            home: Some(class),
            reach,
            holders: Vec::new(),
            depth: self.frame(outer.frame).depth,
            vars: FxHashMap::default(),
            returns: Slot::default(),
        });
        self.class_frames.insert((class, this.clone()), frame);
        frame
    }

    fn push_frame(&mut self, frame: Frame) -> FrameId {
        self.frames.push(frame);
        FrameId(self.frames.len() as u32 - 1)
    }

    /// The frame that holds a variable of `owner`, seen from `frame`.
    pub(super) fn frame_of(&self, frame: FrameId, owner: Option<FuncId>) -> Option<FrameId> {
        let mut here = Some(frame);
        while let Some(id) = here {
            if self.frame(id).function == owner {
                return Some(id);
            }
            here = self.frame(id).parent;
        }
        None
    }

    pub(super) fn read(&mut self, frame: FrameId, binding: BindingId) -> Value {
        let slot = self.frames[frame.0 as usize].vars.entry(binding).or_default();
        self.readers.read(&mut slot.read_by);
        slot.value.clone()
    }

    pub(super) fn write(&mut self, frame: FrameId, binding: BindingId, value: &Value) {
        let value = &self.blurred(value);
        let reach = self.reach(value);
        self.raise_frame(frame, reach);
        let slot = self.frames[frame.0 as usize].vars.entry(binding).or_default();
        if slot.value.join(value) {
            self.readers.grew(&mut slot.read_by);
        }
    }

    pub(super) fn returned(&mut self, frame: FrameId) -> Value {
        let slot = &mut self.frames[frame.0 as usize].returns;
        self.readers.read(&mut slot.read_by);
        slot.value.clone()
    }

    pub(super) fn return_value(&mut self, frame: FrameId, value: &Value) {
        let value = &self.blurred(value);
        let slot = &mut self.frames[frame.0 as usize].returns;
        if slot.value.join(value) {
            self.readers.grew(&mut slot.read_by);
        }
    }

    /// The object made at a place, made if this is the first time.
    pub(super) fn make(&mut self, made: Made, kind: ObjectKind) -> ObjectId {
        if let Some(known) = self.made.get(&made) {
            return *known;
        }
        let id = ObjectId(self.objects.len() as u32);
        self.objects.push(Object {
            kind,
            fields: Vec::new(),
            elements: Value::Nothing,
            keys: Value::Nothing,
            open: false,
            from_data: false,
            changed: false,
            escaped: false,
            depth: self.frame(made.1).depth,
            reach: Reach::default(),
            holders: Vec::new(),
            read_by: ReadBy::default(),
        });
        self.made.insert(made, id);
        id
    }

    /// The object, noting that what it holds was looked at.
    pub(super) fn look(&mut self, id: ObjectId) -> &Object {
        let object = &mut self.objects[id.0 as usize];
        self.readers.read(&mut object.read_by);
        object
    }

    /// Adds what a property of an object can be.
    pub(super) fn set_field(
        &mut self,
        id: ObjectId,
        name: &Arc<str>,
        value: &Value,
        site: Option<(ModuleId, Span)>,
        getter: bool,
    ) {
        let value = &self.blurred(value);
        let object = &mut self.objects[id.0 as usize];
        let before = match object.fields.iter_mut().find(|field| field.name == *name && field.getter == getter) {
            Some(field) => {
                field.several |= site.is_some() && site != field.site;
                let before = field.value.clone();
                field.value.join(value).then_some(before)
            }
            None => {
                let field = Field { name: name.clone(), value: value.clone(), site, getter, several: false };
                object.fields.push(field);
                Some(Value::Nothing)
            }
        };
        if let Some(before) = before {
            self.readers.grew(&mut object.read_by);
            self.hold(id, value, &before);
        }
    }

    /// Adds what properties of unknown name can be.
    pub(super) fn add_element(&mut self, id: ObjectId, value: &Value) {
        let value = &self.blurred(value);
        let object = &mut self.objects[id.0 as usize];
        let before = object.elements.clone();
        if object.elements.join(value) {
            self.readers.grew(&mut object.read_by);
            self.hold(id, value, &before);
        }
    }

    /// Adds keys of a collection.
    pub(super) fn add_key(&mut self, id: ObjectId, key: &Value) {
        let object = &mut self.objects[id.0 as usize];
        let before = object.keys.clone();
        if object.keys.join(key) {
            self.readers.grew(&mut object.read_by);
            self.hold(id, key, &before);
        }
    }

    /// Notes that an object may have properties that nobody saw.
    pub(super) fn open(&mut self, id: ObjectId) {
        let object = &mut self.objects[id.0 as usize];
        if !std::mem::replace(&mut object.open, true) {
            self.readers.grew(&mut object.read_by);
        }
    }

    /// The depth of the frames that a value was made in.
    fn depth(&self, value: &Value) -> u32 {
        let depth_of = |atom: &Atom| match *atom {
            Atom::Function(id) => self.frame(self.closure(id).frame).depth,
            Atom::Class(id) => self.frame(self.class(id).frame).depth,
            Atom::Object(id) => self.object(id).depth,
            Atom::Bound(id) => {
                let bound = self.bound(id);
                let parts = bound.first.iter().chain(&bound.this).map(|part| self.depth(part)).max();
                self.depth(&Value::One(bound.target)).max(parts.unwrap_or_default())
            }
            _ => 0,
        };
        value.atoms().iter().map(depth_of).max().unwrap_or_default()
    }

    /// Whether a value holds in a test, where that is known.
    pub(super) fn truth(&self, value: &Value) -> Option<bool> {
        let mut truths = value.atoms().iter().map(|atom| self.truth_of(*atom));
        let first = truths.next()??;
        truths.all(|truth| truth == Some(first)).then_some(first)
    }

    fn truth_of(&self, atom: Atom) -> Option<bool> {
        match atom {
            Atom::Setter(_) | Atom::Args | Atom::ParentElement => Some(true),
            Atom::Function(_) | Atom::Bound(_) | Atom::Class(_) | Atom::Object(_) => Some(true),
            Atom::Str(id) => Some(!self.text(id).text.is_empty()),
            Atom::Bool(value) => Some(value),
            Atom::Number(value) => Some(value != 0),
            Atom::Nullish => Some(false),
            _ => None,
        }
    }
}
