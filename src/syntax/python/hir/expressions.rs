//! Expressions, and the literals, calls and displays in them.

use super::{FuncId, Ident};
use crate::text::Span;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// The whole expression, without parentheses around it.
    pub span: Span,
    /// What it is.
    pub kind: Box<ExprKind>,
}

/// The kinds of expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A name.
    Name(String),
    /// A string, f-string or bytes literal, implicit concatenation included.
    Str(StrLit),
    /// An integer that fits, with its value.
    Int(i64),
    /// Any other number; the text is in the source.
    Number,
    /// `True` or `False`.
    Bool(bool),
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `value.attr`.
    Attribute {
        /// The object.
        value: Expr,
        /// The attribute.
        attr: Ident,
    },
    /// `value[index]`; several indices are a tuple.
    Subscript {
        /// The object.
        value: Expr,
        /// The index.
        index: Expr,
    },
    /// `lower:upper:step` inside a subscript.
    Slice(Vec<Expr>),
    /// A call.
    Call(Call),
    /// A list display.
    List(Vec<Expr>),
    /// A tuple display.
    Tuple(Vec<Expr>),
    /// A set display.
    Set(Vec<Expr>),
    /// A dict display.
    Dict(Vec<DictItem>),
    /// A lambda.
    Lambda(FuncId),
    /// `body if test else orelse`.
    IfExp {
        /// The test.
        test: Expr,
        /// The value when it holds.
        body: Expr,
        /// The value when it does not.
        orelse: Expr,
    },
    /// `left and right` or `left or right`.
    BoolOp {
        /// Whether it is `or`.
        is_or: bool,
        /// Left operand.
        left: Expr,
        /// Right operand.
        right: Expr,
    },
    /// `not x`.
    Not(Expr),
    /// `-x`, `+x`, `~x`.
    Unary(Expr),
    /// A binary operation. A long chain of `+` is nested in halves and not to the left.
    Binary {
        /// The operator.
        op: BinOp,
        /// Left operand.
        left: Expr,
        /// Right operand.
        right: Expr,
    },
    /// A comparison chain: the first operand, then operators with theirs.
    Compare {
        /// The first operand.
        left: Expr,
        /// The rest.
        rest: Vec<(CompareOp, Expr)>,
    },
    /// A comprehension or generator expression.
    Comprehension {
        /// What it builds.
        kind: CompKind,
        /// The element, or a dict comprehension's value.
        element: Expr,
        /// A dict comprehension's key.
        key: Option<Expr>,
        /// The `for` clauses with their `if`s.
        generators: Vec<Generator>,
    },
    /// `name := value`.
    Walrus {
        /// The name.
        target: Ident,
        /// The value.
        value: Expr,
    },
    /// `*x` in a display or on an assignment's left side.
    Starred(Expr),
    /// `await x`.
    Await(Expr),
    /// `yield x`, `yield from x`.
    Yield(Option<Expr>),
    /// Text that does not parse, with the expressions that do inside it.
    Error(Vec<Expr>),
}

/// What a comprehension builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompKind {
    /// A list.
    List,
    /// A set.
    Set,
    /// A dict.
    Dict,
    /// A generator.
    Generator,
}

/// A `for … in … if …` clause of a comprehension.
#[derive(Clone, Debug, PartialEq)]
pub struct Generator {
    /// The loop variable or variables.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// The conditions.
    pub conditions: Vec<Expr>,
}

/// Binary operators that matter to a follower of values; the rest are `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinOp {
    /// `+`
    Add,
    /// `%`
    Mod,
    /// `/`
    Div,
    /// `|`
    BitOr,
    /// `*`
    Mul,
    /// Any other.
    Other,
}

/// Comparison operators that matter to a follower of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    /// `==`
    Eq,
    /// `!=`
    NotEq,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `<`, `>=` and their like.
    Order,
}

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What is called.
    pub func: Expr,
    /// The arguments in order.
    pub args: Vec<Arg>,
    /// The parentheses and all between them.
    pub parens: Span,
    /// Whether a comma stands after the last argument.
    pub trailing_comma: bool,
}

/// An argument of a call, or a base of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg {
    /// The whole argument, name and stars included.
    pub span: Span,
    /// How it is given.
    pub kind: ArgKind,
    /// Its value.
    pub value: Expr,
}

/// How an argument is given.
#[derive(Clone, Debug, PartialEq)]
pub enum ArgKind {
    /// By position.
    Positional,
    /// `name=value`.
    Keyword(Ident),
    /// `*value`.
    Star,
    /// `**value`; also text that does not parse, since it may hold any argument.
    DoubleStar,
}

/// One item of a dict display.
#[derive(Clone, Debug, PartialEq)]
pub struct DictItem {
    /// The whole item.
    pub span: Span,
    /// The key; none for `**value`, and for text that does not parse, since it may hold any item.
    pub key: Option<Expr>,
    /// The value.
    pub value: Expr,
}

/// A string literal after its escapes: one text over all its implicitly concatenated parts.
///
/// `text` holds the literal text only. An f-string's holes are zero-width in it and stand in `holes`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StrLit {
    /// The text, escapes resolved, CRLF read as `\n` as Python does.
    pub text: String,
    /// Where each run of `text` is written, in order and without gaps.
    pub chunks: Vec<Chunk>,
    /// Holes of f-strings, by their place in `text`.
    pub holes: Vec<FHole>,
    /// Whether it is a bytes literal.
    pub bytes: bool,
}

/// A run of a literal's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The bytes of [`StrLit::text`].
    pub inner: Span,
    /// The bytes of the file.
    pub host: Span,
    /// Whether the two are the same bytes; else the run stands for the host bytes as one unit.
    pub verbatim: bool,
}

/// A `{…}` of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub struct FHole {
    /// Its place in [`StrLit::text`].
    pub at: u32,
    /// The braces and all between them.
    pub span: Span,
    /// The expression.
    pub value: Expr,
    /// Whether it has neither a conversion nor a format, so that a string goes in unchanged.
    pub plain: bool,
}
