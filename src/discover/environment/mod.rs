//! Installed packages: where an environment keeps them, found without running its interpreter (a workspace's
//! own `python` is somebody's code), and which of them hold components. Only those are ever resolved, so
//! that numpy and its like are not parsed, and Streamlit itself never is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

mod packages;
mod places;

/// What the configuration says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Setting {
    /// Look for one.
    #[default]
    Look,
    /// It is the one in this folder.
    At(PathBuf),
    /// There is none.
    Off,
}

/// An environment's folders of packages.
#[derive(Debug, Default)]
pub struct Environment {
    /// Its `site-packages`.
    installed: Vec<PathBuf>,
    /// Folders that a `.pth` file adds: projects that are installed as they lie there.
    linked: Vec<PathBuf>,
    /// Packages that an editable install maps to their folders by name.
    mapped: FxHashMap<String, PathBuf>,
    /// The names in `installed` and `linked`, endings of modules left out.
    names: FxHashSet<String>,
    /// Whether the packages that were asked for hold a component.
    components: Mutex<FxHashMap<String, bool>>,
}

impl Environment {
    /// The environment of a workspace with these outermost folders: the one that is active, else one in a
    /// folder. `variable` looks into the process's environment.
    pub fn find(tops: &[PathBuf], variable: &dyn Fn(&str) -> Option<OsString>) -> Option<Self> {
        let active = ["VIRTUAL_ENV", "CONDA_PREFIX"].into_iter().filter_map(variable).map(PathBuf::from);
        let beside = tops.iter().flat_map(|top| [top.join(".venv"), top.join("venv")]);
        let beside = beside.filter(|folder| folder.join("pyvenv.cfg").is_file());
        active.chain(beside).find_map(|prefix| Self::at(&prefix))
    }

    /// The environment in this folder; none where it holds no packages.
    pub fn at(prefix: &Path) -> Option<Self> {
        let installed = places::site_packages(prefix);
        if installed.is_empty() {
            return None;
        }
        let mut environment = Self { installed, ..Self::default() };
        for folder in &environment.installed {
            let names = places::names(folder);
            for name in &names {
                match name {
                    name if name.ends_with(".pth") => environment.linked.extend(places::linked(&folder.join(name))),
                    name if name.starts_with("__editable__") && name.ends_with("_finder.py") => {
                        environment.mapped.extend(places::mapped(&folder.join(name)));
                    }
                    _ => {}
                }
            }
            environment.names.extend(names);
        }
        environment.names.extend(environment.linked.iter().flat_map(|folder| places::names(folder)));
        Some(environment)
    }

    /// Whether the path is one of an installed package. What is installed as it lies in `tops` belongs there.
    pub fn holds(&self, path: &Path, tops: &[PathBuf]) -> bool {
        let below = |folder: &PathBuf| path.starts_with(folder);
        let linked = || self.linked.iter().chain(self.mapped.values()).any(below);
        self.installed.iter().any(below) || (!tops.iter().any(below) && linked())
    }

    /// The folders in which the top-level module `name` can be; none where it holds no component.
    pub fn roots_of(&self, name: &str) -> Vec<&Path> {
        if !self.has_components(name) {
            return Vec::new();
        }
        let mapped = self.mapped.get(name).and_then(|place| place.parent());
        let folders = self.installed.iter().chain(&self.linked).map(PathBuf::as_path);
        mapped.into_iter().chain(folders).collect()
    }

    /// Whether the top-level module or package `name` holds a registration of a component.
    pub fn has_components(&self, name: &str) -> bool {
        let is_here = self.mapped.contains_key(name) || self.names.contains(name);
        if name == "streamlit" || !is_here {
            return false;
        }
        let components = || self.components.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&known) = components().get(name) {
            return known;
        }
        let of_folders = self.installed.iter().chain(&self.linked);
        let has = self.mapped.get(name).is_some_and(|place| packages::registers(place, None))
            || of_folders.into_iter().any(|folder| packages::registers(&folder.join(name), Some(folder)));
        components().insert(name.to_owned(), has);
        has
    }
}
