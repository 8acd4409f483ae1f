//! Refactors that are no fixes: texts moved to files and back, types and wrappers written from a contract.

mod move_in;
mod move_out;
pub mod types;
mod wrapper;

use std::path::PathBuf;

use super::ground;
use crate::diagnostic::Edit;
use crate::model::{Component, Contract, Source};
use crate::text::{Embedded, FileId, Site, Span};
use crate::workspace::Analysis;

/// Something that can be done to a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refactor {
    /// What it does, as an editor's menu says it.
    pub title: String,
    /// What kind of change it is.
    pub kind: Kind,
    /// What it changes, all or nothing.
    pub changes: Vec<Change>,
}

/// The kinds of refactor, as editors group them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something gets a place of its own.
    Extract,
    /// Something loses the place of its own.
    Inline,
    /// Something is written in another way.
    Rewrite,
}

/// A change of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A text is edited.
    Edit(Edit),
    /// A file is made; nothing is done where there is one already.
    Create {
        /// Where.
        path: PathBuf,
        /// Its text.
        text: String,
    },
    /// A file is removed.
    Delete(FileId),
}

/// What can be done at a place.
pub fn at(analysis: &Analysis, site: Site) -> Vec<Refactor> {
    let mut refactors = Vec::new();
    for contract in &analysis.contracts {
        let component = &contract.component;
        for argument in Argument::ALL {
            let source = argument.of(component);
            if is_at(analysis, site, source) {
                refactors.extend(move_out::refactor(analysis, contract, argument));
                refactors.extend(move_in::refactor(analysis, contract, argument));
            }
        }
        if is_registration(site, contract) {
            refactors.extend(wrapper::refactor(analysis, contract));
        }
        if is_registration(site, contract) || is_script(analysis, site, contract) {
            refactors.extend(types::refactor(analysis, contract));
        }
    }
    refactors.dedup();
    refactors
}

/// A text of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Argument {
    Html,
    Css,
    Js,
}

impl Argument {
    const ALL: [Argument; 3] = [Argument::Html, Argument::Css, Argument::Js];

    fn of(self, component: &Component) -> &Source {
        match self {
            Argument::Html => &component.html,
            Argument::Css => &component.css,
            Argument::Js => &component.js,
        }
    }

    /// Its name, which is its file's ending too.
    fn name(self) -> &'static str {
        match self {
            Argument::Html => "html",
            Argument::Css => "css",
            Argument::Js => "js",
        }
    }
}

/// Whether a place lies in a text, or in the argument that gives it.
fn is_at(analysis: &Analysis, place: Site, source: &Source) -> bool {
    let Source::Text { text, site, .. } = source else { return false };
    let in_argument = site.file == place.file && site.span.touches(place.span.start);
    let is_python = ground::Tongue::of(analysis.path(place.file)) == Some(ground::Tongue::Python);
    in_argument || (is_python && text.to_inner(place.file, place.span.start).is_some())
}

fn is_registration(place: Site, contract: &Contract) -> bool {
    let callee = contract.component.callee;
    callee.file == place.file && callee.span.touches(place.span.start)
}

fn is_script(analysis: &Analysis, place: Site, contract: &Contract) -> bool {
    let is_module = || ground::uses(contract, ground::Tongue::Script, place.file);
    let in_script = ground::Tongue::of(analysis.path(place.file)) == Some(ground::Tongue::Script);
    is_at(analysis, place, &contract.component.js) || (in_script && is_module())
}

/// The host bytes of a text that is written in one piece, from its first byte to its last.
fn in_one_piece(text: &Embedded, file: FileId) -> Option<Site> {
    let whole = text.cover(Span::new(0, text.text().len() as u32))?;
    let pieces = super::embedded::pieces(text, file);
    let follows = pieces.windows(2).all(|pair| pair[0].host.end == pair[1].host.start);
    let covers = pieces.iter().map(|piece| piece.inner.len()).sum::<u32>() == text.text().len() as u32;
    (whole.file == file && follows && covers).then_some(whole)
}

/// An edit that makes a Python file import something, where it does not yet.
fn python_import(text: &str, file: FileId, module: &str, names: &[&str]) -> Option<Edit> {
    let head = format!("from {module} import ");
    let imported = |name: &&&str| {
        text.lines()
            .filter_map(|line| line.strip_prefix(&head))
            .any(|list| list.split(',').any(|one| one.trim() == **name))
    };
    let missing: Vec<&str> = names.iter().filter(|name| !imported(name)).copied().collect();
    if missing.is_empty() {
        return None;
    }
    let line = format!("{head}{}\n", missing.join(", "));
    Some(Edit { site: Span::at(first_import(text)).in_file(file), text: line })
}

/// Where the first import of a Python file stands, `__future__` left out; the top of a file without one.
fn first_import(text: &str) -> u32 {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let is_import = line.starts_with("import ") || line.starts_with("from ");
        if is_import && !line.starts_with("from __future__") {
            return start;
        }
        start += line.len() as u32;
    }
    0
}

/// A component's name as a Python or JavaScript name in the given case.
fn identifier(contract: &Contract) -> String {
    let name = contract.component.name.as_ref().map_or("component", |name| name.text.as_str());
    let last = name.rsplit('.').next().unwrap_or(name);
    let name: String = last.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    match name.starts_with(|c: char| c.is_numeric()) || name.is_empty() {
        true => format!("component_{name}"),
        false => name,
    }
}

/// `action_buttons` as `ActionButtons`.
fn capitalised(name: &str) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        first + letters.as_str()
    };
    name.split('_').map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_added_once_and_before_the_others() {
        let file = FileId(0);
        let text = "\"\"\"Doc.\"\"\"\nfrom __future__ import annotations\nimport os\n";
        let edit = python_import(text, file, "pathlib", &["Path"]);
        let at = text.find("import os").unwrap_or_default() as u32;
        let expected = Edit { site: Span::at(at).in_file(file), text: "from pathlib import Path\n".to_owned() };
        assert_eq!(edit, Some(expected));
        assert_eq!(python_import("from pathlib import A, Path\n", file, "pathlib", &["Path"]), None);
        assert_eq!(capitalised("action_buttons"), "ActionButtons");
    }
}
