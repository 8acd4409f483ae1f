//! Patterns: what a value is taken apart into.

use tree_sitter::Node;

use super::super::hir::{Pattern, PatternKind, PropKey};
use super::super::kinds::{Field, Kind};
use super::{Lowering, missing, span};

impl<'t> Lowering<'t> {
    pub(super) fn pattern(&mut self, node: Node<'t>) -> Pattern {
        let lowered = self.deeper(node, |this| Pattern { span: span(node), kind: this.pattern_kind(node) });
        lowered.unwrap_or_else(|| Pattern { span: span(node), kind: place(missing(span(node))) })
    }

    fn pattern_kind(&mut self, node: Node<'t>) -> PatternKind {
        match self.kind(node) {
            Kind::Identifier | Kind::ShorthandPattern => PatternKind::Name(self.name(node)),
            Kind::ObjectPattern => self.object_pattern(node),
            Kind::ArrayPattern => self.array_pattern(node),
            Kind::AssignmentPattern | Kind::ObjectAssignmentPattern => {
                let children = self.children(node);
                let target = match children.field(Field::Left) {
                    Some(left) => self.pattern(left),
                    None => self.place(node),
                };
                let default = match children.field(Field::Right) {
                    Some(right) => self.expr_named_by(right, &target),
                    None => missing(span(node)),
                };
                PatternKind::Default(Box::new(target), Box::new(default))
            }
            Kind::RestPattern => {
                let inner = match self.children(node).first_named() {
                    Some(inner) => self.pattern(inner),
                    None => self.place(node),
                };
                PatternKind::Rest(Box::new(inner))
            }
            Kind::Parenthesized => match self.children(node).first_named() {
                Some(inner) => self.pattern_kind(inner),
                None => place(missing(span(node))),
            },
            _ => place(self.expr(node)),
        }
    }

    fn object_pattern(&mut self, node: Node<'t>) -> PatternKind {
        let mut props = Vec::new();
        let mut rest = None;
        let children = self.children(node);
        for child in children.named() {
            match self.kind(child) {
                Kind::ShorthandPattern => {
                    let key = PropKey::Name(self.ident(child));
                    props.push((key, self.pattern(child)));
                }
                Kind::ObjectAssignmentPattern => {
                    let left = self.children(child).field(Field::Left);
                    let Some(left) = left.filter(|left| self.kind(*left) == Kind::ShorthandPattern) else { continue };
                    let key = PropKey::Name(self.ident(left));
                    props.push((key, self.pattern(child)));
                }
                Kind::PairPattern => {
                    let parts = self.children(child);
                    let (Some(key), Some(value)) = (parts.field(Field::Key), parts.field(Field::Value)) else {
                        continue;
                    };
                    let key = self.prop_key(key);
                    props.push((key, self.pattern(value)));
                }
                Kind::RestPattern => {
                    let inner = self.children(child).first_named();
                    rest = inner.map(|inner| Box::new(self.pattern(inner)));
                }
                _ => {}
            }
        }
        PatternKind::Object { props, rest }
    }

    fn array_pattern(&mut self, node: Node<'t>) -> PatternKind {
        let mut elements = Vec::new();
        let mut after_comma = true;
        for (_, kind, child) in self.children(node).0 {
            match kind {
                Kind::Comma if after_comma => elements.push(None),
                Kind::Comma => after_comma = true,
                _ if child.is_named() => {
                    elements.push(Some(self.pattern(child)));
                    after_comma = false;
                }
                _ => {}
            }
        }
        PatternKind::Array(elements)
    }

    /// A target that is not there.
    pub(super) fn place(&mut self, node: Node<'t>) -> Pattern {
        Pattern { span: span(node), kind: place(missing(span(node))) }
    }
}

fn place(expr: super::Expr) -> PatternKind {
    PatternKind::Place(Box::new(expr))
}
