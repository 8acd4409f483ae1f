//! Resolves names: every use to the declaration that it means, hoisting and shadowing as the language does it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::hir::{
    Arg, Binding, BindingId, ClassId, Exported, Expr, ExprKind, FuncId, JsxAttribute, MemberKind, Name, Pattern,
    PatternKind, Prop, PropKey, ScriptFacts, Stmt, StmtKind, Template, VarScope,
};

/// Resolves all names of the script.
pub(super) fn resolve(facts: &mut ScriptFacts) {
    let mut body = std::mem::take(&mut facts.body);
    let mut exports = std::mem::take(&mut facts.exports);
    let mut scopes = Scopes { facts, visible: FxHashMap::default(), declared: Vec::new(), function: None, top: None };
    for (index, import) in scopes.facts.bindings.iter().enumerate() {
        scopes.visible.insert(import.name.clone(), vec![BindingId(index as u32)]);
    }
    scopes.hoist(&mut body);
    scopes.declare_block(&mut body);
    for (index, stmt) in body.iter_mut().enumerate() {
        let declares = matches!(stmt.kind, StmtKind::Declare { .. } | StmtKind::Function(_) | StmtKind::Class(_));
        scopes.top = (!declares).then_some(index as u32);
        scopes.stmt(stmt);
    }
    for export in &mut exports {
        if let Exported::Local(name) = &mut export.of {
            scopes.name(name);
        }
    }
    facts.body = body;
    facts.exports = exports;
    facts.mentions.sort_unstable();
    facts.mentions.dedup();
}

struct Scopes<'f> {
    facts: &'f mut ScriptFacts,
    /// For each name its declarations, the innermost last.
    visible: FxHashMap<Arc<str>, Vec<BindingId>>,
    /// What the scopes around here declared, in order, to be taken back at their ends.
    declared: Vec<Arc<str>>,
    function: Option<FuncId>,
    /// The statement of the top level that is resolved, where it is more than a declaration.
    top: Option<u32>,
}

impl Scopes<'_> {
    fn scope(&mut self, inside: impl FnOnce(&mut Self)) {
        let before = self.declared.len();
        inside(self);
        for name in self.declared.drain(before..) {
            if let Some(declarations) = self.visible.get_mut(&name) {
                declarations.pop();
            }
        }
    }

    fn declare(&mut self, name: &mut Name) {
        let id = BindingId(self.facts.bindings.len() as u32);
        self.facts.bindings.push(Binding {
            name: name.text.clone(),
            span: name.span,
            owner: self.function,
            reassigned: false,
            import: None,
        });
        name.binding = Some(id);
        self.visible.entry(name.text.clone()).or_default().push(id);
        self.declared.push(name.text.clone());
    }

    /// Declares a `var`, which may be declared again.
    fn declare_again(&mut self, name: &mut Name) {
        let known = self.visible.get(&name.text).and_then(|declarations| declarations.last()).copied();
        match known.filter(|id| self.facts.binding(*id).owner == self.function) {
            Some(id) => {
                name.binding = Some(id);
                self.facts.bindings[id.0 as usize].reassigned = true;
            }
            None => self.declare(name),
        }
    }

    fn name(&mut self, name: &mut Name) {
        let found = self.visible.get(&name.text).and_then(|declarations| declarations.last()).copied();
        name.binding = found;
        if let (Some(id), Some(top)) = (found, self.top)
            && self.facts.binding(id).owner.is_none()
        {
            self.facts.mentions.push((id, top));
        }
    }

    /// Declares the `var`s of a function's body, wherever in it they stand.
    fn hoist(&mut self, stmts: &mut [Stmt]) {
        for stmt in stmts {
            match &mut stmt.kind {
                StmtKind::Declare { scope: VarScope::Function, list } => {
                    for declarator in list {
                        pattern_names(&mut declarator.target, &mut |name| self.declare_again(name));
                    }
                }
                StmtKind::If { branches, orelse } => {
                    branches.iter_mut().for_each(|(_, block)| self.hoist(block));
                    self.hoist(orelse);
                }
                StmtKind::For { init, body, .. } => {
                    self.hoist(init);
                    self.hoist(body);
                }
                StmtKind::ForEach { declares, target, body, .. } => {
                    if *declares == Some(VarScope::Function) {
                        pattern_names(target, &mut |name| self.declare_again(name));
                    }
                    self.hoist(body);
                }
                StmtKind::While { body, .. } | StmtKind::Block(body) => self.hoist(body),
                StmtKind::Switch { cases, .. } => cases.iter_mut().for_each(|(_, block)| self.hoist(block)),
                StmtKind::Try { body, handler, finally, .. } => {
                    self.hoist(body);
                    self.hoist(handler);
                    self.hoist(finally);
                }
                _ => {}
            }
        }
    }

    /// Declares what a block's own statements declare.
    fn declare_block(&mut self, stmts: &mut [Stmt]) {
        for stmt in stmts {
            match &mut stmt.kind {
                StmtKind::Declare { scope: VarScope::Block, list } => {
                    for declarator in list {
                        pattern_names(&mut declarator.target, &mut |name| self.declare(name));
                    }
                }
                StmtKind::Function(id) => {
                    if let Some(mut name) = self.facts.function(*id).name.clone() {
                        self.declare_again(&mut name);
                        self.facts.functions[id.0 as usize].name = Some(name);
                    }
                }
                StmtKind::Class(id) => self.declare_class(*id),
                _ => {}
            }
        }
    }

    fn declare_class(&mut self, id: ClassId) {
        if let Some(mut name) = self.facts.class(id).name.clone() {
            self.declare(&mut name);
            self.facts.classes[id.0 as usize].name = Some(name);
        }
    }

    fn block(&mut self, stmts: &mut [Stmt]) {
        self.scope(|this| {
            this.declare_block(stmts);
            stmts.iter_mut().for_each(|stmt| this.stmt(stmt));
        });
    }

    fn stmt(&mut self, stmt: &mut Stmt) {
        match &mut stmt.kind {
            StmtKind::Expr(expr) | StmtKind::Throw(expr) | StmtKind::Return(Some(expr)) => self.expr(expr),
            StmtKind::Declare { list, .. } => {
                for declarator in list {
                    self.pattern_parts(&mut declarator.target);
                    declarator.value.iter_mut().for_each(|value| self.expr(value));
                }
            }
            StmtKind::Function(id) => self.function(*id),
            StmtKind::Class(id) => self.class(*id),
            StmtKind::If { branches, orelse } => {
                for (test, block) in branches {
                    self.expr(test);
                    self.block(block);
                }
                self.block(orelse);
            }
            StmtKind::For { init, test, update, body } => self.scope(|this| {
                this.declare_block(init);
                init.iter_mut().for_each(|stmt| this.stmt(stmt));
                test.iter_mut().chain(update).for_each(|part| this.expr(part));
                this.block(body);
            }),
            StmtKind::ForEach { declares, target, iter, body, .. } => {
                self.expr(iter);
                self.scope(|this| {
                    match declares {
                        Some(VarScope::Block) => pattern_names(target, &mut |name| this.declare(name)),
                        Some(VarScope::Function) => {}
                        None => this.assigned(target),
                    }
                    this.pattern_parts(target);
                    this.block(body);
                });
            }
            StmtKind::While { test, body, .. } => {
                self.expr(test);
                self.block(body);
            }
            StmtKind::Switch { subject, cases } => {
                self.expr(subject);
                self.scope(|this| {
                    cases.iter_mut().for_each(|(_, block)| this.declare_block(block));
                    for (test, block) in cases {
                        test.iter_mut().for_each(|test| this.expr(test));
                        block.iter_mut().for_each(|stmt| this.stmt(stmt));
                    }
                });
            }
            StmtKind::Try { body, param, handler, finally } => {
                self.block(body);
                self.scope(|this| {
                    if let Some(param) = param {
                        pattern_names(param, &mut |name| this.declare(name));
                        this.pattern_parts(param);
                    }
                    this.block(handler);
                });
                self.block(finally);
            }
            StmtKind::Block(body) => self.block(body),
            StmtKind::Return(None) | StmtKind::Jump | StmtKind::Empty => {}
        }
    }

    fn function(&mut self, id: FuncId) {
        let index = id.0 as usize;
        let function = &mut self.facts.functions[index];
        let mut params = std::mem::take(&mut function.params);
        let mut body = std::mem::take(&mut function.body);
        // A function expression sees its own name; a declaration's is declared around it.
        let own_name = function.name.clone().filter(|name| name.binding.is_none());
        let outer = self.function.replace(id);
        self.scope(|this| {
            if let Some(mut name) = own_name {
                this.declare(&mut name);
                this.facts.functions[index].name = Some(name);
            }
            for param in &mut params {
                pattern_names(param, &mut |name| this.declare(name));
            }
            params.iter_mut().for_each(|param| this.pattern_parts(param));
            this.hoist(&mut body);
            this.declare_block(&mut body);
            body.iter_mut().for_each(|stmt| this.stmt(stmt));
        });
        self.function = outer;
        let function = &mut self.facts.functions[index];
        function.params = params;
        function.body = body;
    }

    fn class(&mut self, id: ClassId) {
        let index = id.0 as usize;
        let class = &mut self.facts.classes[index];
        let mut superclass = class.superclass.take();
        let mut members = std::mem::take(&mut class.members);
        let is_expression = class.name.as_ref().is_some_and(|name| name.binding.is_none());
        superclass.iter_mut().for_each(|parent| self.expr(parent));
        self.scope(|this| {
            if is_expression {
                this.declare_class(id);
            }
            for member in &mut members {
                member.key.iter_mut().for_each(|key| this.prop_key(key));
                match &mut member.kind {
                    MemberKind::Method(id) | MemberKind::Getter(id) | MemberKind::Accessor(id) => this.function(*id),
                    MemberKind::Field(value) => value.iter_mut().for_each(|value| this.expr(value)),
                    MemberKind::Block(body) => this.block(body),
                }
            }
        });
        let class = &mut self.facts.classes[index];
        class.superclass = superclass;
        class.members = members;
    }

    /// Resolves what a pattern evaluates: defaults, computed keys, places. Its names are declared already.
    fn pattern_parts(&mut self, pattern: &mut Pattern) {
        match &mut pattern.kind {
            PatternKind::Name(_) => {}
            PatternKind::Object { props, rest } => {
                for (key, value) in props {
                    self.prop_key(key);
                    self.pattern_parts(value);
                }
                rest.iter_mut().for_each(|rest| self.pattern_parts(rest));
            }
            PatternKind::Array(elements) => {
                elements.iter_mut().flatten().for_each(|element| self.pattern_parts(element));
            }
            PatternKind::Default(target, value) => {
                self.pattern_parts(target);
                self.expr(value);
            }
            PatternKind::Rest(target) => self.pattern_parts(target),
            PatternKind::Place(place) => self.expr(place),
        }
    }

    /// Resolves the names of a pattern that is assigned to.
    fn assigned(&mut self, pattern: &mut Pattern) {
        pattern_names(pattern, &mut |name| {
            self.name(name);
            if let Some(id) = name.binding {
                self.facts.bindings[id.0 as usize].reassigned = true;
            }
        });
    }

    fn prop_key(&mut self, key: &mut PropKey) {
        if let PropKey::Computed(expr) = key {
            self.expr(expr);
        }
    }

    fn expr(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::Name(name) => self.name(name),
            ExprKind::Template(template) => self.template(template),
            ExprKind::Member { object, .. } => self.expr(object),
            ExprKind::Index { object, index, .. } => {
                self.expr(object);
                self.expr(index);
            }
            ExprKind::Call(call) | ExprKind::New(call) => {
                self.expr(&mut call.callee);
                self.args(call.args.iter_mut());
            }
            ExprKind::Tagged { tag, template } => {
                self.expr(tag);
                self.template(template);
            }
            ExprKind::Object(props) => props.iter_mut().for_each(|prop| self.prop(prop)),
            ExprKind::Array(elements) => self.args(elements.iter_mut().flatten()),
            ExprKind::Function(id) => self.function(*id),
            ExprKind::Class(id) => self.class(*id),
            ExprKind::Assign { target, value, .. } => {
                self.assigned(target);
                self.pattern_parts(target);
                self.expr(value);
            }
            ExprKind::Update(target) => {
                self.expr(target);
                if let ExprKind::Name(Name { binding: Some(id), .. }) = &target.kind {
                    self.facts.bindings[id.0 as usize].reassigned = true;
                }
            }
            ExprKind::Not(operand)
            | ExprKind::TypeOf(operand)
            | ExprKind::Unary(operand)
            | ExprKind::Await(operand) => self.expr(operand),
            ExprKind::Binary { operands: parts, .. } | ExprKind::Sequence(parts) | ExprKind::Error(parts) => {
                parts.iter_mut().for_each(|part| self.expr(part));
            }
            ExprKind::Conditional { test, then, orelse } => {
                self.expr(test);
                self.expr(then);
                self.expr(orelse);
            }
            ExprKind::Yield(value) | ExprKind::Import(value) => value.iter_mut().for_each(|value| self.expr(value)),
            ExprKind::Jsx(jsx) => {
                jsx.component.iter_mut().for_each(|component| self.expr(component));
                for attribute in &mut jsx.attributes {
                    match attribute {
                        JsxAttribute::Value(_, value) => value.iter_mut().for_each(|value| self.expr(value)),
                        JsxAttribute::Spread(value) => self.expr(value),
                    }
                }
                jsx.children.iter_mut().for_each(|child| self.expr(child));
            }
            ExprKind::This
            | ExprKind::Super
            | ExprKind::Str(_)
            | ExprKind::Number(_)
            | ExprKind::Bool(_)
            | ExprKind::Nullish
            | ExprKind::Opaque => {}
        }
    }

    fn args<'e>(&mut self, args: impl Iterator<Item = &'e mut Arg>) {
        args.for_each(|arg| self.expr(&mut arg.value));
    }

    fn template(&mut self, template: &mut Template) {
        template.values.iter_mut().for_each(|value| self.expr(value));
    }

    fn prop(&mut self, prop: &mut Prop) {
        match prop {
            Prop::Value(key, value) => {
                self.prop_key(key);
                self.expr(value);
            }
            Prop::Getter(key, id) | Prop::Accessor(key, id) => {
                self.prop_key(key);
                self.function(*id);
            }
            Prop::Spread(value) => self.expr(value),
        }
    }
}

/// Shows `see` every name that a pattern binds.
fn pattern_names(pattern: &mut Pattern, see: &mut dyn FnMut(&mut Name)) {
    match &mut pattern.kind {
        PatternKind::Name(name) => see(name),
        PatternKind::Object { props, rest } => {
            props.iter_mut().for_each(|(_, value)| pattern_names(value, see));
            rest.iter_mut().for_each(|rest| pattern_names(rest, see));
        }
        PatternKind::Array(elements) => {
            elements.iter_mut().flatten().for_each(|element| pattern_names(element, see));
        }
        PatternKind::Default(target, _) | PatternKind::Rest(target) => pattern_names(target, see),
        PatternKind::Place(_) => {}
    }
}
