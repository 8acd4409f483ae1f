//! `match` with its cases and their patterns.

use tree_sitter::Node;

use super::hir::{Case, Expr, ExprKind, Ident, StmtKind};
use super::kinds::{Kind, kind};
use super::reader::{Reader, expr};

/// What a pattern takes.
#[derive(Debug)]
enum Takes {
    /// These values and no others.
    Values(Vec<Expr>),
    /// Everything.
    All,
    /// What cannot be said in values.
    Some,
}

impl<'t> Reader<'t> {
    pub(super) fn match_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let subjects: Vec<_> = children.iter().copied().filter(|child| kind(*child).is_expression()).collect();
        let subject = self.expr_or_tuple(&subjects, self.span(node).start);
        let mut cases = Vec::new();
        for block in children.into_iter().filter(|child| kind(*child) == Kind::Block) {
            for case in self.named_children(block) {
                if kind(case) == Kind::CaseClause {
                    cases.push(self.case(case));
                }
            }
        }
        StmtKind::Match { subject, cases }
    }

    fn case(&mut self, node: Node<'t>) -> Case {
        let children = self.children(node);
        let (mut patterns, mut guard) = (Vec::new(), None);
        for child in &children {
            match kind(*child) {
                Kind::CasePattern => patterns.push(*child),
                Kind::IfClause => guard = Some(*child),
                _ => {}
            }
        }
        let mut binds = Vec::new();
        let has_comma = children.iter().any(|child| kind(*child) == Kind::CommaToken);
        let mut takes = Takes::Some;
        for pattern in &patterns {
            takes = self.pattern(*pattern, &mut binds);
        }
        if has_comma {
            takes = Takes::Some;
        }
        for name in &binds {
            self.scope().bind(name);
        }
        let guard = guard.map(|guard| self.only_operand(guard));
        let irrefutable = matches!(takes, Takes::All) && guard.is_none();
        let values = match takes {
            Takes::Values(values) => Some(values),
            Takes::All | Takes::Some => None,
        };
        Case { values, irrefutable, binds, guard, body: self.suite(&children) }
    }

    /// What a pattern takes; the names it binds are added to `binds`.
    fn pattern(&mut self, node: Node<'t>, binds: &mut Vec<Ident>) -> Takes {
        self.deeper(|reader| reader.pattern_within(node, binds)).unwrap_or(Takes::Some)
    }

    fn pattern_within(&mut self, node: Node<'t>, binds: &mut Vec<Ident>) -> Takes {
        let children = self.children(node);
        match (kind(node), children.as_slice()) {
            (Kind::CasePattern, [only]) => self.pattern(*only, binds),
            (Kind::CasePattern, [minus, number]) if kind(*minus) == Kind::MinusToken => {
                let operand = self.expr(*number);
                Takes::Values(vec![expr(self.span(node), ExprKind::Unary(operand))])
            }
            // Parentheses around one pattern without a comma are no sequence.
            (Kind::TuplePattern, [_, only, _]) => self.pattern(*only, binds),
            (Kind::UnderscoreToken, _) => Takes::All,
            (Kind::DottedName, [name]) => self.capture(*name, binds),
            (Kind::DottedName, _) => self.dotted_value(node).map_or(Takes::Some, |value| Takes::Values(vec![value])),
            (Kind::AsPattern, [pattern, .., name]) => {
                let takes = self.pattern(*pattern, binds);
                self.capture(*name, binds);
                takes
            }
            (Kind::UnionPattern, alternatives) => self.union(alternatives, binds),
            (kind, _) if kind.is_expression() && !matches!(kind, Kind::ListPattern | Kind::TuplePattern) => {
                Takes::Values(vec![self.expr(node)])
            }
            (of, children) => {
                // The first name of a class or keyword pattern is looked up, not bound.
                let skipped = matches!(of, Kind::ClassPattern | Kind::KeywordPattern) as usize;
                for child in children.iter().skip(skipped).filter(|child| child.is_named()) {
                    match kind(*child) {
                        Kind::Identifier => drop(self.capture(*child, binds)),
                        _ => drop(self.pattern(*child, binds)),
                    }
                }
                Takes::Some
            }
        }
    }

    /// A bare name takes everything and binds it; `_` binds nothing.
    fn capture(&mut self, name: Node<'t>, binds: &mut Vec<Ident>) -> Takes {
        let name = self.ident(name);
        if name.name != "_" && !name.name.is_empty() {
            binds.push(name);
        }
        Takes::All
    }

    fn union(&mut self, alternatives: &[Node<'t>], binds: &mut Vec<Ident>) -> Takes {
        let mut values = Vec::new();
        let mut all_are_values = true;
        let mut takes_all = false;
        let mut negative_from = None;
        for alternative in alternatives {
            match kind(*alternative) {
                Kind::MinusToken => negative_from = Some(*alternative),
                _ if !alternative.is_named() && kind(*alternative) != Kind::UnderscoreToken => {}
                _ => match self.pattern(*alternative, binds) {
                    Takes::Values(found) => values.extend(found.into_iter().map(|value| match negative_from.take() {
                        Some(minus) => expr(self.span(minus).cover(value.span), ExprKind::Unary(value)),
                        None => value,
                    })),
                    Takes::All => takes_all = true,
                    Takes::Some => all_are_values = false,
                },
            }
        }
        match (takes_all, all_are_values) {
            (true, _) => Takes::All,
            (false, true) => Takes::Values(values),
            (false, false) => Takes::Some,
        }
    }

    /// `a.b.c` of a pattern, as the expression that it looks up.
    fn dotted_value(&mut self, node: Node<'t>) -> Option<Expr> {
        let mut names = self.dotted(node).into_iter();
        let first = names.next()?;
        self.mention(&first.name);
        let root = expr(first.span, ExprKind::Name(first.name));
        Some(names.fold(root, |value, attr| expr(value.span.cover(attr.span), ExprKind::Attribute { value, attr })))
    }
}
