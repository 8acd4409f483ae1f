//! Facts that stay while a text is edited: the statements of the top level that an edit left alone, moved to where
//! they stand now.
//!
//! Only a text that parses before and after is read in this way: then a statement with the same bytes is the same
//! statement, whatever was written around it.

use tree_sitter::Node;

use super::hir::*;
use super::kinds::kind;
use super::reader::Reader;
use crate::text::Span;

/// What an edit replaced: the bytes `start..old_end` by `start..new_end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Where it begins in both texts.
    pub start: u32,
    /// Where it ended.
    pub old_end: u32,
    /// Where it ends now.
    pub new_end: u32,
}

impl Replaced {
    pub(super) fn by(self) -> i64 {
        i64::from(self.new_end) - i64::from(self.old_end)
    }

    /// Where a stretch of the new text that the edit does not touch stood, and how far it was moved.
    fn before(self, span: Span) -> Option<(Span, i64)> {
        if span.end < self.start {
            return Some((span, 0));
        }
        let by = self.by();
        let at = |offset: u32| u32::try_from(i64::from(offset) - by).ok();
        let moved = || Some((Span { start: at(span.start)?, end: at(span.end)? }, by));
        if span.start > self.new_end { moved() } else { None }
    }
}

/// The facts of a text that parses, with those of the text before that parsed, too.
pub(super) fn facts<'t>(reader: &mut Reader<'t>, root: Node<'t>, old: PythonFacts, edit: Replaced) -> PythonFacts {
    let mut old = Pieces::of(old);
    let mut new = PythonFacts::default();
    let mut cursor = root.walk();
    for node in root.children(&mut cursor) {
        if !kind(node).is_statement() {
            continue;
        }
        let kept = edit.before(reader.span(node)).and_then(|(span, by)| Some((old.take(span)?, by)));
        match kept {
            Some((piece, by)) => piece.put_into(&mut new, by),
            None => {
                // The reader counts definitions from those that are here already.
                std::mem::swap(&mut reader.functions, &mut new.functions);
                std::mem::swap(&mut reader.classes, &mut new.classes);
                reader.top_level(node, &mut new);
                std::mem::swap(&mut reader.functions, &mut new.functions);
                std::mem::swap(&mut reader.classes, &mut new.classes);
                new.end_piece();
            }
        }
    }
    new
}

/// Whether only statements and comments stand at the top of a tree.
pub(super) fn is_plain(root: Node<'_>) -> bool {
    let mut cursor = root.walk();
    root.named_children(&mut cursor).all(|node| kind(node).is_statement() || kind(node).is_trivia())
}

/// The statements of facts, each with the definitions in it.
struct Pieces {
    statements: std::iter::Peekable<std::vec::IntoIter<Stmt>>,
    ends: std::vec::IntoIter<PieceEnd>,
    functions: std::vec::IntoIter<Function>,
    classes: std::vec::IntoIter<Class>,
    done: PieceEnd,
}

/// A statement of the top level with its definitions.
struct Piece {
    statement: Stmt,
    functions: Vec<Function>,
    classes: Vec<Class>,
    /// How many definitions stood before it.
    before: PieceEnd,
}

impl Pieces {
    fn of(facts: PythonFacts) -> Self {
        Self {
            statements: facts.body.into_iter().peekable(),
            ends: facts.pieces.into_iter(),
            functions: facts.functions.into_iter(),
            classes: facts.classes.into_iter(),
            done: PieceEnd::default(),
        }
    }

    /// The statement of exactly this span; those before it are dropped.
    fn take(&mut self, span: Span) -> Option<Piece> {
        while self.statements.peek()?.span.start < span.start {
            self.next()?;
        }
        let is_same = self.statements.peek()?.span == span;
        if is_same { self.next() } else { None }
    }

    fn next(&mut self) -> Option<Piece> {
        let (statement, end) = (self.statements.next()?, self.ends.next()?);
        let before = std::mem::replace(&mut self.done, end);
        let functions = self.functions.by_ref().take((end.functions - before.functions) as usize).collect();
        let classes = self.classes.by_ref().take((end.classes - before.classes) as usize).collect();
        Some(Piece { statement, functions, classes, before })
    }
}

impl Piece {
    fn put_into(mut self, facts: &mut PythonFacts, bytes: i64) {
        let move_by = Move {
            bytes,
            functions: facts.functions.len() as i64 - i64::from(self.before.functions),
            classes: facts.classes.len() as i64 - i64::from(self.before.classes),
        };
        if !move_by.is_nothing() {
            self.statement.go(move_by);
            self.functions.go(move_by);
            self.classes.go(move_by);
        }
        facts.body.push(self.statement);
        facts.functions.append(&mut self.functions);
        facts.classes.append(&mut self.classes);
        facts.end_piece();
    }
}

/// How far something moves: in the text, and among the definitions.
#[derive(Clone, Copy)]
struct Move {
    bytes: i64,
    functions: i64,
    classes: i64,
}

impl Move {
    fn is_nothing(self) -> bool {
        self.bytes == 0 && self.functions == 0 && self.classes == 0
    }
}

fn moved(number: u32, by: i64) -> u32 {
    (i64::from(number) + by) as u32
}

/// What has places in a text.
trait Movable {
    /// Moves them.
    fn go(&mut self, by: Move);
}

impl<T: Movable> Movable for Vec<T> {
    fn go(&mut self, by: Move) {
        self.iter_mut().for_each(|one| one.go(by));
    }
}

impl<T: Movable> Movable for Option<T> {
    fn go(&mut self, by: Move) {
        self.iter_mut().for_each(|one| one.go(by));
    }
}

impl<A: Movable, B: Movable> Movable for (A, B) {
    fn go(&mut self, by: Move) {
        self.0.go(by);
        self.1.go(by);
    }
}

/// Moves each of several things.
macro_rules! go {
    ($by:expr; $($part:expr),+ $(,)?) => {{ $($part.go($by);)+ }};
}

impl Movable for Span {
    fn go(&mut self, by: Move) {
        *self = self.moved(by.bytes);
    }
}

impl Movable for FuncId {
    fn go(&mut self, by: Move) {
        self.0 = moved(self.0, by.functions);
    }
}

impl Movable for ClassId {
    fn go(&mut self, by: Move) {
        self.0 = moved(self.0, by.classes);
    }
}

impl Movable for CompareOp {
    fn go(&mut self, _: Move) {}
}

impl Movable for Ident {
    fn go(&mut self, by: Move) {
        self.span.go(by);
    }
}

impl Movable for Function {
    fn go(&mut self, by: Move) {
        let Function { name, span, params, body, decorators, .. } = self;
        go!(by; name, span, params, body, decorators);
    }
}

impl Movable for Param {
    fn go(&mut self, by: Move) {
        let Param { name, kind: _, default, annotation } = self;
        go!(by; name, default, annotation);
    }
}

impl Movable for Class {
    fn go(&mut self, by: Move) {
        let Class { name, span, bases, body, decorators } = self;
        go!(by; name, span, bases, body, decorators);
    }
}

impl Movable for Stmt {
    fn go(&mut self, by: Move) {
        self.span.go(by);
        match &mut self.kind {
            StmtKind::Expr(value) => value.go(by),
            StmtKind::Assign { targets, value } => go!(by; targets, value),
            StmtKind::AnnAssign { target, annotation, value } => go!(by; target, annotation, value),
            StmtKind::AugAssign { target, op: _, value } => go!(by; target, value),
            StmtKind::If { branches, orelse } => go!(by; branches, orelse),
            StmtKind::For { target, iter, body, orelse } => go!(by; target, iter, body, orelse),
            StmtKind::While { test, body, orelse } => go!(by; test, body, orelse),
            StmtKind::Try { body, handlers, orelse, finally } => go!(by; body, handlers, orelse, finally),
            StmtKind::With { items, body } => go!(by; items, body),
            StmtKind::Match { subject, cases } => go!(by; subject, cases),
            StmtKind::Def(id) => id.go(by),
            StmtKind::Class(id) => id.go(by),
            StmtKind::Return(value) | StmtKind::Raise(value) => value.go(by),
            StmtKind::Import(modules) => modules.go(by),
            StmtKind::ImportFrom(import) => import.go(by),
            StmtKind::Delete(targets) => targets.go(by),
            StmtKind::Assert { test, message } => go!(by; test, message),
            StmtKind::Break | StmtKind::Continue | StmtKind::Pass => {}
        }
    }
}

impl Movable for Handler {
    fn go(&mut self, by: Move) {
        let Handler { exception, name, body } = self;
        go!(by; exception, name, body);
    }
}

impl Movable for Case {
    fn go(&mut self, by: Move) {
        let Case { values, irrefutable: _, binds, guard, body } = self;
        go!(by; values, binds, guard, body);
    }
}

impl Movable for ImportedModule {
    fn go(&mut self, by: Move) {
        let ImportedModule { path, alias } = self;
        go!(by; path, alias);
    }
}

impl Movable for ImportFrom {
    fn go(&mut self, by: Move) {
        let ImportFrom { level: _, path, names, star } = self;
        go!(by; path, names, star);
    }
}

impl Movable for Expr {
    fn go(&mut self, by: Move) {
        self.span.go(by);
        match &mut *self.kind {
            ExprKind::Name(_)
            | ExprKind::Int(_)
            | ExprKind::Number
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Ellipsis => {}
            ExprKind::Str(text) => text.go(by),
            ExprKind::Attribute { value, attr } => go!(by; value, attr),
            ExprKind::Subscript { value, index } => go!(by; value, index),
            ExprKind::Slice(parts)
            | ExprKind::List(parts)
            | ExprKind::Tuple(parts)
            | ExprKind::Set(parts)
            | ExprKind::Error(parts) => parts.go(by),
            ExprKind::Call(call) => call.go(by),
            ExprKind::Dict(items) => items.go(by),
            ExprKind::Lambda(id) => id.go(by),
            ExprKind::IfExp { test, body, orelse } => go!(by; test, body, orelse),
            ExprKind::BoolOp { is_or: _, left, right } | ExprKind::Binary { op: _, left, right } => {
                go!(by; left, right);
            }
            ExprKind::Not(value) | ExprKind::Unary(value) | ExprKind::Starred(value) | ExprKind::Await(value) => {
                value.go(by);
            }
            ExprKind::Compare { left, rest } => go!(by; left, rest),
            ExprKind::Comprehension { kind: _, element, key, generators } => go!(by; element, key, generators),
            ExprKind::Walrus { target, value } => go!(by; target, value),
            ExprKind::Yield(value) => value.go(by),
        }
    }
}

impl Movable for Generator {
    fn go(&mut self, by: Move) {
        let Generator { target, iter, conditions } = self;
        go!(by; target, iter, conditions);
    }
}

impl Movable for Call {
    fn go(&mut self, by: Move) {
        let Call { func, args, parens, trailing_comma: _ } = self;
        go!(by; func, args, parens);
    }
}

impl Movable for Arg {
    fn go(&mut self, by: Move) {
        let Arg { span, kind, value } = self;
        if let ArgKind::Keyword(name) = kind {
            name.go(by);
        }
        go!(by; span, value);
    }
}

impl Movable for DictItem {
    fn go(&mut self, by: Move) {
        let DictItem { span, key, value } = self;
        go!(by; span, key, value);
    }
}

impl Movable for StrLit {
    fn go(&mut self, by: Move) {
        let StrLit { text: _, chunks, holes, bytes: _ } = self;
        chunks.iter_mut().for_each(|chunk| chunk.host.go(by));
        for FHole { at: _, span, value, plain: _ } in holes {
            go!(by; span, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Replaced;
    use crate::syntax::python::{parse, read, read_edited};

    const TEXT: &str = r#"import a.b, c as d  # beside (
# above "
from .e import f as g, h
x: int = lambda one, *two: one
@deco(1)
def outer(first, *, second: str = f"{x}é{x!r}", **rest):
    for i, j in zip(a, b):
        yield [k async for k in i if (n := k)]
    else:
        global x
    def inner(): return lambda: {**rest, "k": -1}
class C(Base, key=lambda: 0):
    def method(self): pass
try:
    with open(p) as q, r: assert q, "no"
except (A, B) as error:
    raise error
finally:
    del x[1:2], y
match x:
    case 1 | 2 if y: z += await w
    case _: pass
while not (a < b == c): x = y if z else (*w, "s" 't\\n')
"#;

    const TYPED: [&str; 11] = [
        "x = lambda: 1\n",
        "def f():\n    class D: pass\n",
        "# no\n",
        "    pass\n",
        "(\n",
        "\"\"\"\n",
        "\\\n",
        "]",
        "x = [  # (\n",
        "x = '''\n'''\n",
        " +",
    ];

    /// Whatever is written or removed at starts of lines and elsewhere, what is kept is what would be read.
    #[test]
    fn what_is_kept_is_what_would_be_read() {
        let starts = TEXT.match_indices('\n').map(|(at, _)| at + 1);
        let elsewhere = (0..TEXT.len()).step_by(7).filter(|at| TEXT.is_char_boundary(*at));
        let places: Vec<usize> = starts.chain(elsewhere).collect();
        let mut kept = 0;
        for at in places {
            for typed in TYPED {
                let after = format!("{}{typed}{}", &TEXT[..at], &TEXT[at..]);
                for (old, new) in [(TEXT, after.as_str()), (after.as_str(), TEXT)] {
                    let (start, old_len, new_len) = match old.len() < new.len() {
                        true => (at, 0, typed.len()),
                        false => (at, typed.len(), 0),
                    };
                    let (start, old_end) = (start as u32, (start + old_len) as u32);
                    let edit = Replaced { start, old_end, new_end: start + new_len as u32 };
                    let before = read(old);
                    kept += usize::from(!before.pieces.is_empty());
                    let facts = read_edited(&parse(new, None), new, Some((before, edit)));
                    assert_eq!(facts, read(new), "{typed:?} at {at}, from {} to {} bytes", old.len(), new.len());
                }
            }
        }
        assert!(kept > 1_000, "{kept}");
    }
}
