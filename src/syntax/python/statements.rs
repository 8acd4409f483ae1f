//! Statements and the blocks they stand in; imports and `match` have files of their own.

use tree_sitter::Node;

use super::expressions::binary_operator;
use super::hir::{Expr, ExprKind, Handler, Ident, PythonFacts, Stmt, StmtKind};
use super::kinds::{Kind, kind};
use super::reader::{Reader, expr, nothing};

impl<'t> Reader<'t> {
    /// The statements of a module or block; those in it that do not parse are kept as far as they do.
    pub(super) fn block(&mut self, node: Node<'t>) -> Vec<Stmt> {
        let mut statements = Vec::new();
        self.block_into(node, &mut statements);
        statements
    }

    /// One statement of the module.
    pub(super) fn top_level(&mut self, node: Node<'t>, facts: &mut PythonFacts) {
        let read = self.deeper(|reader| reader.statement(node));
        facts.body.extend(read);
    }

    fn block_into(&mut self, node: Node<'t>, statements: &mut Vec<Stmt>) {
        self.deeper(|reader| {
            for child in reader.children(node) {
                match kind(child) {
                    Kind::Error => reader.broken(child, statements),
                    kind if kind.is_statement() => statements.push(reader.statement(child)),
                    _ => {}
                }
            }
        });
    }

    /// The block among the children of a compound statement, with what stands broken before it.
    pub(super) fn suite(&mut self, children: &[Node<'t>]) -> Vec<Stmt> {
        let mut statements = Vec::new();
        for child in children {
            match kind(*child) {
                Kind::Block => self.block_into(*child, &mut statements),
                Kind::Error => {
                    self.deeper(|reader| reader.broken(*child, &mut statements));
                }
                _ => {}
            }
        }
        statements
    }

    /// What can be read of text that does not parse: its statements, and its expressions as one error.
    fn broken(&mut self, node: Node<'t>, statements: &mut Vec<Stmt>) {
        let first = statements.len();
        let mut parts = Vec::new();
        for child in self.children(node) {
            match kind(child) {
                Kind::Error => {
                    self.deeper(|reader| reader.broken(child, statements));
                }
                Kind::Block => self.block_into(child, statements),
                kind if kind.is_statement() => statements.push(self.statement(child)),
                kind if kind.is_expression() => parts.push(self.expr(child)),
                _ if child.is_named() => parts.extend(self.parts(child)),
                _ => {}
            }
        }
        if !parts.is_empty() {
            let span = self.span(node);
            statements.insert(first, Stmt { span, kind: StmtKind::Expr(expr(span, ExprKind::Error(parts))) });
        }
    }

    fn statement(&mut self, node: Node<'t>) -> Stmt {
        let kind = match kind(node) {
            Kind::ExpressionStatement => self.expression_statement(node),
            Kind::Assignment => self.assignment(node),
            Kind::AugmentedAssignment => self.augmented(node),
            Kind::IfStatement => self.if_statement(node),
            Kind::ForStatement => self.for_statement(node),
            Kind::WhileStatement => self.while_statement(node),
            Kind::TryStatement => self.try_statement(node),
            Kind::WithStatement => self.with_statement(node),
            Kind::MatchStatement => self.match_statement(node),
            Kind::FunctionDefinition => self.function(node, Vec::new()),
            Kind::ClassDefinition => self.class(node, Vec::new()),
            Kind::DecoratedDefinition => self.decorated(node),
            Kind::ReturnStatement => StmtKind::Return(self.first_operand(node)),
            Kind::RaiseStatement => StmtKind::Raise(self.first_operand(node)),
            Kind::ImportStatement => self.import(node),
            Kind::ImportFromStatement | Kind::FutureImportStatement => self.import_from(node),
            Kind::DeleteStatement => self.delete(node),
            Kind::AssertStatement => self.assert(node),
            Kind::BreakStatement => StmtKind::Break,
            Kind::ContinueStatement => StmtKind::Continue,
            Kind::PassStatement => StmtKind::Pass,
            Kind::GlobalStatement | Kind::NonlocalStatement => self.declaration(node),
            Kind::TypeAliasStatement => self.type_alias(node),
            _ => StmtKind::Expr(self.error(node)),
        };
        Stmt { span: self.span(node), kind }
    }

    fn first_operand(&mut self, node: Node<'t>) -> Option<Expr> {
        self.named_children(node).first().map(|value| self.expr(*value))
    }

    fn expression_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let has_comma = children.iter().any(|child| kind(*child) == Kind::CommaToken);
        let values: Vec<_> = children.into_iter().filter(|child| child.is_named() && !child.is_error()).collect();
        match values.as_slice() {
            [only] if kind(*only) == Kind::Assignment => self.assignment(*only),
            [only] if kind(*only) == Kind::AugmentedAssignment => self.augmented(*only),
            [only] if has_comma => {
                let value = self.expr(*only);
                StmtKind::Expr(expr(value.span, ExprKind::Tuple(vec![value])))
            }
            values => StmtKind::Expr(self.expr_or_tuple(values, self.span(node).end)),
        }
    }

    /// `a = b = value` and `target: annotation = value`.
    fn assignment(&mut self, node: Node<'t>) -> StmtKind {
        let mut targets = Vec::new();
        let mut rest = node;
        loop {
            let mut children = self.named_children(rest);
            let right = if children.len() > 1 { children.pop() } else { None };
            let left = children.first().map(|left| self.expr(*left)).unwrap_or(nothing(self.span(rest).start));
            self.scope().bind_target(&left);
            if let Some(annotation) = children.get(1).copied().filter(|child| kind(*child) == Kind::Type) {
                let value = right.map(|right| self.expr(right));
                return StmtKind::AnnAssign { target: left, annotation: self.expr(annotation), value };
            }
            match right {
                Some(right) if kind(right) == Kind::Type => {
                    return StmtKind::AnnAssign { target: left, annotation: self.expr(right), value: None };
                }
                Some(right) if kind(right) == Kind::Assignment => {
                    targets.push(left);
                    rest = right;
                }
                right => {
                    targets.push(left);
                    let missing_at = self.span(rest).end;
                    let value = right.map_or_else(|| nothing(missing_at), |right| self.expr(right));
                    return StmtKind::Assign { targets, value };
                }
            }
        }
    }

    fn augmented(&mut self, node: Node<'t>) -> StmtKind {
        let mut children = self.children(node);
        children.retain(|child| !child.is_error());
        let [target, op, value] = children.as_slice() else { return StmtKind::Expr(self.error(node)) };
        let target = self.expr(*target);
        self.scope().bind_target(&target);
        StmtKind::AugAssign { target, op: binary_operator(self.node_text(*op)), value: self.expr(*value) }
    }

    fn if_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let mut branches = vec![self.branch(node, &children)];
        let mut orelse = Vec::new();
        for child in &children {
            match kind(*child) {
                Kind::ElifClause => {
                    let clause = self.children(*child);
                    branches.push(self.branch(*child, &clause));
                }
                Kind::ElseClause => orelse = self.clause(*child),
                _ => {}
            }
        }
        StmtKind::If { branches, orelse }
    }

    /// The test and the block of `if`, `elif` and `while`.
    fn branch(&mut self, node: Node<'t>, children: &[Node<'t>]) -> (Expr, Vec<Stmt>) {
        let test = children.iter().find(|child| kind(**child).is_expression());
        let test = test.map_or_else(|| nothing(node.start_byte() as u32), |test| self.expr(*test));
        (test, self.suite(children))
    }

    /// The block of an `else` or `finally`.
    fn clause(&mut self, node: Node<'t>) -> Vec<Stmt> {
        let children = self.children(node);
        self.suite(&children)
    }

    fn orelse(&mut self, children: &[Node<'t>]) -> Vec<Stmt> {
        let clause = children.iter().find(|child| kind(**child) == Kind::ElseClause);
        clause.map(|clause| self.clause(*clause)).unwrap_or_default()
    }

    fn for_statement(&mut self, node: Node<'t>) -> StmtKind {
        let (target, iter) = self.target_and_iter(node);
        self.scope().bind_target(&target);
        let children = self.children(node);
        StmtKind::For { target, iter, body: self.suite(&children), orelse: self.orelse(&children) }
    }

    fn while_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let (test, body) = self.branch(node, &children);
        StmtKind::While { test, body, orelse: self.orelse(&children) }
    }

    fn try_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let body = self.suite(&children);
        let (mut handlers, mut finally) = (Vec::new(), Vec::new());
        let orelse = self.orelse(&children);
        for child in children {
            match kind(child) {
                Kind::ExceptClause => handlers.push(self.handler(child)),
                Kind::FinallyClause => finally = self.clause(child),
                _ => {}
            }
        }
        StmtKind::Try { body, handlers, orelse, finally }
    }

    /// `except exception as name:` with its block.
    fn handler(&mut self, node: Node<'t>) -> Handler {
        let children = self.children(node);
        let (mut exceptions, mut name, mut after_as) = (Vec::new(), None, false);
        for child in &children {
            match kind(*child) {
                Kind::AsToken => after_as = true,
                Kind::AsPattern => {
                    let (exception, target) = self.as_pattern(*child);
                    exceptions.extend(exception);
                    name = target;
                }
                kind if !kind.is_expression() => {}
                _ if after_as => name = Some(*child),
                _ => exceptions.push(*child),
            }
        }
        let name = name.and_then(|name| self.bound_name(name));
        let end = self.span(node).end;
        let exception = (!exceptions.is_empty()).then(|| self.expr_or_tuple(&exceptions, end));
        Handler { exception, name, body: self.suite(&children) }
    }

    /// The nodes on both sides of an `as`.
    fn as_pattern(&mut self, node: Node<'t>) -> (Option<Node<'t>>, Option<Node<'t>>) {
        let sides = self.named_children(node);
        (sides.first().copied(), sides.get(1).copied())
    }

    fn bound_name(&mut self, node: Node<'t>) -> Option<Ident> {
        let target = self.expr(node);
        self.scope().bind_target(&target);
        match *target.kind {
            ExprKind::Name(name) => Some(Ident { name, span: target.span }),
            _ => None,
        }
    }

    fn with_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let mut items = Vec::new();
        for clause in children.iter().filter(|child| kind(**child) == Kind::WithClause) {
            for item in self.named_children(*clause) {
                for value in self.named_children(item) {
                    self.with_item(value, &mut items);
                }
            }
        }
        StmtKind::With { items, body: self.suite(&children) }
    }

    /// A context expression. The parentheses of `with (a as b, c as d):` look like a tuple's.
    fn with_item(&mut self, node: Node<'t>, items: &mut Vec<(Expr, Option<Expr>)>) {
        match kind(node) {
            Kind::AsPattern => {
                let (value, target) = self.as_pattern(node);
                let missing_at = self.span(node).start;
                let value = value.map_or_else(|| nothing(missing_at), |value| self.expr(value));
                let target = target.map(|target| self.expr(target));
                if let Some(target) = &target {
                    self.scope().bind_target(target);
                }
                items.push((value, target));
            }
            Kind::Tuple | Kind::ParenthesizedExpression => {
                let inner = self.named_children(node);
                match inner.iter().any(|item| kind(*item) == Kind::AsPattern) {
                    true => inner.into_iter().for_each(|item| self.with_item(item, items)),
                    false => items.push((self.expr(node), None)),
                }
            }
            _ => items.push((self.expr(node), None)),
        }
    }

    fn delete(&mut self, node: Node<'t>) -> StmtKind {
        let mut targets = Vec::new();
        for child in self.named_children(node) {
            let target = self.expr(child);
            self.scope().bind_target(&target);
            match *target.kind {
                ExprKind::Tuple(items) => targets.extend(items),
                _ => targets.push(target),
            }
        }
        StmtKind::Delete(targets)
    }

    fn assert(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.named_children(node);
        let end = self.span(node).end;
        let test = children.first().map_or_else(|| nothing(end), |test| self.expr(*test));
        StmtKind::Assert { test, message: children.get(1).map(|message| self.expr(*message)) }
    }

    /// `global a, b` and `nonlocal a, b`.
    fn declaration(&mut self, node: Node<'t>) -> StmtKind {
        let is_global = kind(node) == Kind::GlobalStatement;
        for name in self.named_children(node) {
            let name = self.node_text(name).to_owned();
            match is_global {
                true => self.scope().declare_global(name),
                false => self.scope().declare_nonlocal(name),
            }
        }
        StmtKind::Pass
    }

    /// `type X = int`. The grammar also takes `type(x).y = z` for one.
    fn type_alias(&mut self, node: Node<'t>) -> StmtKind {
        let sides = self.named_children(node);
        let [left, right] = sides.as_slice() else { return StmtKind::Expr(self.error(node)) };
        let target = self.expr(*left);
        match *target.kind {
            ExprKind::Name(_) => self.scope().bind_target(&target),
            ExprKind::Subscript { value, .. } => self.scope().bind_target(&value),
            _ => return StmtKind::Assign { targets: vec![self.error(*left)], value: self.expr(*right) },
        }
        StmtKind::Pass
    }
}
