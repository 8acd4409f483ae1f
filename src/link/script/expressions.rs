//! Expressions.

use super::Follower;
use super::data::FieldRead;
use super::escapes::Exit;
use super::here::Here;
use super::parts::Parts;
use super::things::{ClassValue, Closure, ObjectKind};
use super::value::{Atom, Depends, Value};
use crate::syntax::script::hir::{
    AssignOp, BinaryOp, Expr, ExprKind, Jsx, JsxAttribute, Pattern, Prop, PropKey, Template,
};
use crate::text::Span;

/// Evaluations inside each other; deeper than this a value is unknown.
const DEEPEST: u32 = 900;
/// So many possibilities of a value are a step of evaluation.
const MANY: u32 = 8;

impl Follower<'_> {
    /// What an expression can be. Its calls are followed.
    pub(super) fn eval(&mut self, expr: &Expr, here: &mut Here) -> Value {
        if !self.step() {
            return Value::UNKNOWN;
        }
        if self.depth >= DEEPEST {
            let module = self.module_of(here);
            self.found.open_all(self.site(module, expr.span), "the calls nest too deeply here to be followed");
            return Value::UNKNOWN;
        }
        self.depth += 1;
        let outer = std::mem::replace(&mut self.place, expr.span);
        let value = self.eval_here(expr, here);
        self.place = outer;
        self.depth -= 1;
        // Whatever is done with many possibilities takes its time.
        self.fuel = self.fuel.saturating_sub(value.atoms().len() as u32 / MANY);
        if self.testing && (value.has(Atom::Data) || value.has(Atom::PresentData)) {
            self.tested.data = true;
        }
        value
    }

    fn eval_here(&mut self, expr: &Expr, here: &mut Here) -> Value {
        let benign = std::mem::take(&mut self.benign);
        match &expr.kind {
            ExprKind::Name(name) => self.read_name(name, here),
            ExprKind::This => self.heap.frame(here.frame).this.clone(),
            ExprKind::Super => self.heap.frame(here.frame).this.clone(),
            ExprKind::Str(literal) => self.literal(literal, here),
            ExprKind::Template(template) => self.template(template, here),
            ExprKind::Number(number) => number_value(*number),
            ExprKind::Bool(value) => Value::One(Atom::Bool(*value)),
            ExprKind::Nullish => Value::NULLISH,
            ExprKind::Opaque => Value::UNKNOWN,
            ExprKind::Member { object, property, optional } => {
                self.benign = *optional;
                let value = self.eval(object, here);
                let read = FieldRead {
                    field: &property.name,
                    word: (self.module_of(here), property.span),
                    whole: expr.span,
                    optional: *optional,
                    benign,
                };
                self.note_read(&value, &read, here);
                let member = self.member(&value, &property.name, here);
                broken_off(member, *optional || in_chain(object), &value)
            }
            ExprKind::Index { object, index, optional } => {
                self.benign = *optional;
                let value = self.eval(object, here);
                let index = self.eval(index, here);
                self.note_index(&value, &index, (expr.span, *optional, benign), here);
                let member = self.index(&value, &index, here);
                broken_off(member, *optional || in_chain(object), &value)
            }
            ExprKind::Call(call) => self.call(call, expr.span, here),
            ExprKind::New(call) => self.construct_expr(call, expr.span, here),
            ExprKind::Tagged { tag, template } => self.tagged(tag, template, here),
            ExprKind::Object(props) => self.object_literal(props, expr.span, here),
            ExprKind::Array(elements) => {
                let args = self.args(elements.iter().map(Option::as_ref), here);
                Value::One(self.array_of(args, expr.span, 0, here))
            }
            ExprKind::Function(id) => {
                let module = self.module_of(here);
                let closure = self.heap.new_closure(Closure { module, function: *id, frame: here.frame });
                let closure = Value::One(closure);
                self.heap.unsure(closure, here.needs)
            }
            ExprKind::Class(id) => {
                let module = self.module_of(here);
                let class = self.heap.new_class(ClassValue { module, class: *id, frame: here.frame });
                self.run_class(class, here);
                Value::One(Atom::Class(class))
            }
            ExprKind::Assign { target, op, value } => self.assign(target, *op, value, here),
            ExprKind::Update(target) => {
                let value = Value::computed([&self.eval(target, here), &Value::PRIMITIVE]);
                self.assign_expr(target, &value, here);
                value
            }
            ExprKind::Not(operand) => {
                self.benign = true;
                let operand = self.eval(operand, here);
                match self.heap.truth(&operand) {
                    Some(truth) => Value::One(Atom::Bool(!truth)),
                    None => self.negated(&operand),
                }
            }
            ExprKind::TypeOf(operand) => {
                self.benign = true;
                let operand = self.eval(operand, here);
                self.type_of(&operand, expr.span, here)
            }
            ExprKind::Unary(operand) => {
                self.benign = true;
                let operand = self.eval(operand, here);
                Value::computed([&operand])
            }
            ExprKind::Binary { op, operands } => self.binary(*op, operands, expr.span, here),
            ExprKind::Conditional { test, then, orelse } => self.conditional(test, then, orelse, here),
            ExprKind::Sequence(parts) => parts.iter().fold(Value::NULLISH, |_, part| self.eval(part, here)),
            ExprKind::Await(operand) => self.await_value(operand, here),
            ExprKind::Yield(value) => {
                if let Some(value) = value {
                    let value = self.eval(value, here);
                    self.escape(&value, expr.span, Exit::Yielded, here);
                }
                here.clock = None;
                Value::UNKNOWN
            }
            ExprKind::Import(specifier) => {
                if let Some(specifier) = specifier {
                    self.eval(specifier, here);
                }
                Value::UNKNOWN
            }
            ExprKind::Jsx(jsx) => self.jsx(jsx, expr.span, here),
            ExprKind::Error(parts) => {
                parts.iter().for_each(|part| {
                    self.eval(part, here);
                });
                Value::UNKNOWN
            }
        }
    }

    fn binary(&mut self, op: BinaryOp, operands: &[Expr], span: Span, here: &mut Here) -> Value {
        match op {
            BinaryOp::Or | BinaryOp::And | BinaryOp::Coalesce => self.logical(op, operands, here),
            BinaryOp::Add => {
                let values: Vec<Value> = operands.iter().map(|operand| self.eval(operand, here)).collect();
                let has_text = values.iter().any(|value| value.atoms().iter().any(|atom| matches!(atom, Atom::Str(_))));
                let texts: Option<Vec<_>> = values.iter().map(|value| self.texts_of(value)).collect();
                texts
                    .filter(|_| has_text)
                    .and_then(|texts| self.concatenated(&texts, span, here))
                    .unwrap_or_else(|| Value::computed(&values))
            }
            BinaryOp::Equal | BinaryOp::NotEqual => {
                let mut compare = |operand: &Expr| {
                    self.benign = true;
                    self.eval(operand, here)
                };
                let values: Vec<Value> = operands.iter().map(&mut compare).collect();
                let equal = if let [left, right] = values.as_slice() { self.equal(left, right) } else { None };
                match equal {
                    Some(equal) => Value::One(Atom::Bool(equal == (op == BinaryOp::Equal))),
                    None => self.comparison(&values, op == BinaryOp::Equal),
                }
            }
            BinaryOp::Other => {
                let values: Vec<Value> = operands.iter().map(|operand| self.eval(operand, here)).collect();
                if let [field, object] = values.as_slice() {
                    self.note_asked(field, object);
                }
                Value::computed(&values)
            }
        }
    }

    /// Whether two values are equal, where all their possibilities are constants.
    pub(super) fn equal(&self, left: &Value, right: &Value) -> Option<bool> {
        let lefts = self.texts_of(left)?;
        let rights = self.texts_of(right)?;
        if lefts.iter().all(|text| !rights.contains(text)) {
            return Some(false);
        }
        (lefts.len() == 1 && rights.len() == 1).then_some(true)
    }

    /// `a || b`, `a && b`, `a ?? b`: each operand but the first runs under a test of those before it.
    fn logical(&mut self, op: BinaryOp, operands: &[Expr], here: &mut Here) -> Value {
        let mut inside = here.clone();
        let mut all = Value::Nothing;
        let mut values = Vec::new();
        for (index, operand) in operands.iter().enumerate() {
            let is_last = index + 1 == operands.len();
            let value = match is_last {
                true => self.eval(operand, &mut inside),
                false => self.asking(&mut inside, |this, inside| {
                    this.benign = true;
                    this.eval(operand, inside)
                }),
            };
            let value = self.heap.unsure(value, inside.newly_needs(here));
            values.push(value.clone());
            if is_last {
                all.join(&value);
                break;
            }
            let truth = self.heap.truth(&value);
            let (passed_on, goes_on) = match op {
                BinaryOp::Or => (value.without(is_falsy), truth != Some(true)),
                BinaryOp::And => (falsy(&value), truth != Some(false)),
                _ => (value.without(|atom| atom == Atom::Nullish), truth != Some(true)),
            };
            all.join(&if op == BinaryOp::And { passed_on } else { self.present(&passed_on) });
            if !goes_on && !value.is_nothing() {
                break;
            }
            let depends = match (truth, op) {
                (Some(_), _) => Depends::Constant,
                (None, BinaryOp::And) => self.arms(&value, operand.span, here).holds,
                (None, BinaryOp::Or) => self.arms(&value, operand.span, here).fails,
                _ => value.depends(),
            };
            let steady = inside.steady && truth.is_some();
            inside.enter_arm(operand.span.start, u8::from(op != BinaryOp::And), depends);
            inside.steady = steady;
        }
        here.clock = here.clock.and(inside.clock);
        let outcome = if values.len() == operands.len() { self.outcome(op, &values) } else { None };
        outcome.unwrap_or(all)
    }

    fn conditional(&mut self, test: &Expr, then: &Expr, orelse: &Expr, here: &mut Here) -> Value {
        let outside = here.guards;
        let (truth, decided) = self.test(test, here);
        let mut arms = Value::Nothing;
        for (arm, branch, taken, depends) in [(0, then, true, decided.holds), (1, orelse, false, decided.fails)] {
            if truth == Some(!taken) {
                continue;
            }
            let mut inside = here.arm(test.span.start, arm, depends);
            inside.steady = here.steady && truth.is_some();
            let value = self.eval(branch, &mut inside);
            arms.join(&self.heap.unsure(value, inside.newly_needs(here)));
            here.clock = here.clock.and(inside.clock);
        }
        here.guards = outside;
        let flag = |atom: &Atom| matches!(atom, Atom::Bool(_) | Atom::Number(_) | Atom::Nullish);
        match decided.holds {
            Depends::Mount(parts) if arms.atoms().iter().all(flag) => {
                arms.or(&Value::One(Atom::Derived(parts.vague())))
            }
            _ => arms,
        }
    }

    fn assign(&mut self, target: &Pattern, op: AssignOp, value: &Expr, here: &mut Here) -> Value {
        let value = match op {
            AssignOp::Set => self.eval(value, here),
            AssignOp::Logical => {
                let mut inside = here.clone();
                inside.steady = false;
                self.eval(value, &mut inside)
            }
            AssignOp::Compute => {
                let value = self.eval(value, here);
                Value::computed([&value, &Value::PRIMITIVE])
            }
        };
        let unsure = self.heap.unsure(value.clone(), here.needs);
        self.bind(target, &unsure, here);
        value
    }

    /// What stands after an `await` runs in the same task where the value is no promise that takes time.
    fn await_value(&mut self, operand: &Expr, here: &mut Here) -> Value {
        let value = self.eval(operand, here);
        let settled = |atom: &Atom| {
            matches!(atom, Atom::Str(_) | Atom::Number(_) | Atom::Bool(_) | Atom::Nullish | Atom::Primitive)
                || matches!(atom, Atom::Object(_) | Atom::Data | Atom::PresentData | Atom::Derived(_))
        };
        if !value.atoms().iter().all(settled) {
            here.clock = None;
        }
        value.without(|atom| atom == Atom::Later)
    }

    fn tagged(&mut self, tag: &Expr, template: &Template, here: &mut Here) -> Value {
        let callee = self.eval(tag, here);
        for value in &template.values {
            let span = value.span;
            let value = self.eval(value, here);
            self.escape(&value, span, Exit::HandedTo(tag.span), here);
        }
        self.escape(&callee, tag.span, Exit::HandedTo(tag.span), here);
        Value::UNKNOWN
    }

    fn object_literal(&mut self, props: &[Prop], span: Span, here: &mut Here) -> Value {
        let module = self.module_of(here);
        let id = self.heap.make((module, here.frame, span.start, 0), ObjectKind::Plain);
        for prop in props {
            match prop {
                Prop::Value(key, value) => {
                    let key = self.key(key, here);
                    let value = self.eval(value, here);
                    self.set_literal(id, &key, &value, false);
                }
                Prop::Getter(key, function) => {
                    let key = self.key(key, here);
                    let closure = Closure { module, function: *function, frame: here.frame };
                    let closure = self.heap.new_closure(closure);
                    self.set_literal(id, &key, &Value::One(closure), true);
                }
                Prop::Accessor(key, function) => {
                    self.key(key, here);
                    let closure = Closure { module, function: *function, frame: here.frame };
                    self.heap.new_closure(closure);
                }
                Prop::Spread(value) => {
                    let value = self.eval(value, here);
                    self.copy_fields(id, &value, &[]);
                }
            }
        }
        self.element_literal(id, span, here).unwrap_or(Value::One(Atom::Object(id)))
    }

    /// The names that a property can have.
    pub(super) fn key(&mut self, key: &PropKey, here: &mut Here) -> Value {
        match key {
            PropKey::Name(name) => Value::One(self.text_at(&name.name, name.span, here)),
            PropKey::Computed(expr) => self.eval(expr, here),
        }
    }

    /// A component of JSX is called with its attributes; those of an element are the page's.
    fn jsx(&mut self, jsx: &Jsx, span: Span, here: &mut Here) -> Value {
        let module = self.module_of(here);
        let props = self.heap.make((module, here.frame, span.start, 0), ObjectKind::Plain);
        for attribute in &jsx.attributes {
            match attribute {
                JsxAttribute::Value(name, value) => {
                    let value = value.as_ref().map_or(Value::One(Atom::Bool(true)), |value| self.eval(value, here));
                    self.heap.set_field(props, &name.name, &value, Some((module, name.span)), false);
                }
                JsxAttribute::Spread(value) => {
                    let value = self.eval(value, here);
                    self.copy_fields(props, &value, &[]);
                }
            }
        }
        if !jsx.children.is_empty() {
            let mut children = Value::Nothing;
            for child in &jsx.children {
                children.join(&self.eval(child, here));
            }
            self.heap.set_field(props, &"children".into(), &children, None, false);
        }
        let props = Value::One(Atom::Object(props));
        match &jsx.component {
            Some(component) => {
                let callee = self.eval(component, here);
                self.mount_component(&callee, &props, component.span, here);
            }
            None => self.escape(&props, span, Exit::HandedTo(span), here),
        }
        Value::UNKNOWN
    }
}

/// Whether an expression is a part of an optional chain, which as a whole is `undefined` where it breaks off.
pub(super) fn in_chain(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Member { object, optional, .. } | ExprKind::Index { object, optional, .. } => {
            *optional || in_chain(object)
        }
        ExprKind::Call(call) => call.optional || in_chain(&call.callee),
        _ => false,
    }
}

/// What a link of a chain gives, which breaks off where there is nothing before it.
fn broken_off(link: Value, in_chain: bool, before: &Value) -> Value {
    match in_chain && before.has(Atom::Nullish) {
        true => link.or(&Value::NULLISH),
        false => link,
    }
}

/// What a value is where it does not hold. Then `data` has no fields.
fn falsy(value: &Value) -> Value {
    let is_data = |atom: Atom| matches!(atom, Atom::Data | Atom::PresentData);
    match value.atoms().iter().any(|atom| is_data(*atom)) {
        true => {
            value.without(|atom| is_truthy(atom) || is_data(atom)).or(&Value::One(Atom::Derived(Parts::DATA.vague())))
        }
        false => value.without(is_truthy),
    }
}

fn is_falsy(atom: Atom) -> bool {
    matches!(atom, Atom::Nullish | Atom::Bool(false) | Atom::Number(0))
}

fn is_truthy(atom: Atom) -> bool {
    matches!(
        atom,
        Atom::Setter(_)
            | Atom::Args
            | Atom::ParentElement
            | Atom::Function(_)
            | Atom::Bound(_)
            | Atom::Class(_)
            | Atom::Object(_)
            | Atom::Bool(true)
    )
}

fn number_value(number: f64) -> Value {
    match number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) {
        true => Value::One(Atom::Number(number as u32)),
        false => Value::PRIMITIVE,
    }
}
