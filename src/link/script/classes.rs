//! Classes: their statics, their instances, what they inherit.

use super::Follower;
use super::builtins::Native;
use super::escapes::Exit;
use super::here::Here;
use super::parts::Parts;
use super::react::React;
use super::things::{Actuals, Closure, ObjectKind};
use super::value::{Atom, ClassValueId, GuardsId, ObjectId, Value};
use crate::syntax::script::hir::{Call, FuncId, Member, MemberKind, PropKey};
use crate::text::Span;

/// Classes above each other.
const DEEPEST: usize = 10;

impl Follower<'_> {
    /// Gives a class its statics.
    pub(super) fn run_class(&mut self, id: ClassValueId, here: &mut Here) {
        let class = self.heap.class(id);
        let facts = self.facts(class.module);
        let statics = self.statics(id);
        let this = Value::One(Atom::Class(id));
        let mut inside = Here { frame: self.heap.class_frame(id, &this), ..here.clone() };
        for member in &facts.class(class.class).members {
            match (&member.key, &member.kind) {
                (Some(key), kind) if member.is_static => {
                    let key = self.key(key, &mut inside);
                    let (value, getter) = self.member_value(id, kind, &mut inside);
                    self.set_literal(statics, &key, &value, getter);
                }
                (None, MemberKind::Block(body)) => {
                    self.run_block(body, &mut inside);
                }
                (_, MemberKind::Method(function) | MemberKind::Getter(function) | MemberKind::Accessor(function)) => {
                    self.method(id, *function);
                }
                _ => {}
            }
        }
    }

    fn member_value(&mut self, class: ClassValueId, kind: &MemberKind, here: &mut Here) -> (Value, bool) {
        match kind {
            MemberKind::Method(function) | MemberKind::Accessor(function) => {
                (Value::One(self.method(class, *function)), false)
            }
            MemberKind::Getter(function) => (Value::One(self.method(class, *function)), true),
            MemberKind::Field(Some(value)) => (self.eval(value, here), false),
            MemberKind::Field(None) | MemberKind::Block(_) => (Value::Nothing, false),
        }
    }

    fn method(&mut self, id: ClassValueId, function: FuncId) -> Atom {
        let class = self.heap.class(id);
        let closure = Closure { module: class.module, function, frame: class.frame };
        self.homes.insert(closure, id);
        self.heap.new_closure(closure)
    }

    pub(super) fn home_of(&self, closure: Closure) -> Option<ClassValueId> {
        self.homes.get(&closure).copied()
    }

    /// The object that holds a class's statics.
    pub(super) fn statics(&mut self, id: ClassValueId) -> ObjectId {
        let class = self.heap.class(id);
        let start = self.facts(class.module).class(class.class).span.start;
        self.heap.make((class.module, class.frame, start, 1), ObjectKind::Plain)
    }

    /// What a class extends; none where it extends nothing.
    fn superclass(&mut self, id: ClassValueId) -> Option<Value> {
        let class = self.heap.class(id);
        let facts = self.facts(class.module);
        let parent = facts.class(class.class).superclass.as_ref()?;
        let mut here = Here::new(class.frame, Parts::NONE, false);
        Some(self.eval(parent, &mut here))
    }

    /// A member that instances of a class have from it or from what it extends.
    pub(super) fn class_member(&mut self, id: ClassValueId, name: &str) -> Option<(Value, bool)> {
        self.class_member_within(id, name, DEEPEST)
    }

    fn class_member_within(&mut self, id: ClassValueId, name: &str, depth: usize) -> Option<(Value, bool)> {
        let class = self.heap.class(id);
        let facts = self.facts(class.module);
        let named = |member: &&Member| {
            !member.is_static && matches!(&member.key, Some(PropKey::Name(key)) if *key.name == *name)
        };
        for member in facts.class(class.class).members.iter().filter(named) {
            match member.kind {
                MemberKind::Method(function) => return Some((Value::One(self.method(id, function)), false)),
                MemberKind::Getter(function) => return Some((Value::One(self.method(id, function)), true)),
                _ => {}
            }
        }
        let parent = self.superclass(id)?;
        self.inherited(&parent, name, depth.checked_sub(1)?)
    }

    fn inherited(&mut self, parent: &Value, name: &str, depth: usize) -> Option<(Value, bool)> {
        let mut found: Option<(Value, bool)> = None;
        for atom in parent.atoms() {
            let member = match atom {
                Atom::Class(parent) => self.class_member_within(*parent, name, depth),
                _ => Some((Value::UNKNOWN, false)),
            };
            if let Some((value, getter)) = member {
                let (known, known_getter) = found.unwrap_or_default();
                found = Some((known.or(&value), known_getter || getter));
            }
        }
        found
    }

    /// `super.name`.
    pub(super) fn super_member(&mut self, name: &str, here: &Here) -> Value {
        let parent = self.heap.frame(here.frame).home.and_then(|home| self.superclass(home));
        let member = parent.and_then(|parent| self.inherited(&parent, name, DEEPEST));
        member.map_or(Value::UNKNOWN, |(value, _)| value)
    }

    /// `super(…)`.
    pub(super) fn call_super(&mut self, args: &Actuals, here: &mut Here) {
        let this = self.heap.frame(here.frame).this.clone();
        let parent = self.heap.frame(here.frame).home.and_then(|home| self.superclass(home));
        for atom in parent.unwrap_or_default().atoms() {
            match atom {
                Atom::Class(parent) => {
                    self.initialise(*parent, &this, args, DEEPEST, here);
                }
                Atom::Native(Native::React(React::Component)) => self.keep_props(&this, &args.at(0)),
                _ => {
                    let head = self.function_head(here);
                    self.escape_all(args, &[], head, here);
                }
            }
        }
    }

    /// `new callee(…)`.
    pub(super) fn construct_expr(&mut self, call: &Call, span: Span, here: &mut Here) -> Value {
        let callee = self.eval(&call.callee, here);
        let args = self.args(call.args.iter().map(Some), here);
        let spans: Vec<Span> = call.args.iter().map(|arg| arg.value.span).collect();
        let mut made = Value::Nothing;
        for atom in callee.atoms() {
            made.join(&match atom {
                Atom::Class(class) => self.construct(*class, &args, span, here),
                Atom::Function(id) => {
                    let prototype = self.prototype(*id);
                    let object = self.new_object(ObjectKind::Plain, span, here);
                    self.copy_fields(object, &Value::One(Atom::Object(prototype)), &[]);
                    let this = Value::One(Atom::Object(object));
                    self.enter(*id, &this, None, &args, here);
                    this
                }
                Atom::Native(native) => self.construct_native(*native, &args, &spans, call.callee.span, span, here),
                _ => {
                    self.escape_all(&args, &spans, call.callee.span, here);
                    Value::UNKNOWN
                }
            });
        }
        made
    }

    pub(super) fn new_object(&mut self, kind: ObjectKind, span: Span, here: &Here) -> ObjectId {
        let module = self.module_of(here);
        // A kind of its own keeps instances of different classes made at one place apart.
        let tag = match kind {
            ObjectKind::Instance(class) => 16 + class.0,
            _ => 2,
        };
        self.heap.make((module, here.frame, span.start, tag), kind)
    }

    /// Makes `this` an instance of a class.
    pub(super) fn construct_as(&mut self, class: ClassValueId, this: &Value, args: &Actuals, here: &Here) {
        self.initialise(class, this, args, DEEPEST, &mut here.clone());
    }

    fn construct(&mut self, class: ClassValueId, args: &Actuals, span: Span, here: &mut Here) -> Value {
        let object = self.new_object(ObjectKind::Instance(class), span, here);
        let this = Value::One(Atom::Object(object));
        self.initialise(class, &this, args, DEEPEST, here);
        this
    }

    /// Runs the fields and the constructor of a class, or of the one it extends, on `this`.
    fn initialise(&mut self, id: ClassValueId, this: &Value, args: &Actuals, depth: usize, here: &mut Here) {
        let class = self.heap.class(id);
        let facts = self.facts(class.module);
        let members = &facts.class(class.class).members;
        let constructor = members.iter().find_map(|member| match (&member.key, &member.kind) {
            (Some(PropKey::Name(key)), MemberKind::Method(function)) if &*key.name == "constructor" => Some(*function),
            _ => None,
        });
        if let (None, Some(parent), Some(depth)) = (constructor, self.superclass(id), depth.checked_sub(1)) {
            for atom in parent.atoms() {
                match atom {
                    Atom::Class(parent) => self.initialise(*parent, this, args, depth, here),
                    Atom::Native(Native::React(React::Component)) => self.keep_props(this, &args.at(0)),
                    _ => {
                        let span = facts.class(class.class).span;
                        self.escape_all(args, &[], Span::at(span.start), here);
                    }
                }
            }
        }
        self.open_by_parent(id, this);
        let mut inside = Here { frame: self.heap.class_frame(id, this), ..here.clone() };
        for member in members.iter().filter(|member| !member.is_static) {
            if let (Some(key), MemberKind::Field(Some(value))) = (&member.key, &member.kind) {
                let key = self.key(key, &mut inside);
                let value = self.eval(value, &mut inside);
                for atom in this.atoms() {
                    if let Atom::Object(object) = atom {
                        self.set_literal(*object, &key, &value, false);
                    }
                }
            }
        }
        if let Some(constructor) = constructor
            && let Atom::Function(constructor) = self.method(id, constructor)
        {
            self.enter(constructor, this, Some(id), args, here);
        }
    }

    /// React's `Component` keeps the properties that it is made with.
    fn keep_props(&mut self, this: &Value, props: &Value) {
        for atom in this.atoms() {
            if let Atom::Object(object) = atom {
                self.heap.set_field(*object, &"props".into(), props, None, false);
            }
        }
    }

    /// An instance of a class that extends something unknown has members that nobody saw.
    fn open_by_parent(&mut self, id: ClassValueId, this: &Value) {
        let Some(parent) = self.superclass(id) else { return };
        if parent.atoms().iter().all(|atom| matches!(atom, Atom::Class(_))) {
            return;
        }
        for atom in this.atoms() {
            if let Atom::Object(object) = atom {
                self.heap.open(*object);
            }
        }
    }

    /// The functions that an instance's class gives it, the constructor left out.
    pub(super) fn methods(&mut self, id: ClassValueId) -> Vec<Atom> {
        let class = self.heap.class(id);
        let facts = self.facts(class.module);
        let mut methods = Vec::new();
        for member in facts.class(class.class).members.iter().filter(|member| !member.is_static) {
            let is_constructor = matches!(&member.key, Some(PropKey::Name(key)) if &*key.name == "constructor");
            match member.kind {
                MemberKind::Method(function) if !is_constructor => methods.push(self.method(id, function)),
                MemberKind::Getter(function) | MemberKind::Accessor(function) => {
                    methods.push(self.method(id, function));
                }
                _ => {}
            }
        }
        methods
    }

    /// An instance that unknown code makes: of an element that is registered, say.
    pub(super) fn instance_for_strangers(&mut self, id: ClassValueId) -> ObjectId {
        let class = self.heap.class(id);
        let start = self.facts(class.module).class(class.class).span.start;
        let object = self.heap.make((class.module, class.frame, start, 3), ObjectKind::Instance(id));
        if self.found.made_by_strangers.insert(id) {
            let this = Value::One(Atom::Object(object));
            let mut here = Here::new(class.frame, Parts::NONE, false);
            self.initialise(id, &this, &Actuals::unknown(), DEEPEST, &mut here);
        }
        object
    }

    /// Methods of instances that hold a setter, and that nothing called.
    pub(super) fn run_methods_of_instances(&mut self) {
        for index in 0..self.heap.objects.len() {
            let object = ObjectId(index as u32);
            let ObjectKind::Instance(class) = self.heap.object(object).kind else { continue };
            let this = Value::One(Atom::Object(object));
            if !self.heap.taints(&this) {
                continue;
            }
            for method in self.methods(class) {
                let Atom::Function(id) = method else { continue };
                if !self.later.entered.contains(&self.heap.closure(id)) {
                    self.call_uncalled(method, this.clone(), (Parts::ANY, GuardsId(0)));
                }
            }
        }
    }

    /// The exit of what is stored in a property.
    pub(super) fn exit_into(object: Atom, place: Span, name: &str) -> Exit {
        match object {
            Atom::Dom | Atom::ParentElement | Atom::Args if !name.starts_with("on") => Exit::Kept,
            _ => Exit::StoredIn(place),
        }
    }
}
