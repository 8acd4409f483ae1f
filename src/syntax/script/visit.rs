//! Shows every expression of a script, wherever it stands.

use super::hir::{
    Arg, Declarator, Expr, ExprKind, FuncId, JsxAttribute, MemberKind, Pattern, PatternKind, Prop, PropKey,
    ScriptFacts, Stmt, StmtKind,
};

/// Who is shown a script.
pub trait Seer<'f> {
    /// An expression; those inside it follow.
    fn expr(&mut self, expr: &'f Expr);
    /// A pattern; those inside it follow.
    fn pattern(&mut self, _: &'f Pattern) {}
    /// A declaration of one variable, before its parts.
    fn declarator(&mut self, _: &'f Declarator) {}
}

struct Expressions<'s, 'f>(&'s mut dyn FnMut(&'f Expr));

impl<'f> Seer<'f> for Expressions<'_, 'f> {
    fn expr(&mut self, expr: &'f Expr) {
        (self.0)(expr);
    }
}

impl ScriptFacts {
    /// Shows `see` every expression: those of the module, of all functions and of all classes.
    pub fn expressions<'f>(&'f self, see: &mut dyn FnMut(&'f Expr)) {
        self.visit(&mut Expressions(see));
    }

    /// Whether a function makes no functions and no objects of its own: it only looks at what it is given.
    pub fn makes_nothing(&self, id: FuncId) -> bool {
        use ExprKind::{Array, Class, Function, Jsx, New, Object};
        let function = self.function(id);
        // Functions are numbered as they begin: the first one inside comes next.
        let next = self.functions.get(id.0 as usize + 1);
        let mut makes = next.is_some_and(|next| next.parent == Some(id));
        let mut see = |expr: &'_ Expr| {
            makes |= matches!(expr.kind, Array(_) | Class(_) | Function(_) | Jsx(_) | New(_) | Object(_));
        };
        let mut see = Expressions(&mut see);
        function.params.iter().for_each(|param| pattern(param, &mut see));
        block(&function.body, &mut see);
        !makes
    }

    /// Shows `see` every expression and every pattern.
    pub fn visit<'f>(&'f self, see: &mut dyn Seer<'f>) {
        block(&self.body, see);
        for function in &self.functions {
            function.params.iter().for_each(|param| pattern(param, see));
            block(&function.body, see);
        }
        for class in &self.classes {
            class.superclass.iter().for_each(|superclass| expr(superclass, see));
            for member in &class.members {
                if let Some(PropKey::Computed(name)) = &member.key {
                    expr(name, see);
                }
                match &member.kind {
                    MemberKind::Field(value) => value.iter().for_each(|value| expr(value, see)),
                    MemberKind::Block(body) => block(body, see),
                    MemberKind::Method(_) | MemberKind::Getter(_) | MemberKind::Accessor(_) => {}
                }
            }
        }
    }
}

fn block<'f>(body: &'f [Stmt], see: &mut dyn Seer<'f>) {
    body.iter().for_each(|stmt| statement(stmt, see));
}

fn statement<'f>(stmt: &'f Stmt, see: &mut dyn Seer<'f>) {
    match &stmt.kind {
        StmtKind::Expr(value) | StmtKind::Throw(value) => expr(value, see),
        StmtKind::Return(value) => value.iter().for_each(|value| expr(value, see)),
        StmtKind::Declare { list, .. } => {
            for declarator in list {
                see.declarator(declarator);
                pattern(&declarator.target, see);
                declarator.value.iter().for_each(|value| expr(value, see));
            }
        }
        StmtKind::If { branches, orelse } => {
            for (test, body) in branches {
                expr(test, see);
                block(body, see);
            }
            block(orelse, see);
        }
        StmtKind::For { init, test, update, body } => {
            block(init, see);
            test.iter().chain(update).for_each(|part| expr(part, see));
            block(body, see);
        }
        StmtKind::ForEach { target, iter, body, .. } => {
            pattern(target, see);
            expr(iter, see);
            block(body, see);
        }
        StmtKind::While { test, body, .. } => {
            expr(test, see);
            block(body, see);
        }
        StmtKind::Switch { subject, cases } => {
            expr(subject, see);
            for (test, body) in cases {
                test.iter().for_each(|test| expr(test, see));
                block(body, see);
            }
        }
        StmtKind::Try { body, param, handler, finally } => {
            block(body, see);
            param.iter().for_each(|param| pattern(param, see));
            block(handler, see);
            block(finally, see);
        }
        StmtKind::Block(body) => block(body, see),
        StmtKind::Function(_) | StmtKind::Class(_) | StmtKind::Jump | StmtKind::Empty => {}
    }
}

fn expr<'f>(value: &'f Expr, see: &mut dyn Seer<'f>) {
    see.expr(value);
    match &value.kind {
        ExprKind::Template(template) => template.values.iter().for_each(|value| expr(value, see)),
        ExprKind::Member { object, .. } => expr(object, see),
        ExprKind::Index { object, index, .. } => {
            expr(object, see);
            expr(index, see);
        }
        ExprKind::Call(call) | ExprKind::New(call) => {
            expr(&call.callee, see);
            args(call.args.iter(), see);
        }
        ExprKind::Tagged { tag, template } => {
            expr(tag, see);
            template.values.iter().for_each(|value| expr(value, see));
        }
        ExprKind::Object(props) => {
            for prop in props {
                match prop {
                    Prop::Value(PropKey::Computed(key), value) => {
                        expr(key, see);
                        expr(value, see);
                    }
                    Prop::Value(_, value) | Prop::Spread(value) => expr(value, see),
                    Prop::Getter(..) | Prop::Accessor(..) => {}
                }
            }
        }
        ExprKind::Array(elements) => args(elements.iter().flatten(), see),
        ExprKind::Assign { target, value, .. } => {
            pattern(target, see);
            expr(value, see);
        }
        ExprKind::Update(inner)
        | ExprKind::Not(inner)
        | ExprKind::TypeOf(inner)
        | ExprKind::Unary(inner)
        | ExprKind::Await(inner) => expr(inner, see),
        ExprKind::Binary { operands: parts, .. } | ExprKind::Sequence(parts) | ExprKind::Error(parts) => {
            parts.iter().for_each(|part| expr(part, see));
        }
        ExprKind::Conditional { test, then, orelse } => {
            [test, then, orelse].into_iter().for_each(|part| expr(part, see));
        }
        ExprKind::Yield(inner) | ExprKind::Import(inner) => inner.iter().for_each(|inner| expr(inner, see)),
        ExprKind::Jsx(jsx) => {
            jsx.component.iter().for_each(|component| expr(component, see));
            for attribute in &jsx.attributes {
                match attribute {
                    JsxAttribute::Value(_, value) => value.iter().for_each(|value| expr(value, see)),
                    JsxAttribute::Spread(value) => expr(value, see),
                }
            }
            jsx.children.iter().for_each(|child| expr(child, see));
        }
        _ => {}
    }
}

fn args<'f>(list: impl Iterator<Item = &'f Arg>, see: &mut dyn Seer<'f>) {
    list.for_each(|arg| expr(&arg.value, see));
}

fn pattern<'f>(target: &'f Pattern, see: &mut dyn Seer<'f>) {
    see.pattern(target);
    match &target.kind {
        PatternKind::Name(_) => {}
        PatternKind::Object { props, rest } => {
            for (key, value) in props {
                if let PropKey::Computed(key) = key {
                    expr(key, see);
                }
                pattern(value, see);
            }
            rest.iter().for_each(|rest| pattern(rest, see));
        }
        PatternKind::Array(elements) => elements.iter().flatten().for_each(|element| pattern(element, see)),
        PatternKind::Default(target, value) => {
            pattern(target, see);
            expr(value, see);
        }
        PatternKind::Rest(target) => pattern(target, see),
        PatternKind::Place(place) => expr(place, see),
    }
}
