//! What a script gives to the page beside text: files of its components by the number of their folder, and bytes by
//! their hash. A path in an address is looked up below its folder and nowhere else.
//!
//! May not know what the page does with them.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::files::content_type;
use crate::preview::overlay::{Overlay, real};

/// Bytes that are kept for the page; the oldest go first.
const BYTES_KEPT: usize = 256 << 20;

/// Why a file cannot be given to the page.
#[derive(Debug, thiserror::Error)]
pub enum Unserved {
    /// It is not there.
    #[error("{0} cannot be read")]
    Unreadable(PathBuf),
    /// It is not the app's.
    #[error("{0} is outside the folders of the app")]
    Outside(PathBuf),
}

/// Where the page finds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Relative to the page.
    pub url: String,
    /// Changes with the content, and with that of the files beside it.
    pub hash: String,
}

/// All that was given to the page.
#[derive(Debug)]
pub struct Assets {
    /// Folders outside of which nothing is served, canonical.
    roots: Vec<PathBuf>,
    overlay: Arc<Overlay>,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    folders: Vec<Folder>,
    bytes: VecDeque<(String, String, Arc<[u8]>)>,
    size: usize,
}

/// A folder that was served from. Its edits are counted: an import of an edited module must have a new address.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    sheets: u64,
    others: u64,
}

impl Folder {
    fn version(&self, path: &Path) -> u64 {
        if is_sheet(path) { self.sheets } else { self.others }
    }
}

impl Assets {
    /// Serves what is below `roots`.
    pub fn new(roots: &[PathBuf], overlay: Arc<Overlay>) -> Self {
        let roots = roots.iter().filter_map(|root| root.canonicalize().ok()).collect();
        Self { roots, overlay, kept: Mutex::default() }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves a file, and those below `folder` (its own folder, where none is named) that it may import.
    pub fn serve_file(&self, path: &Path, folder: Option<&Path>) -> Result<Served, Unserved> {
        let unreadable = || Unserved::Unreadable(path.to_path_buf());
        let file = real(path).ok_or_else(unreadable)?;
        let folder = folder.and_then(|folder| folder.canonicalize().ok()).filter(|folder| file.starts_with(folder));
        let folder = folder.or_else(|| file.parent().map(Path::to_path_buf)).ok_or_else(unreadable)?;
        if !self.roots.iter().any(|root| folder.starts_with(root)) {
            return Err(Unserved::Outside(path.to_path_buf()));
        }
        let content = self.overlay.read(&file).map_err(|_| unreadable())?;
        let mut kept = self.kept();
        let number = match kept.folders.iter().position(|known| known.path == folder) {
            Some(number) => number,
            None => {
                kept.folders.push(Folder { path: folder.clone(), sheets: 0, others: 0 });
                kept.folders.len() - 1
            }
        };
        let version = kept.folders[number].version(&file);
        let below = file.strip_prefix(&folder).unwrap_or(&file);
        let below: Vec<String> = below.iter().map(|part| encoded(&part.to_string_lossy())).collect();
        let url = format!("assets/{number}/{version}/{}", below.join("/"));
        Ok(Served { url, hash: hash(&(content, version)) })
    }

    /// Serves bytes.
    pub fn serve_bytes(&self, bytes: Vec<u8>, mime: &str) -> Served {
        let hash = hash(&(&bytes, mime));
        let mut kept = self.kept();
        if !kept.bytes.iter().any(|(known, ..)| *known == hash) {
            kept.size += bytes.len();
            kept.bytes.push_back((hash.clone(), mime.to_string(), bytes.into()));
        }
        while kept.size > BYTES_KEPT && kept.bytes.len() > 1 {
            let dropped = kept.bytes.pop_front().map_or(0, |(.., bytes)| bytes.len());
            kept.size -= dropped;
        }
        Served { url: format!("bytes/{hash}"), hash }
    }

    /// Where a served folder's file is.
    pub fn path(&self, number: usize, below: &str) -> Option<PathBuf> {
        let folder = self.kept().folders.get(number)?.path.clone();
        below_folder(&folder, below)
    }

    /// A served folder's file: its bytes and content type.
    pub fn file(&self, number: usize, below: &str) -> Option<(Vec<u8>, String)> {
        let path = self.path(number, below)?;
        Some((self.overlay.read(&path).ok()?, content_type(&path)))
    }

    /// Served bytes and their content type.
    pub fn bytes(&self, hash: &str) -> Option<(Arc<[u8]>, String)> {
        let kept = self.kept();
        let (_, mime, bytes) = kept.bytes.iter().find(|(known, ..)| known == hash)?;
        Some((bytes.clone(), mime.clone()))
    }

    /// Takes note of an edit; whether the page may have the file.
    pub fn edited(&self, path: &Path) -> bool {
        let mut served = false;
        for folder in self.kept().folders.iter_mut().filter(|folder| path.starts_with(&folder.path)) {
            *(if is_sheet(path) { &mut folder.sheets } else { &mut folder.others }) += 1;
            served = true;
        }
        served
    }
}

/// The file `below` a folder, none where the path or a link in it leads out.
pub fn below_folder(folder: &Path, below: &str) -> Option<PathBuf> {
    let below = Path::new(below);
    if !below.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let folder = folder.canonicalize().ok()?;
    let path = real(&folder.join(below))?;
    path.starts_with(&folder).then_some(path)
}

fn is_sheet(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "css")
}

fn hash(what: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// A path's part as it stands in an address.
fn encoded(part: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    part.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
