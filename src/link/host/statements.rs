//! Statements.

use std::rc::Rc;

use super::branches::{Arm, Guard};
use super::value::{Closure, KeptBy, ListKind, MadeKind, Value, Why, Wrap, one_of};
use super::{Flow, Run, Scope};
use crate::syntax::python::hir::{BinOp, Case, Expr, ExprKind, FuncId, Handler, Stmt, StmtKind};

/// Decorators whose function is called as the one that they decorate.
const SAME_SIGNATURE: &[&str] = &[
    "functools.wraps",
    "functools.cache",
    "functools.lru_cache",
    "streamlit.fragment",
    "streamlit.experimental_fragment",
    "streamlit.dialog",
    "streamlit.cache_data",
    "streamlit.cache_resource",
    "contextlib.contextmanager",
    "typing.no_type_check",
    "typing.overload",
    "abc.abstractmethod",
];

impl Run<'_> {
    pub(super) fn block(&mut self, block: &[Stmt], at: Scope) -> Flow {
        let guards = self.guards.len();
        let mut flow = Flow::Next;
        for statement in block {
            flow = self.statement(statement, at);
            if std::mem::take(&mut self.diverged) {
                flow = Flow::Raise;
            }
            if flow != Flow::Next {
                break;
            }
        }
        self.guards.truncate(guards);
        flow
    }

    fn statement(&mut self, statement: &Stmt, at: Scope) -> Flow {
        match &statement.kind {
            StmtKind::Expr(value) => {
                self.eval(value, at);
            }
            StmtKind::Assign { targets, value } => {
                let value = self.eval(value, at);
                for target in targets {
                    self.assign(target, value.clone(), at);
                }
            }
            StmtKind::AnnAssign { target, value, .. } => {
                if let Some(value) = value {
                    let value = self.eval(value, at);
                    self.assign(target, value, at);
                }
            }
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value, at),
            StmtKind::If { branches, orelse } => return self.if_statement(branches, orelse, at),
            StmtKind::For { target, iter, body, orelse } => return self.for_loop(target, iter, body, orelse, at),
            StmtKind::While { test, body, orelse } => return self.while_loop(test, body, orelse, at),
            StmtKind::Try { body, handlers, orelse, finally } => {
                return self.try_statement(body, handlers, orelse, finally, at);
            }
            StmtKind::With { items, body } => return self.with_statement(items, body, at),
            StmtKind::Match { subject, cases } => return self.match_statement(subject, cases, at),
            StmtKind::Def(id) => self.define(*id, at),
            StmtKind::Class(id) => self.define_class(*id, at),
            StmtKind::Return(value) => {
                let value = value.as_ref().map_or(Value::None, |value| self.eval(value, at));
                if let Some(call) = self.calls.last_mut() {
                    call.returns.push(value);
                }
                return Flow::Return;
            }
            StmtKind::Import(modules) => self.import(modules, at),
            StmtKind::ImportFrom(import) => self.import_from(import, at),
            StmtKind::Raise(value) => {
                if let Some(value) = value {
                    self.eval(value, at);
                }
                return Flow::Raise;
            }
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.delete(target, at);
                }
            }
            StmtKind::Assert { test, message } => {
                self.eval(test, at);
                self.assume(test, true, at);
                if let Some(message) = message {
                    self.eval(message, at);
                }
            }
            StmtKind::Break => return Flow::Break,
            StmtKind::Continue => return Flow::Continue,
            StmtKind::Pass => {}
        }
        Flow::Next
    }

    /// Binds a name where the scope's function says it lives.
    pub(super) fn bind(&mut self, name: &str, value: Value, at: Scope) {
        let frame = self.owner_of(name, at);
        self.store.set(frame, name, value);
    }

    /// Gives a target a value.
    pub(super) fn assign(&mut self, target: &Expr, value: Value, at: Scope) {
        match &*target.kind {
            ExprKind::Name(name) => self.bind(name, value, at),
            ExprKind::Attribute { value: object, attr } => {
                let object_value = self.eval(object, at);
                self.set_attribute(&object_value, attr, value, at.site(target.span), at);
            }
            ExprKind::Subscript { value: object, index } => {
                let object_value = self.eval(object, at);
                self.set_item(&object_value, index, value, at.site(target.span), at);
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => self.unpack(targets, &value, at),
            ExprKind::Starred(inner) => self.assign(inner, value, at),
            _ => {
                self.eval(target, at);
            }
        }
    }

    fn unpack(&mut self, targets: &[Expr], value: &Value, at: Scope) {
        let starred = targets.iter().any(|target| matches!(&*target.kind, ExprKind::Starred(_)));
        let parts = if starred { None } else { self.unpacked(value, targets.len()) };
        for (index, target) in targets.iter().enumerate() {
            let part = match (&parts, value) {
                (Some(parts), _) => parts[index].clone(),
                (None, Value::Unknown(unknown)) => Value::Unknown(*unknown),
                (None, _) => Value::unknown(at.site(target.span), Why::Item),
            };
            self.assign(target, part, at);
        }
    }

    /// The parts that a value is unpacked into: where it is one of several, each part is one of theirs. `None` would
    /// raise.
    fn unpacked(&self, value: &Value, count: usize) -> Option<Vec<Value>> {
        let mut columns = vec![Vec::new(); count];
        for alternative in value.alternatives().iter().filter(|alternative| !alternative.is_none()) {
            let parts = match alternative {
                Value::Unknown(_) => vec![alternative.clone(); count],
                known => self.iterate(known).filter(|parts| parts.len() == count)?,
            };
            columns.iter_mut().zip(parts).for_each(|(column, part)| column.push(part));
        }
        columns.iter().all(|column| !column.is_empty()).then(|| columns.into_iter().map(one_of).collect())
    }

    fn augmented(&mut self, target: &Expr, op: BinOp, value: &Expr, at: Scope) {
        let right = self.eval(value, at);
        let left = self.eval(target, at);
        if op == BinOp::BitOr
            && let Value::Dict(id) = left
        {
            self.update_dict(id, &right, at.site(value.span));
            return;
        }
        if op == BinOp::Add
            && let Value::List(id, ListKind::List) = left
        {
            self.extend_list(id, &right, at.site(value.span));
            return;
        }
        let result = self.binary(op, &left, &right, at.site(target.span));
        self.assign(target, result, at);
    }

    fn delete(&mut self, target: &Expr, at: Scope) {
        match &*target.kind {
            ExprKind::Name(name) => {
                let frame = self.owner_of(name, at);
                self.store.unset(frame, name);
            }
            ExprKind::Attribute { value, attr } => {
                let object = self.eval(value, at);
                self.delete_key(&object, Some((&attr.name, at.site(attr.span))), at.site(target.span));
            }
            ExprKind::Subscript { value, index } => {
                let object = self.eval(value, at);
                let key = self.eval(index, at);
                let word = self.word(&key, at.site(index.span));
                let named = word.as_ref().map(|word| (word.text.as_str(), word.site));
                self.delete_key(&object, named, at.site(target.span));
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                for target in targets {
                    self.delete(target, at);
                }
            }
            _ => {}
        }
    }

    fn try_statement(
        &mut self,
        body: &[Stmt],
        handlers: &[Handler],
        orelse: &[Stmt],
        finally: &[Stmt],
        at: Scope,
    ) -> Flow {
        let guards = self.guards.len();
        if !handlers.is_empty() {
            self.guards.push(Guard::Everything);
        }
        let (exits, start) = (self.exits.len(), self.clock);
        let mut flow = self.block(body, at);
        self.guards.truncate(guards);
        if flow == Flow::Next {
            flow = self.block(orelse, at);
        }
        let caught = self.exits.split_off(exits.min(self.exits.len()));
        self.exits.extend(caught.into_iter().filter(|exit| exit.flow != Flow::Raise));
        for handler in handlers {
            if let Some(exception) = &handler.exception {
                self.eval(exception, at);
            }
        }
        if !handlers.is_empty() {
            let mut arms: Vec<Arm<'_>> = handlers.iter().map(|handler| self.handler_arm(handler, at)).collect();
            if flow == Flow::Next {
                arms.insert(0, Arm::new(&[]));
            }
            self.failed.push((start, self.clock));
            if self.undecided(&arms, at) == Flow::Next {
                flow = Flow::Next;
            }
            self.failed.pop();
        }
        match self.block(finally, at) {
            Flow::Next => flow,
            left => left,
        }
    }

    fn handler_arm<'a>(&self, handler: &'a Handler, at: Scope) -> Arm<'a> {
        let mut arm = Arm::new(&handler.body);
        if let Some(name) = &handler.name {
            arm.binds.push((&name.name, Value::unknown(at.site(name.span), Why::RunTimeValue)));
        }
        arm
    }

    /// Arms of which none is certain, even where there is only one.
    fn undecided(&mut self, arms: &[Arm<'_>], at: Scope) -> Flow {
        self.branches += 1;
        self.arms.push((self.branches, 0));
        let flow = self.arms(arms, at);
        self.arms.pop();
        flow
    }

    fn with_statement(&mut self, items: &[(Expr, Option<Expr>)], body: &[Stmt], at: Scope) -> Flow {
        let (guards, forms, sidebars) = (self.guards.len(), self.forms.len(), self.sidebars);
        for (context, target) in items {
            let value = self.eval(context, at);
            match &value {
                Value::Made(made) if made.kind == MadeKind::Form => self.forms.push(at.site(context.span)),
                Value::External(name) if &**name == "streamlit.sidebar" => self.sidebars += 1,
                _ => {}
            }
            if let ExprKind::Call(call) = &*context.kind
                && let Value::External(name) = self.eval_quietly(&call.func, at)
                && &*name == "contextlib.suppress"
            {
                self.guards.push(Guard::Everything);
            }
            if let Some(target) = target {
                self.assign(target, value, at);
            }
        }
        let flow = self.block(body, at);
        self.guards.truncate(guards);
        self.forms.truncate(forms);
        self.sidebars = sidebars;
        flow
    }

    fn match_statement(&mut self, subject: &Expr, cases: &[Case], at: Scope) -> Flow {
        let subject = self.eval(subject, at);
        let known = match &subject {
            Value::OneOf(_) => None,
            value => value.text().map(str::to_owned),
        };
        let mut arms = Vec::new();
        let mut exhausted = false;
        for case in cases {
            let mut arm = Arm::new(&case.body);
            for bound in &case.binds {
                arm.binds.push((&bound.name, Value::unknown(at.site(bound.span), Why::RunTimeValue)));
            }
            let matches = self.case_matches(case, known.as_deref(), at);
            match matches {
                Some(false) => continue,
                Some(true) if case.guard.is_none() => {
                    arms.push(arm);
                    exhausted = true;
                    break;
                }
                _ => arms.push(arm),
            }
        }
        if !exhausted {
            arms.push(Arm::new(&[]));
        }
        self.arms(&arms, at)
    }

    fn case_matches(&mut self, case: &Case, subject: Option<&str>, at: Scope) -> Option<bool> {
        if case.irrefutable {
            return Some(true);
        }
        let subject = subject?;
        let mut all_known = true;
        for value in case.values.as_ref()? {
            match self.eval(value, at).text() {
                Some(text) if text == subject => return Some(true),
                Some(_) => {}
                None => all_known = false,
            }
        }
        all_known.then_some(false)
    }

    fn define(&mut self, id: FuncId, at: Scope) {
        let Some(facts) = self.facts(at.file) else { return };
        let Some(function) = facts.functions.get(id.0 as usize) else { return };
        let value = self.closure(id, at);
        let value = self.decorate(value, &function.decorators, at);
        if let Some(name) = &function.name {
            self.bind(&name.name, value, at);
        }
    }

    /// The function value of a `def` or `lambda`.
    pub(super) fn closure(&mut self, id: FuncId, at: Scope) -> Value {
        let Some(facts) = self.facts(at.file) else { return Value::None };
        let Some(function) = facts.functions.get(id.0 as usize) else { return Value::None };
        let defaults =
            function.params.iter().map(|param| param.default.as_ref().map(|default| self.eval(default, at))).collect();
        let mut wrap = Wrap::default();
        for decorator in &function.decorators {
            self.wrapped_by(decorator, &mut wrap, at);
        }
        let scope = self.store.frame(at.frame);
        let frame = if scope.is_class { scope.parent.unwrap_or(scope.module) } else { at.frame };
        let closure = Rc::new(Closure { file: at.file, facts: facts.clone(), id, frame, defaults, wrap });
        if at.file == self.entry && self.quiet == 0 {
            self.closures.push(Rc::clone(&closure));
        }
        Value::Function(closure)
    }

    fn wrapped_by(&mut self, decorator: &Expr, wrap: &mut Wrap, at: Scope) {
        let named = match &*decorator.kind {
            ExprKind::Call(call) => &call.func,
            _ => decorator,
        };
        match self.eval_quietly(named, at) {
            Value::External(name) => match &*name {
                "builtins.staticmethod" => wrap.is_static = true,
                "builtins.classmethod" => wrap.is_class_method = true,
                "builtins.property" | "functools.cached_property" => wrap.is_property = true,
                name if SAME_SIGNATURE.contains(&name) => {
                    wrap.kept_by = match name {
                        "streamlit.cache_data" => Some(KeptBy::CacheData),
                        "streamlit.cache_resource" => Some(KeptBy::CacheResource),
                        "functools.cache" | "functools.lru_cache" => Some(KeptBy::Functools),
                        _ => wrap.kept_by,
                    };
                }
                _ => wrap.is_replaced = true,
            },
            Value::Unknown(_) => wrap.is_replaced = true,
            _ => {}
        }
    }

    /// Applies decorators, the innermost first. One that is defined in the workspace is called; another is taken
    /// to hand back a function that behaves like the one it got.
    fn decorate(&mut self, function: Value, decorators: &[Expr], at: Scope) -> Value {
        let mut value = function;
        for decorator in decorators.iter().rev() {
            let applied = self.eval(decorator, at);
            let wrapped = match &applied {
                Value::Function(_) | Value::Method(_) | Value::Class(_) | Value::OneOf(_) => {
                    self.call_with(&applied, &[value.clone()], at.site(decorator.span))
                }
                _ => continue,
            };
            value = match wrapped {
                Value::Unknown(_) => one_of(vec![value]),
                known => known,
            };
        }
        value
    }
}
