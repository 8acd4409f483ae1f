//! Expressions.

use std::sync::Arc;

use super::{ClassId, FuncId, Ident, Name, Pattern, PropKey};
use crate::text::Span;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// The whole expression, without parentheses around it.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A name.
    Name(Name),
    /// `this`.
    This,
    /// `super`.
    Super,
    /// A string.
    Str(StrLit),
    /// A template.
    Template(Box<Template>),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `null` or `undefined`.
    Nullish,
    /// A regular expression, `import.meta`, `new.target`.
    Opaque,
    /// `object.property`, `object?.property`.
    Member {
        /// The object.
        object: Box<Expr>,
        /// The property; a private one keeps its `#`.
        property: Ident,
        /// Whether it is `?.`.
        optional: bool,
    },
    /// `object[index]`, `object?.[index]`.
    Index {
        /// The object.
        object: Box<Expr>,
        /// The index.
        index: Box<Expr>,
        /// Whether it is `?.`.
        optional: bool,
    },
    /// A call.
    Call(Box<Call>),
    /// `new`.
    New(Box<Call>),
    /// A template behind a tag: a call of the tag with values that are not known to be kept apart.
    Tagged {
        /// The tag.
        tag: Box<Expr>,
        /// The template.
        template: Box<Template>,
    },
    /// An object literal.
    Object(Vec<Prop>),
    /// An array literal; a hole is none.
    Array(Vec<Option<Arg>>),
    /// A function expression or an arrow.
    Function(FuncId),
    /// A class expression.
    Class(ClassId),
    /// `target = value`, `target op= value`.
    Assign {
        /// What is assigned to.
        target: Box<Pattern>,
        /// How.
        op: AssignOp,
        /// The value.
        value: Box<Expr>,
    },
    /// `x++` and its like.
    Update(Box<Expr>),
    /// `!x`.
    Not(Box<Expr>),
    /// `typeof x`.
    TypeOf(Box<Expr>),
    /// `-x`, `void x` and their like.
    Unary(Box<Expr>),
    /// `a + b + c`: operands of one left-to-right chain of the same operator.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// The operands, two or more.
        operands: Vec<Expr>,
    },
    /// `test ? then : orelse`.
    Conditional {
        /// The test.
        test: Box<Expr>,
        /// The value when it holds.
        then: Box<Expr>,
        /// The value when it does not.
        orelse: Box<Expr>,
    },
    /// `a, b`.
    Sequence(Vec<Expr>),
    /// `await x`.
    Await(Box<Expr>),
    /// `yield x`.
    Yield(Option<Box<Expr>>),
    /// `import(…)`, with its argument.
    Import(Option<Box<Expr>>),
    /// A JSX element or fragment.
    Jsx(Box<Jsx>),
    /// Text that does not parse, with the expressions that do inside it.
    Error(Vec<Expr>),
}

/// How an assignment assigns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignOp {
    /// `=`
    Set,
    /// `||=`, `&&=`, `??=`
    Logical,
    /// `+=` and all that make a new primitive.
    Compute,
}

/// Binary operators, as far as a follower of values tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `||`
    Or,
    /// `&&`
    And,
    /// `??`
    Coalesce,
    /// `===`, `==`
    Equal,
    /// `!==`, `!=`
    NotEqual,
    /// Any other; its value is a primitive.
    Other,
}

/// A call, or the arguments of a `new`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What is called.
    pub callee: Expr,
    /// The arguments in order.
    pub args: Vec<Arg>,
    /// Whether it is `?.()`.
    pub optional: bool,
}

/// An argument, or an element of an array.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg {
    /// Whether it is `...value`.
    pub spread: bool,
    /// The value.
    pub value: Expr,
}

/// A property of an object literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Prop {
    /// `key: value`, `key`, `key() {}`.
    Value(PropKey, Expr),
    /// `get key() {}`.
    Getter(PropKey, FuncId),
    /// `set key(v) {}`.
    Accessor(PropKey, FuncId),
    /// `...value`.
    Spread(Expr),
}

/// A string after its escapes.
#[derive(Clone, Debug, PartialEq)]
pub struct StrLit {
    /// The text, escapes resolved.
    pub text: Arc<str>,
    /// Where it is written, without quotes.
    pub content: Span,
    /// Whether the text is known: no hole lies in it.
    pub known: bool,
}

/// A template: texts with expressions between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The texts: always one more than the expressions, empty ones included.
    pub texts: Vec<StrLit>,
    /// The expressions.
    pub values: Vec<Expr>,
    /// All between the backticks.
    pub content: Span,
}

/// A JSX element or fragment.
#[derive(Clone, Debug, PartialEq)]
pub struct Jsx {
    /// The component that is mounted; none for a fragment and for an element of HTML.
    pub component: Option<Expr>,
    /// The attributes.
    pub attributes: Vec<JsxAttribute>,
    /// The expressions and elements inside.
    pub children: Vec<Expr>,
}

/// An attribute of a JSX element.
#[derive(Clone, Debug, PartialEq)]
pub enum JsxAttribute {
    /// `name={value}`; none stands for `true`.
    Value(Ident, Option<Expr>),
    /// `{...value}`.
    Spread(Expr),
}
