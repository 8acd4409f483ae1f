//! Calls: of the renderer's setters, of functions of the script, of what is not there.

use std::rc::Rc;

use super::builtins::Native;
use super::data::FieldRead;
use super::escapes::Exit;
use super::expressions::in_chain;
use super::heap::Reach;
use super::here::{Clock, Here};
use super::readers::{Run, Wanted};
use super::sends::CallPlace;
use super::things::{Actuals, Closure};
use super::timing::{self, TimedSend};
use super::value::{Atom, ClassValueId, ClosureId, FrameId, Value};
use super::{FUEL_FOR_OTHERS, Follower};
use crate::syntax::script::hir::{Arg, Call, Expr, ExprKind};
use crate::text::Span;

/// How often one function may be running at a time.
const DEEPEST_RECURSION: usize = 6;
/// Calls inside each other.
const DEEPEST_CALLS: usize = 60;

impl Follower<'_> {
    /// A call expression.
    pub(super) fn call(&mut self, call: &Call, span: Span, here: &mut Here) -> Value {
        if matches!(call.callee.kind, ExprKind::Super) {
            let args = self.args(call.args.iter().map(Some), here);
            self.call_super(&args, here);
            return Value::NULLISH;
        }
        let (this, callee, method) = self.callee(&call.callee, call.optional, here);
        let callee = react_alone(callee);
        let breaks_off = match &call.callee.kind {
            ExprKind::Member { .. } | ExprKind::Index { .. } => this.has(Atom::Nullish) && in_chain(&call.callee),
            _ => false,
        };
        let args = self.args(call.args.iter().map(Some), here);
        let first = call.args.first().map(|arg| arg.value.span);
        let place = CallPlace { call: span, callee: call.callee.span, first };
        let spans: Vec<Span> = call.args.iter().map(|arg| arg.value.span).collect();
        let mut result = match breaks_off || call.optional && callee.has(Atom::Nullish) {
            true => Value::NULLISH,
            false => Value::Nothing,
        };
        if this.has(Atom::Later) {
            self.open_held_data(&this, "is promised", here);
        }
        if let (Some("hasOwnProperty"), Some(field)) = (callee_name(&call.callee), args.list.first()) {
            self.note_asked(field, &this);
        }
        if let Some(name) = method {
            for atom in this.atoms() {
                if let Some(value) = self.call_method(*atom, &name, &args, &spans, place, here) {
                    result.join(&value);
                }
            }
        }
        for atom in callee.atoms() {
            result.join(&match atom {
                Atom::Function(_) | Atom::Bound(_) | Atom::Setter(_) => {
                    self.invoke(*atom, &this, &args, Some(place), here)
                }
                other => self.call_other(*other, &args, &spans, place, here),
            });
        }
        result
    }

    /// What a call's callee is called on, what it is, and its name where it is the method of something that
    /// the language or the page defines.
    fn callee(&mut self, callee: &Expr, benign: bool, here: &mut Here) -> (Value, Value, Option<String>) {
        match &callee.kind {
            ExprKind::Member { object, property, .. } if matches!(object.kind, ExprKind::Super) => {
                let this = self.heap.frame(here.frame).this.clone();
                let method = self.super_member(&property.name, here);
                (this, method, None)
            }
            ExprKind::Member { object, property, optional } => {
                self.benign = *optional;
                let this = self.eval(object, here);
                let read = FieldRead {
                    field: &property.name,
                    word: (self.module_of(here), property.span),
                    whole: callee.span,
                    optional: *optional,
                    benign,
                };
                self.note_method(&this, &read, here);
                let own = this.without(|atom| self.is_builtin_method(atom, &property.name));
                let method = self.member(&own, &property.name, here);
                let builtin = this.without(|atom| !self.is_builtin_method(atom, &property.name));
                let name = (!builtin.is_nothing()).then(|| property.name.to_string());
                (this, method, name)
            }
            ExprKind::Index { object, index, optional } => {
                self.benign = *optional;
                let this = self.eval(object, here);
                let index = self.eval(index, here);
                self.note_index(&this, &index, (callee.span, *optional, benign), here);
                let method = self.index(&this, &index, here);
                (this, method, None)
            }
            _ => {
                self.benign = benign;
                (Value::NULLISH, self.eval(callee, here), None)
            }
        }
    }

    /// The arguments of a call, or the elements of an array.
    pub(super) fn args<'e>(&mut self, args: impl Iterator<Item = Option<&'e Arg>>, here: &mut Here) -> Actuals {
        let mut actuals = Actuals::default();
        for arg in args {
            let Some(arg) = arg else {
                actuals.list.push(Value::NULLISH);
                continue;
            };
            let value = self.eval(&arg.value, here);
            match (arg.spread, actuals.rest.is_nothing()) {
                (false, true) => actuals.list.push(value),
                (false, false) => {
                    actuals.rest.join(&value);
                }
                (true, _) => self.spread_into(&mut actuals, &value, here),
            }
        }
        actuals
    }

    /// `...value` among arguments: the elements of an array at their positions, where those are known.
    fn spread_into(&mut self, actuals: &mut Actuals, value: &Value, here: &Here) {
        if let (Some(elements), true) = (self.positions_of(value), actuals.rest.is_nothing()) {
            actuals.list.extend(elements);
        } else {
            let elements = self.elements_of(value, here);
            actuals.rest.join(&elements);
        }
    }

    /// Calls one possibility of a callee with arguments. `place` is none where no call is written: for what
    /// the page calls.
    pub(super) fn invoke(
        &mut self,
        callee: Atom,
        this: &Value,
        args: &Actuals,
        place: Option<CallPlace>,
        here: &Here,
    ) -> Value {
        match callee {
            Atom::Setter(kind) => {
                self.send(kind, args, place, here);
                Value::NULLISH
            }
            Atom::Function(id) => self.enter(id, this, None, args, here),
            Atom::Bound(id) => {
                let bound = self.heap.bound(id).clone();
                let mut all = Actuals { list: bound.first, rest: args.rest.clone() };
                all.list.extend(args.list.iter().cloned());
                let here = Here {
                    needs: here.needs.and(bound.needs),
                    steady: here.steady && bound.needs.is_none(),
                    ..here.clone()
                };
                self.invoke(bound.target, bound.this.as_ref().unwrap_or(this), &all, place, &here)
            }
            _ => {
                let to = place.map_or_else(|| self.function_head(here), |place| place.callee);
                self.call_other(callee, args, &[], CallPlace { call: to, callee: to, first: None }, here)
            }
        }
    }

    /// Calls something that is no function of the script.
    fn call_other(&mut self, callee: Atom, args: &Actuals, spans: &[Span], place: CallPlace, here: &Here) -> Value {
        if let Some(part) = callee.some_part() {
            return self.call_of_data(part, args, spans, place, here);
        }
        match callee {
            Atom::Native(native) => self.call_native(native, args, spans, place, here),
            Atom::Nullish | Atom::Bool(_) | Atom::Number(_) | Atom::Str(_) => Value::Nothing,
            _ => {
                self.escape_all(args, spans, place.callee, here);
                match callee {
                    Atom::Dom => Value::One(Atom::Dom),
                    _ => Value::UNKNOWN,
                }
            }
        }
    }

    /// A method of something that the mount passed: its callbacks get parts of that.
    fn call_of_data(&mut self, part: Atom, args: &Actuals, spans: &[Span], place: CallPlace, here: &Here) -> Value {
        let mut others = Vec::new();
        for (index, value) in args.values().enumerate() {
            for atom in value.atoms() {
                match atom {
                    Atom::Function(_) | Atom::Bound(_) => {
                        let each = Actuals { list: vec![], rest: Value::One(part) };
                        let here = here.repeated(false);
                        let returned = self.invoke(*atom, &Value::NULLISH, &each, None, &here);
                        self.escape_returned(&returned, &here);
                    }
                    other => {
                        others.push(Value::One(*other));
                        let span = spans.get(index).copied().unwrap_or(place.callee);
                        self.escape(&Value::One(*other), span, Exit::HandedTo(place.callee), here);
                    }
                }
            }
        }
        Value::computed(others.iter().chain([&Value::One(part)]))
    }

    /// Enters a function.
    pub(super) fn enter(
        &mut self,
        id: ClosureId,
        this: &Value,
        home: Option<ClassValueId>,
        args: &Actuals,
        here: &Here,
    ) -> Value {
        let closure = self.heap.closure(id);
        self.later.entered.insert(closure);
        let facts = self.facts(closure.module);
        let function = facts.function(closure.function);
        let this = match function.is_arrow {
            true => self.heap.frame(closure.frame).this.clone(),
            false => this.clone(),
        };
        let home = home.or(self.heap.frame(closure.frame).home.filter(|_| function.is_arrow));
        let home = home.or_else(|| self.home_of(closure));
        let args = &Rc::new(args.undivided());
        let (frame, wide) = self.heap.call_frame(id, &this, home, args, here.needs.is_none(), &facts);
        if wide {
            self.bind_params(&function.params, args, &mut here.callee(frame));
        }
        if self.stack.iter().any(|running| running.1 == frame) {
            return self.heap.returned(frame);
        }
        let recursions = self.stack.iter().filter(|running| running.0 == closure.function).count();
        if recursions < DEEPEST_RECURSION && self.stack.len() < DEEPEST_CALLS {
            self.run_once(closure, frame, args, here);
        } else if self.heap.frame(frame).reach == Reach::default() {
            return Value::UNKNOWN;
        } else {
            // It runs where it stands no longer inside itself; what it returns reaches this call in the next round.
            self.call_later(Atom::Function(id), this, Actuals::clone(args), here.reason());
        }
        let returned = self.heap.returned(frame);
        match function.is_async {
            true => returned.or(&Value::One(Atom::Later)),
            false => returned,
        }
    }

    /// Runs a function's body, unless that has been done already.
    fn run_once(&mut self, closure: Closure, frame: FrameId, args: &Actuals, here: &Here) {
        let run = Run::Call(frame, here.needs);
        let wanted = self.heap.readers.call(run);
        let key = (frame, here.needs, here.steady, here.rendering, here.guards);
        let known = match self.spreading {
            true if wanted == Wanted::Now => None,
            true => return,
            false => self.ran.get(&key).map(Rc::clone),
        };
        let sends = known.unwrap_or_else(|| {
            let outer = std::mem::take(&mut self.timeline);
            let around = self.heap.readers.begin(run);
            self.stack.push((closure.function, frame));
            self.run_within_fuel(closure, frame, args, here);
            self.stack.pop();
            self.heap.readers.end(around);
            let sends: Rc<[_]> = std::mem::replace(&mut self.timeline, outer).into();
            self.ran.insert(key, Rc::clone(&sends));
            sends
        });
        if let Some(at) = here.clock {
            self.follow_up(&sends, at, here);
        }
    }

    /// Runs a function's body; one that no setter can come out of gets little fuel, so that a library in
    /// a bundle does not use up all there is.
    fn run_within_fuel(&mut self, closure: Closure, frame: FrameId, args: &Actuals, here: &Here) {
        let matters = self.among_others || self.heap.frame(frame).reach.setter;
        if matters {
            return self.run_function(closure, frame, args, here);
        }
        let all = self.fuel;
        self.fuel = all.min(FUEL_FOR_OTHERS);
        let given = self.fuel;
        self.among_others = true;
        self.run_function(closure, frame, args, here);
        self.among_others = false;
        if self.fuel == 0 {
            if self.heap.frame(frame).reach.data {
                let site = self.site(closure.module, self.facts(closure.module).function(closure.function).head);
                self.found.data.open(site, "this function is too large to be followed to its end");
            }
            self.heap.return_value(frame, &Value::UNKNOWN);
        }
        self.fuel = all - (given - self.fuel);
    }

    /// The sends of a function are those of its caller.
    fn follow_up(&mut self, sends: &[TimedSend], at: Clock, here: &Here) {
        let room = timing::MOST.saturating_sub(self.timeline.len());
        self.timeline.extend(sends.iter().take(room).map(|send| send.within(at, &here.path)));
    }

    fn run_function(&mut self, closure: Closure, frame: FrameId, args: &Actuals, here: &Here) {
        let facts = self.facts(closure.module);
        let function = facts.function(closure.function);
        let mut inside = here.callee(frame);
        if let Some(own) = function.name.as_ref().and_then(|name| name.binding)
            && facts.binding(own).owner == Some(closure.function)
        {
            let closure = self.heap.new_closure(closure);
            self.heap.write(frame, own, &Value::One(closure));
        }
        self.bind_params(&function.params, args, &mut inside);
        let left = self.run_block(&function.body, &mut inside);
        if left.end.is_none() {
            self.heap.return_value(frame, &Value::NULLISH);
        }
    }

    /// Runs a function that a timer calls `ms` later, on the clock of whoever set the timer.
    pub(super) fn after_timer(&mut self, callee: Atom, args: &Actuals, ms: Option<u32>, here: &Here) {
        let outer = std::mem::take(&mut self.timeline);
        let inside = Here { rendering: false, clock: Some(Clock::default()), path: Vec::new(), ..here.clone() };
        let returned = self.invoke(callee, &Value::NULLISH, args, None, &inside);
        self.escape_returned(&returned, &inside);
        let sends = std::mem::replace(&mut self.timeline, outer);
        if let (Some(clock), Some(ms)) = (here.clock, ms) {
            let at = Clock { ms: clock.ms.saturating_add(ms), timers: clock.timers + 1 };
            self.follow_up(&sends, at, here);
        } else {
            // The timer's own sends may still race each other.
            timing::splits(&sends, &mut self.found.splits);
        }
    }
}

/// What may be React is: what else it may be comes from how a bundle wraps its modules.
fn react_alone(callee: Value) -> Value {
    let is_react = |atom: Atom| matches!(atom, Atom::Native(Native::React(_)));
    match callee.atoms().iter().any(|atom| is_react(*atom)) {
        true => callee.without(|atom| !is_react(atom)),
        false => callee,
    }
}

fn callee_name(callee: &Expr) -> Option<&str> {
    match &callee.kind {
        ExprKind::Member { property, .. } => Some(&property.name),
        _ => None,
    }
}
