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
    /// Takes over changes; the files that have another text now. A buffer that is as the disk is no change, and of
    /// the disk itself nothing else is known than that it was written to.
    pub fn change<'c>(&self, changes: &'c [FileChange]) -> Vec<&'c Path> {
        let is_different = |change: &&FileChange| match (&change.text, self.buffer(&change.path)) {
            (Some(text), _) => self.read(&change.path).ok().is_none_or(|before| before != text.as_bytes()),
            (None, Some(buffer)) => std::fs::read(&change.path).ok().is_none_or(|now| now != buffer.as_bytes()),
            (None, None) => true,
        };
        let different = changes.iter().filter(is_different).map(|change| change.path.as_path()).collect();
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        for FileChange { path, text } in changes {
            match text {
                Some(text) => texts.insert(path.clone(), Arc::from(text.as_str())),
                None => texts.remove(path),
            };
        }
        different
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_that_is_as_the_disk_makes_no_difference() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.py");
        std::fs::write(&path, "disk").unwrap();
        let overlay = Overlay::default();
        let steps = [
            (Some("disk"), false, "opened"),
            (Some("edited"), true, "edited"),
            (Some("edited"), false, "told twice"),
            (None, true, "closed without saving"),
            (None, true, "written to by somebody else"),
            (Some("disk"), false, "opened again"),
            (None, false, "closed as it is"),
        ];
        for (text, different, what) in steps {
            let change = FileChange { path: path.clone(), text: text.map(str::to_string) };
            assert_eq!(!overlay.change(&[change]).is_empty(), different, "{what}");
        }
    }
}
