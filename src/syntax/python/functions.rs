//! Definitions: functions, lambdas, classes and their parameters.

use tree_sitter::Node;

use super::hir::{Class, ClassId, Expr, FuncId, Function, Ident, Param, ParamKind, Stmt, StmtKind};
use super::kinds::{Kind, kind};
use super::reader::Reader;
use crate::text::Span;

impl<'t> Reader<'t> {
    /// A definition with its decorators.
    pub(super) fn decorated(&mut self, node: Node<'t>) -> StmtKind {
        let mut decorators = Vec::new();
        let mut definition = StmtKind::Pass;
        for child in self.children(node) {
            match kind(child) {
                Kind::Decorator => {
                    let named = self.named_children(child);
                    decorators.extend(named.first().map(|value| self.expr(*value)));
                }
                Kind::FunctionDefinition => definition = self.function(child, std::mem::take(&mut decorators)),
                Kind::ClassDefinition => definition = self.class(child, std::mem::take(&mut decorators)),
                _ => {}
            }
        }
        definition
    }

    /// A `def`.
    pub(super) fn function(&mut self, node: Node<'t>, decorators: Vec<Expr>) -> StmtKind {
        let children = self.children(node);
        let of_kind = |wanted| children.iter().copied().find(|child| kind(*child) == wanted);
        let name = of_kind(Kind::Identifier).map(|name| self.ident(name));
        let params = of_kind(Kind::Parameters).map(|params| self.params(params)).unwrap_or_default();
        if let Some(name) = &name {
            self.scope().bind(name);
        }
        let shell =
            Shell { name, span: self.span(node), params, is_async: of_kind(Kind::AsyncToken).is_some(), decorators };
        StmtKind::Def(self.function_of(shell, |reader| reader.suite(&children)))
    }

    /// A `lambda`.
    pub(super) fn lambda(&mut self, node: Node<'t>) -> FuncId {
        let children = self.named_children(node);
        let of_kind = |wanted| children.iter().copied().find(|child| kind(*child) == wanted);
        let params = of_kind(Kind::LambdaParameters).map(|params| self.params(params)).unwrap_or_default();
        let shell = Shell { name: None, span: self.span(node), params, is_async: false, decorators: Vec::new() };
        self.function_of(shell, |reader| {
            let body = children.last().filter(|body| kind(**body) != Kind::LambdaParameters);
            let Some(value) = body.map(|body| reader.expr(*body)) else { return Vec::new() };
            vec![Stmt { span: value.span, kind: StmtKind::Return(Some(value)) }]
        })
    }

    /// Reads a body in a scope of its own.
    fn function_of(&mut self, shell: Shell, read: impl FnOnce(&mut Self) -> Vec<Stmt>) -> FuncId {
        let (body, scope) = self.in_scope(|reader| {
            for param in &shell.params {
                reader.scope().bind(&param.name);
            }
            read(reader)
        });
        let is_generator = scope.is_generator;
        let names = scope.into_names();
        let Shell { name, span, params, is_async, decorators } = shell;
        self.functions.push(Function {
            name,
            span,
            params,
            body,
            is_async,
            is_generator,
            decorators,
            globals: names.globals,
            nonlocals: names.nonlocals,
            locals: names.locals,
            outside: names.outside,
        });
        FuncId(self.functions.len() as u32 - 1)
    }

    /// A `class`.
    pub(super) fn class(&mut self, node: Node<'t>, decorators: Vec<Expr>) -> StmtKind {
        let children = self.children(node);
        let of_kind = |wanted| children.iter().copied().find(|child| kind(*child) == wanted);
        let span = self.span(node);
        let name = of_kind(Kind::Identifier)
            .map_or(Ident { name: String::new(), span: Span::at(span.start) }, |name| self.ident(name));
        let bases = of_kind(Kind::ArgumentList).map(|bases| self.arguments(bases).args).unwrap_or_default();
        self.scope().bind(&name);
        let (body, _) = self.in_scope(|reader| reader.suite(&children));
        self.classes.push(Class { name, span, bases, body, decorators });
        StmtKind::Class(ClassId(self.classes.len() as u32 - 1))
    }

    fn params(&mut self, node: Node<'t>) -> Vec<Param> {
        let mut params: Vec<Param> = Vec::new();
        let mut by_name_only = false;
        for child in self.named_children(node) {
            match kind(child) {
                Kind::PositionalSeparator => {
                    params.iter_mut().for_each(|param| param.kind = ParamKind::PositionalOnly);
                }
                Kind::KeywordSeparator => by_name_only = true,
                _ => {
                    let Some(mut param) = self.param(child) else { continue };
                    match param.kind {
                        ParamKind::Star => by_name_only = true,
                        ParamKind::Positional if by_name_only => param.kind = ParamKind::KeywordOnly,
                        _ => {}
                    }
                    params.push(param);
                }
            }
        }
        params
    }

    fn param(&mut self, node: Node<'t>) -> Option<Param> {
        let (name, kind_of_param) = self.param_name(node)?;
        let (mut default, mut annotation) = (None, None);
        if matches!(kind(node), Kind::DefaultParameter | Kind::TypedDefaultParameter | Kind::TypedParameter) {
            let mut after_equals = false;
            for child in self.children(node).into_iter().skip(1) {
                match kind(child) {
                    Kind::EqualsToken => after_equals = true,
                    Kind::Type => annotation = Some(self.expr(child)),
                    Kind::Error => {}
                    _ if after_equals && child.is_named() => default = Some(self.expr(child)),
                    _ => {}
                }
            }
        }
        Some(Param { name, kind: kind_of_param, default, annotation })
    }

    /// The name of a parameter, through its stars, default and annotation.
    fn param_name(&mut self, node: Node<'t>) -> Option<(Ident, ParamKind)> {
        let inner = self.named_children(node).first().copied();
        match kind(node) {
            Kind::Identifier => Some((self.ident(node), ParamKind::Positional)),
            Kind::ListSplatPattern => Some((self.ident(inner?), ParamKind::Star)),
            Kind::DictionarySplatPattern => Some((self.ident(inner?), ParamKind::DoubleStar)),
            Kind::DefaultParameter | Kind::TypedDefaultParameter | Kind::TypedParameter => match kind(inner?) {
                Kind::Identifier | Kind::ListSplatPattern | Kind::DictionarySplatPattern => self.param_name(inner?),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A function without its body.
struct Shell {
    name: Option<Ident>,
    span: Span,
    params: Vec<Param>,
    is_async: bool,
    decorators: Vec<Expr>,
}
