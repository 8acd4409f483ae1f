//! Finds the files that can matter: walks the roots as ripgrep does, on all cores, and looks at the bytes of
//! each Python file once. Knows how imports name files; what files say beyond that is for the readers.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::gitignore::Gitignore;
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::vfs::READ_LIMIT;

pub mod environment;
mod mentions;
mod modules;
mod neighbours;
mod relevance;
pub mod scripts;

pub use mentions::Mentions;
pub use modules::{Layout, project_top};
pub use neighbours::add as add_neighbours;
pub use neighbours::add_installed;
pub use relevance::{Index, relevant};

/// Folders of other people's code, skipped even where no ignore file names them.
const FOREIGN_FOLDERS: [&str; 5] = ["node_modules", "site-packages", "__pycache__", "venv", "env"];

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walked {
    /// Every Python file.
    pub python: Vec<(PathBuf, Mentions)>,
    /// Every folder with a pyproject.toml.
    pub projects: Vec<PathBuf>,
    /// Python files that could not be read.
    pub unread: Vec<PathBuf>,
}

/// Whether a path looks like a Python file.
pub fn is_python(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "py" || extension == "pyw")
}

/// Walks `roots`, files or folders. `excluded` says which paths the person does not want looked at; a root
/// itself always is.
pub fn walk(roots: &[PathBuf], excluded: &(dyn Fn(&Path, bool) -> bool + Sync)) -> Walked {
    let Some((first, rest)) = roots.split_first() else { return Walked::default() };
    let mut builder = WalkBuilder::new(first);
    for root in rest {
        builder.add(root);
    }
    let found = Mutex::new(Walked::default());
    walker(builder).run(|| {
        let mut visitor = Visitor { found: &found, own: Walked::default(), buffer: Vec::with_capacity(64 * 1024) };
        Box::new(move |entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            if entry.depth() > 0 && excluded(entry.path(), is_folder) {
                return WalkState::Skip;
            }
            visitor.visit(&entry);
            WalkState::Continue
        })
    });
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn walker(mut builder: WalkBuilder) -> ignore::WalkParallel {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let own_code = |entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !is_folder || !is_foreign(&name, entry.path())
    };
    builder.threads(threads).filter_entry(own_code).build_parallel()
}

fn is_foreign(name: &str, path: &Path) -> bool {
    match name {
        // A folder of this name is somebody's own code unless Python says that it is an environment.
        "venv" | "env" => path.join("pyvenv.cfg").exists(),
        name => FOREIGN_FOLDERS.contains(&name) || is_to_be_filled_in(name),
    }
}

/// A folder's name with a hole in it: what lies there is a template, and no code before somebody fills it in.
fn is_to_be_filled_in(name: &str) -> bool {
    name.contains("{{")
}

/// Whether a file below one of `roots` lies in a template.
pub fn is_template(roots: &[PathBuf], path: &Path) -> bool {
    let below = roots.iter().filter_map(|root| path.strip_prefix(root).ok());
    below.flat_map(Path::components).any(|part| is_to_be_filled_in(&part.as_os_str().to_string_lossy()))
}

/// Whether a walk of `roots` would come to `path`.
pub fn reaches(roots: &[PathBuf], path: &Path) -> bool {
    let Some(root) = roots.iter().filter(|root| path.starts_with(root)).max_by_key(|root| root.as_os_str().len())
    else {
        return false;
    };
    let target = path.to_path_buf();
    let mut builder = WalkBuilder::new(root);
    builder.filter_entry(move |entry| {
        let on_the_way = target.starts_with(entry.path());
        let name = entry.file_name().to_string_lossy();
        on_the_way && (entry.depth() == 0 || entry.path() == target || !is_foreign(&name, entry.path()))
    });
    builder.build().flatten().any(|entry| entry.path() == path)
}

/// Whether git ignores the folder at `path`, by the .gitignore files around it.
pub fn is_ignored(path: &Path) -> bool {
    for folder in path.ancestors().skip(1) {
        let rules = folder.join(".gitignore");
        if rules.is_file() {
            let (rules, _) = Gitignore::new(&rules);
            let matched = rules.matched_path_or_any_parents(path, true);
            if !matched.is_none() {
                return matched.is_ignore();
            }
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    false
}

/// One thread's walk. What it found joins the rest when it ends.
struct Visitor<'f> {
    found: &'f Mutex<Walked>,
    own: Walked,
    buffer: Vec<u8>,
}

impl Visitor<'_> {
    fn visit(&mut self, entry: &DirEntry) {
        let is_file =
            entry.file_type().is_some_and(|kind| kind.is_file()) || (entry.depth() == 0 && entry.path().is_file());
        if !is_file {
            return;
        }
        let path = entry.path();
        if is_python(path) {
            match self.read(path) {
                Some(mentions) => self.own.python.push((path.to_path_buf(), mentions)),
                None => self.own.unread.push(path.to_path_buf()),
            }
        } else if entry.file_name() == "pyproject.toml" {
            self.own.projects.extend(path.parent().map(Path::to_path_buf));
        }
    }

    fn read(&mut self, path: &Path) -> Option<Mentions> {
        self.buffer.clear();
        File::open(path).ok()?.take(READ_LIMIT + 1).read_to_end(&mut self.buffer).ok()?;
        (self.buffer.len() as u64 <= READ_LIMIT).then(|| mentions(&self.buffer))
    }
}

impl Drop for Visitor<'_> {
    fn drop(&mut self) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.python.append(&mut self.own.python);
        found.projects.append(&mut self.own.projects);
        found.unread.append(&mut self.own.unread);
    }
}

/// What the bytes of a file mention, UTF-16 included.
fn mentions(bytes: &[u8]) -> Mentions {
    match bytes {
        [0xFF, 0xFE, ..] => Mentions::read(encoding_rs::UTF_16LE.decode(bytes).0.as_bytes()),
        [0xFE, 0xFF, ..] => Mentions::read(encoding_rs::UTF_16BE.decode(bytes).0.as_bytes()),
        _ => Mentions::read(bytes),
    }
}

/// What the Python file at `path` mentions now; none where it cannot be read.
pub fn look_at(path: &Path) -> Option<Mentions> {
    std::fs::read(path).ok().map(|bytes| mentions(&bytes))
}
