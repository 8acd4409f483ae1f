//! Python files outside the roots that files below the roots import, over any number of hops. Where only
//! `app.py` is to be checked, the module that registers its component is one; an installed package is another.

use std::cell::RefCell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::mentions::Import;
use super::modules::Layout;
use super::relevance::{Index, targets};
use super::{is_python, look_at};

/// Adds to `index` what its files import, and returns the paths that were added.
pub fn add(index: &mut Index, layout: &Layout) -> Vec<PathBuf> {
    add_from(index.keys().cloned().collect(), index, layout)
}

/// Adds to `index` what its files import of installed packages, and returns the paths that were added.
pub fn add_installed(index: &mut Index, layout: &Layout) -> Vec<PathBuf> {
    let Some(environment) = &layout.environment else { return Vec::new() };
    let is_installed = |import: &Import<'_>| {
        import.level == 0 && import.module.first().is_some_and(|first| environment.has_components(first))
    };
    let importers = index.par_iter().filter(|(_, mentions)| mentions.imports().any(|import| is_installed(&import)));
    add_from(importers.map(|(path, _)| path.clone()).collect(), index, layout)
}

fn add_from(importers: Vec<PathBuf>, index: &mut Index, layout: &Layout) -> Vec<PathBuf> {
    let listings = Listings { tops: &layout.tops, folders: RefCell::default() };
    let mut added = Vec::new();
    let mut newest = importers;
    while !newest.is_empty() {
        let imported: FxHashSet<PathBuf> = newest
            .iter()
            .filter_map(|path| Some((path, index.get(path)?)))
            .flat_map(|(path, mentions)| mentions.imports().map(move |import| (path, import)))
            .flat_map(|(path, import)| targets(path, &import, layout, &|path| listings.has(path)))
            .filter(|path| is_python(path) && !index.contains_key(path))
            .collect();
        newest = Vec::new();
        for path in imported {
            if let Some(mentions) = look_at(&path) {
                index.insert(path.clone(), mentions);
                newest.push(path);
            }
        }
        added.extend_from_slice(&newest);
    }
    added
}

/// What folders hold, each read once: most imports are of modules that no folder has, and asking the disk
/// for each in every folder would take long.
struct Listings<'l> {
    tops: &'l [PathBuf],
    folders: RefCell<FxHashMap<PathBuf, FxHashSet<OsString>>>,
}

impl Listings<'_> {
    fn has(&self, path: &Path) -> bool {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
        self.read(folder);
        self.folders.borrow().get(folder).is_some_and(|names| names.contains(name))
    }

    fn read(&self, folder: &Path) {
        if self.folders.borrow().contains_key(folder) {
            return;
        }
        let is_inside = self.tops.iter().any(|top| folder != top && folder.starts_with(top));
        let mut names = FxHashSet::default();
        if !is_inside || self.has(folder) {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            names.extend(entries.map(|entry| entry.file_name()));
        }
        self.folders.borrow_mut().insert(folder.to_path_buf(), names);
    }
}
