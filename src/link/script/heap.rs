//! What a script makes while it runs: frames with variables, closures, objects. Everything is named by where and
//! in which call it was made, so that a second round over the script finds the same things again; nothing is
//! ever taken back, values only grow.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::things::{Actuals, Bound, ClassValue, Closure, Field, Object, ObjectKind};
use super::value::{Atom, BoundId, ClassValueId, ClosureId, FrameId, ModuleId, ObjectId, StrId, Text, Value};
use crate::syntax::script::hir::{BindingId, FuncId};
use crate::text::Span;

/// A variable.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    value: Value,
    read: bool,
}

/// The variables of a module, or of one call of a function.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) module: ModuleId,
    pub(super) function: Option<FuncId>,
    pub(super) parent: Option<FrameId>,
    pub(super) this: Value,
    /// The class whose member runs, for `super`.
    pub(super) home: Option<ClassValueId>,
    /// Whether a setter can be reached from here.
    pub(super) tainted: bool,
    /// Whether `data` can be.
    pub(super) holds_data: bool,
    /// How many frames it took to make this one.
    depth: u32,
    vars: FxHashMap<BindingId, Slot>,
    returns: Slot,
}

/// Calls of a function with different arguments that are told apart.
const MOST_CALLS_APART: u32 = 64;

/// Frames that are made out of each other: the arguments of one come from the other, and so on.
const DEEPEST_CONTEXT: u32 = 8;

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
    calls: FxHashMap<(ClosureId, Value, Actuals), FrameId>,
    /// How many frames each function has.
    calls_of: FxHashMap<(ModuleId, FuncId), u32>,
    wide_calls: FxHashMap<(ClosureId, bool), FrameId>,
    class_frames: FxHashMap<(ClassValueId, Value), FrameId>,
    pub(super) objects: Vec<Object>,
    made: FxHashMap<Made, ObjectId>,
    /// Whether something grew after it had been read: the round was not the last.
    pub(super) stale: bool,
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

    pub(super) fn new_closure(&mut self, closure: Closure) -> Atom {
        Atom::Function(ClosureId(self.closures.id(closure)))
    }

    pub(super) fn new_class(&mut self, class: ClassValue) -> ClassValueId {
        ClassValueId(self.classes.id(class))
    }

    pub(super) fn new_bound(&mut self, bound: Bound) -> Atom {
        Atom::Bound(BoundId(self.bounds.id(bound)))
    }

    /// The same possibilities, each of them only where the mount's data decides so.
    pub(super) fn unsure(&mut self, value: &Value) -> Value {
        value.atoms().iter().map(|atom| self.unsure_atom(*atom)).collect()
    }

    fn unsure_atom(&mut self, atom: Atom) -> Atom {
        match atom {
            Atom::Str(id) => {
                let text = Text { unsure: true, ..self.text(id).clone() };
                self.new_text(text)
            }
            Atom::Function(_) | Atom::Setter(_) => {
                self.new_bound(Bound { target: atom, this: None, first: Vec::new(), unsure: true })
            }
            Atom::Bound(id) => {
                let bound = Bound { unsure: true, ..self.bound(id).clone() };
                self.new_bound(bound)
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
            home: None,
            tainted: false,
            holds_data: false,
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
        args: &Actuals,
        certain: bool,
    ) -> (FrameId, bool) {
        let key = (id, this.clone(), args.clone());
        if let Some(known) = self.calls.get(&key) {
            return (*known, false);
        }
        let closure = self.closure(id);
        let given = args.values().fold(self.reach(this), |reach, arg| reach.or(self.reach(arg)));
        let depth = args.values().chain([this]).map(|value| self.depth(value)).max().unwrap_or_default();
        let depth = 1 + depth.max(self.frame(closure.frame).depth);
        let count = self.calls_of.entry((closure.module, closure.function)).or_default();
        let wide = *count >= MOST_CALLS_APART || depth > DEEPEST_CONTEXT;
        *count += 1;
        if wide && let Some(known) = self.wide_calls.get(&(id, certain)) {
            let frame = &mut self.frames[known.0 as usize];
            frame.tainted |= given.setter;
            frame.holds_data |= given.data;
            self.stale |= frame.this.join(this);
            return (*known, true);
        }
        let outer = self.frame(closure.frame);
        let (tainted, holds_data) = (given.setter || outer.tainted, given.data || outer.holds_data);
        let frame = self.push_frame(Frame {
            module: closure.module,
            function: Some(closure.function),
            parent: Some(closure.frame),
            this: this.clone(),
            home,
            tainted,
            holds_data,
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
        let given = self.reach(this);
        let tainted = self.frame(outer.frame).tainted || given.setter;
        let holds_data = self.frame(outer.frame).holds_data || given.data;
        let frame = self.push_frame(Frame {
            module: outer.module,
            function: Some(NO_FUNCTION),
            parent: Some(outer.frame),
            this: this.clone(),
            home: Some(class),
            tainted,
            holds_data,
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
        slot.read = true;
        slot.value.clone()
    }

    pub(super) fn write(&mut self, frame: FrameId, binding: BindingId, value: &Value) {
        let reach = self.reach(value);
        let frame = &mut self.frames[frame.0 as usize];
        frame.tainted |= reach.setter;
        frame.holds_data |= reach.data;
        let slot = frame.vars.entry(binding).or_default();
        self.stale |= slot.value.join(value) && slot.read;
    }

    pub(super) fn returned(&mut self, frame: FrameId) -> Value {
        let slot = &mut self.frames[frame.0 as usize].returns;
        slot.read = true;
        slot.value.clone()
    }

    pub(super) fn return_value(&mut self, frame: FrameId, value: &Value) {
        let slot = &mut self.frames[frame.0 as usize].returns;
        self.stale |= slot.value.join(value) && slot.read;
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
            read: false,
        });
        self.made.insert(made, id);
        id
    }

    /// The object, noting that what it holds was looked at.
    pub(super) fn look(&mut self, id: ObjectId) -> &Object {
        let object = &mut self.objects[id.0 as usize];
        object.read = true;
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
        let object = &mut self.objects[id.0 as usize];
        let grew = match object.fields.iter_mut().find(|field| field.name == *name && field.getter == getter) {
            Some(field) => {
                field.several |= site.is_some() && site != field.site;
                field.value.join(value)
            }
            None => {
                let field = Field { name: name.clone(), value: value.clone(), site, getter, several: false };
                object.fields.push(field);
                true
            }
        };
        self.stale |= grew && object.read;
    }

    /// Adds what properties of unknown name can be.
    pub(super) fn add_element(&mut self, id: ObjectId, value: &Value) {
        let object = &mut self.objects[id.0 as usize];
        self.stale |= object.elements.join(value) && object.read;
    }

    /// Adds keys of a collection.
    pub(super) fn add_key(&mut self, id: ObjectId, key: &Value) {
        let object = &mut self.objects[id.0 as usize];
        self.stale |= object.keys.join(key) && object.read;
    }

    /// Notes that an object may have properties that nobody saw.
    pub(super) fn open(&mut self, id: ObjectId) {
        let object = &mut self.objects[id.0 as usize];
        self.stale |= !object.open && object.read;
        object.open = true;
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

    /// Whether a setter can be reached through a value.
    pub(super) fn taints(&self, value: &Value) -> bool {
        self.reach(value).setter
    }

    /// What can be reached through a value.
    pub(super) fn reach(&self, value: &Value) -> Reach {
        let mut reach = Reach::default();
        self.reach_within(value, 6, &mut FxHashSet::default(), &mut reach);
        reach
    }

    /// What was seen is not looked at again: bundles hold objects that all know each other.
    fn reach_within(&self, value: &Value, depth: u32, seen: &mut FxHashSet<Atom>, reach: &mut Reach) {
        for atom in value.atoms() {
            if matches!(atom, Atom::Bound(_) | Atom::Object(_)) && !seen.insert(*atom) {
                continue;
            }
            match *atom {
                _ if reach.setter && reach.data => return,
                Atom::Setter(_) => reach.setter = true,
                Atom::Data | Atom::PresentData => reach.data = true,
                Atom::Args => *reach = Reach { setter: true, data: true },
                Atom::Function(id) => *reach = reach.or(self.frame(self.closure(id).frame).reach()),
                Atom::Class(id) => *reach = reach.or(self.frame(self.class(id).frame).reach()),
                Atom::Bound(id) if depth > 0 => {
                    let bound = self.bound(id);
                    self.reach_within(&Value::One(bound.target), depth - 1, seen, reach);
                    bound
                        .this
                        .iter()
                        .chain(&bound.first)
                        .for_each(|part| self.reach_within(part, depth - 1, seen, reach));
                }
                Atom::Object(id) if depth > 0 => {
                    let object = self.object(id);
                    reach.data |= object.from_data;
                    let fields = object.fields.iter().map(|field| &field.value);
                    fields
                        .chain([&object.elements, &object.keys])
                        .for_each(|part| self.reach_within(part, depth - 1, seen, reach));
                }
                _ => {}
            }
        }
    }
}

/// What can be reached through a value, a frame or an object.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reach {
    pub(super) setter: bool,
    pub(super) data: bool,
}

impl Reach {
    fn or(self, other: Reach) -> Reach {
        Reach { setter: self.setter || other.setter, data: self.data || other.data }
    }
}

impl Frame {
    fn reach(&self) -> Reach {
        Reach { setter: self.tainted, data: self.holds_data }
    }
}
