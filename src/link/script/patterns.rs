//! Variables, and taking values apart into them.

use std::sync::Arc;

use super::Follower;
use super::data::FieldRead;
use super::escapes::Exit;
use super::here::Here;
use super::things::{Actuals, ObjectKind};
use super::value::{Atom, FrameId, Value};
use crate::syntax::script::hir::{BinaryOp, BindingId, Expr, ExprKind, Name, Pattern, PatternKind, PropKey};
use crate::text::Span;

impl Follower<'_> {
    pub(super) fn read_name(&mut self, name: &Name, here: &Here) -> Value {
        match name.binding {
            Some(binding) => self.read_binding(here.frame, binding),
            None if &*name.text == "arguments" => self.arguments(name, here),
            None => self.global(&name.text),
        }
    }

    /// `arguments`: those of the function around the arrows.
    fn arguments(&mut self, name: &Name, here: &Here) -> Value {
        let module = self.module_of(here);
        let facts = self.facts(module);
        let mut frame = Some(here.frame);
        while let Some(id) = frame {
            let around = self.heap.frame(id);
            match around.function.filter(|function| (function.0 as usize) < facts.functions.len()) {
                Some(function) if !facts.function(function).is_arrow => break,
                _ => frame = around.parent,
            }
        }
        let Some(id) = frame else { return Value::UNKNOWN };
        if let Some(args) = self.heap.frame(id).args.clone() {
            let outside = Here { frame: id, ..here.clone() };
            return Value::One(self.array_of(args, Span::at(0), 7, &outside));
        }
        let (site, why) = (self.site(module, name.span), "`arguments` is not followed");
        if self.heap.frame(id).reach.setter {
            self.found.open(site, why);
        }
        if self.heap.frame(id).reach.data {
            self.found.data.open(site, why);
        }
        Value::UNKNOWN
    }

    pub(super) fn read_binding(&mut self, frame: FrameId, binding: BindingId) -> Value {
        let module = self.heap.frame(frame).module;
        let facts = self.facts(module);
        let declaration = facts.binding(binding);
        if let Some(import) = &declaration.import {
            return self.import(module, import);
        }
        if declaration.owner.is_none() {
            self.demand(module, binding);
        }
        let Some(frame) = self.heap.frame_of(frame, declaration.owner) else { return Value::UNKNOWN };
        let value = self.heap.read(frame, binding);
        match declaration.reassigned {
            true => changing(value),
            false => value,
        }
    }

    pub(super) fn write_binding(&mut self, frame: FrameId, binding: BindingId, value: &Value) {
        let module = self.heap.frame(frame).module;
        let facts = self.facts(module);
        let owner = facts.binding(binding).owner;
        if let Some(frame) = self.heap.frame_of(frame, owner) {
            self.heap.write(frame, binding, value);
        }
        if owner.is_none() && !self.among_others {
            self.demand(module, binding);
        }
    }

    /// Gives the names and places of a pattern their values.
    pub(super) fn bind(&mut self, pattern: &Pattern, value: &Value, here: &mut Here) {
        match &pattern.kind {
            PatternKind::Name(Name { binding: Some(binding), .. }) => self.write_binding(here.frame, *binding, value),
            PatternKind::Name(name) => {
                let value = value.clone();
                self.assign_global(name, &value, here);
            }
            PatternKind::Object { props, rest } => self.bind_object(props, rest.as_deref(), value, here),
            PatternKind::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    let Some(element) = element else { continue };
                    let part = match &element.kind {
                        PatternKind::Rest(_) => self.array_from(value, index, element.span, here),
                        _ => self.element_at(value, index, here),
                    };
                    self.bind(element, &part, here);
                }
            }
            PatternKind::Default(target, default) => {
                let mut given = value.without(|atom| atom == Atom::Nullish);
                if given != *value || value.has(Atom::Unknown) || value.is_derived() {
                    let default = self.eval(default, here);
                    let plain = self.outcome(BinaryOp::Coalesce, &[given.clone(), default.clone()]);
                    given = plain.unwrap_or_else(|| given.or(&default));
                }
                self.bind(target, &given, here);
            }
            PatternKind::Rest(target) => self.bind(target, value, here),
            PatternKind::Place(place) => self.assign_expr(place, value, here),
        }
    }

    /// Gives the place that an expression names a value.
    pub(super) fn assign_expr(&mut self, place: &Expr, value: &Value, here: &mut Here) {
        match &place.kind {
            ExprKind::Name(Name { binding: Some(binding), .. }) => self.write_binding(here.frame, *binding, value),
            ExprKind::Member { object, property, .. } => {
                let object = self.eval(object, here);
                self.assign_member(&object, &property.name, value, place.span, here);
            }
            ExprKind::Index { object, index, .. } => {
                let object = self.eval(object, here);
                let index = self.eval(index, here);
                self.assign_index(&object, &index, value, place.span, here);
            }
            _ => {
                self.eval(place, here);
            }
        }
    }

    /// Gives a function's parameters the arguments of a call.
    pub(super) fn bind_params(&mut self, params: &[Pattern], args: &Actuals, here: &mut Here) {
        for (position, param) in params.iter().enumerate() {
            let value = match &param.kind {
                PatternKind::Rest(_) => {
                    let others = Actuals { list: args.list.iter().skip(position).cloned().collect(), ..args.clone() };
                    Value::One(self.array_of(others, param.span, 0, here))
                }
                _ => args.at(position),
            };
            self.bind(param, &value, here);
        }
    }

    /// An assignment to a name that no module declares: a property of the page's window.
    fn assign_global(&mut self, name: &Name, value: &Value, here: &Here) {
        self.remember_expando(&name.text, value, (self.module_of(here), name.span), true);
        self.escape(value, name.span, Exit::StoredIn(name.span), here);
    }

    fn bind_object(&mut self, props: &[(PropKey, Pattern)], rest: Option<&Pattern>, value: &Value, here: &mut Here) {
        let mut taken: Vec<Arc<str>> = Vec::new();
        for (key, target) in props {
            let part = match key {
                PropKey::Name(name) => {
                    taken.push(name.name.clone());
                    let read = FieldRead {
                        field: &name.name,
                        word: (self.module_of(here), name.span),
                        whole: name.span,
                        optional: false,
                        benign: matches!(target.kind, PatternKind::Default(..)),
                    };
                    self.note_read(value, &read, here);
                    self.member(value, &name.name, here)
                }
                PropKey::Computed(key) => {
                    let span = key.span;
                    let key = self.eval(key, here);
                    self.place = span;
                    self.note_index(value, &key, (span, false, matches!(target.kind, PatternKind::Default(..))), here);
                    self.index(value, &key, here)
                }
            };
            self.bind(target, &part, here);
        }
        if let Some(rest) = rest {
            let others = self.object_without(value, &taken, rest, here);
            self.bind(rest, &others, here);
        }
    }

    /// The object that `...rest` takes.
    fn object_without(&mut self, value: &Value, taken: &[Arc<str>], rest: &Pattern, here: &Here) -> Value {
        let module = self.module_of(here);
        let made = (module, here.frame, rest.span.start, 0);
        let mut others = Value::Nothing;
        let copied = |atom: &Atom| matches!(atom, Atom::Args | Atom::Object(_) | Atom::Data | Atom::PresentData);
        if value.atoms().iter().any(copied) {
            let id = self.heap.make(made, ObjectKind::Plain);
            self.copy_fields(id, value, taken);
            others.join(&Value::One(Atom::Object(id)));
        }
        for atom in value.atoms() {
            match atom {
                Atom::Args | Atom::Object(_) | Atom::Data | Atom::PresentData | Atom::Nullish => {}
                Atom::Derived(parts) => {
                    others.join(&Value::One(Atom::Derived(parts.vague())));
                }
                _ => {
                    others.join(&Value::UNKNOWN);
                }
            }
        }
        others
    }
}

/// A value that may be another one at another time: neither the mount nor a constant decides a test of it.
pub(super) fn changing(value: Value) -> Value {
    let of_mount = |atom: &Atom| matches!(atom, Atom::Data | Atom::PresentData | Atom::Derived(_));
    let flag = |atom: &Atom| matches!(atom, Atom::Bool(_) | Atom::Number(_) | Atom::Nullish);
    let is_flag = !value.is_nothing() && value.atoms().iter().all(flag);
    match is_flag || value.atoms().iter().any(of_mount) {
        true => value.or(&Value::PRIMITIVE),
        false => value,
    }
}
