//! Functions and classes.

use tree_sitter::Node;

use super::super::hir::{
    Class, ClassId, Expr, FuncId, Function, Ident, Member, MemberKind, Pattern, PropKey, Stmt, StmtKind,
};
use super::super::kinds::{Field, Kind};
use super::{Children, Lowering, span};
use crate::text::Span;

impl<'t> Lowering<'t> {
    pub(super) fn function(&mut self, node: Node<'t>) -> FuncId {
        let id = FuncId(self.facts.functions.len() as u32);
        let whole = span(node);
        let children = self.children(node);
        let body = children.field(Field::Body);
        let head_end = body.map_or(whole.end, |body| span(body).start);
        let is_method = self.kind(node) == Kind::Method;
        let name = children.field(Field::Name).filter(|_| !is_method).map(|name| self.name(name));
        self.facts.functions.push(Function {
            name,
            label: None,
            span: whole,
            head: trim_end(self.text, Span { start: whole.start, end: head_end }),
            params: Vec::new(),
            body: Vec::new(),
            is_arrow: self.kind(node) == Kind::Arrow,
            is_async: children.has(Kind::Async),
            parent: self.function,
        });
        let outer = self.function.replace(id);
        let (params, properties) = self.params(&children);
        let mut body = body.map(|body| self.function_body(body)).unwrap_or_default();
        body.splice(0..0, properties);
        self.function = outer;
        let function = &mut self.facts.functions[id.0 as usize];
        function.params = params;
        function.body = body;
        id
    }

    /// The parameters, and what those that are properties too do first of all.
    fn params(&mut self, children: &Children<'t>) -> (Vec<Pattern>, Vec<Stmt>) {
        if let Some(only) = children.field(Field::Parameter) {
            return (vec![self.pattern(only)], Vec::new());
        }
        let mut params = Vec::new();
        let mut properties = Vec::new();
        let list = children.field(Field::Parameters).map(|list| self.children(list));
        for (_, kind, param) in list.map(|list| list.0).unwrap_or_default() {
            match kind {
                Kind::RequiredParameter | Kind::OptionalParameter => {
                    self.typed_param(param, &mut params, &mut properties);
                }
                Kind::Decorator => {}
                _ if param.is_named() => params.push(self.pattern(param)),
                _ => {}
            }
        }
        (params, properties)
    }

    fn function_body(&mut self, body: Node<'t>) -> Vec<Stmt> {
        match self.kind(body) {
            Kind::StatementBlock => self.block(body),
            _ => vec![Stmt { span: span(body), kind: StmtKind::Return(Some(self.expr(body))) }],
        }
    }

    pub(super) fn class(&mut self, node: Node<'t>) -> ClassId {
        let children = self.children(node);
        let name = children.field(Field::Name).map(|name| self.name(name));
        let heritage = children.of_kind(Kind::ClassHeritage).map(|heritage| self.children(heritage));
        let superclass = heritage.and_then(|heritage| self.parent_class(&heritage)).map(|parent| self.expr(parent));
        let mut members = Vec::new();
        let body = children.field(Field::Body).map(|body| self.children(body));
        for (_, kind, member) in body.map(|body| body.0).unwrap_or_default() {
            members.extend(self.member_of_class(kind, member));
        }
        let id = ClassId(self.facts.classes.len() as u32);
        self.facts.classes.push(Class { name, span: span(node), superclass, members });
        id
    }

    fn member_of_class(&mut self, kind: Kind, node: Node<'t>) -> Option<Member> {
        let children = self.children(node);
        let is_static = children.has(Kind::Static);
        match kind {
            Kind::Method => {
                let key = self.prop_key(children.field(Field::Name)?);
                let function = self.function(node);
                if let PropKey::Name(Ident { name, .. }) = &key {
                    self.facts.functions[function.0 as usize].label = Some(name.clone());
                }
                let kind = match () {
                    () if children.has(Kind::Get) => MemberKind::Getter(function),
                    () if children.has(Kind::Set) => MemberKind::Accessor(function),
                    () => MemberKind::Method(function),
                };
                Some(Member { key: Some(key), is_static, kind })
            }
            Kind::FieldDefinition | Kind::PublicField => {
                let key = children.field(Field::Property).or(children.field(Field::Name))?;
                let key = self.prop_key(key);
                let value: Option<Expr> = children.field(Field::Value).map(|value| self.expr(value));
                Some(Member { key: Some(key), is_static, kind: MemberKind::Field(value) })
            }
            Kind::ClassStaticBlock => {
                let body = children.field(Field::Body).map(|body| self.block(body)).unwrap_or_default();
                Some(Member { key: None, is_static: true, kind: MemberKind::Block(body) })
            }
            _ => None,
        }
    }
}

/// The span without the white space and the arrow at its end.
fn trim_end(text: &str, head: Span) -> Span {
    let kept = text[head.range()].trim_end().trim_end_matches("=>").trim_end();
    Span { start: head.start, end: head.start + kept.len() as u32 }
}
