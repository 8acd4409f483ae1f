//! Statements.

use tree_sitter::Node;

use super::super::hir::{Declarator, Expr, Stmt, StmtKind, VarScope};
use super::super::kinds::{Field, Kind};
use super::{Lowering, missing, span};

impl<'t> Lowering<'t> {
    /// The statements directly in a program, a block, a case or a node that does not parse.
    pub(super) fn statements(&mut self, node: Node<'t>) -> Vec<Stmt> {
        let children = self.children(node);
        let mut list = Vec::with_capacity(children.0.len());
        for child in children.named() {
            self.statement(child, &mut list);
        }
        list
    }

    /// The body of a loop or a branch: a block's statements, or the one statement.
    fn body(&mut self, node: Option<Node<'t>>) -> Vec<Stmt> {
        let mut list = Vec::new();
        match node {
            Some(node) if self.kind(node) == Kind::StatementBlock => return self.block(node),
            Some(node) => self.statement(node, &mut list),
            None => {}
        }
        list
    }

    pub(super) fn block(&mut self, node: Node<'t>) -> Vec<Stmt> {
        self.deeper(node, |this| this.statements(node)).unwrap_or_default()
    }

    /// Lowers one statement; an export of several things or a part that does not parse may become several.
    fn statement(&mut self, node: Node<'t>, list: &mut Vec<Stmt>) {
        match self.kind(node) {
            Kind::Error => list.extend(self.deeper(node, |this| this.statements(node)).unwrap_or_default()),
            Kind::Export => self.export(node, list),
            Kind::ImportStatement => self.import(node),
            _ => {
                let kind = self.deeper(node, |this| this.statement_kind(node)).unwrap_or(StmtKind::Empty);
                if kind != StmtKind::Empty {
                    list.push(Stmt { span: span(node), kind });
                }
            }
        }
    }

    pub(super) fn statement_kind(&mut self, node: Node<'t>) -> StmtKind {
        match self.kind(node) {
            Kind::ExpressionStatement => match self.children(node).first_named() {
                Some(inner) if self.kind(inner) == Kind::InternalModule => self.namespace(inner),
                Some(inner) => StmtKind::Expr(self.expr(inner)),
                None => StmtKind::Empty,
            },
            Kind::LexicalDeclaration | Kind::Using => self.declaration(node, VarScope::Block),
            Kind::VariableDeclaration => self.declaration(node, VarScope::Function),
            Kind::FunctionDeclaration | Kind::GeneratorDeclaration => StmtKind::Function(self.function(node)),
            Kind::EnumDeclaration => self.enumeration(node),
            Kind::InternalModule | Kind::NamespaceModule => self.namespace(node),
            Kind::ClassDeclaration | Kind::AbstractClass => StmtKind::Class(self.class(node)),
            Kind::Return => StmtKind::Return(self.children(node).first_named().map(|value| self.expr(value))),
            Kind::If => self.if_statement(node),
            Kind::For => self.for_statement(node),
            Kind::ForIn => self.for_in(node),
            Kind::While | Kind::Do => {
                let children = self.children(node);
                StmtKind::While {
                    test: self.field_expr(node, children.field(Field::Condition)),
                    body: self.body(children.field(Field::Body)),
                    body_first: self.kind(node) == Kind::Do,
                }
            }
            Kind::Switch => self.switch(node),
            Kind::Try => self.try_statement(node),
            Kind::Throw => {
                let value = self.children(node).first_named();
                StmtKind::Throw(self.field_expr(node, value))
            }
            Kind::StatementBlock => StmtKind::Block(self.statements(node)),
            Kind::Labeled | Kind::With => {
                let body = self.children(node).field(Field::Body);
                StmtKind::Block(self.body(body))
            }
            Kind::Break | Kind::Continue => StmtKind::Jump,
            Kind::Other => StmtKind::Empty,
            // In a part that does not parse, expressions stand where statements should.
            _ => StmtKind::Expr(self.expr(node)),
        }
    }

    fn declaration(&mut self, node: Node<'t>, scope: VarScope) -> StmtKind {
        let children = self.children(node);
        let mut list = Vec::with_capacity(1);
        for (_, kind, child) in children.0 {
            if kind != Kind::VariableDeclarator {
                continue;
            }
            let parts = self.children(child);
            let Some(target) = parts.field(Field::Name) else { continue };
            let target = self.pattern(target);
            let value = parts.field(Field::Value).map(|value| self.expr_named_by(value, &target));
            list.push(Declarator { target, value });
        }
        StmtKind::Declare { scope, list }
    }

    fn if_statement(&mut self, first: Node<'t>) -> StmtKind {
        let mut branches = Vec::new();
        let mut orelse = Vec::new();
        let mut next = Some(first);
        while let Some(node) = next.take() {
            let children = self.children(node);
            let test = self.field_expr(node, children.field(Field::Condition));
            branches.push((test, self.body(children.field(Field::Consequence))));
            let Some(alternative) = children.field(Field::Alternative) else { break };
            match self.children(alternative).first_named() {
                Some(inner) if self.kind(inner) == Kind::If => next = Some(inner),
                inner => orelse = self.body(inner),
            }
        }
        StmtKind::If { branches, orelse }
    }

    fn for_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let mut init = Vec::new();
        if let Some(first) = children.field(Field::Initializer) {
            self.statement(first, &mut init);
        }
        let test = children.fields(Field::Condition).find(|part| part.is_named());
        StmtKind::For {
            init,
            test: test.map(|test| self.test(test)),
            update: children.field(Field::Increment).map(|update| self.expr(update)),
            body: self.body(children.field(Field::Body)),
        }
    }

    fn test(&mut self, node: Node<'t>) -> Expr {
        match self.kind(node) {
            Kind::ExpressionStatement => {
                let inner = self.children(node).first_named();
                self.field_expr(node, inner)
            }
            _ => self.expr(node),
        }
    }

    fn for_in(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let declares = children.field(Field::Kind).map(|kind| match self.source(kind) {
            "var" => VarScope::Function,
            _ => VarScope::Block,
        });
        let target = match children.field(Field::Left) {
            Some(left) => self.pattern(left),
            None => self.place(node),
        };
        StmtKind::ForEach {
            keys: children.field(Field::Operator).is_some_and(|operator| self.kind(operator) != Kind::Of),
            declares,
            target,
            iter: self.field_expr(node, children.field(Field::Right)),
            body: self.body(children.field(Field::Body)),
        }
    }

    fn switch(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let subject = self.field_expr(node, children.field(Field::Value));
        let mut cases = Vec::new();
        let body = children.field(Field::Body).map(|body| self.children(body));
        for (_, kind, case) in body.map(|body| body.0).unwrap_or_default() {
            if !matches!(kind, Kind::SwitchCase | Kind::SwitchDefault) {
                continue;
            }
            let parts = self.children(case);
            let test = parts.field(Field::Value).map(|value| self.expr(value));
            let mut list = Vec::new();
            for stmt in parts.fields(Field::Body) {
                self.statement(stmt, &mut list);
            }
            cases.push((test, list));
        }
        StmtKind::Switch { subject, cases }
    }

    fn try_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let body = self.body(children.field(Field::Body));
        let catch = children.field(Field::Handler).map(|handler| self.children(handler));
        let param = catch.as_ref().and_then(|catch| catch.field(Field::Parameter)).map(|param| self.pattern(param));
        let handler = self.body(catch.and_then(|catch| catch.field(Field::Body)));
        let finally = children.field(Field::Finalizer).map(|finalizer| self.children(finalizer));
        let finally = self.body(finally.and_then(|finally| finally.field(Field::Body)));
        StmtKind::Try { body, param, handler, finally }
    }

    /// The expression of a field that the grammar requires, wherever a half-typed script lacks it.
    pub(super) fn field_expr(&mut self, parent: Node<'t>, node: Option<Node<'t>>) -> Expr {
        match node {
            Some(node) => self.expr(node),
            None => missing(span(parent)),
        }
    }
}
