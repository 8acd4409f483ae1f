//! What decides the outcome of a test, and which expressions say so plainly: a part of `data` itself, `!`, `===`, `&&`.

use super::Follower;
use super::here::Here;
use super::parts::Parts;
use super::value::{Arms, Atom, Depends, Value};
use crate::model::Constant;
use crate::syntax::script::hir::BinaryOp;
use crate::text::Span;

impl Follower<'_> {
    /// What decides the two outcomes of a test of a value.
    pub(super) fn arms(&mut self, value: &Value, test: Span, here: &Here) -> Arms {
        let plain = value.plain();
        self.settle(plain, test, here);
        let (holds, fails) = match (value.depends(), plain) {
            (Depends::Mount(_), Some(parts)) => (self.fields.holding(parts), self.fields.failing(parts)),
            (Depends::Mount(parts), None) => {
                let place = (here.frame, test);
                (self.fields.outcome(parts, place, true), self.fields.outcome(parts, place, false))
            }
            (depends, _) => return Arms::both(depends),
        };
        Arms { holds: Depends::Mount(holds), fails: Depends::Mount(fails) }
    }

    /// What was a test of one part before, and is something else now, had not all its values then. Functions that were
    /// picked by its outcome are still about.
    fn settle(&mut self, plain: Option<Parts>, test: Span, here: &Here) {
        let before = match plain {
            Some(parts) => self.tested_plainly.insert((here.frame, test), parts),
            None => self.tested_plainly.remove(&(here.frame, test)),
        };
        if let Some(before) = before.filter(|before| Some(*before) != plain) {
            let outcomes = [self.fields.holding(before), self.fields.failing(before)];
            outcomes.into_iter().for_each(|outcome| self.fields.unsettle(outcome));
        }
    }

    /// `!value`, where it is not known whether that holds.
    pub(super) fn negated(&mut self, value: &Value) -> Value {
        match value.plain() {
            Some(parts) => Value::One(Atom::Derived(self.fields.failing(parts))),
            None => Value::computed([value]),
        }
    }

    /// `left === right` or `left !== right`, where it is not known whether they are equal.
    pub(super) fn comparison(&mut self, operands: &[Value], equal: bool) -> Value {
        let plain = match operands {
            [value, constant] => self.with_constant(value, constant).or_else(|| self.with_constant(constant, value)),
            _ => None,
        };
        match plain {
            Some((parts, constant)) => Value::One(Atom::Derived(self.fields.compared(parts, constant, equal))),
            None => Value::computed(operands),
        }
    }

    fn with_constant(&self, value: &Value, constant: &Value) -> Option<(Parts, Constant)> {
        let Value::One(constant) = constant else { return None };
        let constant = match constant {
            Atom::Str(id) => Constant::Text(self.heap.text(*id).text.to_string()),
            Atom::Number(number) => Constant::Number(*number),
            Atom::Bool(flag) => Constant::Bool(*flag),
            Atom::Nullish => Constant::Nullish,
            _ => return None,
        };
        Some((value.plain()?, constant))
    }

    /// `a && b`, `a || b` and `a ?? b`, where they say plainly what decides.
    pub(super) fn outcome(&mut self, op: BinaryOp, operands: &[Value]) -> Option<Value> {
        let (first, others) = operands.split_first()?;
        let mut parts = first.plain()?;
        for other in others {
            parts = match (op, other) {
                // Without `data` nothing is asked of its fields.
                (BinaryOp::And, _) if parts == Parts::DATA => other.plain()?,
                (BinaryOp::And, _) => {
                    let right = self.fields.holding(other.plain()?);
                    self.fields.holding(parts).and(right)
                }
                (BinaryOp::Or, Value::One(Atom::Bool(false) | Atom::Number(0) | Atom::Nullish)) => {
                    self.fields.holding(parts)
                }
                (BinaryOp::Coalesce, Value::One(Atom::Bool(otherwise))) => self.fields.otherwise(parts, *otherwise)?,
                _ => return None,
            };
        }
        Some(Value::One(Atom::Derived(parts)))
    }
}
