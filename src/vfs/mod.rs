//! Files by number: editor buffers over the disk, decoded, each text with a revision.
//!
//! Knows bytes, encodings and paths, and nothing of languages. Numbers stay the same for the process's life;
//! a text never changes in place, so whoever holds a [`Document`] holds one consistent picture of the file.

use std::any::Any;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use rustc_hash::FxHashMap;

use crate::derived::Derived;
use crate::text::{FileId, LineIndex};

mod encoding;

pub use encoding::Encoding;

/// Larger files are not read: no hand-written source is this long, and a bundle that is would stall an editor.
pub const READ_LIMIT: u64 = 20_000_000;

/// Why a file over the limit is not read, as the end of a sentence.
pub const TOO_LARGE: &str = "it is larger than 20 MB";

/// One text of a file.
#[derive(Debug)]
pub struct Document {
    /// The text, decoded, without a byte order mark. All offsets inside crosswire are offsets in it.
    pub text: Arc<str>,
    /// How it is stored, for writing it back.
    pub encoding: Encoding,
    /// Differs between any two texts that the file had.
    pub revision: u64,
    line_index: OnceLock<Arc<LineIndex>>,
    derived: Derived,
}

impl Document {
    fn new(text: Arc<str>, encoding: Encoding, revision: u64) -> Self {
        Self { text, encoding, revision, line_index: OnceLock::new(), derived: Derived::default() }
    }

    /// The text's line table, made when it is first asked for.
    pub fn line_index(&self) -> Arc<LineIndex> {
        self.line_index.get_or_init(|| Arc::new(LineIndex::new(&self.text))).clone()
    }

    /// What somebody works out from the text, once.
    pub fn derived<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        self.derived.get(make)
    }
}

/// Why a file has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The reason, as the end of a sentence: "it is not valid UTF-8 (…)".
    pub why: Arc<str>,
    /// What kind of reason it is.
    pub kind: UnreadKind,
}

/// The kinds of reason why a file has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadKind {
    /// There is no such file.
    Missing,
    /// It is there and cannot be read.
    Unreadable,
    /// Its bytes are no text.
    Undecodable,
    /// It is larger than [`READ_LIMIT`].
    TooLarge,
}

/// What is known of one file.
#[derive(Clone, Debug)]
struct Slot {
    path: Arc<Path>,
    buffer: Option<Arc<Document>>,
    /// None until the disk is asked, and again when it changed.
    disk: Option<Result<Arc<Document>, Unread>>,
}

impl Slot {
    fn current(&self) -> Option<Result<Arc<Document>, Unread>> {
        match &self.buffer {
            Some(buffer) => Some(Ok(buffer.clone())),
            None => self.disk.clone(),
        }
    }
}

#[derive(Debug, Default)]
struct Slots {
    ids: FxHashMap<Arc<Path>, FileId>,
    files: Vec<Slot>,
    revision: u64,
}

impl Slots {
    fn intern(&mut self, path: &Path) -> FileId {
        if let Some(&id) = self.ids.get(path) {
            return id;
        }
        let id = FileId(self.files.len() as u32);
        let path: Arc<Path> = Arc::from(path);
        self.ids.insert(path.clone(), id);
        self.files.push(Slot { path, buffer: None, disk: None });
        id
    }

    fn next_revision(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }
}

/// The files that were asked for so far. Shared between threads; paths are absolute and plain (see [`plain`]).
#[derive(Debug, Default)]
pub struct Vfs {
    slots: RwLock<Slots>,
}

impl Vfs {
    /// The number of the file at `path`, whether or not it exists.
    pub fn intern(&self, path: &Path) -> FileId {
        match self.lookup(path) {
            Some(id) => id,
            None => self.write().intern(path),
        }
    }

    /// The number of the file at `path`, where it was ever asked for.
    pub fn lookup(&self, path: &Path) -> Option<FileId> {
        self.slots().ids.get(path).copied()
    }

    /// The files that were ever asked for at or below `path`.
    pub fn below(&self, path: &Path) -> Vec<FileId> {
        let slots = self.slots();
        slots.ids.iter().filter(|(known, _)| known.starts_with(path)).map(|(_, &id)| id).collect()
    }

    /// The path of a file.
    pub fn path(&self, file: FileId) -> Arc<Path> {
        match self.slots().files.get(file.0 as usize) {
            Some(slot) => slot.path.clone(),
            None => Arc::from(Path::new("")),
        }
    }

    /// Whether an editor's buffer stands for the file at `path`.
    pub fn is_open(&self, path: &Path) -> bool {
        let slots = self.slots();
        slots.ids.get(path).is_some_and(|id| slots.files[id.0 as usize].buffer.is_some())
    }

    /// Whether there is a file at `path`: an open buffer, or on the disk.
    pub fn exists(&self, path: &Path) -> bool {
        self.is_open(path) || path.is_file()
    }

    /// The text of a file: its buffer's, else the disk's.
    pub fn read(&self, file: FileId) -> Result<Arc<Document>, Unread> {
        let path = {
            let slots = self.slots();
            let Some(slot) = slots.files.get(file.0 as usize) else {
                return Err(unread(UnreadKind::Missing, "there is no such file".into()));
            };
            if let Some(current) = slot.current() {
                return current;
            }
            slot.path.clone()
        };
        let read = read_disk(&path);
        let mut slots = self.write();
        let revision = slots.next_revision();
        // Two threads may have read it: the first one's document stays, so that all see the same revision.
        let slot = &mut slots.files[file.0 as usize];
        let disk = read.map(|(text, encoding)| Arc::new(Document::new(text, encoding, revision)));
        slot.disk.get_or_insert(disk).clone()
    }

    /// The text on the disk, whatever the editor holds.
    pub fn read_disk(&self, file: FileId) -> Result<(Arc<str>, Encoding), Unread> {
        read_disk(&self.path(file))
    }

    /// Lets an editor's buffer take the file's place. Says whether that changed the text.
    pub fn set_buffer(&self, path: &Path, text: &str) -> bool {
        let mut slots = self.write();
        let id = slots.intern(path);
        let slot = &slots.files[id.0 as usize];
        let before = slot.current();
        let encoding = match &before {
            Some(Ok(document)) => document.encoding,
            _ => Encoding::UTF_8,
        };
        let unchanged = match before {
            Some(Ok(document)) if *document.text == *text => Some(document),
            _ => None,
        };
        let changed = unchanged.is_none();
        let revision = slots.next_revision();
        let document = unchanged.unwrap_or_else(|| Arc::new(Document::new(text.into(), encoding, revision)));
        slots.files[id.0 as usize].buffer = Some(document);
        changed
    }

    /// Lets the file on the disk count again. Says whether that changed the text.
    pub fn drop_buffer(&self, path: &Path) -> bool {
        let before = {
            let mut slots = self.write();
            let Some(&id) = slots.ids.get(path) else { return false };
            let slot = &mut slots.files[id.0 as usize];
            slot.disk = None;
            slot.buffer.take()
        };
        before.is_some_and(|buffer| self.settle(path, Some(Ok(buffer))))
    }

    /// Forgets what the disk said of a file. Says whether that changed the text, or whether there is one.
    pub fn forget_disk(&self, path: &Path) -> bool {
        let before = {
            let mut slots = self.write();
            let Some(&id) = slots.ids.get(path) else { return false };
            let slot = &mut slots.files[id.0 as usize];
            match (slot.disk.take(), &slot.buffer) {
                (_, Some(_)) => return false,
                (before, None) => before,
            }
        };
        self.settle(path, before)
    }

    /// Reads a file again. An unchanged text keeps its document, so that nothing seems to have changed.
    fn settle(&self, path: &Path, before: Option<Result<Arc<Document>, Unread>>) -> bool {
        let Some(before) = before else { return true };
        let after = self.read(self.intern(path));
        let same = match (&before, &after) {
            (Ok(before), Ok(after)) => before.text == after.text && before.encoding == after.encoding,
            (Err(before), Err(after)) => before == after,
            _ => false,
        };
        if same {
            let mut slots = self.write();
            if let Some(&id) = slots.ids.get(path) {
                slots.files[id.0 as usize].disk = Some(before);
            }
        }
        !same
    }

    /// Every file with the text that it has now, where it was read.
    pub fn snapshot(&self) -> Snapshot {
        let slots = self.slots();
        let files = slots.files.iter().map(|slot| (slot.path.clone(), slot.current().and_then(Result::ok))).collect();
        Snapshot { files }
    }

    // A thread that panicked while it held the lock leaves whole values behind: each write is one step.
    fn slots(&self) -> RwLockReadGuard<'_, Slots> {
        self.slots.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Slots> {
        self.slots.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files' texts at one moment.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: Vec<(Arc<Path>, Option<Arc<Document>>)>,
}

impl Snapshot {
    /// The path of a file.
    pub fn path(&self, file: FileId) -> Option<&Arc<Path>> {
        self.files.get(file.0 as usize).map(|(path, _)| path)
    }

    /// All of them.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len() as u32).map(FileId)
    }

    /// The text of a file, where it was read.
    pub fn document(&self, file: FileId) -> Option<&Arc<Document>> {
        self.files.get(file.0 as usize).and_then(|(_, document)| document.as_ref())
    }

    /// The file at `path`, where it was read.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        let at = self.files.iter().position(|(known, document)| document.is_some() && **known == *path)?;
        Some(FileId(at as u32))
    }
}

fn unread(kind: UnreadKind, why: String) -> Unread {
    Unread { why: why.into(), kind }
}

fn read_disk(path: &Path) -> Result<(Arc<str>, Encoding), Unread> {
    let bytes = read_bytes(path)?;
    let is_python = path.extension().is_some_and(|extension| extension == "py" || extension == "pyw");
    encoding::decode(bytes, is_python).map_err(|why| unread(UnreadKind::Undecodable, why))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Unread> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => unread(UnreadKind::Missing, "there is no such file".into()),
        std::io::ErrorKind::PermissionDenied => {
            unread(UnreadKind::Unreadable, "there is no permission to read it".into())
        }
        _ => unread(UnreadKind::Unreadable, format!("the system says: {error}")),
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(unread(UnreadKind::Unreadable, "it is not a regular file".into()));
    }
    let mut bytes = Vec::with_capacity(metadata.len().min(READ_LIMIT) as usize + 1);
    file.by_ref().take(READ_LIMIT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > READ_LIMIT {
        return Err(unread(UnreadKind::TooLarge, TOO_LARGE.into()));
    }
    Ok(bytes)
}

/// An absolute path without `.` and `..`, symbolic links left alone, so that one file has one name however it
/// was written.
pub fn plain(path: &Path, folder: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in folder.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_stands_over_the_disk_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.py");
        std::fs::write(&path, "disk").unwrap();
        let vfs = Vfs::default();
        let file = vfs.intern(&path);
        let text = || vfs.read(file).unwrap().text.to_string();

        assert_eq!(text(), "disk");
        assert!(vfs.set_buffer(&path, "buffer"));
        assert!(!vfs.set_buffer(&path, "buffer"), "the same text is no change");
        std::fs::write(&path, "newer").unwrap();
        assert!(!vfs.forget_disk(&path), "the buffer hides the disk");
        assert_eq!(text(), "buffer");
        assert!(vfs.drop_buffer(&path));
        assert_eq!(text(), "newer");
    }

    #[test]
    fn an_unchanged_file_keeps_its_revision() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.py");
        std::fs::write(&path, "same").unwrap();
        let vfs = Vfs::default();
        let file = vfs.intern(&path);
        let revision = vfs.read(file).unwrap().revision;
        std::fs::write(&path, "same").unwrap();
        assert!(!vfs.forget_disk(&path));
        assert_eq!(vfs.read(file).unwrap().revision, revision);
        std::fs::remove_file(&path).unwrap();
        assert!(vfs.forget_disk(&path));
        assert_eq!(vfs.read(file).unwrap_err().kind, UnreadKind::Missing);
    }

    #[test]
    fn a_plain_path_has_no_dots() {
        for (path, expected) in [("a/./b", "/w/a/b"), ("../x.py", "/x.py"), ("/abs/../y", "/y"), (".", "/w")] {
            assert_eq!(plain(Path::new(path), Path::new("/w")), Path::new(expected), "{path}");
        }
    }
}
