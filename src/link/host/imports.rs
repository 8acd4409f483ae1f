//! Names and modules: scopes, `import`, and the names that no file of the workspace defines.

use std::rc::Rc;
use std::sync::Arc;

use super::value::{FrameId, Value, Why};
use super::{Run, Scope};
use crate::syntax::python::hir::{ImportFrom, ImportedModule};
use crate::text::{Embedded, FileId, Site};

/// Built-in names that the follower knows something about.
const BUILTINS: &[&str] = &[
    "bool",
    "bytes",
    "callable",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "int",
    "isinstance",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "object",
    "open",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "set",
    "setattr",
    "sorted",
    "staticmethod",
    "classmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
    "any",
    "all",
    "abs",
    "round",
    "id",
    "hash",
    "locals",
    "bytearray",
    "exit",
    "quit",
    "Exception",
    "ValueError",
    "KeyError",
    "TypeError",
    "AttributeError",
    "RuntimeError",
    "ImportError",
    "ModuleNotFoundError",
    "FileNotFoundError",
    "NotImplementedError",
    "OSError",
    "IndexError",
    "StopIteration",
    "BaseException",
    "NameError",
];

impl Run<'_> {
    /// What a name stands for.
    pub(super) fn name(&mut self, name: &str, site: Site, at: Scope) -> Value {
        let mut next = Some(at.frame);
        if self.store.frame(at.frame).globals.iter().any(|global| global == name) {
            next = Some(self.store.frame(at.frame).module);
        }
        while let Some(id) = next {
            let frame = self.store.frame(id);
            if let Some(value) = frame.vars.get(name) {
                let value = value.clone();
                return self.force(value, site);
            }
            next = frame.parent;
            for module in frame.stars.clone().into_iter().rev() {
                if let Some(value) = self.module_name(module, name, site) {
                    return value;
                }
            }
        }
        match name {
            "__file__" => Value::Path(self.sources.path(at.file).into(), true),
            "__name__" if at.file == self.entry => Value::Text(Arc::new(Embedded::computed("__main__", Some(site)))),
            _ if BUILTINS.contains(&name) => Value::External(format!("builtins.{name}").into()),
            _ => Value::unknown(site, Why::UnboundName),
        }
    }

    /// The scope in which an assignment to `name` binds it.
    pub(super) fn owner_of(&self, name: &str, at: Scope) -> FrameId {
        let frame = self.store.frame(at.frame);
        if frame.globals.iter().any(|global| global == name) {
            return frame.module;
        }
        if frame.nonlocals.iter().any(|nonlocal| nonlocal == name) {
            let mut next = frame.parent;
            while let Some(id) = next {
                let frame = self.store.frame(id);
                if frame.vars.contains_key(name) {
                    return id;
                }
                next = frame.parent;
            }
        }
        at.frame
    }

    /// Follows a value that was put off until its first use.
    pub(super) fn force(&mut self, value: Value, site: Site) -> Value {
        match value {
            Value::Deferred(file, None) => Value::Module(file),
            Value::Deferred(file, Some(name)) => {
                self.module_name(file, &name, site).unwrap_or_else(|| Value::unknown(site, Why::UnboundName))
            }
            other => other,
        }
    }

    /// A name of a module: one that its body binds, or a module below it.
    pub(super) fn module_name(&mut self, file: FileId, name: &str, site: Site) -> Option<Value> {
        let frame = self.module(file)?;
        if let Some(value) = self.store.get(frame, name).cloned() {
            return Some(match value {
                // Two modules that hand the same name to each other never define it.
                Value::Deferred(from, Some(ref wanted)) if from == file && &**wanted == name => return None,
                other => self.force(other, site),
            });
        }
        for star in self.store.frame(frame).stars.clone().into_iter().rev() {
            if star != file
                && let Some(value) = self.module_name(star, name, site)
            {
                return Some(value);
            }
        }
        if let Some(getter) = self.store.get(frame, "__getattr__").cloned() {
            let text = Value::Text(Arc::new(Embedded::computed(name, Some(site))));
            return Some(self.call_with(&getter, &[text], site));
        }
        let is_package = self.sources.path(file).file_name().is_some_and(|name| name == "__init__.py");
        if !is_package {
            return None;
        }
        self.sources.module(file, 1, &[name]).map(Value::Module)
    }

    /// Runs a module's body, once. None while it is being run for the first time and cannot be read.
    pub(super) fn module(&mut self, file: FileId) -> Option<FrameId> {
        if let Some(frame) = self.modules.get(&file) {
            return *frame;
        }
        let Some(facts) = self.facts(file) else {
            self.modules.insert(file, None);
            return None;
        };
        let frame = self.store.new_frame(None, false);
        self.modules.insert(file, Some(frame));
        let arms = std::mem::take(&mut self.arms);
        let calls = std::mem::take(&mut self.calls);
        let guards = std::mem::take(&mut self.guards);
        let quiet = std::mem::take(&mut self.quiet);
        let stopped = self.diverged;
        let importing = std::mem::replace(&mut self.importing, file != self.entry);
        let exits = std::mem::take(&mut self.exits);
        self.block(&facts.body, Scope { file, frame });
        self.exits = exits;
        self.importing = importing;
        self.diverged = stopped;
        self.quiet = quiet;
        self.guards = guards;
        self.calls = calls;
        self.arms = arms;
        Some(frame)
    }

    pub(super) fn import(&mut self, modules: &[ImportedModule], at: Scope) {
        for module in modules {
            let path: Vec<&str> = module.path.iter().map(|part| part.name.as_str()).collect();
            match (&module.alias, path.split_first()) {
                (Some(alias), _) => {
                    let value = self.imported_module(&path, at);
                    self.bind(&alias.name, value, at);
                }
                (None, Some((first, _))) => {
                    let value = self.imported_module(&[first], at);
                    self.bind(first, value, at);
                }
                (None, None) => {}
            }
        }
    }

    fn imported_module(&mut self, path: &[&str], at: Scope) -> Value {
        match self.workspace_module(at.file, 0, path) {
            Some(file) => Value::Deferred(file, None),
            None => Value::External(path.join(".").into()),
        }
    }

    pub(super) fn import_from(&mut self, import: &ImportFrom, at: Scope) {
        let path: Vec<&str> = import.path.iter().map(|part| part.name.as_str()).collect();
        let base = self.workspace_module(at.file, import.level, &path);
        if import.star.is_some()
            && let Some(base) = base
        {
            self.store.add_star(at.frame, base);
        }
        for (name, alias) in &import.names {
            let bound = alias.as_ref().unwrap_or(name);
            let value = match base {
                // `from . import x` in a package's own `__init__` names a module beside it.
                Some(base) if base == at.file => match self.sources.module(at.file, 1, &[&name.name]) {
                    Some(module) => Value::Deferred(module, None),
                    None => Value::Deferred(base, Some(Rc::from(name.name.as_str()))),
                },
                Some(base) => Value::Deferred(base, Some(Rc::from(name.name.as_str()))),
                None => {
                    let mut whole = path.clone();
                    whole.push(&name.name);
                    match self.workspace_module(at.file, import.level, &whole) {
                        Some(module) => Value::Deferred(module, None),
                        None => external_name(&path, import.level, &name.name),
                    }
                }
            };
            self.bind(&bound.name, value, at);
        }
    }

    /// The file of a module; Streamlit itself is never looked up in the workspace.
    fn workspace_module(&self, from: FileId, level: u32, path: &[&str]) -> Option<FileId> {
        if level == 0 && path.first() == Some(&"streamlit") {
            return None;
        }
        self.sources.module(from, level, path)
    }
}

fn external_name(path: &[&str], level: u32, name: &str) -> Value {
    match (path.join(".").as_str(), name) {
        ("typing", "TYPE_CHECKING") => Value::Bool(false),
        ("streamlit", "session_state") => Value::SessionState,
        (module, name) => Value::External(format!("{}{module}.{name}", ".".repeat(level as usize)).into()),
    }
}
