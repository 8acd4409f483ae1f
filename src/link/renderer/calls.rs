//! Calls: of functions of the script, of the setters, of what the language and the page come with.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::effects::LeftKind;
use super::value::{Closure, Mark, ModuleId, StoreKind, Value};
use super::{Object, Phase, Walk};
use crate::model::SendKind;
use crate::syntax::script::hir::{Arg, Call, Expr, ExprKind, MemberKind, PatternKind, PropKey};
use crate::text::Span;

/// Methods of arrays that call their argument at once.
pub(super) const AT_ONCE: [&str; 13] = [
    "forEach",
    "map",
    "flatMap",
    "filter",
    "some",
    "every",
    "find",
    "findIndex",
    "findLast",
    "reduce",
    "reduceRight",
    "sort",
    "toSorted",
];

impl Walk<'_> {
    pub(super) fn call(&mut self, module: ModuleId, call: &Call, span: Span) -> Value {
        match &call.callee.kind {
            ExprKind::Member { object, property, optional } => {
                let of = self.eval_before(module, object, *optional);
                let args = self.args(module, &call.args);
                let whole = (!optional && !call.optional).then_some(call.callee.span);
                let place = CallPlace { module, call: span, callee: call.callee.span, object: object.span, whole };
                self.method(&of, &property.name, property.span, &args, place)
            }
            _ => {
                let callee = self.eval(module, &call.callee);
                let args = self.args(module, &call.args);
                self.call_value(module, &callee, &args, &call.callee, span)
            }
        }
    }

    /// What a call is given.
    pub(super) fn args(&mut self, module: ModuleId, args: &[Arg]) -> Vec<Value> {
        let mut values = Vec::new();
        for arg in args {
            let value = self.eval(module, &arg.value);
            match (arg.spread, value) {
                (false, value) => values.push(value),
                (true, Value::Array(elements)) => values.extend(elements.iter().cloned()),
                (true, value) => values.push(self.element_of(&value)),
            }
        }
        values
    }

    fn call_value(
        &mut self,
        module: ModuleId,
        callee: &Value,
        args: &[Value],
        callee_expr: &Expr,
        span: Span,
    ) -> Value {
        match callee {
            Value::Function(closure) => self.call_closure(closure, args, None),
            Value::Setter(kind) => {
                self.send(module, *kind, args, span);
                Value::Undefined
            }
            Value::Global(name) => self.call_global(module, &name.clone(), args, callee_expr.span),
            Value::Class(..) => Value::Unknown,
            _ => self.call_unknown(args),
        }
    }

    /// Code that is not there may call what it is given, and put elements into what it is given.
    pub(super) fn call_unknown(&mut self, args: &[Value]) -> Value {
        let of_instance = args.iter().any(Value::is_of_instance);
        args.iter().for_each(|arg| self.hand_over(arg));
        match of_instance {
            true => Value::OfInstance,
            false => Value::Unknown,
        }
    }

    /// Gives a value to code that is not there, with all that can be reached from it.
    pub(super) fn hand_over(&mut self, value: &Value) {
        let mut given = vec![value.clone()];
        let mut seen: FxHashSet<usize> = FxHashSet::default();
        while let Some(value) = given.pop() {
            match &value {
                Value::Function(_) => self.call_later(&value, vec![Value::Unknown; 3]),
                Value::Root | Value::Found(_) | Value::Each(_) | Value::FoundAll(_) | Value::Args | Value::Element => {
                    (self.made, self.made_unseen) = (true, true);
                }
                Value::Object(id) if seen.insert(*id) && self.step() => {
                    given.extend(self.objects[*id].fields.values().cloned());
                }
                Value::Array(elements) => given.extend(elements.iter().cloned()),
                _ => {}
            }
        }
    }

    /// Follows a function of the script.
    pub(super) fn call_closure(&mut self, closure: &Rc<Closure>, args: &[Value], this: Option<Value>) -> Value {
        let (module, id) = (closure.module, closure.function);
        if self.too_deep(module, id) || !self.step() {
            return Value::Unknown;
        }
        let facts = self.facts(module);
        let function = facts.function(id);
        self.stack.push((module, id));
        let outer = (self.sure, self.trying, self.guards.len(), std::mem::take(&mut self.returned));
        let this = this.filter(|_| !function.is_arrow).unwrap_or_else(|| closure.this.clone());
        let outer_this = std::mem::replace(&mut self.this, this);
        for (index, param) in function.params.iter().enumerate() {
            let value = match &param.kind {
                PatternKind::Rest(_) => Self::array(args.get(index..).unwrap_or_default().to_vec()),
                _ => args.get(index).cloned().unwrap_or(Value::Undefined),
            };
            self.bind(module, param, value);
        }
        self.declare_functions(module, &function.body);
        let end = self.block(module, &function.body);
        if end == super::statements::End::Passed {
            if self.phase == Phase::Body && self.stack.len() == 1 {
                self.fall_off();
            }
            self.returned.push(Value::Undefined);
        }
        self.this = outer_this;
        let mut returned = std::mem::replace(&mut self.returned, outer.3);
        (self.sure, self.trying) = (outer.0, outer.1);
        self.guards.truncate(outer.2);
        self.stack.pop();
        if function.is_async && self.stack.is_empty() {
            return Value::Unknown;
        }
        let first = returned.pop().unwrap_or(Value::Unknown);
        returned.into_iter().fold(first, Value::or)
    }

    /// The renderer's own run.
    pub(super) fn run_renderer(&mut self, renderer: &Rc<Closure>) {
        self.call_closure(renderer, &[Value::Args], None);
    }

    /// A function that the page or the language has.
    fn call_global(&mut self, module: ModuleId, name: &str, args: &[Value], callee: Span) -> Value {
        let first = args.first();
        match name {
            "setInterval" => {
                self.leave_behind(module, LeftKind::Interval, callee);
                first.iter().for_each(|handler| self.call_later(handler, Vec::new()));
                Value::Primitive
            }
            "requestAnimationFrame" => {
                self.ask_for_frame(module, first, callee);
                Value::Primitive
            }
            "setTimeout" | "queueMicrotask" | "requestIdleCallback" => {
                first.iter().for_each(|handler| self.call_later(handler, Vec::new()));
                Value::Primitive
            }
            "clearInterval" | "clearTimeout" => {
                self.intervals_cleared |= self.phase != Phase::Cleanup;
                Value::Undefined
            }
            "cancelAnimationFrame" => {
                self.frames_cancelled |= self.phase != Phase::Cleanup;
                Value::Undefined
            }
            "addEventListener" | "removeEventListener" => {
                let place = CallPlace { module, call: callee, callee, object: callee, whole: None };
                self.method(&Value::Window, name, callee, args, place)
            }
            "String" | "Number" | "Boolean" | "parseInt" | "parseFloat" => match first {
                Some(Value::Derived | Value::Data) => Value::Derived,
                Some(Value::Stepped) => Value::Stepped,
                _ => Value::Primitive,
            },
            "getComputedStyle" | "matchMedia" | "structuredClone" | "fetch" | "alert" | "confirm" | "isNaN" => {
                args.iter().filter(|arg| matches!(arg, Value::Function(_))).for_each(|arg| self.hand_over(arg));
                Value::Unknown
            }
            _ => self.call_unknown(args),
        }
    }

    /// A method of the language, on a value that is no element.
    pub(super) fn other_method(&mut self, of: &Value, name: &str, args: &[Value], place: CallPlace) -> Value {
        if name == "abort" {
            self.aborted |= self.phase != Phase::Cleanup;
        }
        match of {
            Value::Object(id) => self.call_own(*id, name, args, place),
            Value::Function(closure) => match name {
                "call" => self.call_closure(closure, args.get(1..).unwrap_or_default(), args.first().cloned()),
                "bind" => of.clone(),
                _ => self.call_closure(closure, &[], None),
            },
            Value::Store(id, _) => self.store_method(*id, of, name, args),
            Value::Global(global) => self.static_method(global, name, args),
            Value::Args => match self.member(place.module, of, name, place.callee, None) {
                Value::Setter(kind) => {
                    self.send(place.module, kind, args, place.call);
                    Value::Undefined
                }
                _ => Value::Unknown,
            },
            Value::Text(..) | Value::Primitive | Value::Number => Value::Primitive,
            _ if AT_ONCE.contains(&name) => self.at_once(of, name, args),
            _ if name == "join" => match of {
                Value::Derived | Value::Data => Value::Derived,
                _ => Value::Primitive,
            },
            Value::Derived | Value::Data | Value::Stepped => {
                args.iter().for_each(|arg| self.hand_over(arg));
                Value::Derived
            }
            _ if ["observe", "unobserve", "disconnect", "push", "add", "delete", "has"].contains(&name) => {
                args.iter().filter(|arg| matches!(arg, Value::Function(_))).for_each(|arg| self.hand_over(arg));
                Value::Unknown
            }
            _ => self.call_unknown(args),
        }
    }

    fn call_own(&mut self, id: usize, name: &str, args: &[Value], place: CallPlace) -> Value {
        let this = Value::Object(id);
        match self.own_member(id, name) {
            Some(Value::Function(closure)) => self.call_closure(&closure, args, Some(this)),
            Some(Value::Setter(kind)) => {
                self.send(place.module, kind, args, place.call);
                Value::Undefined
            }
            _ => self.call_unknown(args),
        }
    }

    /// A field or method of an object of the script.
    pub(super) fn own_member(&self, id: usize, name: &str) -> Option<Value> {
        let object = &self.objects[id];
        if let Some(known) = object.fields.get(name) {
            return Some(known.clone());
        }
        let (module, class) = object.class?;
        let members = &self.modules[module].facts.class(class).members;
        members.iter().find_map(|member| match (&member.key, &member.kind) {
            (Some(PropKey::Name(key)), MemberKind::Method(id)) if &*key.name == name && !member.is_static => {
                let this = Value::Object(self.objects.iter().position(|known| std::ptr::eq(known, object))?);
                Some(Value::Function(Rc::new(Closure { module, function: *id, this, of_run: true })))
            }
            _ => None,
        })
    }

    fn store_method(&mut self, id: usize, of: &Value, name: &str, args: &[Value]) -> Value {
        match name {
            "has" | "get" => Value::Kept(Mark::Store(id)),
            "set" | "add" => {
                self.write_mark(Mark::Store(id));
                of.clone()
            }
            "forEach" => self.at_once(&Value::Unknown, name, args),
            _ => Value::Unknown,
        }
    }

    fn static_method(&mut self, global: &str, name: &str, args: &[Value]) -> Value {
        let first = args.first().cloned().unwrap_or(Value::Undefined);
        match (global, name) {
            ("Object", "assign") => {
                if let (Value::Object(to), Some(Value::Object(from))) = (&first, args.get(1)) {
                    let fields = self.objects[*from].fields.clone();
                    self.objects[*to].fields.extend(fields);
                }
                first
            }
            ("Object", "freeze" | "seal") => first,
            ("Object" | "JSON" | "Array" | "Number" | "String", _)
                if matches!(first, Value::Data | Value::Derived | Value::Stepped) =>
            {
                match args.get(1) {
                    Some(mapper @ Value::Function(_)) => self.at_once(&first, "map", std::slice::from_ref(mapper)),
                    _ => Value::Derived,
                }
            }
            ("Array", "from") => match args.get(1) {
                Some(mapper) => self.at_once(&first, "map", std::slice::from_ref(mapper)),
                None => first,
            },
            ("Math", _) => match args.iter().any(|arg| matches!(arg, Value::Stepped)) {
                true => Value::Stepped,
                false => Value::Primitive,
            },
            ("Date" | "performance" | "JSON", _) => Value::Primitive,
            ("console", _) => Value::Undefined,
            _ => {
                args.iter().for_each(|arg| self.hand_over(arg));
                Value::Unknown
            }
        }
    }

    /// `list.forEach(f)` and its like: `f` runs for an element.
    pub(super) fn at_once(&mut self, of: &Value, name: &str, args: &[Value]) -> Value {
        let element = self.element_of(of);
        let index = if name.starts_with("reduce") { element.clone() } else { Value::Primitive };
        let fork = self.vars.fork();
        let mut returned = Value::Unknown;
        for arg in args {
            if let Value::Function(closure) = arg {
                let given = match name.starts_with("reduce") {
                    true => vec![Value::Unknown, element.clone()],
                    false => vec![element.clone(), index.clone(), of.clone()],
                };
                returned = self.call_closure(closure, &given, None);
            }
        }
        self.vars.join_with_before(fork);
        self.vars.close(fork);
        match (name, of) {
            ("map" | "flatMap", _) if matches!(returned, Value::Fresh(_)) => Self::array(vec![returned]),
            ("filter" | "sort" | "toSorted" | "map" | "flatMap", Value::Derived | Value::Data) => Value::Derived,
            ("filter", _) => of.clone(),
            ("some" | "every", _) => Value::Primitive,
            ("find" | "reduce", Value::Derived | Value::Data) => Value::Derived,
            _ => Value::Unknown,
        }
    }

    pub(super) fn element_of(&self, of: &Value) -> Value {
        match of {
            Value::FoundAll(search) => Value::Each(*search),
            Value::Data | Value::Derived => Value::Derived,
            Value::Files => Value::File,
            Value::Array(elements) => {
                let first = elements.first().cloned().unwrap_or(Value::Unknown);
                elements.iter().skip(1).cloned().fold(first, Value::or)
            }
            _ => Value::Unknown,
        }
    }

    pub(super) fn construct(&mut self, module: ModuleId, call: &Call, span: Span) -> Value {
        let callee = self.eval(module, &call.callee);
        let args = self.args(module, &call.args);
        match &callee {
            Value::Global(name) => self.construct_global(name, &args, span),
            Value::Class(of, class) => self.instance(*of, *class, &args),
            _ => self.call_unknown(&args),
        }
    }

    fn construct_global(&mut self, name: &Arc<str>, args: &[Value], _span: Span) -> Value {
        let kind = match &**name {
            "Map" => StoreKind::Map,
            "Set" => StoreKind::Set,
            "WeakMap" | "WeakSet" => StoreKind::Weak,
            "Error" | "TypeError" | "RangeError" => return Value::Error,
            "Event" | "CustomEvent" | "MouseEvent" | "KeyboardEvent" => return Value::Event,
            "File" => return Value::File,
            "Image" => return self.new_element(),
            "AbortController" if self.phase == Phase::Body => return Value::Controller(0),
            "Date" | "Uint8Array" | "RegExp" | "URL" | "FormData" | "Blob" => return Value::Unknown,
            "Promise" => {
                // Its function runs at once.
                if let Some(Value::Function(closure)) = args.first() {
                    self.call_closure(closure, &[Value::Unknown, Value::Unknown], None);
                }
                return Value::Unknown;
            }
            _ if name.ends_with("Observer") => {
                args.iter().for_each(|arg| self.hand_over(arg));
                return Value::Unknown;
            }
            _ => return self.call_unknown(args),
        };
        self.objects.push(Object::default());
        Value::Store(self.objects.len() - 1, kind)
    }

    fn instance(&mut self, module: ModuleId, class: crate::syntax::script::hir::ClassId, args: &[Value]) -> Value {
        let facts = self.facts(module);
        let definition = facts.class(class);
        self.objects.push(Object { class: Some((module, class)), ..Object::default() });
        let id = self.objects.len() - 1;
        let this = Value::Object(id);
        if definition.superclass.is_some() {
            return self.call_unknown(args);
        }
        let outer = std::mem::replace(&mut self.this, this.clone());
        for member in definition.members.iter().filter(|member| !member.is_static) {
            if let (Some(PropKey::Name(key)), MemberKind::Field(value)) = (&member.key, &member.kind) {
                let value = value.as_ref().map_or(Value::Undefined, |value| self.eval(module, value));
                self.objects[id].fields.insert(key.name.clone(), value);
            }
        }
        self.this = outer;
        if let Some(Value::Function(constructor)) = self.own_member(id, "constructor") {
            self.call_closure(&constructor, args, Some(this.clone()));
        }
        this
    }

    /// A call of one of the renderer's setters.
    fn send(&mut self, module: ModuleId, kind: SendKind, args: &[Value], call: Span) {
        let value = args.get(1).cloned().unwrap_or(Value::Null);
        if value == Value::Stepped
            && self.phase == Phase::Body
            && let Some(site) = self.site(module, call)
        {
            self.found.changing_sends.push(site);
        }
        self.judge_sent(module, kind, &value, call);
    }
}

/// Where something is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct CallPlace {
    pub(super) module: ModuleId,
    pub(super) call: Span,
    pub(super) callee: Span,
    pub(super) object: Span,
    /// The called expression, where it is called whatever it is.
    pub(super) whole: Option<Span>,
}
