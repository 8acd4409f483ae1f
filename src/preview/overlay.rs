//! The editor's buffers, over the disk.
//!
//! May not know what the files are for.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::protocol::FileChange;

/// The files that differ from the disk.
#[derive(Debug, Default)]
pub struct Overlay {
    texts: RwLock<FxHashMap<PathBuf, Arc<str>>>,
}

impl Overlay {
    /// Takes over changes.
    pub fn change(&self, changes: &[FileChange]) {
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        for FileChange { path, text } in changes {
            match text {
                Some(text) => texts.insert(path.clone(), Arc::from(text.as_str())),
                None => texts.remove(path),
            };
        }
    }

    /// All of them, for a worker that begins.
    pub fn all(&self) -> Vec<FileChange> {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        texts.iter().map(|(path, text)| FileChange { path: path.clone(), text: Some(text.to_string()) }).collect()
    }

    /// A file's buffer.
    pub fn buffer(&self, path: &Path) -> Option<Arc<str>> {
        self.texts.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// A file's bytes, of its buffer where there is one.
    pub fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        match self.buffer(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => std::fs::read(path),
        }
    }
}

/// A file's path without links; one that is only a buffer yet has its folder's.
pub fn real(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().or_else(|| Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?)))
}
