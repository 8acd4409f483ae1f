//! Statements, in the order in which they run.

use std::rc::Rc;

use super::conditions::Nature;
use super::value::{ModuleId, Value};
use super::{Exit, Guard, Phase, Walk};
use crate::syntax::script::hir::{Expr, Pattern, PatternKind, PropKey, Stmt, StmtKind};

/// How a block was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At its end.
    Passed,
    /// By `break` or `continue`.
    Jumped,
    /// By `return` or `throw`.
    Left,
}

impl Walk<'_> {
    pub(super) fn block(&mut self, module: ModuleId, body: &[Stmt]) -> End {
        for stmt in body {
            let end = self.statement(module, stmt);
            if end != End::Passed {
                return end;
            }
        }
        End::Passed
    }

    fn statement(&mut self, module: ModuleId, stmt: &Stmt) -> End {
        if !self.step() {
            return End::Left;
        }
        match &stmt.kind {
            StmtKind::Expr(value) => {
                self.eval(module, value);
            }
            StmtKind::Throw(value) => {
                self.eval(module, value);
                return End::Left;
            }
            StmtKind::Return(value) => {
                self.leave(module, value.as_ref(), stmt);
                return End::Left;
            }
            StmtKind::Declare { list, .. } => {
                for declarator in list {
                    let value = declarator.value.as_ref().map_or(Value::Undefined, |value| self.eval(module, value));
                    self.bind(module, &declarator.target, value);
                }
            }
            StmtKind::Function(_) | StmtKind::Jump | StmtKind::Empty => {
                return if stmt.kind == StmtKind::Jump { End::Jumped } else { End::Passed };
            }
            StmtKind::Class(id) => {
                if let Some(name) = self.facts(module).class(*id).name.as_ref().and_then(|name| name.binding) {
                    self.vars.set((module, name), Value::Class(module, *id));
                }
            }
            StmtKind::If { branches, orelse } => return self.branches(module, branches, orelse),
            StmtKind::Block(body) => {
                self.declare_functions(module, body);
                return self.block(module, body);
            }
            StmtKind::For { init, test, update, body } => {
                self.block(module, init);
                test.iter().for_each(|test| {
                    self.test(module, test);
                });
                self.repeated(module, body);
                update.iter().for_each(|update| {
                    self.eval(module, update);
                });
            }
            StmtKind::ForEach { target, iter, body, keys, .. } => {
                let iterated = self.eval(module, iter);
                let element = if *keys { Value::Primitive } else { self.element_of(&iterated) };
                self.bind(module, target, element);
                self.repeated(module, body);
            }
            StmtKind::While { test, body, .. } => {
                self.test(module, test);
                let sure = std::mem::replace(&mut self.sure, false);
                self.repeated(module, body);
                self.sure = sure;
            }
            StmtKind::Switch { subject, cases } => {
                self.eval(module, subject);
                let sure = std::mem::replace(&mut self.sure, false);
                for (test, body) in cases {
                    test.iter().for_each(|test| {
                        self.eval(module, test);
                    });
                    self.repeated(module, body);
                }
                self.sure = sure;
            }
            StmtKind::Try { body, param, handler, finally } => {
                return self.tried(module, body, param, handler, finally);
            }
        }
        End::Passed
    }

    fn tried(
        &mut self,
        module: ModuleId,
        body: &[Stmt],
        param: &Option<Pattern>,
        handler: &[Stmt],
        finally: &[Stmt],
    ) -> End {
        self.trying += 1;
        self.declare_functions(module, body);
        let end = self.block(module, body);
        self.trying -= 1;
        let sure = std::mem::replace(&mut self.sure, false);
        if let Some(param) = param {
            self.bind(module, param, Value::Error);
        }
        self.repeated(module, handler);
        self.sure = sure;
        match self.block(module, finally) {
            End::Passed => end,
            left => left,
        }
    }

    /// A block that runs any number of times, followed once.
    fn repeated(&mut self, module: ModuleId, body: &[Stmt]) {
        let fork = self.vars.fork();
        self.declare_functions(module, body);
        self.block(module, body);
        self.vars.join_with_before(fork);
        self.vars.close(fork);
    }

    /// `if`, `else if`, `else`.
    fn branches(&mut self, module: ModuleId, branches: &[(Expr, Vec<Stmt>)], orelse: &[Stmt]) -> End {
        let Some(((test, then), rest)) = branches.split_first() else {
            self.declare_functions(module, orelse);
            return self.block(module, orelse);
        };
        let missed = self.missed_by(module, test);
        let info = self.test(module, test);
        let guard = (!info.marks.is_empty())
            .then(|| Guard { marks: Rc::from(info.marks.as_slice()), site: self.site(module, test.span) });
        let (sure, depth, fork, written) = (self.sure, self.guards.len(), self.vars.fork(), self.written.clone());

        self.sure = sure && info.nature == Nature::Same && !info.negative;
        self.guards.extend(guard.clone());
        self.declare_functions(module, then);
        let end_then = self.block(module, then);
        if let Some(search) = missed.filter(|_| sure && end_then == End::Left && self.is_in_renderer()) {
            self.searches[search].lookup.given_up = self.site(module, test.span);
        }
        self.guards.truncate(depth);
        let (vars_then, written_then) = (self.vars.undo(fork), std::mem::replace(&mut self.written, written));

        let after = sure && (info.nature == Nature::Same || info.nature == Nature::Data && info.negative);
        self.sure = if rest.is_empty() && orelse.is_empty() { after } else { after && info.negative };
        self.guards.extend(guard.clone());
        let end_else = self.branches(module, rest, orelse);
        self.guards.truncate(depth);

        match (end_then != End::Passed, end_else != End::Passed) {
            (true, true) => {}
            (true, false) => self.sure = after,
            (false, true) => {
                self.vars.undo(fork);
                self.vars.redo(vars_then);
                self.written = written_then;
                self.sure = sure && info.nature == Nature::Same;
            }
            (false, false) => {
                self.vars.join(fork, vars_then);
                self.written.retain(|mark| written_then.contains(mark));
                self.sure = sure;
            }
        }
        self.vars.close(fork);
        match (end_then, end_else) {
            (End::Passed, End::Passed) => {}
            // The rest of the function runs on one side of the test only.
            (End::Passed, _) | (_, End::Passed) => self.guards.extend(guard),
            _ => return end_else,
        }
        End::Passed
    }

    fn leave(&mut self, module: ModuleId, value: Option<&Expr>, stmt: &Stmt) {
        let returned = value.map_or(Value::Undefined, |value| self.eval(module, value));
        if self.is_in_renderer() {
            let span = value.map_or(stmt.span, |value| value.span);
            let site = self.site(module, span);
            self.exits.push(Exit { value: returned.clone(), site, guards: self.guards_against_later_runs() });
        }
        self.returned.push(returned);
    }

    /// In the renderer's own body, and in no function that it calls.
    fn is_in_renderer(&self) -> bool {
        self.phase == Phase::Body && self.stack.len() == 1
    }

    /// The end of the renderer, where it is reached without a `return`.
    pub(super) fn fall_off(&mut self) {
        let guards = self.guards_against_later_runs();
        let site = guards.last().and_then(|guard| guard.site);
        self.exits.push(Exit { value: Value::Undefined, site, guards });
    }

    fn guards_against_later_runs(&self) -> Vec<Guard> {
        let open = |guard: &&Guard| guard.marks.iter().all(|mark| !self.written.contains(mark));
        self.guards.iter().filter(open).cloned().collect()
    }

    /// Gives the names of a pattern their values.
    pub(super) fn bind(&mut self, module: ModuleId, pattern: &Pattern, value: Value) {
        match &pattern.kind {
            PatternKind::Name(name) => self.write_name(module, name, value, pattern.span),
            PatternKind::Object { props, rest } => {
                for (key, target) in props {
                    let part = match key {
                        PropKey::Name(key) => self.member(module, &value, &key.name, key.span, None),
                        PropKey::Computed(key) => {
                            self.eval(module, key);
                            Value::Unknown
                        }
                    };
                    self.bind(module, target, part);
                }
                if let Some(rest) = rest {
                    let rest_of = if value == Value::Args { Value::Args } else { Value::Unknown };
                    self.bind(module, rest, rest_of);
                }
            }
            PatternKind::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    let part = match &value {
                        Value::Array(known) => known.get(index).cloned().unwrap_or(Value::Undefined),
                        other => self.element_of(other),
                    };
                    element.iter().for_each(|element| self.bind(module, element, part.clone()));
                }
            }
            PatternKind::Default(target, default) => {
                let value = match value {
                    Value::Undefined => self.eval(module, default),
                    Value::Unknown => self.eval(module, default).or(Value::Unknown),
                    known => known,
                };
                self.bind(module, target, value);
            }
            PatternKind::Rest(target) => self.bind(module, target, value),
            PatternKind::Place(place) => self.write_place(module, place, value),
        }
    }
}
