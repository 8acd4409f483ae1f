//! Whether an installed package holds a component, by the bytes of its Python files.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::super::look_at;

/// A package with more Python files than this that says nothing of Streamlit is none of components.
const MOST_FILES: usize = 500;

/// The same of a package whose metadata say that it does not need Streamlit.
const MOST_FILES_WITHOUT_STREAMLIT: usize = 50;

/// Whether the package or module at `place`, without its ending, registers a component. `folder` is the
/// `site-packages` that its metadata are in.
pub fn registers(place: &Path, folder: Option<&Path>) -> bool {
    let module = if place.extension().is_some() { place.to_path_buf() } else { place.with_extension("py") };
    if look_at(&module).is_some_and(|mentions| mentions.registers) {
        return true;
    }
    let needs_streamlit = folder.and_then(|folder| metadata(folder, place)).map(|metadata| needs_streamlit(&metadata));
    let most = match needs_streamlit {
        Some(true) => usize::MAX,
        None => MOST_FILES,
        Some(false) => MOST_FILES_WITHOUT_STREAMLIT,
    };
    python_files(place).take(most).any(|file| look_at(&file).is_some_and(|mentions| mentions.registers))
}

/// The metadata of the distribution that has the package's name.
fn metadata(folder: &Path, package: &Path) -> Option<PathBuf> {
    let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '.'], "_");
    let wanted = plain(package.file_name()?.to_str()?);
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let is_wanted = |name: &str| {
        let distribution = name.strip_suffix(".dist-info").and_then(|name| name.rsplit_once('-'));
        distribution.is_some_and(|(distribution, _)| plain(distribution) == wanted)
    };
    let mut found = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_wanted));
    found.next().map(|entry| entry.path().join("METADATA"))
}

fn needs_streamlit(metadata: &Path) -> bool {
    let Ok(file) = File::open(metadata) else { return true };
    let head = BufReader::new(file).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let needed =
        |line: String| line.strip_prefix("Requires-Dist:").is_some_and(|needed| needed.trim().starts_with("streamlit"));
    head.into_iter().any(needed)
}

/// The Python files of a package, those that lie nearest to its top first.
fn python_files(package: &Path) -> impl Iterator<Item = PathBuf> {
    let mut folders = std::collections::VecDeque::from([package.to_path_buf()]);
    let mut files: Vec<PathBuf> = Vec::new();
    std::iter::from_fn(move || {
        while files.is_empty() {
            let folder = folders.pop_front()?;
            let mut entries: Vec<_> = std::fs::read_dir(&folder).into_iter().flatten().flatten().collect();
            entries.sort_by_key(std::fs::DirEntry::file_name);
            for entry in entries {
                let path = entry.path();
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && entry.file_name() != "node_modules" => folders.push_back(path),
                    _ if super::super::is_python(&path) => files.push(path),
                    _ => {}
                }
            }
        }
        files.pop()
    })
}
