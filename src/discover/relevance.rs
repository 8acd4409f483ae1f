//! Which Python files can have to do with a component: those that can register one, and whatever imports
//! them, over any number of hops. Works on [`Mentions`] alone, so that nothing else need be parsed or read.

use std::path::{Path, PathBuf};

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::mentions::{Import, Mentions, is_word, read_statement};
use super::modules::Layout;

/// The Python files of a workspace by their paths.
pub type Index = FxHashMap<PathBuf, Mentions>;

/// The relevant files of `index`.
pub fn relevant<'i>(index: &'i Index, layout: &Layout) -> FxHashSet<&'i Path> {
    let seeds = index.iter().filter(|(_, mentions)| mentions.registers).map(|(path, _)| path.as_path());
    let mut relevant: FxHashSet<&Path> = seeds.collect();
    let mut newest: Vec<&Path> = relevant.iter().copied().collect();
    while !newest.is_empty() {
        newest = importers(&newest, &relevant, index, layout);
        relevant.extend(&newest);
    }
    relevant
}

/// The files that import one of `relevant`, and say a name of one of `newest` to do so.
fn importers<'i>(newest: &[&Path], relevant: &FxHashSet<&Path>, index: &'i Index, layout: &Layout) -> Vec<&'i Path> {
    let names: FxHashSet<&str> = newest.iter().filter_map(|path| module_name(path)).collect();
    // `from . import x` names a package by no word at all.
    let packages = newest.iter().any(|path| path.ends_with("__init__.py"));
    let words: Vec<&str> = names.iter().copied().chain(packages.then_some(BARE_PACKAGE)).collect();
    // Too many names for one automaton: every statement is looked at more closely, which is slow and right.
    let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok();
    let exists = |path: &Path| index.contains_key(path);
    let imports_relevant = |path: &Path, import: &Import<'_>| {
        says_one_of(import, &names, packages)
            && targets(path, import, layout, &exists).iter().any(|file| relevant.contains(file.as_path()))
    };
    let is_importer = |path: &Path, mentions: &Mentions| match &words {
        Some(words) => statements_with(words, &mentions.imports)
            .any(|statement| read_statement(statement).iter().any(|import| imports_relevant(path, import))),
        None => mentions.imports().any(|import| imports_relevant(path, &import)),
    };
    index
        .par_iter()
        .filter(|(path, mentions)| is_importer(path, mentions) && !relevant.contains(path.as_path()))
        .map(|(path, _)| path.as_path())
        .collect()
}

/// How a statement starts that imports from the package that it stands in.
const BARE_PACKAGE: &str = "from .";

/// The statements (lines of `imports`) that say one of `words` as a word.
fn statements_with<'t>(words: &AhoCorasick, imports: &'t str) -> impl Iterator<Item = &'t str> {
    let bytes = imports.as_bytes();
    words.find_iter(imports).filter_map(move |found| {
        let said = imports[found.range()] == *BARE_PACKAGE || is_word(bytes, found.start(), found.len());
        said.then(|| {
            let start = memchr::memrchr(b'\n', &bytes[..found.start()]).map_or(0, |line_break| line_break + 1);
            let end = memchr::memchr(b'\n', &bytes[found.end()..]).map_or(bytes.len(), |length| found.end() + length);
            &imports[start..end]
        })
    })
}

/// The name by which importers know a file: its stem, or its folder's for a package.
fn module_name(path: &Path) -> Option<&str> {
    let stem = path.file_stem()?;
    let name = if stem == "__init__" { path.parent()?.file_name()? } else { stem };
    name.to_str()
}

fn says_one_of(import: &Import<'_>, names: &FxHashSet<&str>, packages: bool) -> bool {
    let bare_package = packages && import.level > 0 && import.module.is_empty();
    bare_package || import.module.iter().chain(&import.names).any(|name| names.contains(name))
}

/// Every file that runs or is bound by an import: the module, the packages that it lies in, and the modules
/// among the imported names.
pub(super) fn targets(
    from: &Path,
    import: &Import<'_>,
    layout: &Layout,
    exists: &dyn Fn(&Path) -> bool,
) -> Vec<PathBuf> {
    let resolve = |module: &[&str]| layout.resolve(from, import.level, module, exists);
    let parts = import.module.as_slice();
    let mut targets: Vec<PathBuf> = (0..=parts.len()).filter_map(|length| resolve(&parts[..length])).collect();
    for name in &import.names {
        targets.extend(resolve(&[parts, &[name]].concat()));
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relevant_of(files: &[(&str, &str)]) -> Vec<String> {
        let index: Index =
            files.iter().map(|(path, text)| (PathBuf::from(path), Mentions::read(text.as_bytes()))).collect();
        let layout = Layout { tops: vec!["/w".into()], projects: Vec::new(), environment: None };
        let mut found: Vec<String> = relevant(&index, &layout).iter().map(|path| path.display().to_string()).collect();
        found.sort();
        found
    }

    const REGISTERS: &str = "import streamlit as st\nmenu = st.components.v2.component('menu')";

    #[test]
    fn importers_are_found_over_hops_packages_and_aliases() {
        let found = relevant_of(&[
            ("/w/lib/parts/menu.py", REGISTERS),
            ("/w/lib/parts/__init__.py", "from .menu import menu"),
            ("/w/lib/__init__.py", "from . import parts"),
            ("/w/lib/sub/inside.py", "from .. import menu"),
            ("/w/app.py", "import lib as l\nl.parts.menu()"),
            ("/w/lib/sub/odd.py", "from.. import menu"),
            ("/w/pages/one.py", "from app import main"),
            ("/w/pages/parts_menu.py", "import xparts, parts2, menus"),
            ("/w/other.py", "import os, menu_card\nfrom elsewhere.menu import menu"),
        ]);
        let expected = [
            "/w/app.py",
            "/w/lib/__init__.py",
            "/w/lib/parts/__init__.py",
            "/w/lib/parts/menu.py",
            "/w/lib/sub/inside.py",
            "/w/lib/sub/odd.py",
            "/w/pages/one.py",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn cycles_come_to_rest() {
        let found = relevant_of(&[("/w/a.py", "import b"), ("/w/b.py", "import a, c"), ("/w/c.py", REGISTERS)]);
        assert_eq!(found, ["/w/a.py", "/w/b.py", "/w/c.py"]);
        assert!(relevant_of(&[("/w/a.py", "import b"), ("/w/b.py", "import a")]).is_empty());
    }
}
