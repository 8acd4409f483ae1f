//! What crosswire keeps of a script: statements and expressions without trivia, every one with its span, every
//! name resolved to the declaration that it means.
//!
//! A half-typed file still gives facts: what does not parse becomes [`ExprKind::Error`] with the parts that
//! do, and stands in [`ScriptFacts::errors`].

use std::sync::Arc;

use crate::text::Span;

mod expressions;
mod statements;

pub use expressions::{Arg, AssignOp, BinaryOp, Call, Expr, ExprKind, Jsx, JsxAttribute, Prop, StrLit, Template};
pub use statements::{Declarator, Pattern, PatternKind, Stmt, StmtKind, VarScope};

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
