//! Joins files and languages: facts become contracts. The only place that knows both.
//!
//! `host` follows one host script's values through functions, modules and containers to its registrations,
//! mounts and results; `script` follows a renderer's setters to the keys it sends; `renderer` follows one run of it over
//! the page; `contracts` puts the two
//! sides together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Component, Mount, Opened};
use crate::syntax::markup::{self, MarkupFacts};
use crate::syntax::python::PythonFacts;
use crate::syntax::script::{Dialect, ScriptFacts};
use crate::syntax::style::{self, StyleFacts};
use crate::text::{Embedded, FileId, Site};

mod assets;
mod contracts;
mod front_end;
pub mod host;
pub mod renderer;
pub mod script;

pub use contracts::{Front, contracts};

/// How `link` sees the workspace. What is asked here is recorded by the caller, so that an edit links again
/// only what has used the edited file.
pub trait Sources {
    /// The facts of a Python file; none where it cannot be read.
    fn python(&self, file: FileId) -> Option<Arc<PythonFacts>>;
    /// The facts of a script's text.
    fn script(&self, text: &Arc<Embedded>, dialect: Dialect) -> Arc<ScriptFacts>;
    /// The facts of a style sheet.
    fn style(&self, text: &Embedded) -> Arc<StyleFacts> {
        Arc::new(style::read(text.text()))
    }
    /// The facts of a piece of markup.
    fn markup(&self, text: &Embedded) -> Arc<MarkupFacts> {
        Arc::new(markup::read(text.text()))
    }
    /// The file at `path` (absolute), where there is one, also past ignore files.
    fn file(&self, path: &Path) -> Option<FileId>;
    /// The text of a file, decoded; why not, as the end of a sentence, where it cannot be read.
    fn text(&self, file: FileId) -> Result<Arc<str>, String>;
    /// The absolute path of a file.
    fn path(&self, file: FileId) -> PathBuf;
    /// The file of a Python module: `level` leading dots, then the dotted path, as imported by `from`.
    /// A package is its `__init__.py`; none where no workspace file defines it.
    fn module(&self, from: FileId, level: u32, path: &[&str]) -> Option<FileId>;
    /// What the folder at `path` (absolute) holds, also past ignore files: names, and whether each is a folder.
    /// None where there is no such folder.
    fn folder(&self, path: &Path) -> Option<Vec<(String, bool)>>;
    /// Whether git ignores `path`.
    fn is_ignored(&self, path: &Path) -> bool;
    /// The folders of the workspace that hold a pyproject.toml.
    fn projects(&self) -> Vec<PathBuf>;
    /// The file that a script's import of `specifier` names, as imported by the script file `from`.
    fn script_module(&self, from: FileId, specifier: &str) -> Option<FileId>;
    /// What the texts of a component do: what `follow` finds with these sources, now or where it found it earlier
    /// and nothing that it used has changed since.
    fn front(&self, component: &Component, follow: &dyn Fn(&dyn Sources) -> Front) -> Front;
}

/// What following one host script found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostTrace {
    /// Every registration that was reached, also those of imported modules; with the function that was entered
    /// with unknown arguments to reach it, where the script itself does not.
    pub components: Vec<(Component, Option<Site>)>,
    /// Every mount.
    pub mounts: Vec<TracedMount>,
    /// Components, by their place in the trace, that were given to code which cannot be followed.
    pub escapes: Vec<(usize, Opened)>,
    /// The definitions of the functions that some call reached.
    pub called: Vec<Site>,
}

/// A mount of one trace.
#[derive(Clone, Debug, PartialEq)]
pub struct TracedMount {
    /// Its component, by the place in the trace.
    pub component: usize,
    /// The function that was entered with unknown arguments to reach it, where the script itself does not.
    pub root: Option<Site>,
    /// The mount.
    pub mount: Mount,
}
