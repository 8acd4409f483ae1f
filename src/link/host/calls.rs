//! Calls: following into functions of the workspace, and what a call of anything else yields.

use std::rc::Rc;

use super::arguments::Bound;
use super::value::{Closure, Given, How, KeptBy, Partial, Unknown, Value, Why, one_of};
use super::{Activation, Flow, Run, Scope};
use crate::model::Cached;
use crate::syntax::python::hir::{Call, Expr, ExprKind};
use crate::text::{Site, Span};

/// How many calls deep the follower goes.
const DEEPEST_CALL: usize = 24;

/// How often one function may stand in the chain of calls that is being followed.
const DEEPEST_RECURSION: usize = 2;

/// How often functions of one definition may, as a decorator makes one for each function that it decorates.
const DEEPEST_ALIKE: usize = 8;

/// A call as it is written.
#[derive(Clone, Copy)]
pub(super) struct CallSite<'a> {
    /// The whole call.
    pub site: Site,
    /// The called expression.
    pub callee: Site,
    /// The call's syntax; none where the program calls, as a decorator does.
    pub call: Option<&'a Call>,
}

impl Run<'_> {
    pub(super) fn call_expression(&mut self, call: &Call, span: Span, at: Scope) -> Value {
        let (object, callee) = self.callee(&call.func, at);
        let given = self.given(call, at);
        let from = CallSite { site: at.site(span), callee: at.site(call.func.span), call: Some(call) };
        let result = self.call(&callee, &given, from);
        self.vary_result(&result, &object, &given, from);
        match (result, &callee) {
            (Value::None, Value::Function(closure)) if call.args.is_empty() => {
                Value::Returned(Rc::new((closure.name(), at.site(call.parens))))
            }
            (value, _) => value,
        }
    }

    /// What comes of things that differ from run to run differs too.
    fn vary_result(&mut self, result: &Value, object: &Value, given: &[Given], from: CallSite<'_>) {
        let Value::Unknown(unknown) = result else { return };
        if unknown.site != from.site {
            return;
        }
        if let Value::Made(made) = object {
            let method = match from.call.map(|call| &*call.func.kind) {
                Some(ExprKind::Attribute { attr, .. }) => attr.name.as_str(),
                _ => "",
            };
            let pattern = given.first().and_then(|given| given.value.text());
            self.vary_by_member(from.site, made, method, pattern);
            return;
        }
        let parts: Vec<&Value> = std::iter::once(object).chain(given.iter().map(|given| &given.value)).collect();
        self.vary_with(from.site, &parts);
    }

    /// The object whose method is called, and the called expression. A method of a result is not a read of the
    /// key of that name.
    fn callee(&mut self, func: &Expr, at: Scope) -> (Value, Value) {
        if let ExprKind::Attribute { value, attr } = &*func.kind {
            let object = self.eval(value, at);
            let object_site = at.site(value.span);
            let site = at.site(func.span);
            let methods = object.alternatives().to_vec();
            let callees = methods
                .iter()
                .map(|object| match object {
                    Value::Result(_) | Value::StateEntry(_) if super::events::is_dict_method(&attr.name) => {
                        Value::Builtin(Rc::new((object.clone(), attr.name.clone())))
                    }
                    other => self.attribute(other, attr, site, object_site, at),
                })
                .collect();
            return (object, one_of(callees));
        }
        (Value::None, self.eval(func, at))
    }

    /// Calls a value with positional arguments, as the program itself does.
    pub(super) fn call_with(&mut self, callee: &Value, args: &[Value], site: Site) -> Value {
        let given: Vec<Given> =
            args.iter().map(|value| Given { how: How::Positional, value: value.clone(), site, whole: site }).collect();
        self.call(callee, &given, CallSite { site, callee: site, call: None })
    }

    pub(super) fn call(&mut self, callee: &Value, given: &[Given], from: CallSite<'_>) -> Value {
        match callee {
            Value::Component(component) => self.mount(*component, given, from),
            Value::Function(closure) => self.call_function(closure, None, given, from),
            Value::Method(bound) => self.call_function(&bound.1, Some(&bound.0), given, from),
            Value::Partial(partial) => {
                let all: Vec<Given> = partial.args.iter().chain(given).cloned().collect();
                self.call(&partial.function, &all, from)
            }
            Value::Class(class) => self.instantiate(class, given, from),
            Value::External(name) => self.call_external(name, given, from),
            Value::Builtin(method) => self.call_method(&method.0, &method.1, given, from),
            Value::OneOf(all) => self.call_one_of(all, given, from),
            Value::Instance(id) => match self.instance_attribute(*id, "__call__") {
                Some(method) => self.call(&method, given, from),
                None => self.call_unknown(given, from),
            },
            _ => self.call_unknown(given, from),
        }
    }

    /// One of several things is called: `None` would raise, so it is one of the others.
    fn call_one_of(&mut self, all: &[Value], given: &[Given], from: CallSite<'_>) -> Value {
        let callable: Vec<&Value> = all.iter().filter(|value| !value.is_none()).collect();
        if let [only] = callable.as_slice() {
            return self.call(only, given, from);
        }
        self.branches += 1;
        let branch = self.branches;
        let mut results = Vec::new();
        for (index, value) in callable.iter().enumerate() {
            self.arms.push((branch, index as u32));
            self.store.enter_branch();
            results.push(self.call(value, given, from));
            let delta = self.store.leave_branch();
            self.store.join_exit(&delta, None);
            self.arms.pop();
            self.diverged = false;
        }
        one_of(results)
    }

    /// Code that cannot be followed may do anything with the dicts and lists it gets.
    fn call_unknown(&mut self, given: &[Given], from: CallSite<'_>) -> Value {
        let unknown = Unknown { site: from.site, why: Why::CallResult, truthy: false };
        for given in given {
            for value in given.value.alternatives().to_vec() {
                match value {
                    Value::Dict(id) if given.how != How::DoubleStar => {
                        self.store.change_dict(id, |data| data.open.push(unknown));
                    }
                    Value::List(id, super::value::ListKind::List) => {
                        self.store.change_list(id, |data| data.open = Some(unknown));
                    }
                    other => self.escape(&other, given.site),
                }
            }
        }
        Value::Unknown(unknown)
    }

    fn call_function(
        &mut self,
        closure: &Rc<Closure>,
        receiver: Option<&Value>,
        given: &[Given],
        from: CallSite<'_>,
    ) -> Value {
        let bound = self.bind_arguments(closure, receiver, given, from.site);
        self.called.insert(closure.definition());
        self.enter(closure, bound, Some(from.site))
    }

    /// Enters a function with nothing known of its arguments.
    pub(super) fn enter_without_arguments(&mut self, function: &Value) {
        match function {
            Value::Function(closure) => {
                self.called.insert(closure.definition());
                let bound = self.bind_unknown(closure, None);
                self.enter(closure, bound, None);
            }
            Value::Method(method) => {
                self.called.insert(method.1.definition());
                let bound = self.bind_unknown(&method.1, Some(&method.0));
                self.enter(&method.1, bound, None);
            }
            Value::Partial(partial) => match &partial.function {
                Value::Function(closure) => {
                    let mut bound = self.bind_unknown(closure, None);
                    let known = self.bind_arguments(closure, None, &partial.args, closure.definition());
                    for (slot, value) in bound.iter_mut().zip(known) {
                        if !matches!(value.1, Value::Unknown(_)) {
                            *slot = value;
                        }
                    }
                    self.enter(closure, bound, None);
                }
                other => self.enter_without_arguments(other),
            },
            Value::OneOf(all) => {
                for value in all.iter() {
                    self.enter_without_arguments(value);
                }
            }
            _ => {}
        }
    }

    fn enter(&mut self, closure: &Rc<Closure>, bound: Bound, call: Option<Site>) -> Value {
        let definition = closure.definition();
        let alike = self.calls.iter().filter(|call| call.function == definition);
        let recursions = alike.clone().filter(|call| call.made_in == closure.frame).count();
        if recursions >= DEEPEST_RECURSION || alike.count() >= DEEPEST_ALIKE || self.calls.len() >= DEEPEST_CALL {
            return Value::unknown(call.unwrap_or(definition), Why::TooDeep);
        }
        let facts = std::sync::Arc::clone(&closure.facts);
        let Some(function) = facts.functions.get(closure.id.0 as usize) else { return Value::None };
        let frame = self.store.new_frame(Some(closure.frame), false);
        self.store.declare(frame, &function.globals, &function.nonlocals);
        for (name, value) in bound {
            self.store.set(frame, &name, value);
        }
        let cached = matches!(closure.wrap.kept_by, Some(KeptBy::CacheData | KeptBy::CacheResource));
        let by_data = closure.wrap.kept_by == Some(KeptBy::CacheData);
        let cached = cached.then(|| Cached { function: closure.name(), definition, by_data });
        let keeps = closure.wrap.kept_by.is_some();
        self.calls.push(Activation {
            call,
            function: definition,
            made_in: closure.frame,
            frame,
            cached,
            keeps,
            returns: Vec::new(),
            exits: Vec::new(),
        });
        let loops = std::mem::take(&mut self.loop_exits);
        let flow = self.block(&function.body, Scope { file: closure.file, frame });
        self.loop_exits = loops;
        let Some(done) = self.calls.pop() else { return Value::None };
        self.forget_exits();
        for exit in &done.exits {
            self.store.join_exit(exit, Some(done.frame));
        }
        if function.is_generator {
            return self.generated(closure, call);
        }
        let mut returns = done.returns;
        match flow {
            Flow::Next => returns.push(Value::None),
            Flow::Raise if returns.is_empty() => {
                self.diverged = true;
                returns.push(Value::None);
            }
            _ => {}
        }
        one_of(returns)
    }

    fn generated(&self, closure: &Closure, call: Option<Site>) -> Value {
        Value::unknown(call.unwrap_or_else(|| closure.definition()), Why::CallResult)
    }

    /// `functools.partial`.
    pub(super) fn partial(&mut self, given: &[Given]) -> Option<Value> {
        let (function, args) = given.split_first()?;
        Some(Value::Partial(Rc::new(Partial { function: function.value.clone(), args: args.to_vec() })))
    }

    /// The calls that led here, outermost first.
    pub(super) fn call_chain(&self) -> Vec<Site> {
        self.calls.iter().filter_map(|call| call.call).collect()
    }
}
