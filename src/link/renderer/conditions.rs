//! Tests: which every run passes alike, which the mount's data decides, and which tell a first run from a later
//! one.

use super::Walk;
use super::value::{Mark, ModuleId, Value};
use crate::syntax::script::hir::{BinaryOp, Expr, ExprKind};

/// What decides a test. The later ones decide where several do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nature {
    /// Nothing that differs from run to run: whether an element of the html is there.
    Same,
    /// The mount's data.
    Data,
    /// Something else.
    Other,
}

/// A test.
#[derive(Clone, Debug)]
pub(super) struct Test {
    pub(super) nature: Nature,
    /// Whether it asks for what is *not* there: `!el`, `data == null`.
    pub(super) negative: bool,
    /// What it looks at of all that is kept between runs.
    pub(super) marks: Vec<Mark>,
}

impl Walk<'_> {
    /// Evaluates a test.
    pub(super) fn test(&mut self, module: ModuleId, test: &Expr) -> Test {
        let mut info = Test { nature: Nature::Same, negative: is_negative(test), marks: Vec::new() };
        self.look_into(module, test, &mut info);
        info
    }

    fn look_into(&mut self, module: ModuleId, test: &Expr, info: &mut Test) {
        match &test.kind {
            ExprKind::Not(operand) | ExprKind::TypeOf(operand) | ExprKind::Unary(operand) => {
                self.look_into(module, operand, info);
            }
            ExprKind::Binary { op, operands } => {
                for operand in operands {
                    self.look_into(module, operand, info);
                }
                let is_root =
                    |operand: &Expr| matches!(&operand.kind, ExprKind::Name(name) if self.is_root(module, name));
                if *op == BinaryOp::Other && operands.iter().any(is_root) {
                    self.found.asks_root_kind = true;
                }
            }
            ExprKind::Assign { .. } | ExprKind::Conditional { .. } => {
                self.eval(module, test);
                info.nature = Nature::Other;
            }
            _ => {
                if let ExprKind::Member { object, .. } = &test.kind
                    && matches!(&object.kind, ExprKind::Name(name) if self.is_root(module, name))
                {
                    self.found.asks_root_kind = true;
                }
                let value = self.eval_alternative(module, test);
                self.decide_by(value, info);
            }
        }
    }

    /// The search whose failing alone makes a test hold: `!root`, `root == null`.
    pub(super) fn missed_by(&self, module: ModuleId, test: &Expr) -> Option<usize> {
        let name = match &test.kind {
            ExprKind::Not(operand) => operand,
            ExprKind::Binary { op: BinaryOp::Equal, operands } => match operands.as_slice() {
                [operand, nothing] if nothing.kind == ExprKind::Nullish => operand,
                _ => return None,
            },
            _ => return None,
        };
        let ExprKind::Name(name) = &name.kind else { return None };
        match self.vars.get((module, name.binding?)) {
            Some(Value::Found(search)) => Some(*search),
            _ => None,
        }
    }

    fn is_root(&self, module: ModuleId, name: &crate::syntax::script::hir::Name) -> bool {
        name.binding.is_some_and(|binding| self.vars.get((module, binding)) == Some(&Value::Root))
    }

    fn decide_by(&mut self, value: Value, info: &mut Test) {
        let nature = match value {
            Value::Found(search) => {
                let search = &mut self.searches[search];
                search.tested = true;
                match search.is_in_markup() {
                    true => Nature::Same,
                    false => Nature::Other,
                }
            }
            Value::Args | Value::Root | Value::Data | Value::Setter(_) | Value::Document | Value::Window => {
                Nature::Same
            }
            Value::Text(..) | Value::Number | Value::Null | Value::Undefined | Value::Function(_) => Nature::Same,
            Value::Global(name) if name.starts_with(char::is_uppercase) => Nature::Same,
            Value::Derived | Value::Stepped => Nature::Data,
            Value::Kept(mark) => {
                info.marks.push(mark);
                Nature::Other
            }
            _ => Nature::Other,
        };
        info.nature = info.nature.max(nature);
    }
}

/// Whether a test asks for what is not there; of several, whether one such is enough.
fn is_negative(test: &Expr) -> bool {
    match &test.kind {
        ExprKind::Not(_) => true,
        ExprKind::Binary { op: BinaryOp::Equal, operands } => {
            operands.iter().any(|operand| matches!(operand.kind, ExprKind::Nullish | ExprKind::Bool(false)))
        }
        ExprKind::Binary { op: BinaryOp::Or, operands } => operands.iter().all(is_negative),
        _ => false,
    }
}
