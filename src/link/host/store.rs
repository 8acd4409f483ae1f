//! Scopes and mutable objects, with a journal so that the branches of an `if` can be followed one after the
//! other from the same state and then joined.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::expressions::same_key;
use super::value::{DictData, Entry, FrameId, InstanceData, Item, ListData, ObjId, Unknown, Value, Why, one_of};
use crate::text::{FileId, Site};

/// A scope.
#[derive(Debug)]
pub(super) struct Frame {
    pub vars: FxHashMap<Rc<str>, Value>,
    /// The scope around it, as names are looked up.
    pub parent: Option<FrameId>,
    /// The scope of its module.
    pub module: FrameId,
    /// Whether it is a class body, which functions inside do not see.
    pub is_class: bool,
    /// Modules whose names a `from … import *` brought in.
    pub stars: Vec<FileId>,
    /// Names that the function declares `global`.
    pub globals: Vec<String>,
    /// Names that the function declares `nonlocal`.
    pub nonlocals: Vec<String>,
}

/// A mutable object.
#[derive(Clone, Debug)]
pub(super) enum Object {
    Dict(Rc<DictData>),
    List(Rc<ListData>),
    Instance(Rc<InstanceData>),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    Var(FrameId, Rc<str>),
    Object(ObjId),
}

#[derive(Clone, Debug)]
enum Content {
    Var(Option<Value>),
    Object(Object),
}

/// What a branch changed.
#[derive(Debug, Default)]
pub(super) struct Delta {
    changes: Vec<(Place, Content)>,
}

/// All scopes and objects of one run.
#[derive(Debug, Default)]
pub(super) struct Store {
    frames: Vec<Frame>,
    objects: Vec<Object>,
    journal: Vec<(Place, Content)>,
    branches: Vec<Mark>,
}

/// The state in which a branch started.
#[derive(Clone, Copy, Debug)]
struct Mark {
    journal: usize,
    frames: usize,
    objects: usize,
}

impl Store {
    /// A new scope; without a parent it is a module's.
    pub fn new_frame(&mut self, parent: Option<FrameId>, is_class: bool) -> FrameId {
        let id = FrameId(self.frames.len() as u32);
        let module = parent.map_or(id, |parent| self.frame(parent).module);
        self.frames.push(Frame {
            vars: FxHashMap::default(),
            parent,
            module,
            is_class,
            stars: Vec::new(),
            globals: Vec::new(),
            nonlocals: Vec::new(),
        });
        id
    }

    /// A scope.
    pub fn frame(&self, id: FrameId) -> &Frame {
        // Ids are handed out by `new_frame` and frames are never removed.
        &self.frames[id.0 as usize]
    }

    /// Remembers a `from … import *`.
    pub fn add_star(&mut self, frame: FrameId, module: FileId) {
        self.frames[frame.0 as usize].stars.push(module);
    }

    /// Sets which names the scope's function binds elsewhere.
    pub fn declare(&mut self, frame: FrameId, globals: &[String], nonlocals: &[String]) {
        let frame = &mut self.frames[frame.0 as usize];
        frame.globals = globals.to_vec();
        frame.nonlocals = nonlocals.to_vec();
    }

    /// The value of a name in one scope.
    pub fn get(&self, frame: FrameId, name: &str) -> Option<&Value> {
        self.frame(frame).vars.get(name)
    }

    /// Binds a name.
    pub fn set(&mut self, frame: FrameId, name: &str, value: Value) {
        let key: Rc<str> = match self.frame(frame).vars.get_key_value(name) {
            Some((key, _)) => Rc::clone(key),
            None => Rc::from(name),
        };
        self.restore(Place::Var(frame, key), Content::Var(Some(value)));
    }

    /// Unbinds a name.
    pub fn unset(&mut self, frame: FrameId, name: &str) {
        self.restore(Place::Var(frame, Rc::from(name)), Content::Var(None));
    }

    /// A new dict.
    pub fn new_dict(&mut self, data: DictData) -> ObjId {
        self.new_object(Object::Dict(Rc::new(data)))
    }

    /// A new list, tuple or set.
    pub fn new_list(&mut self, data: ListData) -> ObjId {
        self.new_object(Object::List(Rc::new(data)))
    }

    /// A new instance.
    pub fn new_instance(&mut self, data: InstanceData) -> ObjId {
        self.new_object(Object::Instance(Rc::new(data)))
    }

    fn new_object(&mut self, object: Object) -> ObjId {
        self.objects.push(object);
        ObjId(self.objects.len() as u32 - 1)
    }

    /// The contents of a dict.
    pub fn dict(&self, id: ObjId) -> Rc<DictData> {
        match &self.objects[id.0 as usize] {
            Object::Dict(data) => Rc::clone(data),
            _ => Rc::default(),
        }
    }

    /// The contents of a list.
    pub fn list(&self, id: ObjId) -> Rc<ListData> {
        match &self.objects[id.0 as usize] {
            Object::List(data) => Rc::clone(data),
            _ => Rc::default(),
        }
    }

    /// An instance.
    pub fn instance(&self, id: ObjId) -> Option<Rc<InstanceData>> {
        match &self.objects[id.0 as usize] {
            Object::Instance(data) => Some(Rc::clone(data)),
            _ => None,
        }
    }

    /// Changes a dict.
    pub fn change_dict(&mut self, id: ObjId, change: impl FnOnce(&mut DictData)) {
        let mut data = self.dict(id);
        // Where the old contents go to the journal they are copied; elsewhere they are changed in place.
        if !self.is_journaled(&Place::Object(id)) {
            self.objects[id.0 as usize] = Object::Dict(Rc::default());
        }
        change(Rc::make_mut(&mut data));
        self.restore(Place::Object(id), Content::Object(Object::Dict(data)));
    }

    /// Changes a list.
    pub fn change_list(&mut self, id: ObjId, change: impl FnOnce(&mut ListData)) {
        let mut data = self.list(id);
        if !self.is_journaled(&Place::Object(id)) {
            self.objects[id.0 as usize] = Object::List(Rc::default());
        }
        change(Rc::make_mut(&mut data));
        self.restore(Place::Object(id), Content::Object(Object::List(data)));
    }

    /// Sets an attribute of an instance.
    pub fn set_attribute(&mut self, id: ObjId, name: &str, value: Value) {
        let Some(mut data) = self.instance(id) else { return };
        let attributes = &mut Rc::make_mut(&mut data).attributes;
        match attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => attributes.push((name.to_owned(), value)),
        }
        self.restore(Place::Object(id), Content::Object(Object::Instance(data)));
    }

    /// Starts a branch.
    pub fn enter_branch(&mut self) {
        let (journal, frames, objects) = (self.journal.len(), self.frames.len(), self.objects.len());
        self.branches.push(Mark { journal, frames, objects });
    }

    /// Ends the innermost branch: its changes are taken back and returned.
    pub fn leave_branch(&mut self) -> Delta {
        let mut delta = Delta::default();
        let mut seen = FxHashSet::default();
        let mark = self.branches.pop().map_or(0, |mark| mark.journal);
        while self.journal.len() > mark {
            let Some((place, old)) = self.journal.pop() else { break };
            let new = self.swap(&place, old);
            if seen.insert(place.clone()) {
                delta.changes.push((place, new));
            }
        }
        delta.changes.reverse();
        delta
    }

    /// Joins the ends of several branches; where one of them did not change a place, the place's present
    /// content is that branch's.
    pub fn join(&mut self, ends: &[Delta]) {
        let mut places: Vec<&Place> = Vec::new();
        let mut seen = FxHashSet::default();
        for (place, _) in ends.iter().flat_map(|end| &end.changes) {
            if seen.insert(place) {
                places.push(place);
            }
        }
        let ends: Vec<FxHashMap<&Place, &Content>> =
            ends.iter().map(|end| end.changes.iter().map(|(place, content)| (place, content)).collect()).collect();
        let mut joined = Vec::with_capacity(places.len());
        for place in places {
            let present = self.present(place);
            let contents: Vec<&Content> = ends.iter().map(|end| end.get(place).copied().unwrap_or(&present)).collect();
            joined.push((place.clone(), join_contents(&contents)));
        }
        for (place, content) in joined {
            self.restore(place, content);
        }
    }

    /// Joins a branch that left the function early into the function's end: what it changed outside the
    /// function's own scope may or may not have happened.
    pub fn join_exit(&mut self, exit: &Delta, own: Option<FrameId>) {
        for (place, content) in &exit.changes {
            if matches!(place, Place::Var(frame, _) if Some(*frame) == own) {
                continue;
            }
            let present = self.present(place);
            let joined = join_contents(&[&present, content]);
            self.restore(place.clone(), joined);
        }
    }

    fn present(&self, place: &Place) -> Content {
        match place {
            Place::Var(frame, name) => Content::Var(self.frame(*frame).vars.get(name).cloned()),
            Place::Object(id) => Content::Object(self.objects[id.0 as usize].clone()),
        }
    }

    fn restore(&mut self, place: Place, content: Content) {
        let old = self.swap(&place, content);
        if self.is_journaled(&place) {
            self.journal.push((place, old));
        }
    }

    /// What came into being inside the innermost branch is seen by no other, so that nothing has to be taken back.
    fn is_journaled(&self, place: &Place) -> bool {
        self.branches.last().is_some_and(|mark| match place {
            Place::Var(frame, _) => (frame.0 as usize) < mark.frames,
            Place::Object(id) => (id.0 as usize) < mark.objects,
        })
    }

    fn swap(&mut self, place: &Place, content: Content) -> Content {
        match (place, content) {
            (Place::Var(frame, name), Content::Var(value)) => {
                let vars = &mut self.frames[frame.0 as usize].vars;
                Content::Var(match value {
                    Some(value) => vars.insert(Rc::clone(name), value),
                    None => vars.remove(name),
                })
            }
            (Place::Object(id), Content::Object(object)) => {
                Content::Object(std::mem::replace(&mut self.objects[id.0 as usize], object))
            }
            // A place and its content are always made together, of one kind.
            (_, content) => content,
        }
    }
}

fn join_contents(contents: &[&Content]) -> Content {
    let mut values = Vec::new();
    let mut objects = Vec::new();
    for content in contents {
        match content {
            Content::Var(value) => values.extend(value.clone()),
            Content::Object(object) => objects.push(object),
        }
    }
    match objects.split_first() {
        None if values.is_empty() => Content::Var(None),
        None => Content::Var(Some(one_of(values))),
        Some((first, rest)) => {
            Content::Object(rest.iter().fold((*first).clone(), |joined, other| join_objects(&joined, other)))
        }
    }
}

fn join_objects(left: &Object, right: &Object) -> Object {
    match (left, right) {
        (Object::Dict(a), Object::Dict(b)) if !Rc::ptr_eq(a, b) => Object::Dict(Rc::new(join_dicts(a, b))),
        (Object::List(a), Object::List(b)) if !Rc::ptr_eq(a, b) => Object::List(Rc::new(join_lists(a, b))),
        (Object::Instance(a), Object::Instance(b)) if !Rc::ptr_eq(a, b) => {
            Object::Instance(Rc::new(join_instances(a, b)))
        }
        (left, _) => left.clone(),
    }
}

/// Joins two dicts of which one is there: what only one has is not certain.
pub(super) fn join_dicts(a: &DictData, b: &DictData) -> DictData {
    let mut entries: Vec<Entry> = Vec::with_capacity(a.entries.len().max(b.entries.len()));
    for entry in &a.entries {
        let mut entry = entry.clone();
        match b.entries.iter().find(|other| same_key(&other.key, &entry.key)) {
            Some(other) => {
                entry.certain &= other.certain;
                entry.remember(other);
                entry.value = one_of(vec![entry.value, other.value.clone()]);
            }
            None => entry.certain = false,
        }
        entries.push(entry);
    }
    for entry in &b.entries {
        if !a.entries.iter().any(|other| same_key(&other.key, &entry.key)) {
            entries.push(Entry { certain: false, ..entry.clone() });
        }
    }
    let mut open = a.open.clone();
    open.extend(b.open.iter().filter(|unknown| !a.open.contains(unknown)));
    DictData { entries, open }
}

fn join_lists(a: &ListData, b: &ListData) -> ListData {
    let shorter = a.items.len().min(b.items.len());
    let mut items: Vec<Item> = Vec::with_capacity(shorter);
    for (left, right) in a.items.iter().zip(&b.items) {
        let value = one_of(vec![left.value.clone(), right.value.clone()]);
        items.push(Item { value, site: left.site, certain: left.certain && right.certain });
    }
    let extra: Option<Site> = a.items.get(shorter).or_else(|| b.items.get(shorter)).map(|item| item.site);
    let open = a.open.or(b.open).or_else(|| extra.map(|site| Unknown { site, why: Why::Operation, truthy: false }));
    ListData { items, open }
}

fn join_instances(a: &InstanceData, b: &InstanceData) -> InstanceData {
    let mut attributes = a.attributes.clone();
    for (name, value) in &b.attributes {
        match attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = one_of(vec![old.clone(), value.clone()]),
            None => attributes.push((name.clone(), value.clone())),
        }
    }
    InstanceData { class: Rc::clone(&a.class), attributes }
}
