//! What reading every kind of node needs: children, places, names, and a bound on nesting.

use tree_sitter::{Node, TreeCursor};

use super::hir::{Class, Expr, ExprKind, Function, Ident};
use super::kinds::{Kind, kind};
use super::mend::Mends;
use super::scope::Scope;
use crate::text::Span;

/// How deep expressions and blocks may nest. What is deeper is an error: neither reading it nor following or
/// dropping the tree may exhaust the stack. CPython itself refuses 200 nested parentheses.
const MAX_DEPTH: u32 = 200;

/// Reads one tree.
pub(super) struct Reader<'t> {
    /// The text that the tree was made of.
    pub(super) text: &'t str,
    /// What was put into that text.
    mends: &'t Mends,
    pub(super) functions: Vec<Function>,
    pub(super) classes: Vec<Class>,
    /// The module's scope, then those of the functions and classes around the place that is read.
    scopes: Vec<Scope>,
    cursor: TreeCursor<'t>,
    depth: u32,
}

impl<'t> Reader<'t> {
    pub(super) fn new(root: Node<'t>, text: &'t str, mends: &'t Mends) -> Self {
        let scopes = vec![Scope::default()];
        Self { text, mends, functions: Vec::new(), classes: Vec::new(), scopes, cursor: root.walk(), depth: 0 }
    }

    /// The children of a node that say something, tokens included.
    pub(super) fn children(&mut self, node: Node<'t>) -> Vec<Node<'t>> {
        let mut children = Vec::with_capacity(node.child_count());
        self.cursor.reset(node);
        let mut found = self.cursor.goto_first_child();
        while found {
            let child = self.cursor.node();
            if !kind(child).is_trivia() {
                children.push(child);
            }
            found = self.cursor.goto_next_sibling();
        }
        children
    }

    /// The named children of a node that say something, errors left out.
    pub(super) fn named_children(&mut self, node: Node<'t>) -> Vec<Node<'t>> {
        let mut children = self.children(node);
        children.retain(|child| child.is_named() && !child.is_error());
        children
    }

    /// The text of a node.
    pub(super) fn node_text(&self, node: Node<'_>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    /// Where a node stands in the file.
    pub(super) fn span(&self, node: Node<'_>) -> Span {
        self.host(node.start_byte(), node.end_byte())
    }

    /// Where bytes of the tree's text stand in the file.
    pub(super) fn host(&self, start: usize, end: usize) -> Span {
        Span { start: self.mends.host(start as u32), end: self.mends.host(end as u32) }
    }

    /// A name; empty where it was left out.
    pub(super) fn ident(&self, node: Node<'_>) -> Ident {
        let span = self.span(node);
        let name = if span.is_empty() { String::new() } else { self.node_text(node).to_owned() };
        Ident { name, span }
    }

    /// The names of a dotted path.
    pub(super) fn dotted(&mut self, node: Node<'t>) -> Vec<Ident> {
        let names = self.named_children(node);
        names.into_iter().map(|name| self.ident(name)).filter(|name| !name.span.is_empty()).collect()
    }

    pub(super) fn scope(&mut self) -> &mut Scope {
        if self.scopes.is_empty() {
            self.scopes.push(Scope::default());
        }
        let innermost = self.scopes.len() - 1;
        &mut self.scopes[innermost]
    }

    /// Notes that a function or class uses a name.
    pub(super) fn mention(&mut self, name: &str) {
        if self.scopes.len() > 1 {
            self.scope().mention(name);
        }
    }

    /// Runs `read` in a scope of its own and gives that scope back with the result.
    pub(super) fn in_scope<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> (T, Scope) {
        // The module's own scope is there before any other.
        self.scope();
        self.scopes.push(Scope::default());
        let result = read(self);
        let scope = self.scopes.pop().unwrap_or_default();
        if self.scopes.len() > 1 {
            self.scope().mention_all(&scope);
        }
        (result, scope)
    }

    /// Runs `read` one level deeper; none where that is too deep.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        Some(result)
    }

    /// The expressions in a node that is none itself, or does not parse.
    pub(super) fn parts(&mut self, node: Node<'t>) -> Vec<Expr> {
        let mut parts = Vec::new();
        self.parts_into(node, &mut parts);
        parts
    }

    fn parts_into(&mut self, node: Node<'t>, parts: &mut Vec<Expr>) {
        self.deeper(|reader| {
            for child in reader.children(node) {
                match kind(child) {
                    kind if kind.is_expression() => parts.push(reader.expr(child)),
                    kind if kind.is_statement() || kind == Kind::Block => {}
                    _ if child.is_named() => reader.parts_into(child, parts),
                    _ => {}
                }
            }
        });
    }

    /// A node as an error that keeps the expressions in it.
    pub(super) fn error(&mut self, node: Node<'t>) -> Expr {
        let parts = self.parts(node);
        expr(self.span(node), ExprKind::Error(parts))
    }
}

/// An expression.
pub(super) fn expr(span: Span, kind: ExprKind) -> Expr {
    Expr { span, kind: Box::new(kind) }
}

/// What stands where the text has nothing.
pub(super) fn nothing(at: u32) -> Expr {
    expr(Span::at(at), ExprKind::Error(Vec::new()))
}
