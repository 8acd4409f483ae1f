//! Where an environment's files are: its `site-packages`, and what `.pth` files and editable installs add.

use std::path::{Path, PathBuf};

/// The folders of packages of the environment in `prefix`. A virtual environment may share its base's.
pub fn site_packages(prefix: &Path) -> Vec<PathBuf> {
    let mut found = of_prefix(prefix);
    let config = std::fs::read_to_string(prefix.join("pyvenv.cfg")).unwrap_or_default();
    let value = |key: &str| {
        let pairs = config.lines().filter_map(|line| line.split_once('='));
        pairs.map(|(name, value)| (name.trim(), value.trim())).find(|(name, _)| *name == key).map(|(_, value)| value)
    };
    if value("include-system-site-packages").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        && let Some(base) = value("home").and_then(|home| Path::new(home).parent())
    {
        found.extend(of_prefix(base));
    }
    found
}

fn of_prefix(prefix: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for library in ["lib", "Lib"] {
        let library = prefix.join(library);
        let versions = names(&library).into_iter().filter(|name| name.starts_with("python3"));
        let mut folders: Vec<PathBuf> = versions.map(|version| library.join(version)).collect();
        folders.sort();
        folders.push(library);
        let packages =
            folders.iter().flat_map(|folder| ["site-packages", "dist-packages"].map(|name| folder.join(name)));
        found.extend(packages.filter(|folder| folder.is_dir()));
    }
    found
}

/// The names in a folder, those of Python modules without their ending too.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = Vec::new();
    for name in entries.filter_map(|entry| entry.file_name().into_string().ok()) {
        names.extend(name.strip_suffix(".py").map(str::to_owned));
        names.push(name);
    }
    names
}

/// The folders that a `.pth` file adds to the import path. Its lines that are code are left alone.
pub fn linked(file: &Path) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let folder = file.parent().unwrap_or(file);
    let is_code = |line: &&str| line.starts_with("import ") || line.starts_with("import\t");
    let lines =
        text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#') && !is_code(line));
    lines.map(|line| crate::vfs::plain(Path::new(line), folder)).filter(|path| path.is_dir()).collect()
}

/// What the finder of a setuptools editable install maps: `MAPPING: dict[str, str] = {'name': '/its/folder'}`.
pub fn mapped(file: &Path) -> Vec<(String, PathBuf)> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let assigned = text.lines().find(|line| line.starts_with("MAPPING")).and_then(|line| line.split_once('='));
    let Some((_, dict)) = assigned else { return Vec::new() };
    let strings: Vec<&str> = dict.split('\'').skip(1).step_by(2).collect();
    let pairs = strings.chunks_exact(2).map(|pair| (pair[0].to_owned(), PathBuf::from(pair[1].replace("\\\\", "\\"))));
    pairs.collect()
}
