//! Facts as short S-expressions, for tests to compare.

use crate::syntax::python::hir::*;

/// The statements of a file, one a line; blocks are nested in braces.
pub(super) fn printed(facts: &PythonFacts) -> String {
    let printer = Printer { facts };
    facts.body.iter().map(|stmt| printer.stmt(stmt)).collect::<Vec<_>>().join("\n")
}

struct Printer<'f> {
    facts: &'f PythonFacts,
}

impl Printer<'_> {
    fn block(&self, body: &[Stmt]) -> String {
        let body: Vec<_> = body.iter().map(|stmt| self.stmt(stmt)).collect();
        format!("{{{}}}", body.join("; "))
    }

    fn orelse(&self, keyword: &str, body: &[Stmt]) -> String {
        if body.is_empty() { String::new() } else { format!(" {keyword} {}", self.block(body)) }
    }

    fn stmt(&self, stmt: &Stmt) -> String {
        match &stmt.kind {
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Assign { targets, value } => format!("(= {} {})", self.exprs(targets), self.expr(value)),
            StmtKind::AnnAssign { target, annotation, value } => {
                format!("(: {} {}{})", self.expr(target), self.expr(annotation), self.optional(" = ", value))
            }
            StmtKind::AugAssign { target, op, value } => {
                format!("({op:?}= {} {})", self.expr(target), self.expr(value))
            }
            StmtKind::If { branches, orelse } => {
                let branch = |(test, body): &(Expr, Vec<Stmt>)| format!("{} {}", self.expr(test), self.block(body));
                let branches: Vec<_> = branches.iter().map(branch).collect();
                format!("(if {}{})", branches.join(" elif "), self.orelse("else", orelse))
            }
            StmtKind::For { target, iter, body, orelse } => {
                let (target, iter) = (self.expr(target), self.expr(iter));
                format!("(for {target} {iter} {}{})", self.block(body), self.orelse("else", orelse))
            }
            StmtKind::While { test, body, orelse } => {
                format!("(while {} {}{})", self.expr(test), self.block(body), self.orelse("else", orelse))
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                let handler = |handler: &Handler| {
                    let name = handler.name.as_ref().map(|name| format!(" as {}", name.name)).unwrap_or_default();
                    format!(" except{}{name} {}", self.optional(" ", &handler.exception), self.block(&handler.body))
                };
                let handlers: String = handlers.iter().map(handler).collect();
                let (orelse, finally) = (self.orelse("else", orelse), self.orelse("finally", finally));
                format!("(try {}{handlers}{orelse}{finally})", self.block(body))
            }
            StmtKind::With { items, body } => {
                let item = |(value, target): &(Expr, Option<Expr>)| {
                    format!("{}{}", self.expr(value), self.optional(" as ", target))
                };
                let items: Vec<_> = items.iter().map(item).collect();
                format!("(with {} {})", items.join(", "), self.block(body))
            }
            StmtKind::Match { subject, cases } => {
                let cases: Vec<_> = cases.iter().map(|case| self.case(case)).collect();
                format!("(match {} {})", self.expr(subject), cases.join(" "))
            }
            StmtKind::Def(id) => self.function(&self.facts.functions[id.0 as usize]),
            StmtKind::Class(id) => {
                let class = &self.facts.classes[id.0 as usize];
                let (decorators, bases) = (self.decorators(&class.decorators), self.args(&class.bases));
                format!("{decorators}(class {}{bases} {})", class.name.name, self.block(&class.body))
            }
            StmtKind::Return(value) => format!("(return{})", self.optional(" ", value)),
            StmtKind::Import(modules) => {
                let module = |module: &ImportedModule| format!("{}{}", dotted(&module.path), alias(&module.alias));
                format!("(import {})", modules.iter().map(module).collect::<Vec<_>>().join(" "))
            }
            StmtKind::ImportFrom(import) => {
                let name = |(name, as_name): &(Ident, Option<Ident>)| format!(" {}{}", name.name, alias(as_name));
                let names: String = import.names.iter().map(name).collect();
                let star = if import.star.is_some() { " *" } else { "" };
                format!("(from {}{}{names}{star})", ".".repeat(import.level as usize), dotted(&import.path))
            }
            StmtKind::Raise(value) => format!("(raise{})", self.optional(" ", value)),
            StmtKind::Delete(targets) => format!("(del {})", self.exprs(targets)),
            StmtKind::Assert { test, message } => {
                format!("(assert {}{})", self.expr(test), self.optional(" ", message))
            }
            StmtKind::Break => "break".into(),
            StmtKind::Continue => "continue".into(),
            StmtKind::Pass => "pass".into(),
        }
    }

    fn case(&self, case: &Case) -> String {
        let values = case.values.as_ref().map(|values| format!(" [{}]", self.exprs(values))).unwrap_or_default();
        let all = if case.irrefutable { " all" } else { "" };
        let binds: String = case.binds.iter().map(|name| format!(" ->{}", name.name)).collect();
        format!("(case{values}{all}{binds}{} {})", self.optional(" if ", &case.guard), self.block(&case.body))
    }

    fn decorators(&self, decorators: &[Expr]) -> String {
        decorators.iter().map(|decorator| format!("@{} ", self.expr(decorator))).collect()
    }

    fn function(&self, function: &Function) -> String {
        let name = function.name.as_ref().map_or("lambda", |name| &name.name);
        let is_async = if function.is_async { "async " } else { "" };
        let yields = if function.is_generator { " yields" } else { "" };
        let names = |keyword: &str, names: &[String]| match names {
            [] => String::new(),
            names => format!(" {keyword}:{}", names.join(",")),
        };
        let globals = names("global", &function.globals) + &names("nonlocal", &function.nonlocals);
        format!(
            "{}({is_async}def {name} ({}){yields}{globals}{} {})",
            self.decorators(&function.decorators),
            function.params.iter().map(|param| self.param(param)).collect::<Vec<_>>().join(" "),
            names("local", &function.locals),
            self.block(&function.body)
        )
    }

    fn param(&self, param: &Param) -> String {
        let mark = match param.kind {
            ParamKind::PositionalOnly => "/",
            ParamKind::Positional => "",
            ParamKind::Star => "*",
            ParamKind::KeywordOnly => "=",
            ParamKind::DoubleStar => "**",
        };
        let (annotation, default) = (self.optional(":", &param.annotation), self.optional("=", &param.default));
        format!("{mark}{}{annotation}{default}", param.name.name)
    }

    fn optional(&self, before: &str, value: &Option<Expr>) -> String {
        value.as_ref().map(|value| format!("{before}{}", self.expr(value))).unwrap_or_default()
    }

    fn exprs(&self, values: &[Expr]) -> String {
        values.iter().map(|value| self.expr(value)).collect::<Vec<_>>().join(" ")
    }

    fn args(&self, args: &[Arg]) -> String {
        let arg = |arg: &Arg| match &arg.kind {
            ArgKind::Positional => format!(" {}", self.expr(&arg.value)),
            ArgKind::Keyword(name) => format!(" {}={}", name.name, self.expr(&arg.value)),
            ArgKind::Star => format!(" *{}", self.expr(&arg.value)),
            ArgKind::DoubleStar => format!(" **{}", self.expr(&arg.value)),
        };
        args.iter().map(arg).collect()
    }

    pub(super) fn expr(&self, value: &Expr) -> String {
        match &*value.kind {
            ExprKind::Name(name) => name.clone(),
            ExprKind::Str(literal) => self.literal(literal),
            ExprKind::Int(value) => value.to_string(),
            ExprKind::Number => "number".into(),
            ExprKind::Bool(true) => "True".into(),
            ExprKind::Bool(false) => "False".into(),
            ExprKind::None => "None".into(),
            ExprKind::Ellipsis => "...".into(),
            ExprKind::Attribute { value, attr } => format!("{}.{}", self.expr(value), attr.name),
            ExprKind::Subscript { value, index } => format!("{}[{}]", self.expr(value), self.expr(index)),
            ExprKind::Slice(parts) => format!("(slice {})", self.exprs(parts)),
            ExprKind::Call(call) => {
                let comma = if call.trailing_comma { "," } else { "" };
                format!("(call {}{}{comma})", self.expr(&call.func), self.args(&call.args))
            }
            ExprKind::List(items) => format!("(list {})", self.exprs(items)),
            ExprKind::Tuple(items) => format!("(tuple {})", self.exprs(items)),
            ExprKind::Set(items) => format!("(set {})", self.exprs(items)),
            ExprKind::Dict(items) => {
                let item = |item: &DictItem| match &item.key {
                    Some(key) => format!(" {}: {}", self.expr(key), self.expr(&item.value)),
                    None => format!(" **{}", self.expr(&item.value)),
                };
                format!("(dict{})", items.iter().map(item).collect::<String>())
            }
            ExprKind::Lambda(id) => self.function(&self.facts.functions[id.0 as usize]),
            ExprKind::IfExp { test, body, orelse } => {
                format!("(? {} {} {})", self.expr(test), self.expr(body), self.expr(orelse))
            }
            ExprKind::BoolOp { is_or, left, right } => {
                format!("({} {} {})", if *is_or { "or" } else { "and" }, self.expr(left), self.expr(right))
            }
            ExprKind::Not(value) => format!("(not {})", self.expr(value)),
            ExprKind::Unary(value) => format!("(unary {})", self.expr(value)),
            ExprKind::Binary { op, left, right } => format!("({op:?} {} {})", self.expr(left), self.expr(right)),
            ExprKind::Compare { left, rest } => {
                let rest: String = rest.iter().map(|(op, value)| format!(" {op:?} {}", self.expr(value))).collect();
                format!("(compare {}{rest})", self.expr(left))
            }
            ExprKind::Comprehension { kind, element, key, generators } => {
                let generator = |clause: &Generator| {
                    let conditions: String =
                        clause.conditions.iter().map(|test| format!(" if {}", self.expr(test))).collect();
                    format!(" for {} in {}{conditions}", self.expr(&clause.target), self.expr(&clause.iter))
                };
                let generators: String = generators.iter().map(generator).collect();
                let key = key.as_ref().map(|key| format!("{}: ", self.expr(key))).unwrap_or_default();
                format!("({kind:?} {key}{}{generators})", self.expr(element))
            }
            ExprKind::Walrus { target, value } => format!("(:= {} {})", target.name, self.expr(value)),
            ExprKind::Starred(value) => format!("*{}", self.expr(value)),
            ExprKind::Await(value) => format!("(await {})", self.expr(value)),
            ExprKind::Yield(value) => format!("(yield{})", self.optional(" ", value)),
            ExprKind::Error(parts) => {
                format!("(error{})", parts.iter().map(|part| format!(" {}", self.expr(part))).collect::<String>())
            }
        }
    }

    /// The text as Rust writes it, with the holes in it; those that are not plain end in `!`.
    fn literal(&self, literal: &StrLit) -> String {
        let (mut printed, mut done) = (String::new(), 0);
        for hole in &literal.holes {
            printed.push_str(&literal.text[done..hole.at as usize]);
            printed.push_str(&format!("<{}{}>", self.expr(&hole.value), if hole.plain { "" } else { "!" }));
            done = hole.at as usize;
        }
        printed.push_str(&literal.text[done..]);
        format!("{}{printed:?}", if literal.bytes { "b" } else { "" })
    }
}

fn dotted(path: &[Ident]) -> String {
    path.iter().map(|name| name.name.as_str()).collect::<Vec<_>>().join(".")
}

fn alias(name: &Option<Ident>) -> String {
    name.as_ref().map(|name| format!("={}", name.name)).unwrap_or_default()
}
