//! From a registration to the files of its asset dir: which manifest declares the component, which folder that
//! names, and what a path or glob finds in it.

use std::path::{Component as Part, Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};

use super::Sources;
use crate::model::{AssetDir, Built, Component, Manifest, ManifestEntry, Opened, Source};
use crate::syntax::manifest::{self, NotToml, Written};
use crate::text::{FileId, Word};

/// How deep `**` looks.
const DEEPEST_FOLDER: u32 = 12;

/// Folders of other people's code, in which no asset is looked for.
const FOREIGN_FOLDER: &str = "node_modules";

/// Looks up the files that a registration's `js=` and `css=` name.
pub fn resolve(component: &mut Component, sources: &dyn Sources) {
    let named = [&component.js, &component.css].into_iter().any(|source| matches!(source, Source::Asset { .. }));
    if !named {
        return;
    }
    let dir = dir_of(component, sources);
    for source in [&mut component.js, &mut component.css] {
        if let Source::Asset { pattern, files, dir: known } = source {
            if let AssetDir::Declared { folder, .. } = &dir {
                *files = found(folder, &pattern.text, sources);
            }
            *known = dir.clone();
        }
    }
}

/// Whether a path or glob leads out of the asset dir, which Streamlit refuses (FACTS 19c).
pub fn leaves_dir(pattern: &str) -> bool {
    let drive = pattern.as_bytes().get(1) == Some(&b':');
    let up = pattern.split(['/', '\\']).any(|part| part == "..");
    up || drive || pattern.starts_with(['/', '\\'])
}

/// Whether a path is a glob.
pub fn is_glob(pattern: &str) -> bool {
    pattern.contains(['*', '?', '['])
}

fn dir_of(component: &Component, sources: &dyn Sources) -> AssetDir {
    let Some(name) = &component.name else {
        let why = "the component's name is not known, so no manifest can be looked up for it".to_owned();
        return AssetDir::Unknown(Opened { site: component.callee, why });
    };
    let module = sources.path(component.site.file);
    let mut others = Vec::new();
    let mut broken = None;
    for folder in manifest_folders(&module, sources) {
        let Some(file) = sources.file(&folder.join("pyproject.toml")) else { continue };
        match manifest_in(file, sources) {
            Ok(manifest) => match manifest.entry(&name.text) {
                Some(entry) => return declared(&module, &folder, manifest, entry, sources),
                None if manifest.entries.is_empty() => {}
                None => others.push(manifest),
            },
            Err(wrong) => broken = broken.or(Some((file, wrong))),
        }
    }
    match broken {
        Some((file, NotToml { span, why })) => AssetDir::NotToml { site: span.in_file(file), why },
        None => AssetDir::Undeclared(others),
    }
}

/// The folders whose pyproject.toml may declare a component of this module, the nearest first.
fn manifest_folders(module: &Path, sources: &dyn Sources) -> Vec<PathBuf> {
    let above: Vec<PathBuf> = module.ancestors().skip(1).map(Path::to_path_buf).collect();
    let elsewhere = sources.projects().into_iter().filter(|folder| !above.contains(folder));
    above.iter().cloned().chain(elsewhere).collect()
}

fn manifest_in(file: FileId, sources: &dyn Sources) -> Result<Arc<Manifest>, NotToml> {
    let text = sources.text(file).map_err(|why| NotToml { span: Default::default(), why })?;
    let facts = manifest::read(&text)?;
    let word = |written: Written| Word { text: written.text, site: written.span.in_file(file) };
    let entries = facts.entries.into_iter();
    let entries =
        entries.map(|entry| ManifestEntry { name: word(entry.name), asset_dir: entry.asset_dir.map(word) }).collect();
    Ok(Arc::new(Manifest { file, project: facts.project.map(word), entries, packaged: facts.packaged }))
}

/// The asset dir stands below the package that is installed; in a working copy that is one of the folders
/// between the registering module and the manifest, or what the build puts there.
fn declared(module: &Path, top: &Path, manifest: Arc<Manifest>, entry: usize, sources: &dyn Sources) -> AssetDir {
    let asset_dir = manifest.entries[entry].asset_dir.as_ref().map_or("", |dir| dir.text.as_str());
    let own_folder = module.parent().unwrap_or(module);
    let above: Vec<&Path> = own_folder.ancestors().take_while(|folder| folder.starts_with(top)).collect();
    let is_package = |folder: &Path| folder == own_folder || sources.file(&folder.join("__init__.py")).is_some();
    let is_folder = |path: &Path| sources.folder(path).is_some();
    let below = |folder: &&Path| plain(&folder.join(asset_dir));
    let packages: Vec<&Path> = above.iter().copied().filter(|folder| is_package(folder)).collect();

    let there = packages.iter().map(below).find(|folder| is_folder(folder));
    let packaged = || packaged_folder(&manifest, top, &packages, asset_dir);
    let (folder, built) = if let Some(folder) = there {
        let built = if is_unbuilt(&folder, top, sources) { Built::NotYet } else { Built::Complete };
        (folder, built)
    } else if let Some(folder) = packaged() {
        let unbuilt = !is_folder(&folder) || is_unbuilt(&folder, top, sources);
        (folder, if unbuilt { Built::NotYet } else { Built::Complete })
    } else if let Some(folder) = std::iter::once(plain(&top.join(asset_dir))).find(|folder| is_folder(folder)) {
        let has_package = sources.file(&top.join("__init__.py")).is_some();
        (folder, if has_package { Built::Complete } else { Built::Unclear })
    } else if let Some(folder) = packages.iter().map(below).find(|folder| has_sources(folder, top, sources)) {
        (folder, Built::NotYet)
    } else {
        let expected = packages.last().map_or_else(|| plain(&top.join(asset_dir)), below);
        (expected, if above.is_empty() { Built::Unclear } else { Built::Absent })
    };
    AssetDir::Declared { manifest, entry, folder, built }
}

/// The folder that the build copies to where the package has its asset dir.
fn packaged_folder(manifest: &Manifest, top: &Path, packages: &[&Path], asset_dir: &str) -> Option<PathBuf> {
    let asset_dir = plain(Path::new(asset_dir));
    let is_target = |to: &str| {
        let names = packages.iter().filter_map(|package| package.file_name());
        names.map(|name| Path::new(name).join(&asset_dir)).any(|target| plain(Path::new(to)).ends_with(target))
    };
    let (from, _) = manifest.packaged.iter().find(|(_, to)| is_target(to))?;
    Some(plain(&top.join(from)))
}

/// Whether the folder is made by a build that has not run here, or not to its end.
fn is_unbuilt(folder: &Path, top: &Path, sources: &dyn Sources) -> bool {
    sources.is_ignored(folder) && has_sources(folder, top, sources)
}

/// Whether a front end's project stands around the folder.
fn has_sources(folder: &Path, top: &Path, sources: &dyn Sources) -> bool {
    let around = folder.ancestors().skip(1).take_while(|above| above.starts_with(top));
    around.into_iter().any(|above| sources.file(&above.join("package.json")).is_some())
}

/// The files below `folder` that a path or glob names, in the order of their paths.
fn found(folder: &Path, pattern: &str, sources: &dyn Sources) -> Vec<FileId> {
    if leaves_dir(pattern) {
        return Vec::new();
    }
    if !is_glob(pattern) {
        return sources.file(&plain(&folder.join(pattern))).into_iter().collect();
    }
    let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let mut files = Vec::new();
    matching(folder, &parts, DEEPEST_FOLDER, sources, &mut files);
    files.sort();
    files.dedup();
    files.iter().filter_map(|path| sources.file(path)).collect()
}

fn matching(folder: &Path, parts: &[&str], depth: u32, sources: &dyn Sources, files: &mut Vec<PathBuf>) {
    let (Some((first, rest)), Some(entries)) = (parts.split_first(), sources.folder(folder)) else { return };
    if depth == 0 {
        return;
    }
    if *first == "**" {
        matching(folder, rest, depth, sources, files);
        for (name, is_folder) in entries {
            if is_folder && name != FOREIGN_FOLDER {
                matching(&folder.join(name), parts, depth - 1, sources, files);
            }
        }
        return;
    }
    let Some(matcher) = matcher(first) else { return };
    for (name, is_folder) in entries {
        match (is_folder, rest.is_empty()) {
            _ if !matcher.is_match(&name) => {}
            (false, true) => files.push(folder.join(name)),
            (true, false) => matching(&folder.join(name), rest, depth - 1, sources, files),
            _ => {}
        }
    }
}

fn matcher(part: &str) -> Option<GlobMatcher> {
    Some(GlobBuilder::new(part).literal_separator(true).build().ok()?.compile_matcher())
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Part::ParentDir => {
                plain.pop();
            }
            Part::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}
