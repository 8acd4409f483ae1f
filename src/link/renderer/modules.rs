//! The modules of a script: their variables, imports and exports.

use std::rc::Rc;
use std::sync::Arc;

use super::Walk;
use super::value::{Closure, ModuleId, Value};
use crate::syntax::script::hir::{BindingId, Exported, FuncId, Import, Name, PatternKind, PropKey, Stmt, StmtKind};
use crate::syntax::script::{Dialect, ScriptFacts};
use crate::text::{Embedded, FileId, Site, Span};

/// A module.
pub(super) struct Module {
    pub(super) text: Arc<Embedded>,
    pub(super) file: Option<FileId>,
    pub(super) facts: Arc<ScriptFacts>,
}

impl Walk<'_> {
    pub(super) fn load(&mut self, text: Arc<Embedded>, file: Option<FileId>) -> ModuleId {
        let dialect = file.map_or(Dialect::JavaScript, |file| Dialect::of(&self.sources.path(file)));
        let facts = self.sources.script(&text, dialect);
        self.modules.push(Module { text, file, facts });
        let id = self.modules.len() - 1;
        if let Some(file) = file {
            self.files.insert(file, id);
        }
        id
    }

    pub(super) fn facts(&self, id: ModuleId) -> Arc<ScriptFacts> {
        Arc::clone(&self.modules[id].facts)
    }

    /// The place of a part of a module in its host file.
    pub(super) fn site(&self, module: ModuleId, span: Span) -> Option<Site> {
        let text = &self.modules[module].text;
        text.to_host(span).or_else(|| text.cover(span))
    }

    /// What is written at a place of a module.
    pub(super) fn written_at(&self, module: ModuleId, span: Span) -> &str {
        self.modules[module].text.text().get(span.range()).unwrap_or_default()
    }

    /// Runs the top level of a module.
    pub(super) fn run_module(&mut self, id: ModuleId) {
        let facts = self.facts(id);
        self.declare_functions(id, &facts.body);
        self.block(id, &facts.body);
    }

    /// Function declarations have their values before anything runs.
    pub(super) fn declare_functions(&mut self, module: ModuleId, body: &[Stmt]) {
        for stmt in body {
            if let StmtKind::Function(id) = stmt.kind
                && let Some(binding) = self.facts(module).function(id).name.as_ref().and_then(|name| name.binding)
            {
                let closure = self.closure(module, id);
                self.vars.set((module, binding), closure);
            }
        }
    }

    pub(super) fn closure(&self, module: ModuleId, function: FuncId) -> Value {
        let of_run = self.phase != super::Phase::Module;
        let this = match self.modules[module].facts.function(function).is_arrow {
            true => self.this.clone(),
            false => Value::Unknown,
        };
        Value::Function(Rc::new(Closure { module, function, this, of_run }))
    }

    pub(super) fn read_name(&mut self, module: ModuleId, name: &Name) -> Value {
        let Some(binding) = name.binding else {
            return match &*name.text {
                "document" => Value::Document,
                "window" | "globalThis" | "self" => Value::Window,
                "NaN" | "Infinity" => Value::Primitive,
                _ => Value::Global(name.text.clone()),
            };
        };
        self.note_read(module, binding);
        if let Some(known) = self.vars.get((module, binding)) {
            return known.clone();
        }
        match &self.facts(module).binding(binding).import {
            Some(import) => self.import(module, import),
            None => Value::Unknown,
        }
    }

    /// What an import gives. The module runs when it is first asked for.
    fn import(&mut self, from: ModuleId, import: &Import) -> Value {
        let Some(module) = self.imported_module(from, &import.source.text) else { return Value::Unknown };
        match &import.name {
            Some(name) => self.export(module, name),
            None => Value::Unknown,
        }
    }

    fn imported_module(&mut self, from: ModuleId, specifier: &str) -> Option<ModuleId> {
        const MOST: usize = 60;
        let file = self.sources.script_module(self.modules[from].file?, specifier)?;
        if let Some(known) = self.files.get(&file) {
            return Some(*known);
        }
        let text = self.sources.text(file).ok()?;
        if self.modules.len() >= MOST || text.len() > super::LARGEST || super::is_minified(&text) {
            return None;
        }
        let id = self.load(Arc::new(Embedded::whole_file(file, text)), Some(file));
        let (phase, sure) = (self.phase, self.sure);
        self.phase = super::Phase::Module;
        self.run_module(id);
        (self.phase, self.sure) = (phase, sure);
        Some(id)
    }

    pub(super) fn export(&mut self, id: ModuleId, name: &str) -> Value {
        let facts = self.facts(id);
        let Some(export) = facts.exports.iter().find(|export| &*export.name == name) else { return Value::Unknown };
        match &export.of {
            Exported::Local(local) => self.read_name(id, local),
            Exported::From(import) if self.step() => self.import(id, import),
            Exported::From(_) => Value::Unknown,
        }
    }

    /// How the renderer calls its root, where it takes its argument apart.
    pub(super) fn note_root_name(&mut self, renderer: &Closure) {
        let facts = self.facts(renderer.module);
        let function = facts.function(renderer.function);
        let in_body = function.body.iter().filter_map(|stmt| match &stmt.kind {
            StmtKind::Declare { list, .. } => Some(list.iter().map(|declarator| &declarator.target)),
            _ => None,
        });
        for pattern in function.params.iter().take(1).chain(in_body.flatten()) {
            let PatternKind::Object { props, .. } = &pattern.kind else { continue };
            for (key, target) in props {
                if let (PropKey::Name(key), PatternKind::Name(name)) = (key, &target.kind)
                    && &*key.name == "parentElement"
                {
                    self.root_name = Some((renderer.module, function.span, name.text.to_string()));
                    return;
                }
            }
        }
    }

    /// Whether a variable is a module's own.
    pub(super) fn is_of_module(&self, module: ModuleId, binding: BindingId) -> bool {
        self.modules[module].facts.binding(binding).owner.is_none()
    }
}
