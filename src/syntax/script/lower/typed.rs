//! What TypeScript has beyond types: enums, namespaces, parameters that are properties.

use tree_sitter::Node;

use super::super::hir::{
    AssignOp, Call, Declarator, Exported, Expr, ExprKind, FuncId, Function, Ident, Name, Pattern, PatternKind, Prop,
    PropKey, Stmt, StmtKind, VarScope,
};
use super::super::kinds::{Field, Kind};
use super::{Children, Lowering, span};
use crate::text::Span;

impl<'t> Lowering<'t> {
    /// What a class extends; what it implements is only a type.
    pub(super) fn parent_class(&mut self, heritage: &Children<'t>) -> Option<Node<'t>> {
        match heritage.of_kind(Kind::ExtendsClause) {
            Some(clause) => self.children(clause).field(Field::Value),
            None => heritage.first_named().filter(|parent| self.kind(*parent) != Kind::ImplementsClause),
        }
    }

    /// A parameter with its type left out. One that is a property too is assigned to `this` first of all.
    pub(super) fn typed_param(&mut self, node: Node<'t>, params: &mut Vec<Pattern>, properties: &mut Vec<Stmt>) {
        let children = self.children(node);
        let Some(target) = children.field(Field::Pattern).or(children.field(Field::Name)) else { return };
        if self.kind(target) == Kind::This {
            return;
        }
        let mut param = self.pattern(target);
        let of_class = [Kind::AccessibilityModifier, Kind::OverrideModifier, Kind::Readonly];
        if let PatternKind::Name(name) = &param.kind
            && of_class.iter().any(|kind| children.has(*kind))
        {
            properties.push(property_of_param(name));
        }
        if let Some(value) = children.field(Field::Value) {
            let value = self.expr_named_by(value, &param);
            param = Pattern { span: span(node), kind: PatternKind::Default(Box::new(param), Box::new(value)) };
        }
        params.push(param);
    }

    /// An enum is an object: its members by name, those without a value counted.
    pub(super) fn enumeration(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let Some(name) = children.field(Field::Name).map(|name| self.name(name)) else { return StmtKind::Empty };
        let mut next = 0.0;
        let mut props = Vec::new();
        let body = children.field(Field::Body).map(|body| self.children(body));
        for (_, kind, member) in body.map(|body| body.0).unwrap_or_default() {
            let (key, value) = match kind {
                Kind::EnumAssignment => {
                    let parts = self.children(member);
                    let Some(key) = parts.field(Field::Name) else { continue };
                    (key, parts.field(Field::Value))
                }
                _ if member.is_named() => (member, None),
                _ => continue,
            };
            let key = self.prop_key(key);
            let value = match value {
                Some(value) => self.expr(value),
                None => Expr { span: span(member), kind: ExprKind::Number(next) },
            };
            if let ExprKind::Number(number) = value.kind {
                next = number + 1.0;
            }
            props.push(Prop::Value(key, value));
        }
        declared(name, Expr { span: span(node), kind: ExprKind::Object(props) })
    }

    /// A namespace is what a function returns that is called on the spot: an object of what it exports.
    pub(super) fn namespace(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let (Some(name), Some(body)) = (children.field(Field::Name), children.field(Field::Body)) else {
            return StmtKind::Empty;
        };
        if self.kind(name) != Kind::Identifier {
            return StmtKind::Empty;
        }
        let name = self.name(name);
        let whole = span(node);
        let id = FuncId(self.facts.functions.len() as u32);
        let head = Span { start: whole.start, end: span(body).start };
        self.facts.functions.push(Function {
            name: None,
            label: Some(name.text.clone()),
            span: whole,
            head,
            params: Vec::new(),
            body: Vec::new(),
            is_arrow: true,
            is_async: false,
            parent: self.function,
        });
        let outer = self.function.replace(id);
        let of_module = std::mem::take(&mut self.facts.exports);
        let mut stmts = self.block(body);
        let exports = std::mem::replace(&mut self.facts.exports, of_module);
        self.function = outer;
        let exported = exports.into_iter().filter_map(|export| match export.of {
            Exported::Local(local) => {
                let key = PropKey::Name(Ident { name: export.name, span: local.span });
                Some(Prop::Value(key, Expr { span: local.span, kind: ExprKind::Name(local) }))
            }
            Exported::From(_) => None,
        });
        let object = Expr { span: Span::at(whole.end), kind: ExprKind::Object(exported.collect()) };
        stmts.push(Stmt { span: object.span, kind: StmtKind::Return(Some(object)) });
        self.facts.functions[id.0 as usize].body = stmts;
        let callee = Expr { span: head, kind: ExprKind::Function(id) };
        let call = Call { callee, args: Vec::new(), optional: false };
        declared(name, Expr { span: whole, kind: ExprKind::Call(Box::new(call)) })
    }
}

fn declared(name: Name, value: Expr) -> StmtKind {
    let target = Pattern { span: name.span, kind: PatternKind::Name(name) };
    StmtKind::Declare { scope: VarScope::Block, list: vec![Declarator { target, value: Some(value) }] }
}

fn property_of_param(name: &Name) -> Stmt {
    let at = name.span;
    let this = Box::new(Expr { span: at, kind: ExprKind::This });
    let property = Ident { name: name.text.clone(), span: at };
    let place = Expr { span: at, kind: ExprKind::Member { object: this, property, optional: false } };
    let target = Box::new(Pattern { span: at, kind: PatternKind::Place(Box::new(place)) });
    let value = Box::new(Expr { span: at, kind: ExprKind::Name(Name { binding: None, ..name.clone() }) });
    Stmt {
        span: at,
        kind: StmtKind::Expr(Expr { span: at, kind: ExprKind::Assign { target, op: AssignOp::Set, value } }),
    }
}
