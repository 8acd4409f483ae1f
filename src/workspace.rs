//! A workspace: its files, what is parsed and linked, and what an edit makes stale.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::Contract;
use crate::text::{FileId, LineIndex};

/// Everything known of one workspace. It belongs to one thread; others read [`Analysis`].
pub struct Workspace {}

/// One consistent picture of a workspace. Cheap to clone through its `Arc`.
pub struct Analysis {
    /// Every contract.
    pub contracts: Vec<Contract>,
    /// Every finding that is not suppressed, sorted by path and place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// The absolute path of a file.
    pub fn path(&self, file: FileId) -> &Path {
        let _ = file;
        unimplemented!()
    }

    /// The file at an absolute path, where the analysis read it.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        let _ = path;
        None
    }

    /// The text of a file that a site of this analysis names.
    pub fn text(&self, file: FileId) -> Arc<str> {
        let _ = file;
        unimplemented!()
    }

    /// Its line table.
    pub fn line_index(&self, file: FileId) -> Arc<LineIndex> {
        let _ = file;
        unimplemented!()
    }
}

impl Workspace {
    /// An empty workspace over these folders and files.
    pub fn new(roots: Vec<PathBuf>) -> Self {
        let _ = roots;
        Self {}
    }

    /// Walks the roots and reads what can matter.
    pub fn scan(&mut self) {}

    /// An editor's buffer takes the file's place.
    pub fn open(&mut self, path: &Path, text: String) {
        let _ = (path, text);
    }

    /// The file on disk counts again.
    pub fn close(&mut self, path: &Path) {
        let _ = path;
    }

    /// The file was made, changed or removed on disk.
    pub fn touched(&mut self, path: &Path) {
        let _ = path;
    }

    /// Brings the analysis up to date, doing again only what the changes made stale.
    pub fn analyze(&mut self) -> Arc<Analysis> {
        unimplemented!()
    }
}
