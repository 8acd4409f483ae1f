//! Expressions.

use std::rc::Rc;

use super::value::{Mark, ModuleId, Value};
use super::{Object, Phase, Walk};
use crate::syntax::script::hir::{
    Arg, AssignOp, BinaryOp, BindingId, Expr, ExprKind, JsxAttribute, Name, Pattern, PatternKind, Prop, PropKey,
};
use crate::text::Span;

/// Calls of local functions and expressions inside each other.
const DEEPEST: usize = 14;

impl Walk<'_> {
    pub(super) fn eval(&mut self, module: ModuleId, expr: &Expr) -> Value {
        if !self.step() {
            return Value::Unknown;
        }
        match &expr.kind {
            ExprKind::Name(name) => self.read_name(module, name),
            ExprKind::This => self.this.clone(),
            ExprKind::Str(literal) if literal.known => Value::Text(literal.text.clone(), module, literal.content),
            ExprKind::Template(template) => {
                for value in &template.values {
                    self.eval(module, value);
                }
                match (template.texts.as_slice(), template.values.as_slice()) {
                    ([only], []) if only.known => Value::Text(only.text.clone(), module, only.content),
                    _ => Value::Primitive,
                }
            }
            ExprKind::Number(_) => Value::Number,
            ExprKind::Str(_) | ExprKind::Bool(_) => Value::Primitive,
            ExprKind::Nullish => match self.written_at(module, expr.span) {
                "undefined" => Value::Undefined,
                _ => Value::Null,
            },
            ExprKind::Member { object, property, optional } => {
                let of = self.eval_before(module, object, *optional);
                let whole = (self.optionals == 0 && self.alternatives == 0 && !optional).then_some(expr.span);
                self.member(module, &of, &property.name, property.span, whole)
            }
            ExprKind::Index { object, index, optional } => {
                let of = self.eval(module, object);
                let index = self.eval(module, index);
                if !optional {
                    self.use_of(module, &of, object.span);
                }
                self.index(module, &of, &index)
            }
            ExprKind::Call(call) => self.call(module, call, expr.span),
            ExprKind::New(call) => self.construct(module, call, expr.span),
            ExprKind::Object(props) => self.object(module, props),
            ExprKind::Array(elements) => {
                let args: Vec<Arg> = elements.iter().flatten().cloned().collect();
                let values = self.args(module, &args);
                match args.iter().any(|arg| arg.spread) {
                    true => Value::Unknown,
                    false => Value::Array(values.into()),
                }
            }
            ExprKind::Function(id) => self.closure(module, *id),
            ExprKind::Class(id) => Value::Class(module, *id),
            ExprKind::Assign { target, op, value } => self.assign(module, target, *op, value),
            ExprKind::Update(target) => {
                let value = self.eval(module, target);
                let value = if matches!(value, Value::Derived) { Value::Stepped } else { Value::Primitive };
                self.write_place(module, target, value.clone());
                value
            }
            ExprKind::Not(operand) => {
                self.test(module, operand);
                Value::Primitive
            }
            ExprKind::TypeOf(operand) | ExprKind::Unary(operand) => match self.eval(module, operand) {
                Value::Derived => Value::Derived,
                _ => Value::Primitive,
            },
            ExprKind::Binary { op, operands } => self.binary(module, *op, operands),
            ExprKind::Conditional { test, then, orelse } => self.conditional(module, test, then, orelse),
            ExprKind::Sequence(parts) => parts.iter().fold(Value::Undefined, |_, part| self.eval(module, part)),
            ExprKind::Await(operand) => self.eval(module, operand),
            ExprKind::Tagged { tag, template } => {
                self.eval(module, tag);
                template.values.iter().for_each(|value| {
                    let value = self.eval(module, value);
                    self.hand_over(&value);
                });
                Value::Unknown
            }
            ExprKind::Jsx(jsx) => {
                jsx.children.iter().for_each(|child| {
                    self.eval(module, child);
                });
                for attribute in &jsx.attributes {
                    let (JsxAttribute::Value(_, Some(value)) | JsxAttribute::Spread(value)) = attribute else {
                        continue;
                    };
                    let value = self.eval(module, value);
                    self.hand_over(&value);
                }
                Value::Unknown
            }
            ExprKind::Yield(inner) | ExprKind::Import(inner) => {
                inner.iter().for_each(|inner| {
                    self.eval(module, inner);
                });
                Value::Unknown
            }
            ExprKind::Error(parts) => {
                parts.iter().for_each(|part| {
                    self.eval(module, part);
                });
                Value::Unknown
            }
            ExprKind::Super | ExprKind::Opaque => Value::Unknown,
        }
    }

    /// Evaluates what may give nothing: another value stands in, or a test asks for it.
    pub(super) fn eval_alternative(&mut self, module: ModuleId, expr: &Expr) -> Value {
        self.alternatives += 1;
        let value = self.eval(module, expr);
        self.alternatives -= 1;
        value
    }

    /// Evaluates what stands before a `.`, and notes that it is used, or before a `?.`.
    pub(super) fn eval_before(&mut self, module: ModuleId, object: &Expr, optional: bool) -> Value {
        let outer = std::mem::replace(&mut self.optionals, u32::from(optional));
        let of = self.eval(module, object);
        self.optionals = outer;
        if !optional {
            self.use_of(module, &of, object.span);
        }
        of
    }

    fn object(&mut self, module: ModuleId, props: &[Prop]) -> Value {
        let mut object = Object::default();
        for prop in props {
            match prop {
                Prop::Value(PropKey::Name(key), value) => {
                    let value = self.eval(module, value);
                    object.fields.insert(key.name.clone(), value);
                }
                Prop::Value(PropKey::Computed(key), value) => {
                    self.eval(module, key);
                    self.eval(module, value);
                }
                Prop::Spread(value) => {
                    if let Value::Object(other) = self.eval(module, value) {
                        object.fields.extend(self.objects[other].fields.clone());
                    }
                }
                Prop::Getter(..) | Prop::Accessor(..) => {}
            }
        }
        self.objects.push(object);
        Value::Object(self.objects.len() - 1)
    }

    fn binary(&mut self, module: ModuleId, op: BinaryOp, operands: &[Expr]) -> Value {
        match op {
            BinaryOp::Or | BinaryOp::Coalesce => {
                let sure = self.sure;
                let mut value = None;
                for operand in operands {
                    let next = match value {
                        None => self.eval_alternative(module, operand),
                        Some(_) => {
                            self.sure = false;
                            self.eval_alternative(module, operand)
                        }
                    };
                    value = Some(match (value, next) {
                        (None, next) => next,
                        (Some(Value::Data | Value::Derived), Value::Object(_) | Value::Array(_)) => Value::Derived,
                        (Some(Value::Kept(mark)), _) => Value::Kept(mark),
                        (Some(known), next) => known.or(next),
                    });
                }
                self.sure = sure;
                value.unwrap_or(Value::Unknown)
            }
            BinaryOp::And => {
                let (sure, depth) = (self.sure, operands.len());
                let mut value = Value::Unknown;
                for (index, operand) in operands.iter().enumerate() {
                    if index + 1 == depth {
                        value = self.eval(module, operand);
                    } else {
                        let test = self.test(module, operand);
                        self.sure &= test.nature == super::conditions::Nature::Same && !test.negative;
                    }
                }
                self.sure = sure;
                match value {
                    Value::Derived | Value::Primitive => value,
                    _ => Value::Unknown,
                }
            }
            BinaryOp::Add | BinaryOp::Other => {
                let values: Vec<Value> = operands.iter().map(|operand| self.eval(module, operand)).collect();
                let of_data = values.iter().any(|value| matches!(value, Value::Derived | Value::Stepped));
                let adds = values.iter().any(|value| matches!(value, Value::Number | Value::Text(..)));
                let arithmetic = op == BinaryOp::Add || self.is_arithmetic(module, operands);
                match of_data {
                    true if adds && arithmetic => Value::Stepped,
                    _ => Value::Primitive,
                }
            }
            BinaryOp::Equal | BinaryOp::NotEqual => {
                for operand in operands {
                    self.test(module, operand);
                }
                Value::Primitive
            }
        }
    }

    /// Whether the operator between two operands is `-`, `*` or `/`.
    fn is_arithmetic(&self, module: ModuleId, operands: &[Expr]) -> bool {
        let [left, right, ..] = operands else { return false };
        let between = (left.span.end <= right.span.start).then(|| Span::new(left.span.end, right.span.start));
        let sign = between.map(|between| self.written_at(module, between).trim_matches([' ', '(', ')', '\n']));
        sign.is_some_and(|sign| ["-", "*", "/", "**"].contains(&sign))
    }

    fn conditional(&mut self, module: ModuleId, test: &Expr, then: &Expr, orelse: &Expr) -> Value {
        let info = self.test(module, test);
        let sure = self.sure;
        self.sure = sure && info.nature == super::conditions::Nature::Same && !info.negative;
        let one = self.eval_alternative(module, then);
        self.sure = sure && info.nature == super::conditions::Nature::Same && info.negative;
        let other = self.eval_alternative(module, orelse);
        self.sure = sure;
        one.or(other)
    }

    fn assign(&mut self, module: ModuleId, target: &Pattern, op: AssignOp, value: &Expr) -> Value {
        let sure = self.sure;
        self.sure &= op != AssignOp::Logical;
        let before = match (op, &target.kind) {
            (AssignOp::Set, _) => None,
            (_, PatternKind::Name(name)) => Some(self.read_name(module, name)),
            (_, PatternKind::Place(place)) => Some(self.eval(module, place)),
            _ => None,
        };
        let value = self.eval(module, value);
        let value = match op {
            AssignOp::Set => value,
            AssignOp::Logical => before.unwrap_or(Value::Unknown).or(value),
            AssignOp::Compute if matches!(before, Some(Value::Derived | Value::Stepped)) => Value::Stepped,
            AssignOp::Compute => {
                self.adds_to_markup(target, &value);
                Value::Primitive
            }
        };
        if !(op == AssignOp::Compute && is_inner_html(target)) {
            self.bind(module, target, value.clone());
        }
        self.sure = sure;
        value
    }

    /// `el.innerHTML += …` keeps what was there.
    fn adds_to_markup(&mut self, target: &Pattern, value: &Value) {
        if is_inner_html(target) {
            self.made = true;
            self.made_unseen |= !matches!(value, Value::Text(..) | Value::Primitive);
        }
    }

    pub(super) fn write_name(&mut self, module: ModuleId, name: &Name, value: Value, span: Span) {
        let Some(binding) = name.binding else { return };
        if self.phase != Phase::Module && self.is_of_module(module, binding) {
            self.note_shared(module, binding, &value, span);
            self.write_mark(Mark::Variable(module, binding));
        }
        if let (Phase::Module, Value::Object(object)) = (self.phase, &value) {
            self.objects[*object].variable = Some((module, binding));
        }
        self.vars.set((module, binding), value);
    }

    /// Assigns to a member, an element of an array, or a name in parentheses.
    pub(super) fn write_place(&mut self, module: ModuleId, place: &Expr, value: Value) {
        match &place.kind {
            ExprKind::Name(name) => self.write_name(module, name, value, place.span),
            ExprKind::Member { object, property, .. } => {
                let of = self.eval(module, object);
                self.use_of(module, &of, object.span);
                self.write_member(module, &of, &property.name, value, place.span, object.span);
            }
            ExprKind::Index { object, index, .. } => {
                let of = self.eval(module, object);
                let index = self.eval(module, index);
                self.use_of(module, &of, object.span);
                if let (Value::Text(name, ..), Value::Object(_)) = (&index, &of) {
                    self.write_member(module, &of, &name.clone(), value, place.span, object.span);
                }
            }
            _ => {}
        }
    }

    /// A variable of a module that is read in a handler, or before this run has written it, shows what another
    /// instance left there.
    pub(super) fn note_read(&mut self, module: ModuleId, binding: BindingId) {
        let early = self.phase == Phase::Body && !self.written.contains(&Mark::Variable(module, binding));
        if early || matches!(self.phase, Phase::Handler | Phase::Cleanup) {
            self.read_later.insert((module, binding));
        }
    }

    /// The variables of a call are gone when it is over, so a function is followed anew each time.
    pub(super) fn too_deep(&self, module: ModuleId, function: crate::syntax::script::hir::FuncId) -> bool {
        self.stack.len() >= DEEPEST || self.stack.contains(&(module, function))
    }

    pub(super) fn array(values: Vec<Value>) -> Value {
        Value::Array(Rc::from(values))
    }
}

fn is_inner_html(target: &Pattern) -> bool {
    let PatternKind::Place(place) = &target.kind else { return false };
    matches!(&place.kind, ExprKind::Member { property, .. } if ["innerHTML", "outerHTML"].contains(&&*property.name))
}
