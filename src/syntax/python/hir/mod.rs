//! What crosswire keeps of a Python file: statements and expressions without trivia, every one with its span.
//!
//! A half-typed file still gives facts: what does not parse becomes [`ExprKind::Error`] with the parts that
//! do, and stands in [`PythonFacts::errors`].

mod expressions;

pub use self::expressions::{
    Arg, ArgKind, BinOp, Call, Chunk, CompKind, CompareOp, DictItem, Expr, ExprKind, FHole, Generator, StrLit,
};
use crate::text::Span;

/// The facts of one Python file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PythonFacts {
    /// The module's statements.
    pub body: Vec<Stmt>,
    /// Every `def` and `lambda` of the file; a [`FuncId`] is an index here.
    pub functions: Vec<Function>,
    /// Every `class` of the file; a [`ClassId`] is an index here.
    pub classes: Vec<Class>,
    /// Every comment of the file, without the `#`, in order.
    pub comments: Vec<Comment>,
    /// Where the file does not parse; empty spans are places where something is not typed yet.
    pub errors: Vec<Span>,
    /// For each statement of the module, how many definitions end with it; empty where not all of it parses. By
    /// that, statements that an edit leaves alone are kept.
    pub pieces: Vec<PieceEnd>,
}

/// How many functions and classes a file has up to some place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PieceEnd {
    /// Functions.
    pub functions: u32,
    /// Classes.
    pub classes: u32,
}

impl PythonFacts {
    /// Notes the end of a statement of the module.
    pub(super) fn end_piece(&mut self) {
        let (functions, classes) = (self.functions.len() as u32, self.classes.len() as u32);
        self.pieces.push(PieceEnd { functions, classes });
    }
}

/// A comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// From the `#` to the end of the line.
    pub span: Span,
    /// Whether nothing but white space stands before it on its line.
    pub own_line: bool,
}

/// An index into [`PythonFacts::functions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FuncId(pub u32);

/// An index into [`PythonFacts::classes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub u32);

/// A name and its span; empty where it is not typed yet (`result.`).
#[derive(Clone, Debug, PartialEq)]
pub struct Ident {
    /// The name.
    pub name: String,
    /// Its bytes.
    pub span: Span,
}

/// A `def` or a `lambda`.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its name; none for a lambda.
    pub name: Option<Ident>,
    /// The whole definition, decorators left out.
    pub span: Span,
    /// Its parameters in order.
    pub params: Vec<Param>,
    /// Its body; a lambda's is one [`StmtKind::Return`].
    pub body: Vec<Stmt>,
    /// Whether it is `async def`.
    pub is_async: bool,
    /// Whether its own body holds a `yield`.
    pub is_generator: bool,
    /// Its decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// Names that a `global` in its own body declares.
    pub globals: Vec<String>,
    /// Names that a `nonlocal` in its own body declares.
    pub nonlocals: Vec<String>,
    /// Every name its own body binds (parameters, assignments, loops, imports, definitions …),
    /// without those of `globals` and `nonlocals`.
    pub locals: Vec<String>,
    /// The names that its body uses and does not bind, sorted; those of bodies in it too. None where one of them
    /// imports something, or assigns to names outside.
    pub outside: Option<Vec<String>>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: Ident,
    /// How it takes arguments.
    pub kind: ParamKind,
    /// Its default.
    pub default: Option<Expr>,
    /// Its annotation.
    pub annotation: Option<Expr>,
}

/// How a parameter takes arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// Before `/`.
    PositionalOnly,
    /// By position or by name.
    Positional,
    /// `*args`.
    Star,
    /// After `*` or `*args`.
    KeywordOnly,
    /// `**kwargs`.
    DoubleStar,
}

/// A class.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Its name.
    pub name: Ident,
    /// The whole definition.
    pub span: Span,
    /// Its bases, keyword arguments included.
    pub bases: Vec<Arg>,
    /// Its body.
    pub body: Vec<Stmt>,
    /// Its decorators, outermost first.
    pub decorators: Vec<Expr>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// The whole statement.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// The kinds of statement.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// An expression on its own.
    Expr(Expr),
    /// `a = b = value`; targets are names, attributes, subscripts, tuples, lists or starred ones of those.
    Assign {
        /// The targets, left to right.
        targets: Vec<Expr>,
        /// The value.
        value: Expr,
    },
    /// `target: annotation = value`.
    AnnAssign {
        /// The target.
        target: Expr,
        /// The annotation.
        annotation: Expr,
        /// The value.
        value: Option<Expr>,
    },
    /// `target op= value`.
    AugAssign {
        /// The target.
        target: Expr,
        /// The operator.
        op: BinOp,
        /// The value.
        value: Expr,
    },
    /// `if`/`elif` branches in order, then the `else` block.
    If {
        /// The tests and their blocks.
        branches: Vec<(Expr, Vec<Stmt>)>,
        /// The `else` block; empty where there is none.
        orelse: Vec<Stmt>,
    },
    /// `for target in iter`.
    For {
        /// The loop variable or variables.
        target: Expr,
        /// What is iterated.
        iter: Expr,
        /// The body.
        body: Vec<Stmt>,
        /// The `else` block.
        orelse: Vec<Stmt>,
    },
    /// `while test`.
    While {
        /// The test.
        test: Expr,
        /// The body.
        body: Vec<Stmt>,
        /// The `else` block.
        orelse: Vec<Stmt>,
    },
    /// `try`.
    Try {
        /// The body.
        body: Vec<Stmt>,
        /// The `except` clauses.
        handlers: Vec<Handler>,
        /// The `else` block.
        orelse: Vec<Stmt>,
        /// The `finally` block.
        finally: Vec<Stmt>,
    },
    /// `with item as target, …`.
    With {
        /// Context expressions and their targets.
        items: Vec<(Expr, Option<Expr>)>,
        /// The body.
        body: Vec<Stmt>,
    },
    /// `match subject`.
    Match {
        /// The subject.
        subject: Expr,
        /// The cases.
        cases: Vec<Case>,
    },
    /// `def`.
    Def(FuncId),
    /// `class`.
    Class(ClassId),
    /// `return`.
    Return(Option<Expr>),
    /// `import a.b, c as d`.
    Import(Vec<ImportedModule>),
    /// `from module import names`.
    ImportFrom(ImportFrom),
    /// `raise`.
    Raise(Option<Expr>),
    /// `del a, b`.
    Delete(Vec<Expr>),
    /// `assert test, message`.
    Assert {
        /// The test.
        test: Expr,
        /// The message.
        message: Option<Expr>,
    },
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `pass`, `global`, `nonlocal`, `type` aliases: nothing to follow.
    Pass,
}

/// An `except` clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// The exception type or tuple of types.
    pub exception: Option<Expr>,
    /// The `as` name.
    pub name: Option<Ident>,
    /// The body.
    pub body: Vec<Stmt>,
}

/// A `case`.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The literal values that the pattern matches, where it is a literal, a dotted name or an `|` of those;
    /// none for any other pattern.
    pub values: Option<Vec<Expr>>,
    /// Whether the pattern takes everything (`_` or a bare name) and there is no guard.
    pub irrefutable: bool,
    /// Names that the pattern binds.
    pub binds: Vec<Ident>,
    /// The guard.
    pub guard: Option<Expr>,
    /// The body.
    pub body: Vec<Stmt>,
}

/// One module of an `import` statement.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedModule {
    /// The dotted path.
    pub path: Vec<Ident>,
    /// The `as` name.
    pub alias: Option<Ident>,
}

/// A `from … import …` statement.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportFrom {
    /// How many leading dots.
    pub level: u32,
    /// The dotted path after the dots; may be empty.
    pub path: Vec<Ident>,
    /// The names and their `as` names.
    pub names: Vec<(Ident, Option<Ident>)>,
    /// The span of the `*`, where that is imported.
    pub star: Option<Span>,
}
