//! Expressions.

use tree_sitter::Node;

use super::super::hir::{
    Arg, AssignOp, BinaryOp, Call, Expr, ExprKind, Ident, Jsx, JsxAttribute, Name, Pattern, PatternKind, Prop, PropKey,
};
use super::super::kinds::{Field, Kind};
use super::{Children, Lowering, missing, span};
use crate::text::Span;

impl<'t> Lowering<'t> {
    pub(super) fn expr(&mut self, node: Node<'t>) -> Expr {
        self.deeper(node, |this| this.expr_here(node)).unwrap_or_else(|| missing(span(node)))
    }

    /// An expression that is the value of `target`: an anonymous function or class takes its name.
    pub(super) fn expr_named_by(&mut self, node: Node<'t>, target: &Pattern) -> Expr {
        let value = self.expr(node);
        if let PatternKind::Name(name) = &target.kind {
            self.name_function(&value, name);
        }
        value
    }

    fn name_function(&mut self, value: &Expr, name: &Name) {
        if let ExprKind::Function(id) = value.kind {
            let function = &mut self.facts.functions[id.0 as usize];
            if function.name.is_none() {
                function.label = Some(name.text.clone());
            }
        }
    }

    fn expr_here(&mut self, node: Node<'t>) -> Expr {
        let kind = match self.kind(node) {
            Kind::Parenthesized => return self.transparent(node),
            Kind::Identifier | Kind::Shorthand => self.name_expr(node),
            Kind::This => ExprKind::This,
            Kind::Super => ExprKind::Super,
            Kind::String => ExprKind::Str(self.string(node)),
            Kind::TemplateString => ExprKind::Template(Box::new(self.template(node))),
            Kind::Number => ExprKind::Number(number(self.source(node))),
            Kind::True => ExprKind::Bool(true),
            Kind::False => ExprKind::Bool(false),
            Kind::Null | Kind::Undefined => ExprKind::Nullish,
            Kind::Member => self.member(node),
            Kind::Subscript => self.index(node),
            Kind::Call => self.call(node),
            Kind::New => self.new_expr(node),
            Kind::Object => self.object(node),
            Kind::Array => {
                let children = self.children(node);
                ExprKind::Array(self.elements(&children))
            }
            Kind::Arrow | Kind::FunctionExpression | Kind::Generator | Kind::Method => {
                ExprKind::Function(self.function(node))
            }
            Kind::Class => ExprKind::Class(self.class(node)),
            Kind::Assignment | Kind::AugmentedAssignment => self.assignment(node),
            Kind::Update => ExprKind::Update(Box::new(self.only(node))),
            Kind::Unary => {
                let children = self.children(node);
                let (is_not, is_type_of) = (children.has(Kind::Bang), children.has(Kind::TypeOf));
                let operand = Box::new(self.only(node));
                match (is_not, is_type_of) {
                    (true, _) => ExprKind::Not(operand),
                    (_, true) => ExprKind::TypeOf(operand),
                    _ => ExprKind::Unary(operand),
                }
            }
            Kind::Binary => self.binary(node),
            Kind::Ternary => self.conditional(node),
            Kind::Sequence => {
                let children = self.children(node);
                ExprKind::Sequence(children.named().map(|part| self.expr(part)).collect())
            }
            Kind::Await => ExprKind::Await(Box::new(self.only(node))),
            Kind::Yield => {
                let value = self.children(node).first_named();
                ExprKind::Yield(value.map(|value| Box::new(self.expr(value))))
            }
            Kind::JsxElement | Kind::JsxSelfClosing => ExprKind::Jsx(Box::new(self.jsx(node))),
            Kind::JsxExpression | Kind::Spread => return self.transparent(node),
            Kind::AsExpression | Kind::Satisfies | Kind::NonNull | Kind::Instantiation => {
                return self.transparent(node);
            }
            Kind::TypeAssertion => {
                let value = self.children(node).named().last();
                return self.field_expr(node, value);
            }
            // Types, and what else has no value.
            Kind::Other if node.named_child_count() > 0 => ExprKind::Opaque,
            Kind::Error => self.broken(node),
            _ if node.named_child_count() == 0 => ExprKind::Opaque,
            _ => self.broken(node),
        };
        Expr { span: span(node), kind }
    }

    /// What stands for its only expression.
    fn transparent(&mut self, node: Node<'t>) -> Expr {
        let inner = self.children(node).first_named();
        self.field_expr(node, inner)
    }

    fn only(&mut self, node: Node<'t>) -> Expr {
        self.transparent(node)
    }

    /// The expressions of a node that does not parse, or that the reader has no use for.
    fn broken(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        ExprKind::Error(children.named().map(|part| self.expr(part)).collect())
    }

    fn name_expr(&mut self, node: Node<'t>) -> ExprKind {
        match self.source(node) {
            "undefined" => ExprKind::Nullish,
            _ => ExprKind::Name(self.name(node)),
        }
    }

    fn member(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let object = Box::new(self.field_expr(node, children.field(Field::Object)));
        let property = match children.field(Field::Property) {
            Some(property) => self.ident(property),
            None => Ident { name: self.intern(""), span: Span::at(span(node).end) },
        };
        ExprKind::Member { object, property, optional: children.has(Kind::OptionalChain) }
    }

    fn index(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        ExprKind::Index {
            object: Box::new(self.field_expr(node, children.field(Field::Object))),
            index: Box::new(self.field_expr(node, children.field(Field::Index))),
            optional: children.has(Kind::OptionalChain),
        }
    }

    fn call(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let callee = children.field(Field::Function);
        if let Some(import) = callee.filter(|callee| self.kind(*callee) == Kind::Import) {
            let args = self.args(children.field(Field::Arguments).unwrap_or(import));
            return ExprKind::Import(args.into_iter().next().map(|arg| Box::new(arg.value)));
        }
        let callee = self.field_expr(node, callee);
        match children.field(Field::Arguments) {
            Some(template) if self.kind(template) == Kind::TemplateString => {
                let template = Box::new(self.template(template));
                ExprKind::Tagged { tag: Box::new(callee), template }
            }
            args => {
                let args = args.map(|args| self.args(args)).unwrap_or_default();
                let optional = children.has(Kind::OptionalChain) || children.has(Kind::QuestionDot);
                ExprKind::Call(Box::new(Call { callee, args, optional }))
            }
        }
    }

    fn new_expr(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let callee = self.field_expr(node, children.field(Field::Constructor));
        let args = children.field(Field::Arguments).map(|args| self.args(args)).unwrap_or_default();
        ExprKind::New(Box::new(Call { callee, args, optional: false }))
    }

    fn args(&mut self, node: Node<'t>) -> Vec<Arg> {
        let children = self.children(node);
        children.named().map(|arg| self.arg(arg)).collect()
    }

    fn arg(&mut self, node: Node<'t>) -> Arg {
        Arg { spread: self.kind(node) == Kind::Spread, value: self.expr(node) }
    }

    fn elements(&mut self, children: &Children<'t>) -> Vec<Option<Arg>> {
        let mut elements = Vec::with_capacity(children.0.len() / 2);
        let mut after_comma = true;
        for (_, kind, child) in &children.0 {
            match kind {
                Kind::Comma if after_comma => elements.push(None),
                Kind::Comma => after_comma = true,
                _ if child.is_named() => {
                    elements.push(Some(self.arg(*child)));
                    after_comma = false;
                }
                _ => {}
            }
        }
        elements
    }

    fn object(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let mut props = Vec::with_capacity(children.0.len() / 2);
        for (_, kind, child) in children.0.iter().filter(|child| child.2.is_named()) {
            props.extend(self.prop(*kind, *child));
        }
        ExprKind::Object(props)
    }

    fn prop(&mut self, kind: Kind, node: Node<'t>) -> Option<Prop> {
        match kind {
            Kind::Shorthand => {
                let value = self.expr(node);
                Some(Prop::Value(PropKey::Name(self.ident(node)), value))
            }
            Kind::Pair => {
                let children = self.children(node);
                let key = self.prop_key(children.field(Field::Key)?);
                let value = self.field_expr(node, children.field(Field::Value));
                self.label_by_key(&value, &key);
                Some(Prop::Value(key, value))
            }
            Kind::Method => {
                let children = self.children(node);
                let key = self.prop_key(children.field(Field::Name)?);
                let function = self.function(node);
                let value = Expr { span: span(node), kind: ExprKind::Function(function) };
                self.label_by_key(&value, &key);
                Some(match () {
                    () if children.has(Kind::Get) => Prop::Getter(key, function),
                    () if children.has(Kind::Set) => Prop::Accessor(key, function),
                    () => Prop::Value(key, value),
                })
            }
            Kind::Spread => Some(Prop::Spread(self.expr(node))),
            _ => Some(Prop::Spread(self.expr(node))),
        }
    }

    fn label_by_key(&mut self, value: &Expr, key: &PropKey) {
        if let PropKey::Name(key) = key {
            let name = Name { text: key.name.clone(), span: key.span, binding: None };
            self.name_function(value, &name);
        }
    }

    pub(super) fn prop_key(&mut self, node: Node<'t>) -> PropKey {
        match self.kind(node) {
            Kind::String => {
                let literal = self.string(node);
                match literal.known {
                    true => PropKey::Name(Ident { name: literal.text, span: literal.content }),
                    false => PropKey::Computed(Expr { span: span(node), kind: ExprKind::Str(literal) }),
                }
            }
            Kind::ComputedName => PropKey::Computed(self.only(node)),
            _ => PropKey::Name(self.ident(node)),
        }
    }

    fn assignment(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let op = match children.field(Field::Operator).map(|operator| self.source(operator)) {
            None => AssignOp::Set,
            Some("||=" | "&&=" | "??=") => AssignOp::Logical,
            Some(_) => AssignOp::Compute,
        };
        let target = match children.field(Field::Left) {
            Some(left) => self.pattern(left),
            None => self.place(node),
        };
        let value = match children.field(Field::Right) {
            Some(right) => self.expr_named_by(right, &target),
            None => missing(span(node)),
        };
        ExprKind::Assign { target: Box::new(target), op, value: Box::new(value) }
    }

    /// Chains of one operator become flat, so that a long concatenation is not a deep tree.
    fn binary(&mut self, node: Node<'t>) -> ExprKind {
        let mut right_to_left = Vec::new();
        let mut chain = None;
        let mut here = node;
        loop {
            let children = self.children(here);
            let op = children.field(Field::Operator).map_or(Kind::Other, |operator| self.kind(operator));
            if self.kind(here) != Kind::Binary || chain.is_some_and(|chain| chain != op) {
                right_to_left.push(here);
                break;
            }
            chain = Some(op);
            right_to_left.extend(children.field(Field::Right));
            match children.field(Field::Left) {
                Some(left) => here = left,
                None => break,
            }
        }
        let op = match chain {
            Some(Kind::Plus) => BinaryOp::Add,
            Some(Kind::OrOr) => BinaryOp::Or,
            Some(Kind::AndAnd) => BinaryOp::And,
            Some(Kind::Question2) => BinaryOp::Coalesce,
            Some(Kind::Equal2 | Kind::Equal3) => BinaryOp::Equal,
            Some(Kind::NotEqual2 | Kind::NotEqual3) => BinaryOp::NotEqual,
            _ => BinaryOp::Other,
        };
        let operands = right_to_left.into_iter().rev().map(|operand| self.expr(operand)).collect();
        ExprKind::Binary { op, operands }
    }

    fn conditional(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        ExprKind::Conditional {
            test: Box::new(self.field_expr(node, children.field(Field::Condition))),
            then: Box::new(self.field_expr(node, children.field(Field::Consequence))),
            orelse: Box::new(self.field_expr(node, children.field(Field::Alternative))),
        }
    }

    fn jsx(&mut self, node: Node<'t>) -> Jsx {
        let children = self.children(node);
        let opening = match children.field(Field::OpenTag) {
            Some(tag) => self.children(tag),
            None => Children(children.0.clone()),
        };
        let component = opening.field(Field::Name).filter(|name| self.is_component(*name));
        let component = component.map(|name| self.expr(name));
        let attributes = opening.fields(Field::Attribute).map(|attribute| self.jsx_attribute(attribute)).collect();
        let inner = |(field, kind, _): &&(Field, Kind, Node<'t>)| {
            *field == Field::Other
                && matches!(kind, Kind::JsxElement | Kind::JsxSelfClosing | Kind::JsxExpression | Kind::Error)
        };
        let children = children.0.iter().filter(inner).map(|child| self.expr(child.2)).collect();
        Jsx { component, attributes, children }
    }

    /// Whether a tag is a component and not an element of HTML.
    fn is_component(&self, name: Node<'t>) -> bool {
        let text = self.source(name);
        self.kind(name) == Kind::Member || text.starts_with(|first: char| !first.is_lowercase())
    }

    fn jsx_attribute(&mut self, node: Node<'t>) -> JsxAttribute {
        if self.kind(node) == Kind::JsxExpression {
            return JsxAttribute::Spread(self.expr(node));
        }
        let children = self.children(node);
        let mut parts = children.named();
        let name = match parts.next() {
            Some(name) => self.ident(name),
            None => Ident { name: self.intern(""), span: span(node) },
        };
        JsxAttribute::Value(name, parts.next().map(|value| self.expr(value)))
    }
}

/// The value of a number's text; NaN where the reader has no use for the form.
fn number(text: &str) -> f64 {
    let radix = |digits: &str, radix| i64::from_str_radix(digits, radix).map_or(f64::NAN, |value| value as f64);
    match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => radix(&text[2..], 16),
        [b'0', b'b' | b'B', ..] => radix(&text[2..], 2),
        [b'0', b'o' | b'O', ..] => radix(&text[2..], 8),
        _ => text.replace('_', "").parse().unwrap_or(f64::NAN),
    }
}
