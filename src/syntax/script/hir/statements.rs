//! Statements, and the patterns that they take values apart into.

use super::{ClassId, Expr, FuncId, Name, PropKey};
use crate::text::Span;

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
    /// `const`, `let` and `var`. A default export that is no declaration is one too, of a name that no script
    /// can write.
    Declare {
        /// Where the names live.
        scope: VarScope,
        /// What is declared.
        list: Vec<Declarator>,
    },
    /// A function declaration.
    Function(FuncId),
    /// A class declaration.
    Class(ClassId),
    /// `return`.
    Return(Option<Expr>),
    /// `if`/`else if` branches in order, then the `else` block.
    If {
        /// The tests and their blocks.
        branches: Vec<(Expr, Vec<Stmt>)>,
        /// The `else` block; empty where there is none.
        orelse: Vec<Stmt>,
    },
    /// `for (init; test; update)`.
    For {
        /// What runs before.
        init: Vec<Stmt>,
        /// The test.
        test: Option<Expr>,
        /// What runs after each turn.
        update: Option<Expr>,
        /// The body.
        body: Vec<Stmt>,
    },
    /// `for (target of iter)` and `for (target in iter)`.
    ForEach {
        /// Whether it takes the keys (`in`) and not the elements.
        keys: bool,
        /// Where the names of the target live, if the loop declares them.
        declares: Option<VarScope>,
        /// The loop variable or variables.
        target: Pattern,
        /// What is iterated.
        iter: Expr,
        /// The body.
        body: Vec<Stmt>,
    },
    /// `while` and `do … while`.
    While {
        /// The test.
        test: Expr,
        /// The body.
        body: Vec<Stmt>,
        /// Whether the body runs before the test.
        body_first: bool,
    },
    /// `switch`.
    Switch {
        /// The subject.
        subject: Expr,
        /// The cases; `default` has no test.
        cases: Vec<(Option<Expr>, Vec<Stmt>)>,
    },
    /// `try`.
    Try {
        /// The body.
        body: Vec<Stmt>,
        /// What `catch` binds.
        param: Option<Pattern>,
        /// The `catch` block.
        handler: Vec<Stmt>,
        /// The `finally` block.
        finally: Vec<Stmt>,
    },
    /// `throw`.
    Throw(Expr),
    /// `{ … }`, also behind a label.
    Block(Vec<Stmt>),
    /// `break` or `continue`.
    Jump,
    /// Nothing to follow: imports, exports of names, `;`.
    Empty,
}

/// How far a declared variable reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VarScope {
    /// Over its block (`const`, `let`, `using`).
    Block,
    /// Over its function (`var`).
    Function,
}

/// One `name = value` of a declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct Declarator {
    /// What is declared.
    pub target: Pattern,
    /// Its first value.
    pub value: Option<Expr>,
}

/// What a value is taken apart into: a parameter, a declared name, the left side of `=`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// The whole pattern.
    pub span: Span,
    /// What it is.
    pub kind: PatternKind,
}

impl Pattern {
    /// Shows `see` every name that the pattern binds.
    pub fn names(&self, see: &mut impl FnMut(&Name)) {
        match &self.kind {
            PatternKind::Name(name) => see(name),
            PatternKind::Object { props, rest } => {
                props.iter().for_each(|(_, value)| value.names(see));
                rest.iter().for_each(|rest| rest.names(see));
            }
            PatternKind::Array(elements) => elements.iter().flatten().for_each(|element| element.names(see)),
            PatternKind::Default(target, _) | PatternKind::Rest(target) => target.names(see),
            PatternKind::Place(_) => {}
        }
    }
}

/// The kinds of pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// A name.
    Name(Name),
    /// `{ key: pattern }`; `...rest` is a [`PatternKind::Rest`] in `rest`.
    Object {
        /// The properties.
        props: Vec<(PropKey, Pattern)>,
        /// What takes the others.
        rest: Option<Box<Pattern>>,
    },
    /// `[a, , b]`.
    Array(Vec<Option<Pattern>>),
    /// `pattern = value`.
    Default(Box<Pattern>, Box<Expr>),
    /// `...pattern`.
    Rest(Box<Pattern>),
    /// Any other expression that can be assigned to: `a.b`, `a[b]`.
    Place(Box<Expr>),
}
