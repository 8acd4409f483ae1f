//! Expressions, calls and comprehensions apart.

use tree_sitter::Node;

use super::hir::{BinOp, CompareOp, DictItem, Expr, ExprKind};
use super::kinds::{Kind, kind};
use super::reader::{Reader, expr, nothing};

/// Sums of more terms become balanced trees.
const LONG_SUM: usize = 16;

impl<'t> Reader<'t> {
    /// An expression; an error with what can be read of it where it nests too deeply or is none.
    pub(super) fn expr(&mut self, node: Node<'t>) -> Expr {
        let node = self.without_parentheses(node);
        let span = self.span(node);
        let kind = self.deeper(|reader| reader.expr_kind(node)).unwrap_or(ExprKind::Error(Vec::new()));
        expr(span, kind)
    }

    /// The expressions of several nodes.
    fn exprs(&mut self, nodes: &[Node<'t>]) -> Vec<Expr> {
        nodes.iter().map(|node| self.expr(*node)).collect()
    }

    /// One expression of several nodes: the node itself, or a tuple over all.
    pub(super) fn expr_or_tuple(&mut self, nodes: &[Node<'t>], missing_at: u32) -> Expr {
        match nodes {
            [] => nothing(missing_at),
            [node] => self.expr(*node),
            [first, .., last] => {
                let span = self.host(first.start_byte(), last.end_byte());
                expr(span, ExprKind::Tuple(self.exprs(nodes)))
            }
        }
    }

    /// The node inside parentheses and wrappers that mean nothing by themselves.
    fn without_parentheses(&mut self, mut node: Node<'t>) -> Node<'t> {
        while matches!(kind(node), Kind::ParenthesizedExpression | Kind::Type | Kind::AsPatternTarget) {
            match self.named_children(node).as_slice() {
                [inner] => node = *inner,
                _ => break,
            }
        }
        node
    }

    fn expr_kind(&mut self, node: Node<'t>) -> ExprKind {
        match kind(node) {
            Kind::Identifier if self.span(node).is_empty() => ExprKind::Error(Vec::new()),
            Kind::Identifier => {
                let name = self.node_text(node);
                self.mention(name);
                ExprKind::Name(name.to_owned())
            }
            Kind::String | Kind::ConcatenatedString => self.string(node),
            Kind::Integer => integer(self.node_text(node)),
            Kind::Float => ExprKind::Number,
            Kind::True => ExprKind::Bool(true),
            Kind::False => ExprKind::Bool(false),
            Kind::None => ExprKind::None,
            Kind::Ellipsis => ExprKind::Ellipsis,
            Kind::Attribute => self.attribute(node),
            Kind::Subscript | Kind::GenericType => self.subscript(node),
            Kind::Slice | Kind::List | Kind::ListPattern | Kind::Set => self.display(node),
            Kind::Tuple | Kind::TuplePattern | Kind::ExpressionList | Kind::PatternList => self.display(node),
            Kind::Dictionary => self.dictionary(node),
            Kind::Call => self.call(node),
            Kind::Lambda => ExprKind::Lambda(self.lambda(node)),
            Kind::ConditionalExpression => self.conditional(node),
            Kind::BooleanOperator => self.boolean(node),
            Kind::NotOperator => self.operand(node, ExprKind::Not),
            Kind::UnaryOperator => self.operand(node, ExprKind::Unary),
            Kind::Await => self.operand(node, ExprKind::Await),
            Kind::ListSplat | Kind::ListSplatPattern => self.operand(node, ExprKind::Starred),
            Kind::BinaryOperator | Kind::UnionType => self.binary(node),
            Kind::ComparisonOperator => self.comparison(node),
            Kind::NamedExpression => self.walrus(node),
            Kind::Yield => self.yielded(node),
            Kind::ListComprehension
            | Kind::SetComprehension
            | Kind::DictionaryComprehension
            | Kind::GeneratorExpression => self.comprehension(node),
            _ => ExprKind::Error(self.parts(node)),
        }
    }

    fn attribute(&mut self, node: Node<'t>) -> ExprKind {
        match self.named_children(node).as_slice() {
            [value, attr] => ExprKind::Attribute { value: self.expr(*value), attr: self.ident(*attr) },
            _ => ExprKind::Error(self.parts(node)),
        }
    }

    fn subscript(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let Some((value, rest)) = children.split_first() else { return ExprKind::Error(Vec::new()) };
        let mut indices: Vec<_> = rest.iter().copied().filter(Node::is_named).collect();
        if let [parameter] = indices.as_slice()
            && kind(*parameter) == Kind::TypeParameter
        {
            indices = self.named_children(*parameter);
        }
        let is_tuple = indices.len() == 1 && rest.iter().any(|child| kind(*child) == Kind::CommaToken);
        let value = self.expr(*value);
        let missing_at = self.span(node).end;
        let mut index = self.expr_or_tuple(&indices, missing_at);
        if is_tuple {
            index = expr(index.span, ExprKind::Tuple(vec![index]));
        }
        ExprKind::Subscript { value, index }
    }

    /// A list, tuple, set or slice with the expressions in it; what does not parse is one of them.
    fn display(&mut self, node: Node<'t>) -> ExprKind {
        let mut items = self.children(node);
        items.retain(Node::is_named);
        let items = self.exprs(&items);
        match kind(node) {
            Kind::List | Kind::ListPattern => ExprKind::List(items),
            Kind::Set => ExprKind::Set(items),
            Kind::Slice => ExprKind::Slice(items),
            _ => ExprKind::Tuple(items),
        }
    }

    fn dictionary(&mut self, node: Node<'t>) -> ExprKind {
        let mut items = Vec::new();
        for child in self.children(node) {
            if !child.is_named() {
                continue;
            }
            let span = self.span(child);
            let (key, value) = match kind(child) {
                Kind::Pair => self.pair(child),
                Kind::DictionarySplat => (None, self.only_operand(child)),
                // It may hold any item, as `**` may.
                _ => (None, self.error(child)),
            };
            items.push(DictItem { span, key, value });
        }
        ExprKind::Dict(items)
    }

    /// The key and value of `key: value`.
    pub(super) fn pair(&mut self, node: Node<'t>) -> (Option<Expr>, Expr) {
        match self.named_children(node).as_slice() {
            [key, value] => (Some(self.expr(*key)), self.expr(*value)),
            [key] => (Some(self.expr(*key)), nothing(self.span(node).end)),
            _ => (None, self.error(node)),
        }
    }

    fn conditional(&mut self, node: Node<'t>) -> ExprKind {
        match self.named_children(node).as_slice() {
            [body, test, orelse] => {
                let body = self.expr(*body);
                ExprKind::IfExp { test: self.expr(*test), body, orelse: self.expr(*orelse) }
            }
            _ => ExprKind::Error(self.parts(node)),
        }
    }

    fn boolean(&mut self, node: Node<'t>) -> ExprKind {
        let is_or = self.children(node).iter().any(|child| kind(*child) == Kind::OrToken);
        match self.named_children(node).as_slice() {
            [left, right] => ExprKind::BoolOp { is_or, left: self.expr(*left), right: self.expr(*right) },
            _ => ExprKind::Error(self.parts(node)),
        }
    }

    fn operand(&mut self, node: Node<'t>, of: fn(Expr) -> ExprKind) -> ExprKind {
        of(self.only_operand(node))
    }

    /// The one expression behind an operator.
    pub(super) fn only_operand(&mut self, node: Node<'t>) -> Expr {
        let operands = self.named_children(node);
        self.expr_or_tuple(&operands, self.span(node).end)
    }

    fn binary(&mut self, node: Node<'t>) -> ExprKind {
        let Some((left, op, right)) = self.operands(node) else { return ExprKind::Error(self.parts(node)) };
        if op == "+" {
            let terms = self.terms(node);
            if terms.len() > LONG_SUM {
                return self.sum_kind(&terms);
            }
        }
        ExprKind::Binary { op: binary_operator(op), left: self.expr(left), right: self.expr(right) }
    }

    fn operands(&mut self, node: Node<'t>) -> Option<(Node<'t>, &'t str, Node<'t>)> {
        let mut children = self.children(node);
        children.retain(|child| !child.is_error());
        match children.as_slice() {
            [left, op, right] => Some((*left, self.node_text(*op), *right)),
            _ => None,
        }
    }

    /// What `a + b + … + z` adds up.
    fn terms(&mut self, node: Node<'t>) -> Vec<Node<'t>> {
        let mut terms = Vec::new();
        let mut rest = node;
        while kind(rest) == Kind::BinaryOperator {
            let Some((left, "+", right)) = self.operands(rest) else { break };
            terms.push(right);
            rest = left;
        }
        terms.push(rest);
        terms.reverse();
        terms
    }

    fn sum(&mut self, terms: &[Node<'t>]) -> Expr {
        match terms {
            [only] => self.expr(*only),
            [first, .., last] => {
                let span = self.host(first.start_byte(), last.end_byte());
                expr(span, self.sum_kind(terms))
            }
            [] => nothing(0),
        }
    }

    /// A sum as a balanced tree: one string a line, with `+` between them, can be longer than nesting may be
    /// deep.
    fn sum_kind(&mut self, terms: &[Node<'t>]) -> ExprKind {
        let (left, right) = terms.split_at(terms.len() / 2);
        let sum = self.deeper(|reader| {
            let left = reader.sum(left);
            ExprKind::Binary { op: BinOp::Add, left, right: reader.sum(right) }
        });
        sum.unwrap_or(ExprKind::Error(Vec::new()))
    }

    fn comparison(&mut self, node: Node<'t>) -> ExprKind {
        let mut children = self.children(node);
        children.retain(|child| !child.is_error());
        let Some((first, rest)) = children.split_first() else { return ExprKind::Error(Vec::new()) };
        let left = self.expr(*first);
        let mut compared = Vec::new();
        for pair in rest.chunks_exact(2) {
            let [op, operand] = pair else { continue };
            compared.push((comparison_operator(op.kind()), self.expr(*operand)));
        }
        ExprKind::Compare { left, rest: compared }
    }

    fn walrus(&mut self, node: Node<'t>) -> ExprKind {
        match self.named_children(node).as_slice() {
            [target, value] => {
                let value = self.expr(*value);
                let target = self.ident(*target);
                self.scope().bind(&target);
                ExprKind::Walrus { target, value }
            }
            _ => ExprKind::Error(self.parts(node)),
        }
    }

    fn yielded(&mut self, node: Node<'t>) -> ExprKind {
        self.scope().is_generator = true;
        let value = self.named_children(node).first().map(|value| self.expr(*value));
        ExprKind::Yield(value)
    }
}

fn integer(text: &str) -> ExprKind {
    let digits = text.replace('_', "").to_ascii_lowercase();
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, &*digits),
    };
    i64::from_str_radix(digits, radix).map_or(ExprKind::Number, ExprKind::Int)
}

/// The operator of `left op right` and, with a `=` behind it, of an assignment.
pub(super) fn binary_operator(text: &str) -> BinOp {
    match text.trim_end_matches('=') {
        "+" => BinOp::Add,
        "%" => BinOp::Mod,
        "/" => BinOp::Div,
        "|" => BinOp::BitOr,
        "*" => BinOp::Mul,
        _ => BinOp::Other,
    }
}

fn comparison_operator(kind: &str) -> CompareOp {
    match kind {
        "==" => CompareOp::Eq,
        "!=" | "<>" => CompareOp::NotEq,
        "in" => CompareOp::In,
        "not in" => CompareOp::NotIn,
        "is" => CompareOp::Is,
        "is not" => CompareOp::IsNot,
        _ => CompareOp::Order,
    }
}
