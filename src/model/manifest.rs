//! Manifests: what a package's pyproject.toml says of its components, and the folders that it leads to.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::Opened;
use crate::text::{FileId, Site, Word};

/// The components that a pyproject.toml declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The pyproject.toml.
    pub file: FileId,
    /// The project's name; none where it is not written there.
    pub project: Option<Word>,
    /// Its `[[tool.streamlit.component.components]]`.
    pub entries: Vec<ManifestEntry>,
    /// Files and folders that the build puts elsewhere in the package: from, to, both as they are written.
    pub packaged: Vec<(String, String)>,
}

/// One component of a manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct ManifestEntry {
    /// The part of its name after `<project>.`.
    pub name: Word,
    /// Its `asset_dir`.
    pub asset_dir: Option<Word>,
}

impl Manifest {
    /// The place of the entry that declares the component of this full name.
    pub fn entry(&self, component: &str) -> Option<usize> {
        self.entries.iter().position(|entry| self.names(entry, component))
    }

    /// Whether `<project>.<entry>` is this name. How a project's name is spelled (case, `-`, `_`, `.`) is no
    /// difference.
    pub fn names(&self, entry: &ManifestEntry, component: &str) -> bool {
        let Some(project) = component.strip_suffix(&entry.name.text).and_then(|rest| rest.strip_suffix('.')) else {
            return false;
        };
        self.project.as_ref().is_none_or(|own| normalized(&own.text) == normalized(project))
    }

    /// The name under which an entry's component has to be registered; none where the project's is not known.
    pub fn full_name(&self, entry: &ManifestEntry) -> Option<String> {
        self.project.as_ref().map(|project| format!("{}.{}", project.text, entry.name.text))
    }
}

/// A project's name as PEP 503 compares it.
fn normalized(name: &str) -> String {
    let parts = name.split(['-', '_', '.']).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Where a component's assets are looked up.
#[derive(Clone, Debug, PartialEq)]
pub enum AssetDir {
    /// Not known.
    Unknown(Opened),
    /// No manifest declares the component. These are the manifests that declare others, the nearest first.
    Undeclared(Vec<Arc<Manifest>>),
    /// The nearest pyproject.toml is no TOML.
    NotToml {
        /// Where.
        site: Site,
        /// What is wrong, as the end of a sentence.
        why: String,
    },
    /// A manifest declares it.
    Declared {
        /// The manifest.
        manifest: Arc<Manifest>,
        /// The component's place among its entries.
        entry: usize,
        /// The folder, or where it was expected.
        folder: PathBuf,
        /// What is there.
        built: Built,
    },
}

/// What is known of an asset dir's contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Built {
    /// All of it is there.
    Complete,
    /// It is absent or ignored by git, and the sources are there that it is built from.
    NotYet,
    /// There is no such folder, and nothing that it could be built from.
    Absent,
    /// The build may put another folder in its place.
    Unclear,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_projects_name_may_be_spelled_in_several_ways() {
        let word = |text: &str| Word { text: text.to_owned(), site: Span::at(0).in_file(FileId(0)) };
        let entries = vec![ManifestEntry { name: word("menu"), asset_dir: None }];
        let mut manifest =
            Manifest { file: FileId(0), project: Some(word("My_Pkg.ui")), entries, packaged: Vec::new() };
        for (name, declared) in [
            ("My_Pkg.ui.menu", true),
            ("my-pkg-ui.menu", true),
            ("other.menu", false),
            ("menu", false),
            (".menu", false),
            ("my-pkg-ui.Menu", false),
        ] {
            assert_eq!(manifest.entry(name).is_some(), declared, "{name}");
        }
        manifest.project = None;
        assert_eq!(manifest.entry("anything.menu"), Some(0));
    }
}
