//! Takes a syntax tree apart into the typed one. Names are left unresolved here; `scope` does that.
//!
//! The recursion is bounded: what is nested deeper than [`DEEPEST`] stands in [`ScriptFacts::too_deep`].

mod expressions;
mod functions;
mod literals;
mod modules;
mod patterns;
mod statements;
mod typed;

use std::sync::Arc;

use rustc_hash::FxHashSet;
use tree_sitter::{Node, Tree, TreeCursor};

use super::Dialect;
use super::hir::{Comment, Expr, ExprKind, FuncId, Ident, Name, ScriptFacts};
use super::kinds::{Field, Kind, Table};
use crate::text::Span;

/// How many expressions, statements and patterns may lie inside each other.
const DEEPEST: u32 = 256;

/// Lowers the whole tree.
pub(super) fn lower(text: &str, tree: &Tree, holes: &[Span], dialect: Dialect) -> ScriptFacts {
    let mut lowering = Lowering {
        text,
        holes,
        table: Table::of(dialect),
        cursor: tree.walk(),
        names: FxHashSet::default(),
        literal_holes: Vec::new(),
        function: None,
        depth: 0,
        facts: ScriptFacts::default(),
    };
    lowering.facts.body = lowering.statements(tree.root_node());
    lowering.finish()
}

struct Lowering<'t> {
    text: &'t str,
    holes: &'t [Span],
    table: &'static Table,
    cursor: TreeCursor<'t>,
    /// Every name once.
    names: FxHashSet<Arc<str>>,
    /// Holes that lie in strings and templates.
    literal_holes: Vec<Span>,
    /// The function that is being lowered.
    function: Option<FuncId>,
    depth: u32,
    facts: ScriptFacts,
}

/// The children of a node with their fields, comments left out.
struct Children<'t>(Vec<(Field, Kind, Node<'t>)>);

impl<'t> Children<'t> {
    fn field(&self, field: Field) -> Option<Node<'t>> {
        self.0.iter().find(|child| child.0 == field).map(|child| child.2)
    }

    fn fields(&self, field: Field) -> impl Iterator<Item = Node<'t>> {
        self.0.iter().filter(move |child| child.0 == field).map(|child| child.2)
    }

    fn has(&self, kind: Kind) -> bool {
        self.0.iter().any(|child| child.1 == kind)
    }

    fn of_kind(&self, kind: Kind) -> Option<Node<'t>> {
        self.0.iter().find(|child| child.1 == kind).map(|child| child.2)
    }

    /// The children that are more than a sign or a keyword.
    fn named(&self) -> impl Iterator<Item = Node<'t>> {
        self.0.iter().map(|child| child.2).filter(|node| node.is_named())
    }

    fn first_named(&self) -> Option<Node<'t>> {
        self.named().next()
    }
}

impl<'t> Lowering<'t> {
    fn finish(mut self) -> ScriptFacts {
        let mut facts = self.facts;
        facts.comments.sort_by_key(|comment| comment.span);
        facts.comments.dedup();
        let in_comment = |hole: &Span| facts.comments.iter().any(|comment| comment.span.contains(*hole));
        self.literal_holes.sort();
        let known_place = |hole: &Span| self.literal_holes.binary_search(hole).is_ok() || in_comment(hole);
        facts.code_holes = self.holes.iter().copied().filter(|hole| !known_place(hole)).collect();
        facts
    }

    fn children(&mut self, node: Node<'t>) -> Children<'t> {
        let mut children = Vec::with_capacity(node.child_count());
        self.cursor.reset(node);
        let mut more = self.cursor.goto_first_child();
        while more {
            let child = self.cursor.node();
            match self.table.kind(child) {
                Kind::Comment | Kind::HtmlComment => self.comment(child),
                kind => children.push((self.table.field(self.cursor.field_id()), kind, child)),
            }
            more = self.cursor.goto_next_sibling();
        }
        Children(children)
    }

    fn comment(&mut self, node: Node<'t>) {
        let span = span(node);
        let before = &self.text[..span.start as usize];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let own_line = before[line_start..].trim().is_empty();
        self.facts.comments.push(Comment { span, own_line });
    }

    fn kind(&self, node: Node<'t>) -> Kind {
        self.table.kind(node)
    }

    fn source(&self, node: Node<'t>) -> &'t str {
        &self.text[node.byte_range()]
    }

    fn intern(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.names.get(name) {
            return Arc::clone(known);
        }
        let new: Arc<str> = name.into();
        self.names.insert(Arc::clone(&new));
        new
    }

    fn ident(&mut self, node: Node<'t>) -> Ident {
        Ident { name: self.intern(self.source(node)), span: span(node) }
    }

    fn name(&mut self, node: Node<'t>) -> Name {
        Name { text: self.intern(self.source(node)), span: span(node), binding: None }
    }

    /// The holes that lie in `span`, remembered as lying in a literal.
    fn holes_in_literal(&mut self, span: Span) -> bool {
        let first = self.holes.partition_point(|hole| hole.end <= span.start);
        let inside = self.holes[first..].iter().take_while(|hole| hole.start < span.end);
        let before = self.literal_holes.len();
        self.literal_holes.extend(inside);
        self.literal_holes.len() > before
    }

    /// Runs `lower` one level deeper; none where that is too deep.
    fn deeper<T>(&mut self, node: Node<'t>, lower: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == DEEPEST {
            self.facts.too_deep.push(span(node));
            return None;
        }
        self.depth += 1;
        let lowered = lower(self);
        self.depth -= 1;
        Some(lowered)
    }
}

/// The bytes of a node.
pub(super) fn span(node: Node<'_>) -> Span {
    Span { start: node.start_byte() as u32, end: node.end_byte() as u32 }
}

/// The last child of a node, signs included.
pub(super) fn last_child(node: Node<'_>) -> Option<Node<'_>> {
    node.child(u32::try_from(node.child_count()).ok()?.checked_sub(1)?)
}

/// An expression that is not there.
fn missing(at: Span) -> Expr {
    Expr { span: at, kind: ExprKind::Error(Vec::new()) }
}
