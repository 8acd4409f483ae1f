//! What `link` sees of the workspace, with a record of what each piece of linking used: an edit links again
//! only what its file went into.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::discover::{self, Layout, scripts};
use crate::link::{Front, Sources};
use crate::model::Component;
use crate::syntax::markup::MarkupFacts;
use crate::syntax::python::PythonFacts;
use crate::syntax::script::{Dialect, ScriptFacts};
use crate::syntax::style::StyleFacts;
use crate::text::{Embedded, FileId};
use crate::vfs::Vfs;

use super::facts::FactsCache;
use super::fronts::Fronts;

/// An import, as far as it decides which file is meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ModuleQuery {
    folder: PathBuf,
    level: u32,
    dotted: String,
}

impl ModuleQuery {
    /// Whether a file known to importers as `name` could be what is meant, or lie on the way to it.
    fn names(&self, name: &str) -> bool {
        self.dotted.is_empty() || self.dotted.split('.').any(|part| part == name)
    }
}

/// What one piece of linking used.
#[derive(Clone, Debug, Default)]
pub struct Used {
    /// Files that were read.
    files: FxHashSet<FileId>,
    /// Paths that were asked for, with whether a file was there.
    probes: FxHashMap<PathBuf, bool>,
    modules: FxHashMap<ModuleQuery, Option<FileId>>,
    /// Folders that were listed, with what they held.
    folders: FxHashMap<PathBuf, Listing>,
    /// Whether the folders with a pyproject.toml were asked for.
    projects: bool,
    /// What following the texts of components used.
    fronts: Vec<Arc<Used>>,
}

/// What a folder holds: names, and whether each is a folder. None where there is no folder.
type Listing = Option<Vec<(String, bool)>>;

impl Used {
    /// The files that were read, some of them twice.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        self.files.iter().chain(self.fronts.iter().flat_map(|front| &front.files)).copied()
    }

    /// Whether a file was read.
    pub fn has(&self, file: FileId) -> bool {
        self.files.contains(&file) || self.fronts.iter().any(|front| front.files.contains(&file))
    }

    /// Whether the coming or going of the file at `path` makes a difference to it.
    pub fn misled_by(&self, path: &Path, shared: &Shared) -> bool {
        if self.fronts.iter().any(|front| front.misled_by(path, shared)) {
            return true;
        }
        if let Some(&was_there) = self.probes.get(path)
            && shared.vfs.exists(path) != was_there
        {
            return true;
        }
        if self.projects && is_manifest(path) {
            return true;
        }
        let mut listed = self.folders.iter().filter(|(folder, _)| path.starts_with(folder) || folder.starts_with(path));
        if listed.any(|(folder, held)| listing(folder) != *held) {
            return true;
        }
        let name = importers_name(path);
        let mut asked = self.modules.iter().filter(|(query, _)| name.is_some_and(|name| query.names(name)));
        asked.any(|(query, &found)| shared.module(query) != found)
    }
}

/// The name by which imports know a Python file.
fn importers_name(path: &Path) -> Option<&str> {
    let stem = path.file_stem()?;
    let name = if stem == "__init__" { path.parent()?.file_name()? } else { stem };
    name.to_str()
}

/// Whether a path is a pyproject.toml.
pub fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "pyproject.toml")
}

fn listing(folder: &Path) -> Listing {
    let entries = std::fs::read_dir(folder).ok()?;
    // Links are followed: a package may link to its front end's build.
    let mut held: Vec<(String, bool)> = entries
        .filter_map(|entry| entry.ok())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
        .collect();
    held.sort();
    Some(held)
}

/// What all linking of a workspace shares.
#[derive(Debug, Default)]
pub struct Shared {
    /// The files.
    pub vfs: Vfs,
    /// Where modules are looked up.
    pub layout: Layout,
    /// The parsed files.
    pub facts: FactsCache,
    /// What the texts of components do.
    pub fronts: Fronts,
    /// How many texts were parsed.
    pub parsed: AtomicUsize,
    modules: Mutex<FxHashMap<ModuleQuery, Option<FileId>>>,
}

impl Shared {
    /// Forgets which files the imports name that the file at `path` could be.
    pub fn forget_modules(&self, path: &Path) {
        let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        match importers_name(path) {
            Some(name) => modules.retain(|query, _| !query.names(name)),
            None => modules.clear(),
        }
    }

    /// Forgets which files the imports name.
    pub fn forget_all_modules(&self) {
        self.modules.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn module(&self, query: &ModuleQuery) -> Option<FileId> {
        let modules = || self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&known) = modules().get(query) {
            return known;
        }
        let parts: Vec<&str> = query.dotted.split('.').filter(|part| !part.is_empty()).collect();
        let importer = query.folder.join("__importer__.py");
        let found = self.layout.resolve(&importer, query.level, &parts, &|path| self.vfs.exists(path));
        let found = found.map(|path| self.vfs.intern(&path));
        modules().insert(query.clone(), found);
        found
    }
}

/// The workspace as one piece of linking sees it. Used by one thread.
pub struct Recorder<'w> {
    shared: &'w Shared,
    used: RefCell<Used>,
}

impl<'w> Recorder<'w> {
    /// Begins a record.
    pub fn new(shared: &'w Shared) -> Self {
        Self { shared, used: RefCell::default() }
    }

    /// The record.
    pub fn finish(self) -> Used {
        self.used.into_inner()
    }

    /// The files that were read so far.
    pub fn files(&self) -> Vec<FileId> {
        self.used.borrow().files().collect::<FxHashSet<FileId>>().into_iter().collect()
    }

    fn probe(&self, path: &Path) -> bool {
        let exists = self.shared.vfs.exists(path);
        self.used.borrow_mut().probes.insert(path.to_path_buf(), exists);
        exists
    }

    fn read(&self, file: FileId) {
        self.used.borrow_mut().files.insert(file);
    }
}

impl Sources for Recorder<'_> {
    fn python(&self, file: FileId) -> Option<Arc<PythonFacts>> {
        self.read(file);
        let document = self.shared.vfs.read(file).ok()?;
        Some(self.shared.facts.python(file, &document, || {
            self.shared.parsed.fetch_add(1, Ordering::Relaxed);
        }))
    }

    fn script(&self, text: &Arc<Embedded>, dialect: Dialect) -> Arc<ScriptFacts> {
        self.shared.facts.script(text, dialect, || {
            self.shared.parsed.fetch_add(1, Ordering::Relaxed);
        })
    }

    fn style(&self, text: &Embedded) -> Arc<StyleFacts> {
        self.shared.facts.style(text)
    }

    fn markup(&self, text: &Embedded) -> Arc<MarkupFacts> {
        self.shared.facts.markup(text)
    }

    fn file(&self, path: &Path) -> Option<FileId> {
        self.probe(path).then(|| self.shared.vfs.intern(path))
    }

    fn text(&self, file: FileId) -> Result<Arc<str>, String> {
        self.read(file);
        match self.shared.vfs.read(file) {
            Ok(document) => Ok(document.text.clone()),
            Err(unread) => Err(unread.why.to_string()),
        }
    }

    fn path(&self, file: FileId) -> PathBuf {
        self.shared.vfs.path(file).to_path_buf()
    }

    fn module(&self, from: FileId, level: u32, path: &[&str]) -> Option<FileId> {
        let folder = self.shared.vfs.path(from).parent()?.to_path_buf();
        let query = ModuleQuery { folder, level, dotted: path.join(".") };
        let found = self.shared.module(&query);
        self.used.borrow_mut().modules.insert(query, found);
        found
    }

    fn folder(&self, path: &Path) -> Option<Vec<(String, bool)>> {
        let held = listing(path);
        self.used.borrow_mut().folders.insert(path.to_path_buf(), held.clone());
        held
    }

    fn is_ignored(&self, path: &Path) -> bool {
        discover::is_ignored(path)
    }

    fn projects(&self) -> Vec<PathBuf> {
        self.used.borrow_mut().projects = true;
        self.shared.layout.projects.clone()
    }

    fn script_module(&self, from: FileId, specifier: &str) -> Option<FileId> {
        let from = self.shared.vfs.path(from);
        let found = scripts::resolve(&from, specifier, &|path| self.probe(path))?;
        Some(self.shared.vfs.intern(&found))
    }
    fn front(&self, component: &Component, follow: &dyn Fn(&dyn Sources) -> Front) -> Front {
        let (front, used) = self.shared.fronts.front(component, || {
            let recorder = Recorder::new(self.shared);
            let front = follow(&recorder);
            (front, recorder.finish())
        });
        self.used.borrow_mut().fronts.push(used);
        front
    }
}
