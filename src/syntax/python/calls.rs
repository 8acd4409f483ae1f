//! Calls with their arguments, and comprehensions.

use tree_sitter::Node;

use super::hir::{Arg, ArgKind, Call, CompKind, ExprKind, Generator};
use super::kinds::{Kind, kind};
use super::reader::{Reader, nothing};
use crate::text::Span;

/// Parentheses with arguments in them.
pub(super) struct Arguments {
    pub args: Vec<Arg>,
    pub parens: Span,
    pub trailing_comma: bool,
}

impl<'t> Reader<'t> {
    pub(super) fn call(&mut self, node: Node<'t>) -> ExprKind {
        let mut children = self.children(node);
        children.retain(|child| !child.is_error());
        let (Some(func), Some(arguments)) = (children.first(), children.get(1)) else {
            return ExprKind::Error(self.parts(node));
        };
        let func = self.expr(*func);
        let Arguments { args, parens, trailing_comma } = match kind(*arguments) {
            Kind::GeneratorExpression => self.generator_argument(*arguments),
            _ => self.arguments(*arguments),
        };
        ExprKind::Call(Call { func, args, parens, trailing_comma })
    }

    /// `(a, b=c, *d, **e)`.
    pub(super) fn arguments(&mut self, node: Node<'t>) -> Arguments {
        let children = self.children(node);
        let before_closer = children.len().checked_sub(2).and_then(|last| children.get(last));
        let trailing_comma = before_closer.is_some_and(|last| kind(*last) == Kind::CommaToken);
        let mut args: Vec<Arg> = children.into_iter().filter_map(|child| self.argument(child)).collect();
        // One without a name behind one with a name is no Python: half of an argument that is being typed, or a template.
        let named = args.iter().position(|arg| matches!(arg.kind, ArgKind::Keyword(_))).unwrap_or(args.len());
        for arg in &mut args[named..] {
            if arg.kind == ArgKind::Positional {
                arg.kind = ArgKind::DoubleStar;
            }
        }
        Arguments { args, parens: self.span(node), trailing_comma }
    }

    fn argument(&mut self, node: Node<'t>) -> Option<Arg> {
        let (arg_kind, value) = match kind(node) {
            Kind::KeywordArgument => match self.named_children(node).as_slice() {
                [name, value] => (ArgKind::Keyword(self.ident(*name)), self.expr(*value)),
                [name] => (ArgKind::Keyword(self.ident(*name)), nothing(self.span(node).end)),
                _ => (ArgKind::DoubleStar, self.error(node)),
            },
            Kind::ListSplat => (ArgKind::Star, self.only_operand(node)),
            Kind::DictionarySplat => (ArgKind::DoubleStar, self.only_operand(node)),
            // It may hold any argument, as `**` may.
            Kind::Error => (ArgKind::DoubleStar, self.error(node)),
            _ if node.is_named() => (ArgKind::Positional, self.expr(node)),
            _ => return None,
        };
        Some(Arg { span: self.span(node), kind: arg_kind, value })
    }

    /// The argument of `f(x for x in y)`, whose parentheses are the call's.
    fn generator_argument(&mut self, node: Node<'t>) -> Arguments {
        let parens = self.span(node);
        let mut value = self.expr(node);
        if parens.len() >= 2 {
            value.span = Span::new(parens.start + 1, parens.end - 1);
        }
        let args = vec![Arg { span: value.span, kind: ArgKind::Positional, value }];
        Arguments { args, parens, trailing_comma: false }
    }

    pub(super) fn comprehension(&mut self, node: Node<'t>) -> ExprKind {
        let comp_kind = match kind(node) {
            Kind::ListComprehension => CompKind::List,
            Kind::SetComprehension => CompKind::Set,
            Kind::DictionaryComprehension => CompKind::Dict,
            _ => CompKind::Generator,
        };
        let mut body = None;
        let mut generators: Vec<Generator> = Vec::new();
        for child in self.named_children(node) {
            match kind(child) {
                Kind::ForInClause => generators.push(self.for_in(child)),
                Kind::IfClause => {
                    let condition = self.only_operand(child);
                    if let Some(generator) = generators.last_mut() {
                        generator.conditions.push(condition);
                    }
                }
                Kind::Pair => body = Some(self.pair(child)),
                _ => body = Some((None, self.expr(child))),
            }
        }
        let (key, element) = body.unwrap_or_else(|| (None, nothing(node.start_byte() as u32)));
        ExprKind::Comprehension { kind: comp_kind, element, key, generators }
    }

    fn for_in(&mut self, node: Node<'t>) -> Generator {
        let (target, iter) = self.target_and_iter(node);
        Generator { target, iter, conditions: Vec::new() }
    }

    /// The expressions on both sides of a loop's `in`.
    pub(super) fn target_and_iter(&mut self, node: Node<'t>) -> (super::hir::Expr, super::hir::Expr) {
        let children = self.children(node);
        let (mut targets, mut iters, mut after_in) = (Vec::new(), Vec::new(), false);
        for child in children {
            match kind(child) {
                Kind::InToken => after_in = true,
                Kind::ColonToken | Kind::Block => break,
                kind if !kind.is_expression() => {}
                _ if after_in => iters.push(child),
                _ => targets.push(child),
            }
        }
        let end = self.span(node).end;
        (self.expr_or_tuple(&targets, end), self.expr_or_tuple(&iters, end))
    }
}
