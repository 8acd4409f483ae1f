//! What crosswire keeps of a script: statements and expressions without trivia, every one with its span, every
//! name resolved to the declaration that it means.
//!
//! A half-typed file still gives facts: what does not parse becomes [`ExprKind::Error`] with the parts that
//! do, and stands in [`ScriptFacts::errors`].

use std::sync::Arc;

use crate::text::Span;

/// The facts of one script.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScriptFacts {
    /// The module's statements.
    pub body: Vec<Stmt>,
    /// Every function of the script, arrows and methods included; a [`FuncId`] is an index here.
    pub functions: Vec<Function>,
    /// Every class of the script; a [`ClassId`] is an index here.
    pub classes: Vec<Class>,
    /// Every declaration of a name; a [`BindingId`] is an index here.
    pub bindings: Vec<Binding>,
    /// What the module exports, `default` included.
    pub exports: Vec<Export>,
    /// The modules of `export * from "…"`.
    pub star_exports: Vec<StrLit>,
    /// Every module that an `import` or `export … from` names.
    pub imports: Vec<StrLit>,
    /// Which module declarations the statements of the top level name, for every statement that is more than
    /// declarations: `api.set = …` names `api`. Sorted.
    pub mentions: Vec<(BindingId, u32)>,
    /// Every comment, in order.
    pub comments: Vec<Comment>,
    /// Where it does not parse, with what is wrong in words.
    pub errors: Vec<(Span, String)>,
    /// Holes that stand as code, and not inside a string, a template or a comment.
    pub code_holes: Vec<Span>,
    /// What is nested too deeply to be read.
    pub too_deep: Vec<Span>,
}

impl ScriptFacts {
    /// The function of an id of these facts.
    pub fn function(&self, id: FuncId) -> &Function {
        &self.functions[id.0 as usize]
    }

    /// The class of an id of these facts.
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.0 as usize]
    }

    /// The declaration of an id of these facts.
    pub fn binding(&self, id: BindingId) -> &Binding {
        &self.bindings[id.0 as usize]
    }
}

/// An index into [`ScriptFacts::functions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FuncId(pub u32);

/// An index into [`ScriptFacts::classes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub u32);

/// An index into [`ScriptFacts::bindings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(pub u32);

/// A comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// The whole comment, its `//` or `/* */` included.
    pub span: Span,
    /// Whether nothing but white space stands before it on its line.
    pub own_line: bool,
}

/// A declared name.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// The name.
    pub name: Arc<str>,
    /// Where it is declared.
    pub span: Span,
    /// The function whose call makes the variable; none for the module's own.
    pub owner: Option<FuncId>,
    /// Whether anything but its declaration assigns to it.
    pub reassigned: bool,
    /// What it imports, for an imported name.
    pub import: Option<Import>,
}

/// Where an imported name comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The module, as written.
    pub source: StrLit,
    /// The name that the module exports it under; none for the module as an object (`* as ns`).
    pub name: Option<Arc<str>>,
}

/// Something a module exports.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// The name that importers use; `default` for the default export.
    pub name: Arc<str>,
    /// Where the export is written.
    pub span: Span,
    /// What is exported.
    pub of: Exported,
}

/// What an export hands out.
#[derive(Clone, Debug, PartialEq)]
pub enum Exported {
    /// A declaration of the module.
    Local(Name),
    /// A name of another module.
    From(Import),
}

/// A name and its span.
#[derive(Clone, Debug, PartialEq)]
pub struct Ident {
    /// The name.
    pub name: Arc<str>,
    /// Its bytes.
    pub span: Span,
}

/// A name that is used or declared, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name.
    pub text: Arc<str>,
    /// Its bytes.
    pub span: Span,
    /// Its declaration; none for a global of the page.
    pub binding: Option<BindingId>,
}

/// A function, method, accessor or arrow.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its own name.
    pub name: Option<Name>,
    /// The name that it goes by where it has none of its own: the variable's or the property's.
    pub label: Option<Arc<str>>,
    /// The whole function.
    pub span: Span,
    /// All before its body: `function name(a, b)` or `(a, b)`.
    pub head: Span,
    /// Its parameters in order; a rest parameter is a [`PatternKind::Rest`].
    pub params: Vec<Pattern>,
    /// Its body; an arrow's expression is one [`StmtKind::Return`].
    pub body: Vec<Stmt>,
    /// Whether it takes `this` from around it.
    pub is_arrow: bool,
    /// Whether it is `async`.
    pub is_async: bool,
    /// The function around it.
    pub parent: Option<FuncId>,
}

/// A class.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Its name.
    pub name: Option<Name>,
    /// The whole class.
    pub span: Span,
    /// What it extends.
    pub superclass: Option<Expr>,
    /// Its members in order.
    pub members: Vec<Member>,
}

/// A member of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name; a private one keeps its `#`. A `static {}` block has none.
    pub key: Option<PropKey>,
    /// Whether it belongs to the class and not to its instances.
    pub is_static: bool,
    /// What it is.
    pub kind: MemberKind,
}

/// The kinds of class member.
#[derive(Clone, Debug, PartialEq)]
pub enum MemberKind {
    /// A method; the constructor is the one of that name.
    Method(FuncId),
    /// A getter.
    Getter(FuncId),
    /// A setter of the language (`set x(v)`), which has nothing to do with Streamlit's.
    Accessor(FuncId),
    /// A field and its first value.
    Field(Option<Expr>),
    /// A `static {}` block.
    Block(Vec<Stmt>),
}

/// The name of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum PropKey {
    /// Written out, quoted or not; the span is without quotes.
    Name(Ident),
    /// `[expression]`.
    Computed(Expr),
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
    /// `typeof x`, `-x` and their like.
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
