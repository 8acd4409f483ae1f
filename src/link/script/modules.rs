//! The modules of a script: their top levels, imports and exports.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::builtins::Native;
use super::heap::Made;
use super::here::Here;
use super::parts::Parts;
use super::react::React;
use super::readers::Run;
use super::things::ObjectKind;
use super::value::{Atom, FrameId, ModuleId, Value};
use super::{Follower, front_end};
use crate::model::{Renderer, Script, ScriptKind};
use crate::syntax::script::hir::{BindingId, ClassId, Exported, FuncId, Import, Stmt, StmtKind};
use crate::syntax::script::{Dialect, ScriptFacts};
use crate::text::{Embedded, FileId, PathOrder, Site, Span};

/// A top level of at most this many bytes is run whole; of a larger one, only what is asked for.
const SMALL: usize = 128 * 1024;

/// What the names of minified modules end in.
const MINIFIED: [&str; 3] = [".min.js", ".min.mjs", ".min"];

/// A module.
pub(super) struct Module {
    pub(super) text: Arc<Embedded>,
    pub(super) file: Option<FileId>,
    pub(super) facts: Arc<ScriptFacts>,
    pub(super) frame: FrameId,
    /// The statement that declares a name of the top level.
    declared: FxHashMap<BindingId, usize>,
    /// Which statements ran in this round, or are running.
    ran: Vec<bool>,
}

impl Module {
    pub(super) fn forget_runs(&mut self) {
        self.ran.fill(false);
    }
}

/// The statements of the top level that declare names, by the names.
fn declarations(facts: &ScriptFacts) -> FxHashMap<BindingId, usize> {
    let mut declared = FxHashMap::default();
    let mut add = |binding: Option<BindingId>, index| {
        if let Some(binding) = binding {
            declared.insert(binding, index);
        }
    };
    for (index, stmt) in facts.body.iter().enumerate() {
        match &stmt.kind {
            StmtKind::Declare { list, .. } => {
                for declarator in list {
                    declarator.target.names(&mut |name| add(name.binding, index));
                }
            }
            StmtKind::Function(id) => add(function_name(facts, *id), index),
            StmtKind::Class(id) => add(class_name(facts, *id), index),
            _ => {}
        }
    }
    declared
}

pub(super) fn function_name(facts: &ScriptFacts, id: FuncId) -> Option<BindingId> {
    facts.function(id).name.as_ref()?.binding
}

pub(super) fn class_name(facts: &ScriptFacts, id: ClassId) -> Option<BindingId> {
    facts.class(id).name.as_ref()?.binding
}

impl Follower<'_> {
    /// Takes a module in.
    pub(super) fn load(&mut self, text: Arc<Embedded>, file: Option<FileId>) -> ModuleId {
        let id = ModuleId(self.modules.len() as u32);
        let dialect = file.map_or(Dialect::JavaScript, |file| Dialect::of(&self.sources.path(file)));
        let facts = self.sources.script(&text, dialect);
        let frame = self.heap.module_frame(id);
        let declared = declarations(&facts);
        let ran = vec![false; facts.body.len()];
        self.modules.push(Module { text, file, facts, frame, declared, ran });
        if let Some(file) = file {
            self.files.insert(file, id);
        }
        id
    }

    fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0 as usize]
    }

    pub(super) fn facts(&self, id: ModuleId) -> Arc<ScriptFacts> {
        Arc::clone(&self.module(id).facts)
    }

    /// The module that an import names, from a module that is a file. A minified one is somebody's library, like
    /// those in `node_modules`: what is handed to it is handed to strangers.
    fn imported_module(&mut self, from: ModuleId, specifier: &Arc<str>) -> Option<ModuleId> {
        if MINIFIED.iter().any(|ending| specifier.ends_with(ending)) {
            return None;
        }
        let key = (from, Arc::clone(specifier));
        if let Some(known) = self.imported.get(&key) {
            return *known;
        }
        let module = self.find_imported(from, specifier);
        self.imported.insert(key, module);
        module
    }

    fn find_imported(&mut self, from: ModuleId, specifier: &str) -> Option<ModuleId> {
        let importer = self.module(from);
        let importer = importer.file.or(importer.text.host_file())?;
        let file = front_end::imported(importer, specifier, &self.aliases, self.sources)?;
        if let Some(known) = self.files.get(&file) {
            return Some(*known);
        }
        let text = self.sources.text(file).ok()?;
        Some(self.load(Arc::new(Embedded::whole_file(file, text)), Some(file)))
    }

    pub(super) fn run_small_top_levels(&mut self, entry: ModuleId) {
        if self.module(entry).text.text().len() <= SMALL {
            for index in 0..self.module(entry).facts.body.len() {
                self.run_top(entry, index);
            }
        }
    }

    /// Runs those statements of top levels again of which something has grown.
    pub(super) fn rerun_top_levels(&mut self) {
        for id in (0..self.modules.len() as u32).map(ModuleId) {
            for index in 0..self.module(id).ran.len() {
                if self.module(id).ran[index] && !self.heap.readers.is_fresh(Run::Top(id, index as u32)) {
                    self.modules[id.0 as usize].ran[index] = false;
                    self.run_top(id, index);
                }
            }
        }
    }

    /// Runs one statement of a module's top level, once a round.
    fn run_top(&mut self, id: ModuleId, index: usize) {
        let module = &mut self.modules[id.0 as usize];
        if std::mem::replace(&mut module.ran[index], true) {
            return;
        }
        let around = self.heap.readers.begin(Run::Top(id, index as u32));
        let facts = Arc::clone(&module.facts);
        let mut here = Here::new(module.frame, Parts::NONE, false);
        let stmt: &Stmt = &facts.body[index];
        self.declare_functions(std::slice::from_ref(stmt), &here);
        self.run_statement(stmt, &mut here);
        self.heap.readers.end(around);
    }

    /// Runs what gives a name of the top level its value: its declaration, and the other statements that
    /// name it.
    pub(super) fn demand(&mut self, id: ModuleId, binding: BindingId) {
        if let Some(index) = self.module(id).declared.get(&binding).copied() {
            self.run_top(id, index);
        }
        let facts = self.facts(id);
        let first = facts.mentions.partition_point(|mention| mention.0 < binding);
        for (_, index) in facts.mentions[first..].iter().take_while(|mention| mention.0 == binding) {
            self.run_top(id, *index as usize);
        }
    }

    /// What an export of a module can be.
    pub(super) fn export(&mut self, id: ModuleId, name: &str) -> Value {
        self.export_through(id, name, &mut Vec::new()).unwrap_or(Value::NULLISH)
    }

    fn export_through(&mut self, id: ModuleId, name: &str, through: &mut Vec<ModuleId>) -> Option<Value> {
        if through.contains(&id) {
            return None;
        }
        through.push(id);
        let facts = self.facts(id);
        if let Some(export) = facts.exports.iter().find(|export| &*export.name == name) {
            return Some(match &export.of {
                Exported::Local(local) => match local.binding {
                    Some(binding) => self.read_binding(self.module(id).frame, binding),
                    None => Value::UNKNOWN,
                },
                Exported::From(import) => self.import_through(id, import, through),
            });
        }
        for star in facts.star_exports.iter().filter(|_| name != "default") {
            let Some(module) = self.imported_module(id, &star.text) else { return Some(Value::UNKNOWN) };
            if let Some(value) = self.export_through(module, name, through) {
                return Some(value);
            }
        }
        None
    }

    /// What an imported name can be.
    pub(super) fn import(&mut self, from: ModuleId, import: &Import) -> Value {
        self.import_through(from, import, &mut Vec::new())
    }

    fn import_through(&mut self, from: ModuleId, import: &Import, through: &mut Vec<ModuleId>) -> Value {
        let Some(module) = self.imported_module(from, &import.source.text) else {
            let react = React::imported(&import.source.text, import.name.as_deref());
            return Value::One(react.map_or(Atom::Unknown, |react| Atom::Native(Native::React(react))));
        };
        match &import.name {
            Some(name) => self.export_through(module, name, through).unwrap_or(Value::UNKNOWN),
            None => Value::One(self.namespace(module)),
        }
    }

    fn namespace(&mut self, module: ModuleId) -> Atom {
        let made: Made = (module, self.module(module).frame, u32::MAX, 0);
        Atom::Object(self.heap.make(made, ObjectKind::Namespace(module)))
    }

    /// What the default export is.
    pub(super) fn renderer(&mut self, entry: ModuleId, value: &Value) -> Renderer {
        let facts = self.facts(entry);
        let export = facts.exports.iter().find(|export| &*export.name == "default");
        let Some(export) = export else {
            return match facts.errors.is_empty() && facts.code_holes.is_empty() {
                true => Renderer::Missing(None),
                false => Renderer::Unknown,
            };
        };
        let site = self.site(entry, export.span);
        let function = value.atoms().iter().find_map(|atom| match atom {
            Atom::Function(id) => Some(self.heap.closure(*id)),
            _ => None,
        });
        if let Some(closure) = function {
            let head = self.module(closure.module).facts.function(closure.function).head;
            return self.site(closure.module, head).or(site).map_or(Renderer::Unknown, Renderer::Function);
        }
        let callable = |atom: &Atom| {
            matches!(atom, Atom::Unknown | Atom::Bound(_) | Atom::Later | Atom::Native(_) | Atom::Dom | Atom::Setter(_))
        };
        match value.is_nothing() || value.atoms().iter().any(callable) {
            false => Renderer::Missing(site),
            true => {
                let why = "the default export could not be followed to a function";
                self.found.open_all(site, why);
                Renderer::Unknown
            }
        }
    }

    pub(super) fn renderer_site(&self, entry: ModuleId, renderer: &Renderer) -> Option<Site> {
        match renderer {
            Renderer::Function(site) | Renderer::Missing(Some(site)) => Some(*site),
            Renderer::Missing(None) | Renderer::Unknown => self.site(entry, Span::at(0)),
        }
    }

    /// The place of a part of a module in its host file.
    pub(super) fn site(&self, module: ModuleId, span: Span) -> Option<Site> {
        let text = &self.module(module).text;
        text.to_host(span).or_else(|| text.cover(span))
    }

    /// Everything that was found, with what the texts themselves leave open.
    pub(super) fn finish(
        mut self,
        entry: ModuleId,
        kind: ScriptKind,
        file: Option<FileId>,
        renderer: Renderer,
    ) -> Script {
        let mut syntax_errors = Vec::new();
        for index in 0..self.modules.len() {
            let id = ModuleId(index as u32);
            let facts = self.facts(id);
            for (span, what) in &facts.errors {
                syntax_errors.extend(self.site(id, *span).map(|site| (site, what.clone())));
                self.found.open_all(self.site(id, *span), "the script does not parse here");
            }
            for hole in &facts.code_holes {
                self.found.open_all(self.site(id, *hole), "a part of the script's text is not known");
            }
            for span in &facts.too_deep {
                let start = Span::at(span.start);
                self.found.open_all(self.site(id, start), "the script is nested too deeply here to be read");
            }
        }
        let file = file.or_else(|| self.module(entry).text.host_file());
        let modules: Vec<FileId> =
            self.modules.iter().filter_map(|module| module.file.or_else(|| module.text.host_file())).collect();
        let typings = self.typings();
        let order = PathOrder::of(modules.iter().copied(), |file| self.sources.path(file));
        let (sends, splits, data_reads) = self.found.finish(&order);
        Script { kind, file, renderer, sends, splits, data_reads, modules, typings, syntax_errors }
    }

    /// The TypeScript files that modules in TypeScript import and that were not taken in: none of their values was
    /// asked for.
    fn typings(&self) -> Vec<FileId> {
        let is_typed = |file: FileId| Dialect::of(&self.sources.path(file)) != Dialect::JavaScript;
        let mut typings = Vec::new();
        for module in &self.modules {
            let Some(importer) = module.file.filter(|file| is_typed(*file)) else { continue };
            for import in &module.facts.imports {
                let file = front_end::imported(importer, &import.text, &self.aliases, self.sources);
                let file = file.filter(|file| is_typed(*file) && !self.files.contains_key(file));
                // It is read so that it is a file of the analysis, and an edit of it is heard of.
                let file = file.filter(|file| !typings.contains(file) && self.sources.text(*file).is_ok());
                typings.extend(file);
            }
        }
        typings
    }
}
