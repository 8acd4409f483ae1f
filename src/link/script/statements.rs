//! Statements.

use super::Follower;
use super::here::{End, Here, Left};
use super::modules::{class_name, function_name};
use super::things::{ClassValue, Closure};
use super::value::{Arms, Atom, Depends, Value};
use crate::syntax::script::hir::{BinaryOp, Declarator, Expr, ExprKind, Pattern, Stmt, StmtKind};

impl Follower<'_> {
    /// Runs the statements of a block in order.
    pub(super) fn run_block(&mut self, stmts: &[Stmt], here: &mut Here) -> Left {
        self.declare_functions(stmts, here);
        let mut left = Left::default();
        for stmt in stmts {
            let by_stmt = self.run_statement(stmt, here);
            here.after(by_stmt);
            left = left.and(by_stmt);
            if left.end.is_some() {
                break;
            }
        }
        left
    }

    /// Gives the functions that a block declares their values before anything in it runs.
    pub(super) fn declare_functions(&mut self, stmts: &[Stmt], here: &Here) {
        for stmt in stmts {
            let StmtKind::Function(id) = stmt.kind else { continue };
            let module = self.module_of(here);
            let facts = self.facts(module);
            if let Some(binding) = function_name(&facts, id) {
                let closure = self.heap.new_closure(Closure { module, function: id, frame: here.frame });
                self.write_binding(here.frame, binding, &Value::One(closure));
            }
        }
    }

    pub(super) fn run_statement(&mut self, stmt: &Stmt, here: &mut Here) -> Left {
        if !self.step() {
            return Left::default();
        }
        match &stmt.kind {
            StmtKind::Expr(expr) => {
                self.eval(expr, here);
            }
            StmtKind::Declare { list, .. } => list.iter().for_each(|declarator| self.declare(declarator, here)),
            StmtKind::Function(_) | StmtKind::Empty => {}
            StmtKind::Class(id) => {
                let module = self.module_of(here);
                let class = self.heap.new_class(ClassValue { module, class: *id, frame: here.frame });
                let facts = self.facts(module);
                if let Some(binding) = class_name(&facts, *id) {
                    self.write_binding(here.frame, binding, &Value::One(Atom::Class(class)));
                }
                self.run_class(class, here);
            }
            StmtKind::Return(value) => {
                let value = value.as_ref().map_or(Value::NULLISH, |value| self.eval(value, here));
                let value = self.heap.unsure(value, here.needs);
                self.heap.return_value(here.frame, &value);
                return Left::by(End::Return);
            }
            StmtKind::Throw(value) => {
                self.eval(value, here);
                return Left::by(End::Return);
            }
            StmtKind::Jump => return Left::by(End::Jump),
            StmtKind::If { branches, orelse } => return self.run_if(branches, orelse, here),
            StmtKind::Switch { subject, cases } => return self.run_switch(subject, cases, here),
            StmtKind::For { init, test, update, body } => {
                self.run_block(init, here);
                let outside = here.guards;
                let depends = test.as_ref().map_or(Depends::Constant, |test| self.test(test, here).1.holds);
                // A counting loop runs at least once often enough, but nobody can tell; a test of the mount's
                // data does not make what is in the loop uncertain, as its list is rarely empty.
                let left = self.run_loop(body, false, depends, here);
                update.iter().for_each(|update| {
                    self.eval(update, here);
                });
                here.guards = outside;
                return left;
            }
            StmtKind::ForEach { keys, target, iter, body, .. } => {
                return self.run_for_each(*keys, target, iter, body, here);
            }
            StmtKind::While { test, body, body_first } => {
                let outside = here.guards;
                let depends = self.test(test, here).1.holds;
                let left = self.run_loop(body, *body_first, depends, here);
                here.guards = outside;
                return left;
            }
            StmtKind::Try { body, param, handler, finally } => {
                let outside = here.guards;
                if !handler.is_empty() || param.is_some() || finally.is_empty() {
                    self.where_errors_are_caught(here);
                }
                let left = self.run_block(body, here);
                here.guards = outside;
                let start = stmt.span.start;
                let mut caught = here.arm(start, 1, Depends::Page);
                if let Some(param) = param {
                    self.bind(param, &Value::UNKNOWN, &mut caught);
                }
                self.run_block(handler, &mut caught);
                let finally = self.run_block(finally, here);
                return Left { end: left.end.filter(|_| handler.is_empty()), ..left }.and(finally);
            }
            StmtKind::Block(body) => return self.run_block(body, here),
        }
        Left::default()
    }

    fn declare(&mut self, declarator: &Declarator, here: &mut Here) {
        if let Some(value) = &declarator.value {
            let value = self.eval(value, here);
            self.bind(&declarator.target, &value, here);
        }
    }

    fn run_if(&mut self, branches: &[(Expr, Vec<Stmt>)], orelse: &[Stmt], here: &mut Here) -> Left {
        let mut left = Left::default();
        let mut rest = here.clone();
        let mut end = Some(End::Return);
        let mut not_taken = Vec::new();
        let mut decided = Arms::both(Depends::Constant);
        for (test, body) in branches {
            let (truth, arms) = self.test(test, &mut rest);
            decided = arms;
            if truth == Some(false) {
                end = end.filter(|_| false);
                continue;
            }
            let mut inside = rest.arm(test.span.start, 0, arms.holds);
            inside.steady = rest.steady && truth.is_some();
            let by_body = self.run_block(body, &mut inside);
            rest.clock = rest.clock.and(inside.clock);
            if truth == Some(true) {
                here.clock = rest.clock;
                return left.and(by_body);
            }
            left = left.and(by_body.under(arms.fails));
            end = end.min(by_body.end);
            if by_body.end.is_some() {
                not_taken.push((test.span.start, 1));
            }
            rest.enter_arm(test.span.start, 1, arms.fails);
        }
        let by_rest = self.run_block(orelse, &mut rest);
        left = left.and(by_rest.under(decided.holds));
        if by_rest.end.is_some() {
            not_taken.extend(branches.last().map(|(test, _)| (test.span.start, 0)));
        }
        here.clock = here.clock.and(rest.clock);
        if !not_taken.is_empty() {
            here.guards = rest.guards;
        }
        here.path.extend(not_taken);
        Left { end: end.min(by_rest.end), ..left }
    }

    /// Cases that are known not to be taken are left out, unless the one before falls through to them.
    fn run_switch(&mut self, subject: &Expr, cases: &[(Option<Expr>, Vec<Stmt>)], here: &mut Here) -> Left {
        let mut inner = here.clone();
        let value = self.asking(&mut inner, |this, inner| {
            this.benign = true;
            this.eval(subject, inner)
        });
        let mut left = Left::default();
        let mut decided = false;
        let mut missed = Depends::Constant;
        let mut falls_through: Option<Depends> = None;
        for (index, (test, body)) in cases.iter().enumerate() {
            let tested = test.as_ref().map(|test| self.asking(&mut inner, |this, inner| this.eval(test, inner)));
            let taken = tested.as_ref().map_or(decided.then_some(false), |test| self.equal(&value, test));
            decided |= taken == Some(true);
            if taken == Some(false) && falls_through.is_none() {
                continue;
            }
            let mut arms = match (test, tested) {
                (Some(test), Some(tested)) => {
                    let outcome = self.comparison(&[value.clone(), tested], true);
                    self.arms(&outcome, test.span, here)
                }
                _ if index + 1 == cases.len() => Arms { holds: missed, fails: missed.vague() },
                _ => Arms::both(missed.vague()),
            };
            missed = missed.and(arms.fails);
            if let Some(before) = falls_through {
                arms = Arms::both(before.and(arms.holds).vague());
            }
            let arm = u8::try_from(index).unwrap_or(u8::MAX);
            let mut inside = Here { guards: inner.guards, ..here.arm(subject.span.start, arm, arms.holds) };
            let by_body = self.run_block(body, &mut inside);
            falls_through = by_body.end.is_none().then_some(arms.holds);
            left = left.and(by_body.under(arms.fails));
            here.clock = here.clock.and(inside.clock);
        }
        left.outside_loop()
    }

    fn run_loop(&mut self, body: &[Stmt], at_least_once: bool, depends: Depends, here: &mut Here) -> Left {
        let mut inside = here.repeated(at_least_once);
        let left = self.run_block(body, &mut inside).under(depends);
        here.clock = here.clock.and(inside.clock);
        left.outside_loop()
    }

    fn run_for_each(&mut self, keys: bool, target: &Pattern, iter: &Expr, body: &[Stmt], here: &mut Here) -> Left {
        let iterated = self.eval(iter, here);
        self.place = iter.span;
        let element = match keys {
            true => self.keys_of(&iterated, here),
            false => self.elements_of(&iterated, here),
        };
        let literal = self.has_known_elements(&iterated);
        let mut inside = here.repeated(literal);
        self.bind(target, &element, &mut inside);
        let left = self.run_block(body, &mut inside);
        here.clock = here.clock.and(inside.clock);
        left.under(iterated.depends()).outside_loop()
    }

    /// Evaluates a test: whether it holds, where that is known, and what decides each outcome.
    pub(super) fn test(&mut self, test: &Expr, here: &mut Here) -> (Option<bool>, Arms) {
        match &test.kind {
            ExprKind::Binary { op: BinaryOp::And, operands } => self.test_all(operands, true, here),
            ExprKind::Binary { op: BinaryOp::Or, operands } => self.test_all(operands, false, here),
            _ => {
                let value = self.asking(here, |this, here| {
                    this.benign = true;
                    this.eval(test, here)
                });
                let truth = self.heap.truth(&value);
                let arms = match truth {
                    Some(_) => Arms::both(Depends::Constant),
                    None => self.arms(&value, test.span, here),
                };
                (truth, arms)
            }
        }
    }

    /// `a && b`, which goes on where `a` holds (`goes_on`), or `a || b`, which goes on where it does not.
    fn test_all(&mut self, operands: &[Expr], goes_on: bool, here: &mut Here) -> (Option<bool>, Arms) {
        let mut inside = here.clone();
        let mut truth = Some(goes_on);
        let mut all: Option<Arms> = None;
        for operand in operands {
            let (holds, arms) = self.test(operand, &mut inside);
            if holds == Some(!goes_on) {
                return (holds, Arms::both(Depends::Constant));
            }
            let (arm, depends) = if goes_on { (0, arms.holds) } else { (1, arms.fails) };
            inside.enter_arm(operand.span.start, arm, depends);
            truth = truth.filter(|_| holds.is_some());
            here.guards = inside.guards;
            all = Some(match all {
                None => arms,
                Some(all) if goes_on => all.and(arms),
                Some(all) => all.or(arms),
            });
        }
        (truth, all.unwrap_or(Arms::both(Depends::Constant)))
    }
}
