//! What is known of a workspace at one moment. It never changes and goes to any thread.

use std::any::Any;
use std::path::Path;
use std::sync::Arc;

use crate::derived::Derived;
use crate::diagnostic::Diagnostic;
use crate::model::Contract;
use crate::text::{Column, FileId, LineIndex, PathOrder, Site};
use crate::vfs::{Document, Snapshot};

/// One consistent picture of a workspace. Cheap to clone through its `Arc`.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Every contract, by the place of its registration.
    pub contracts: Vec<Arc<Contract>>,
    /// Every finding that is not suppressed, sorted by path and place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files went into it.
    pub files: usize,
    pub(super) sources: Snapshot,
    pub(super) derived: Derived,
}

impl Analysis {
    /// The absolute path of a file.
    pub fn path(&self, file: FileId) -> &Path {
        self.sources.path(file).map_or(Path::new(""), |path| path)
    }

    /// The file at an absolute path, where the analysis read it.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        self.sources.file(path)
    }

    /// What sorts places as a person reads them.
    pub fn order(&self) -> Arc<PathOrder> {
        self.derived(|| PathOrder::of(self.sources.files(), |file| self.path(file)))
    }

    /// The text of a file that a site of this analysis names; empty where it could not be read.
    pub fn text(&self, file: FileId) -> Arc<str> {
        self.document(file).map_or_else(|| Arc::from(""), |document| document.text.clone())
    }

    /// Its line table.
    pub fn line_index(&self, file: FileId) -> Arc<LineIndex> {
        self.document(file).map_or_else(|| Arc::new(LineIndex::new("")), |document| document.line_index())
    }

    /// Its text with all that belongs to it, where it could be read.
    pub fn document(&self, file: FileId) -> Option<&Arc<Document>> {
        self.sources.document(file)
    }

    /// What somebody works out from the whole picture, once.
    pub fn derived<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        self.derived.get(make)
    }

    /// Where a site starts: line and column from 1, the column in Unicode characters.
    pub fn position(&self, site: Site) -> (u32, u32) {
        self.place(site.file, site.span.start)
    }

    /// Where a site ends, counted the same way.
    pub fn end_position(&self, site: Site) -> (u32, u32) {
        self.place(site.file, site.span.end)
    }

    fn place(&self, file: FileId, offset: u32) -> (u32, u32) {
        let Some(document) = self.document(file) else { return (1, 1) };
        let (line, column) = document.line_index().position(offset, &document.text, Column::Characters);
        (line + 1, column + 1)
    }
}
