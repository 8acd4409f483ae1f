//! What the body of one function or class binds, gathered while it is read.

use rustc_hash::FxHashSet;

use super::hir::{Expr, ExprKind, Ident};

/// The names of one function, class or module body.
#[derive(Debug, Default)]
pub(super) struct Scope {
    bound: Vec<String>,
    globals: Vec<String>,
    nonlocals: Vec<String>,
    /// The names that are used in it and in the scopes inside.
    mentioned: FxHashSet<String>,
    /// Whether it, or a scope inside, imports something.
    imports: bool,
    /// Whether a `yield` was seen.
    pub is_generator: bool,
}

/// What a function keeps of its scope.
pub(super) struct Names {
    pub locals: Vec<String>,
    pub globals: Vec<String>,
    pub nonlocals: Vec<String>,
    pub outside: Option<Vec<String>>,
}

impl Scope {
    pub(super) fn mention(&mut self, name: &str) {
        if !self.mentioned.contains(name) {
            self.mentioned.insert(name.to_owned());
        }
    }

    /// Adds what a scope inside mentions, also what it binds itself: a class does not bind it for its functions.
    pub(super) fn mention_all(&mut self, inner: &Scope) {
        self.mentioned.extend(inner.mentioned.iter().cloned());
        self.imports |= inner.imports || !inner.globals.is_empty();
    }

    pub(super) fn imports(&mut self) {
        self.imports = true;
    }

    pub(super) fn bind(&mut self, name: &Ident) {
        if !name.name.is_empty() {
            self.bound.push(name.name.clone());
        }
    }

    pub(super) fn declare_global(&mut self, name: String) {
        self.globals.push(name);
    }

    pub(super) fn declare_nonlocal(&mut self, name: String) {
        self.nonlocals.push(name);
    }

    /// Binds every name that assigning to `target` binds.
    pub(super) fn bind_target(&mut self, target: &Expr) {
        match &*target.kind {
            ExprKind::Name(name) => self.bound.push(name.clone()),
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().for_each(|item| self.bind_target(item)),
            ExprKind::Starred(value) => self.bind_target(value),
            _ => {}
        }
    }

    pub(super) fn into_names(self) -> Names {
        let (globals, nonlocals) = (once_each(self.globals), once_each(self.nonlocals));
        let mut locals = once_each(self.bound);
        locals.retain(|name| !globals.contains(name) && !nonlocals.contains(name));
        let stays_inside = !self.imports && globals.is_empty() && nonlocals.is_empty();
        let outside = stays_inside.then(|| {
            let mut outside: Vec<String> = self.mentioned.into_iter().filter(|name| !locals.contains(name)).collect();
            outside.sort();
            outside
        });
        Names { locals, globals, nonlocals, outside }
    }
}

fn once_each(mut names: Vec<String>) -> Vec<String> {
    let mut seen = FxHashSet::default();
    names.retain(|name| seen.insert(name.clone()));
    names
}
