//! Properties and elements: reading and assigning them, on whatever has some.

use std::sync::Arc;

use super::Follower;
use super::builtins::Native;
use super::escapes::Exit;
use super::heap::Reach;
use super::here::Here;
use super::parts::Parts;
use super::patterns::changing;
use super::react::React;
use super::things::{Actuals, ObjectKind};
use super::value::{Atom, ClosureId, Depends, FrameId, ModuleId, ObjectId, Value};
use crate::model::SendKind;
use crate::text::Span;

/// Of an object with more properties than these, one of unknown name is anything, unless it may matter.
const MOST_FIELDS: usize = 100;

/// Members that a number or a boolean has; any other one is `undefined`.
const OF_PRIMITIVES: [&str; 8] = [
    "constructor",
    "hasOwnProperty",
    "toExponential",
    "toFixed",
    "toLocaleString",
    "toPrecision",
    "toString",
    "valueOf",
];

/// What the renderer's argument holds.
const ARGS: [(&str, Atom); 6] = [
    ("data", Atom::Data),
    ("key", Atom::Derived(Parts::ANY)),
    ("name", Atom::Derived(Parts::ANY)),
    ("parentElement", Atom::ParentElement),
    ("setStateValue", Atom::Setter(SendKind::State)),
    ("setTriggerValue", Atom::Setter(SendKind::Trigger)),
];

impl Follower<'_> {
    /// What a property can be.
    pub(super) fn member(&mut self, object: &Value, name: &str, here: &Here) -> Value {
        let mut value = Value::Nothing;
        let stands_in = |atom: &Atom| object.has(Atom::PresentData) && matches!(atom, Atom::Object(_));
        for atom in self.heap.blurred(object).atoms() {
            let member = self.member_of(*atom, name, here);
            // `(data ?? {}).x` is missing where `data` are, and is not asked for there.
            match stands_in(atom) && member == Value::NULLISH {
                true => {}
                false => drop(value.join(&member)),
            }
        }
        value
    }

    fn member_of(&mut self, atom: Atom, name: &str, here: &Here) -> Value {
        match atom {
            Atom::Args => {
                let known = ARGS.iter().find(|member| member.0 == name);
                known.map_or(self.expando(name, Atom::Nullish), |member| Value::One(member.1))
            }
            Atom::Data | Atom::PresentData => Value::One(Atom::Derived(self.fields.part(name))),
            Atom::Derived(_) => atom.some_part().into_iter().collect(),
            Atom::ParentElement | Atom::Dom => self.expando(name, Atom::Dom),
            Atom::Number(_) | Atom::Bool(_) if !OF_PRIMITIVES.contains(&name) => Value::NULLISH,
            Atom::Str(_) | Atom::Primitive | Atom::Number(_) | Atom::Bool(_) => Value::PRIMITIVE,
            Atom::Object(id) => match React::named(name).filter(|_| self.is_react(id)) {
                Some(react) => Value::One(Atom::Native(Native::React(react))),
                None => self.field(id, name, here),
            },
            Atom::Class(class) => {
                let statics = self.statics(class);
                self.field(statics, name, here)
            }
            Atom::Function(id) if name == "prototype" => Value::One(Atom::Object(self.prototype(id))),
            Atom::Function(id) => {
                let properties = self.properties(id);
                self.field(properties, name, here)
            }
            Atom::Native(Native::Window) => self.global(name),
            Atom::Native(native) => Value::One(native.member(name)),
            Atom::Nullish => Value::Nothing,
            Atom::Setter(_) | Atom::Bound(_) | Atom::Later => Value::UNKNOWN,
            Atom::Unknown => match React::named(name) {
                Some(react) => Value::One(Atom::Native(Native::React(react))),
                None => self.expando(name, Atom::Unknown),
            },
        }
    }

    /// What a property of an object can be.
    fn field(&mut self, id: ObjectId, name: &str, here: &Here) -> Value {
        let object = self.heap.look(id);
        if let ObjectKind::Namespace(module) = object.kind {
            return self.export(module, name);
        }
        let mut value = object.elements.clone();
        if object.kind == ObjectKind::Collection {
            value = Value::Nothing;
        }
        let (kind, open, changed, from_data) = (object.kind, object.open, object.changed, object.from_data);
        let own: Vec<_> = object.fields.iter().filter(|field| &*field.name == name).cloned().collect();
        if from_data && value.is_derived() {
            let part = Value::One(Atom::Derived(self.fields.part(name)));
            value = value.without(|atom| matches!(atom, Atom::Derived(_))).or(&part);
        }
        for field in &own {
            match field.getter {
                true => value.join(&self.get(&field.value, id, here)),
                false => value.join(&field.value),
            };
        }
        if own.is_empty() {
            match kind {
                ObjectKind::Instance(class) => match self.class_member(class, name) {
                    Some((member, true)) => value.join(&self.get(&member, id, here)),
                    Some((member, false)) => value.join(&member),
                    None => value.join(&Value::One(if open { Atom::Unknown } else { Atom::Nullish })),
                },
                ObjectKind::Array | ObjectKind::Collection if name == "length" || name == "size" => {
                    value.join(&Value::PRIMITIVE)
                }
                _ => value.join(&Value::One(if open { Atom::Unknown } else { Atom::Nullish })),
            };
        }
        let once = own.len() == 1 && !own[0].several && matches!(own[0].value.depends(), Depends::Mount(_));
        if changed && !once { changing(value) } else { value }
    }

    fn get(&mut self, getter: &Value, this: ObjectId, here: &Here) -> Value {
        let mut value = Value::Nothing;
        for atom in getter.atoms() {
            if let Atom::Function(id) = atom {
                let this = Value::One(Atom::Object(this));
                value.join(&self.enter(*id, &this, None, &Actuals::default(), here));
            }
        }
        value
    }

    /// The object whose fields are a function's own properties.
    fn properties(&mut self, id: ClosureId) -> ObjectId {
        self.of_function(id, 7)
    }

    /// The object that a function's instances inherit from.
    pub(super) fn prototype(&mut self, id: ClosureId) -> ObjectId {
        self.of_function(id, 8)
    }

    fn of_function(&mut self, id: ClosureId, tag: u32) -> ObjectId {
        let closure = self.heap.closure(id);
        let start = self.facts(closure.module).function(closure.function).span.start;
        let object = self.heap.make((closure.module, closure.frame, start, tag), ObjectKind::Plain);
        // It has members of the language that are not written anywhere.
        self.heap.open(object);
        object
    }

    /// What `object[index]` can be.
    pub(super) fn index(&mut self, object: &Value, index: &Value, here: &Here) -> Value {
        let mut value = Value::Nothing;
        let mut any = index.is_nothing();
        for atom in index.atoms() {
            match atom {
                Atom::Str(id) => {
                    let name = self.heap.text(*id).text.clone();
                    value.join(&self.member(object, &name, here));
                }
                Atom::Number(number) => {
                    value.join(&self.element_at(object, *number as usize, here));
                }
                Atom::Nullish => {}
                _ => any = true,
            }
        }
        if any {
            for atom in self.heap.blurred(object).atoms() {
                value.join(&self.any_member(*atom, here));
            }
        }
        value
    }

    /// What some property of something can be.
    fn any_member(&mut self, atom: Atom, here: &Here) -> Value {
        match atom {
            Atom::Object(id) => {
                let object = self.heap.look(id);
                if let ObjectKind::Namespace(_) = object.kind {
                    return Value::UNKNOWN;
                }
                let open = object.open;
                if object.fields.len() > MOST_FIELDS && object.reach == Reach::default() {
                    return Value::UNKNOWN;
                }
                let elements = object.elements.clone();
                let names: Vec<_> = object.fields.iter().map(|field| field.name.clone()).collect();
                let fields: Vec<Value> = names.iter().map(|name| self.field(id, name, here)).collect();
                let otherwise = Value::One(if open { Atom::Unknown } else { Atom::Nullish });
                fields.iter().chain([&elements, &otherwise]).flat_map(|value| value.atoms().iter().copied()).collect()
            }
            Atom::Args => ARGS.iter().map(|member| member.1).collect(),
            Atom::Data | Atom::PresentData => Value::One(Atom::Derived(self.fields.part("").vague())),
            other => self.member_of(other, "", here),
        }
    }

    pub(super) fn assign_member(&mut self, object: &Value, name: &Arc<str>, value: &Value, place: Span, here: &Here) {
        self.note_write(object, name);
        for atom in object.atoms() {
            match *atom {
                Atom::Object(id) => self.assign_field(id, name, value, place, here),
                Atom::Class(class) => {
                    let statics = self.statics(class);
                    self.assign_field(statics, name, value, place, here);
                }
                Atom::Function(id) => {
                    let properties = self.properties(id);
                    self.assign_field(properties, name, value, place, here);
                }
                Atom::Nullish | Atom::Str(_) | Atom::Number(_) | Atom::Bool(_) => {}
                other => {
                    let exit = Self::exit_into(other, place, name);
                    self.remember_expando(name, value, (self.module_of(here), place), !matches!(exit, Exit::Kept));
                    match exit {
                        Exit::Kept => self.keep_on_page(value, place, here),
                        exit => self.escape(value, place, exit, here),
                    }
                }
            }
        }
    }

    /// The page may call a function in a property of an element; in an object it does not look.
    fn keep_on_page(&mut self, value: &Value, place: Span, here: &Here) {
        let (needs, guards) = here.reason();
        for atom in value.atoms() {
            match *atom {
                Atom::Function(id) => self.later.kept.push((id, needs, guards)),
                Atom::Object(_) => {}
                other => self.escape(&Value::One(other), place, Exit::Kept, here),
            }
        }
    }

    fn assign_field(&mut self, id: ObjectId, name: &Arc<str>, value: &Value, place: Span, here: &Here) {
        let module = self.module_of(here);
        self.heap.set_field(id, name, value, Some((module, Span::at(place.end))), false);
        self.heap.object_mut(id).changed = true;
        if self.heap.object(id).escaped {
            self.escape(value, place, Exit::StoredIn(place), here);
        }
    }

    pub(super) fn assign_index(&mut self, object: &Value, index: &Value, value: &Value, place: Span, here: &Here) {
        let known = |atom: &Atom| matches!(atom, Atom::Str(_));
        if !index.is_nothing() && index.atoms().iter().all(known) {
            for atom in index.atoms() {
                let Atom::Str(id) = atom else { continue };
                let name = self.heap.text(*id).text.clone();
                self.assign_member(object, &name, value, place, here);
            }
            return;
        }
        for atom in object.atoms() {
            match *atom {
                Atom::Object(id) => {
                    self.heap.add_element(id, value);
                    self.heap.object_mut(id).changed = true;
                }
                Atom::Nullish => {}
                other => {
                    if matches!(other, Atom::Data | Atom::PresentData) {
                        self.fields.overwrite(None);
                    }
                    self.escape(value, place, Self::exit_into(other, place, "on"), here);
                }
            }
        }
    }

    /// A property of a literal or of a class.
    pub(super) fn set_literal(&mut self, id: ObjectId, key: &Value, value: &Value, getter: bool) {
        for atom in key.atoms() {
            match atom {
                Atom::Str(text) => {
                    let text = self.heap.text(*text).clone();
                    self.heap.set_field(id, &text.text, value, Some((text.module, text.span)), getter);
                }
                Atom::Number(number) => self.heap.set_field(id, &number.to_string().into(), value, None, getter),
                _ => {
                    self.heap.open(id);
                    self.heap.add_element(id, value);
                }
            }
        }
    }

    /// Copies the properties of a value into an object, those in `but` left out.
    pub(super) fn copy_fields(&mut self, to: ObjectId, value: &Value, but: &[Arc<str>]) {
        for atom in value.atoms() {
            match *atom {
                Atom::Args => {
                    for (name, member) in ARGS.iter().filter(|member| !but.iter().any(|name| **name == *member.0)) {
                        self.heap.set_field(to, &(*name).into(), &Value::One(*member), None, false);
                    }
                }
                Atom::Object(from) if from != to => {
                    let object = self.heap.look(from);
                    let (fields, elements) = (object.fields.clone(), object.elements.clone());
                    let open = object.open || matches!(object.kind, ObjectKind::Namespace(_));
                    if object.from_data {
                        self.heap.put_data(to);
                    }
                    for field in fields.iter().filter(|field| !but.contains(&field.name)) {
                        self.heap.set_field(to, &field.name, &field.value, field.site, field.getter);
                    }
                    self.heap.add_element(to, &elements);
                    if open {
                        self.heap.open(to);
                    }
                }
                Atom::Object(_) | Atom::Nullish | Atom::Bool(_) | Atom::Function(_) | Atom::Class(_) => {}
                Atom::Data | Atom::PresentData => {
                    self.heap.put_data(to);
                    self.heap.add_element(to, &Value::One(Atom::Derived(Parts::ANY)));
                }
                Atom::Derived(parts) => self.heap.add_element(to, &Value::One(Atom::Derived(parts.vague()))),
                _ => self.heap.open(to),
            }
        }
    }

    /// An array made here of known elements.
    pub(super) fn array_of(&mut self, elements: Actuals, span: Span, tag: u32, here: &Here) -> Atom {
        let module = self.module_of(here);
        let id = self.heap.make((module, here.frame, span.start, 32 + tag), ObjectKind::Array);
        for (position, element) in elements.list.iter().enumerate() {
            self.heap.set_field(id, &position_name(position), element, None, false);
        }
        self.heap.add_element(id, &elements.rest);
        Atom::Object(id)
    }

    /// The elements of a value from a position on, as an array.
    pub(super) fn array_from(&mut self, value: &Value, from: usize, span: Span, here: &Here) -> Value {
        let elements = match self.positions_of(value) {
            Some(elements) => Actuals::of(elements.into_iter().skip(from)),
            None => Actuals { list: Vec::new(), rest: self.elements_of(value, here) },
        };
        Value::One(self.array_of(elements, span, 0, here))
    }

    /// The elements of an array at their positions, where the value is one array that is known whole.
    pub(super) fn positions_of(&mut self, value: &Value) -> Option<Vec<Value>> {
        let [Atom::Object(id)] = value.atoms() else { return None };
        let array = self.heap.look(*id);
        let whole = array.kind == ObjectKind::Array && array.elements.is_nothing() && !array.open;
        whole.then(|| array.fields.iter().map(|field| field.value.clone()).collect())
    }

    pub(super) fn element_at(&mut self, value: &Value, position: usize, here: &Here) -> Value {
        let name = position_name(position);
        let mut element = Value::Nothing;
        for atom in value.atoms() {
            element.join(&match atom {
                Atom::Str(_) => Value::PRIMITIVE,
                other => self.member_of(*other, &name, here),
            });
        }
        element
    }

    /// What iterating a value gives.
    pub(super) fn elements_of(&mut self, value: &Value, here: &Here) -> Value {
        let mut elements = Value::Nothing;
        for atom in value.atoms() {
            elements.join(&match *atom {
                Atom::Object(id) => {
                    let object = self.heap.look(id);
                    let mut held = object.elements.clone();
                    if object.kind == ObjectKind::Array {
                        object.fields.iter().for_each(|field| {
                            held.join(&field.value);
                        });
                    }
                    if object.open {
                        held.join(&Value::UNKNOWN);
                    }
                    match (object.kind, object.keys.clone()) {
                        (ObjectKind::Collection, keys) if !keys.is_nothing() => {
                            let pair = self.heap.make((ModuleId(0), FrameId(0), id.0, 48), ObjectKind::Array);
                            self.heap.set_field(pair, &position_name(0), &keys, None, false);
                            self.heap.set_field(pair, &position_name(1), &held, None, false);
                            Value::One(Atom::Object(pair))
                        }
                        _ => held,
                    }
                }
                Atom::Data | Atom::PresentData | Atom::Derived(_) => atom.some_part().into_iter().collect(),
                Atom::Str(_) | Atom::Primitive => Value::PRIMITIVE,
                Atom::ParentElement | Atom::Dom => Value::One(Atom::Dom),
                Atom::Nullish => Value::Nothing,
                _ => self.member_of(*atom, "", here),
            });
        }
        elements
    }

    /// The names of a value's properties.
    pub(super) fn keys_of(&mut self, value: &Value, here: &Here) -> Value {
        let mut keys = Value::Nothing;
        self.open_data(value, "is gone over", here);
        for atom in value.atoms() {
            match *atom {
                Atom::Object(id) => {
                    let object = self.heap.look(id);
                    let open = object.open || !object.elements.is_nothing();
                    let fields = object.fields.clone();
                    for field in fields {
                        keys.join(&Value::One(self.heap.name_of(&field)));
                    }
                    if open || matches!(self.heap.object(id).kind, ObjectKind::Namespace(_)) {
                        keys.join(&Value::PRIMITIVE);
                    }
                }
                Atom::Args => {
                    for (name, _) in ARGS {
                        let head = self.function_head(here);
                        let text = self.text_at(&name.into(), head, here);
                        keys.join(&Value::One(text));
                    }
                }
                Atom::Data | Atom::PresentData | Atom::Derived(_) => {
                    keys.join(&atom.some_part().into_iter().collect());
                }
                Atom::Nullish => {}
                _ => {
                    keys.join(&Value::PRIMITIVE);
                }
            }
        }
        keys
    }

    /// Whether iterating a value runs at least once for sure.
    pub(super) fn has_known_elements(&self, value: &Value) -> bool {
        !value.is_nothing()
            && value.atoms().iter().all(|atom| match atom {
                Atom::Object(id) => !self.heap.object(*id).fields.is_empty(),
                Atom::Args => true,
                _ => false,
            })
    }
}

/// The name of an element's property.
pub(super) fn position_name(position: usize) -> Arc<str> {
    position.to_string().into()
}
