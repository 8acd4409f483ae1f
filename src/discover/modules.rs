//! Which file a Python import names. Python's own search path is not known without running anything, so the
//! places are those where it points for a Streamlit app: the importing script's folder, the folders above it
//! inside the workspace, and each project's folder with its `src`.

use std::path::{Path, PathBuf};

use super::environment::Environment;

/// Where modules of a workspace are looked up.
#[derive(Debug, Default)]
pub struct Layout {
    /// The outermost folders: nothing above them is looked at.
    pub tops: Vec<PathBuf>,
    /// Folders that hold a pyproject.toml.
    pub projects: Vec<PathBuf>,
    /// The installed packages.
    pub environment: Option<Environment>,
}

impl Layout {
    /// The pyproject.toml at `path` came or went.
    pub fn project_changed(&mut self, path: &Path, is_there: bool) {
        let Some(folder) = path.parent() else { return };
        self.projects.retain(|known| known != folder);
        if is_there {
            self.projects.push(folder.to_path_buf());
            self.projects.sort();
        }
    }

    /// The file of a module as imported by the file at `from`: `level` leading dots, then the dotted path.
    /// A package is its `__init__.py`.
    pub fn resolve(&self, from: &Path, level: u32, module: &[&str], exists: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
        let folder = from.parent()?;
        if level > 0 {
            let package = folder.ancestors().nth(level as usize - 1)?;
            return in_folder(package, module, exists);
        }
        let (first, _) = module.split_first()?;
        let installed = || {
            let roots = self.environment.as_ref().map(|environment| environment.roots_of(first));
            roots.into_iter().flatten().find_map(|root| in_folder(root, module, exists))
        };
        // An installed package knows nothing of the workspace.
        if !self.is_own(from) {
            return installed();
        }
        self.folders(folder).into_iter().find_map(|folder| in_folder(&folder, module, exists)).or_else(installed)
    }

    /// Whether a file is the workspace's, and not an installed package's.
    pub fn is_own(&self, path: &Path) -> bool {
        self.environment.as_ref().is_none_or(|environment| !environment.holds(path, &self.tops))
    }

    /// The folders in which an absolute import is looked up, the nearest first.
    fn folders(&self, folder: &Path) -> Vec<PathBuf> {
        let top = self.tops.iter().filter(|top| folder.starts_with(top)).min_by_key(|top| top.as_os_str().len());
        let mut folders: Vec<PathBuf> = match top {
            Some(top) => folder.ancestors().take_while(|above| above.starts_with(top)).map(Path::to_path_buf).collect(),
            None => vec![folder.to_path_buf()],
        };
        for project in self.projects.iter().chain(&self.tops) {
            folders.push(project.join("src"));
            folders.push(project.clone());
        }
        let mut seen = rustc_hash::FxHashSet::default();
        folders.retain(|folder| seen.insert(folder.clone()));
        folders
    }
}

fn in_folder(folder: &Path, module: &[&str], exists: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let mut path = folder.to_path_buf();
    path.extend(module);
    let package = path.join("__init__.py");
    if exists(&package) {
        return Some(package);
    }
    let file = module.last().map(|name| path.with_file_name(format!("{name}.py")))?;
    exists(&file).then_some(file)
}

/// The outermost folder of the project that `root` lies in: the nearest one above it (itself included) that a
/// project's files mark, else the folder itself.
pub fn project_top(root: &Path) -> PathBuf {
    let folder = if root.is_file() { root.parent().unwrap_or(root) } else { root };
    let marks = ["pyproject.toml", "crosswire.toml", ".git"];
    let marked = |folder: &&Path| marks.iter().any(|mark| folder.join(mark).exists());
    folder.ancestors().find(marked).unwrap_or(folder).to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_find_their_files() {
        let files = [
            "/w/app.py",
            "/w/ui/__init__.py",
            "/w/ui/menu.py",
            "/w/ns/deep/leaf.py",
            "/w/pages/one.py",
            "/w/pages/near.py",
            "/w/lib/src/pkg/__init__.py",
            "/w/twice.py",
            "/w/twice/__init__.py",
            "/above.py",
        ];
        let layout = Layout { tops: vec!["/w".into()], projects: vec!["/w/lib".into()], environment: None };
        let exists = |path: &Path| files.iter().any(|file| Path::new(file) == path);
        let cases = [
            ("/w/app.py", 0, "ui", Some("/w/ui/__init__.py")),
            ("/w/app.py", 0, "ui.menu", Some("/w/ui/menu.py")),
            ("/w/app.py", 0, "ns.deep.leaf", Some("/w/ns/deep/leaf.py")),
            ("/w/app.py", 0, "ns", None),
            ("/w/app.py", 0, "pkg", Some("/w/lib/src/pkg/__init__.py")),
            ("/w/app.py", 0, "twice", Some("/w/twice/__init__.py")),
            ("/w/app.py", 0, "above", None),
            ("/w/pages/one.py", 0, "near", Some("/w/pages/near.py")),
            ("/w/pages/one.py", 0, "ui.menu", Some("/w/ui/menu.py")),
            ("/w/ui/menu.py", 1, "", Some("/w/ui/__init__.py")),
            ("/w/ui/__init__.py", 1, "menu", Some("/w/ui/menu.py")),
            ("/w/ui/menu.py", 2, "app", Some("/w/app.py")),
            ("/w/ui/menu.py", 9, "app", None),
        ];
        for (from, level, module, expected) in cases {
            let parts: Vec<&str> = module.split('.').filter(|part| !part.is_empty()).collect();
            let found = layout.resolve(Path::new(from), level, &parts, &exists);
            assert_eq!(found.as_deref(), expected.map(Path::new), "{from}: {level} {module}");
        }
    }
}
