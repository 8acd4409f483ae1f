//! Keeps what was parsed: a Python file's facts while its text stays the same, a script's by its text,
//! wherever that is written.
//!
//! A text that takes the place of another is parsed from the tree of that one, with the edit between the two.

use std::collections::VecDeque;
use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};
use tree_sitter::Tree;

use super::edit::Edit;
use crate::syntax::markup::{self, MarkupFacts};
use crate::syntax::python::{self, PythonFacts};
use crate::syntax::script::{self, Dialect, ScriptFacts};
use crate::syntax::style::{self, StyleFacts};
use crate::text::{Embedded, FileId, Span};
use crate::vfs::Document;

/// How many script texts are kept. An editor makes a new one with every keystroke.
const SCRIPTS_KEPT: usize = 512;
/// How many trees of scripts are kept, the newest ones.
const TREES_KEPT: usize = 4;

/// The facts of the texts that were parsed.
#[derive(Debug, Default)]
pub struct FactsCache {
    python: Mutex<FxHashMap<FileId, Parsed>>,
    scripts: Mutex<FxHashMap<ScriptText, Arc<OnceLock<Arc<ScriptFacts>>>>>,
    trees: Mutex<VecDeque<(Dialect, Parse)>>,
    styles: ByText<StyleFacts>,
    markups: ByText<MarkupFacts>,
}

/// Facts by the text that they are of.
type ByText<T> = Mutex<FxHashMap<Arc<str>, Arc<T>>>;

/// The newest facts of a Python file.
#[derive(Clone, Debug, Default)]
struct Parsed {
    revision: u64,
    facts: Arc<OnceLock<Arc<PythonFacts>>>,
    /// Whether the file had another text before: it is being edited.
    is_edited: bool,
    /// The tree of the newest text that was parsed while the file was edited.
    tree: Option<Parse>,
    /// The facts of that text, while those of the present one are not there yet.
    before: Option<Arc<OnceLock<Arc<PythonFacts>>>>,
}

/// A text with its tree.
#[derive(Clone, Debug)]
struct Parse {
    text: Arc<str>,
    tree: Tree,
}

impl Parse {
    /// The tree, told of the edit that makes the text `new`.
    fn edited(mut self, edit: Option<Edit>, new: &str) -> Tree {
        if let Some(edit) = edit {
            self.tree.edit(&edit.as_input(&self.text, new));
        }
        self.tree
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct ScriptText {
    dialect: Dialect,
    text: Arc<str>,
    holes: Vec<Span>,
}

impl FactsCache {
    /// The facts of a Python file's text. `parsing` is told when they have to be made.
    pub fn python(&self, file: FileId, document: &Document, parsing: impl FnOnce()) -> Arc<PythonFacts> {
        let (cell, is_edited) = {
            let mut kept = lock(&self.python);
            let fresh = || Parsed { revision: document.revision, ..Parsed::default() };
            let parsed = kept.entry(file).or_insert_with(fresh);
            if parsed.revision != document.revision {
                let Parsed { facts, tree, .. } = std::mem::take(parsed);
                *parsed = Parsed { is_edited: true, tree, before: Some(facts), ..fresh() };
            }
            (parsed.facts.clone(), parsed.is_edited)
        };
        // The lock is free by now: other files parse meanwhile, and whoever wants this one waits for it here.
        let read = || {
            parsing();
            let (tree, facts) = read_python(&document.text, self.before(file));
            let facts = Arc::new(facts);
            if is_edited && let Some(parsed) = lock(&self.python).get_mut(&file) {
                parsed.tree = Some(Parse { text: document.text.clone(), tree });
            }
            facts
        };
        cell.get_or_init(read).clone()
    }

    /// The tree and the facts of the text that a file had before; they are taken out.
    fn before(&self, file: FileId) -> Option<(Parse, Option<PythonFacts>)> {
        let mut kept = lock(&self.python);
        let parsed = kept.get_mut(&file)?;
        let (tree, before) = (parsed.tree.take()?, parsed.before.take());
        let facts = before.and_then(|cell| cell.get().cloned().map(|facts| (cell, facts)));
        // Whoever still works with the old facts keeps them; mostly nobody does, and nothing is copied.
        let facts = facts.map(|(cell, facts)| {
            drop(cell);
            Arc::unwrap_or_clone(facts)
        });
        Some((tree, facts))
    }

    /// The facts of a script's text.
    pub fn script(&self, text: &Embedded, dialect: Dialect, parsing: impl FnOnce()) -> Arc<ScriptFacts> {
        let key = ScriptText { dialect, text: text.shared_text(), holes: text.holes() };
        let cell = {
            let mut kept = lock(&self.scripts);
            if kept.len() >= SCRIPTS_KEPT && !kept.contains_key(&key) {
                // Which half goes does not matter much: what is still in use comes back at its next parse.
                let goes = |key: &ScriptText| FxBuildHasher.hash_one(key) & 1 == 0;
                kept.retain(|key, _| !goes(key));
            }
            kept.entry(key.clone()).or_default().clone()
        };
        let read = || {
            parsing();
            Arc::new(self.read_script(&key))
        };
        cell.get_or_init(read).clone()
    }

    /// The facts of a style sheet's text.
    pub fn style(&self, text: &Embedded) -> Arc<StyleFacts> {
        by_text(&self.styles, text, style::read)
    }

    /// The facts of a piece of markup.
    pub fn markup(&self, text: &Embedded) -> Arc<MarkupFacts> {
        by_text(&self.markups, text, markup::read)
    }

    fn read_script(&self, key: &ScriptText) -> ScriptFacts {
        let old = self.nearest(key).map(|(before, edit)| before.edited(edit, &key.text));
        let Some(tree) = script::parse(&key.text, key.dialect, old.as_ref()) else { return ScriptFacts::default() };
        let facts = script::read_tree(&key.text, &tree, &key.holes, key.dialect);
        let mut trees = lock(&self.trees);
        trees.push_front((key.dialect, Parse { text: key.text.clone(), tree }));
        trees.truncate(TREES_KEPT);
        facts
    }

    /// The newest tree of a text that the script can be an edit of; it is taken out.
    fn nearest(&self, key: &ScriptText) -> Option<(Parse, Option<Edit>)> {
        let mut trees = lock(&self.trees);
        let near = trees.iter().enumerate().find_map(|(at, (dialect, parse))| {
            let edit = Edit::between(&parse.text, &key.text);
            let is_near = edit.is_none_or(|edit| edit.is_small(&parse.text, &key.text));
            (*dialect == key.dialect && is_near).then_some((at, edit))
        });
        let (at, edit) = near?;
        trees.remove(at).map(|(_, parse)| (parse, edit))
    }
}

fn by_text<T>(known: &ByText<T>, text: &Embedded, read: impl FnOnce(&str) -> T) -> Arc<T> {
    if let Some(facts) = lock(known).get(text.text()) {
        return facts.clone();
    }
    let facts = Arc::new(read(text.text()));
    let mut known = lock(known);
    if known.len() >= SCRIPTS_KEPT {
        known.clear();
    }
    known.insert(text.shared_text(), facts.clone());
    facts
}

/// Parses and reads a text, with what is known of the one before.
fn read_python(text: &Arc<str>, before: Option<(Parse, Option<PythonFacts>)>) -> (Tree, PythonFacts) {
    let Some((parse, facts)) = before else {
        let tree = python::parse(text, None);
        let facts = python::read_tree(&tree, text);
        return (tree, facts);
    };
    let edit = Edit::between(&parse.text, text);
    let tree = python::parse(text, Some(&parse.edited(edit, text)));
    let facts = python::read_edited(&tree, text, facts.zip(edit.map(Edit::replaced)));
    (tree, facts)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vfs::Vfs;

    /// A tree that was edited gives the facts of one that was not, whatever is typed.
    #[test]
    fn an_edited_tree_gives_the_facts_of_a_fresh_one() {
        let texts = [
            "import streamlit as st\nx = st.a(1)\ny = 2\n",
            "import streamlit as st\nx = st.a(\ny = 2\n",
            "import streamlit as st\nx = st.a('''\ny = 2\n",
            "import streamlit as st\nif x:\n    x = st.a(1)\ny = é2\n",
            "",
            "def f():\n    pass\n",
        ];
        let (cache, vfs, path) = (FactsCache::default(), Vfs::default(), std::path::Path::new("/a.py"));
        for text in texts.iter().chain(texts.iter().rev()) {
            vfs.set_buffer(path, text);
            let file = vfs.intern(path);
            let Ok(document) = vfs.read(file) else { panic!("a buffer is read") };
            assert_eq!(*cache.python(file, &document, || {}), python::read(text), "{text}");
        }
        let scripts = ["const a = 1;\nf(a)\n", "const a = ;\nf(a)\n", "const a = `;\nf(a)\n", "", "f(`${a}`)"];
        for text in scripts.iter().chain(scripts.iter().rev()) {
            let read = cache.script(&Embedded::unmapped(text), Dialect::JavaScript, || {});
            assert_eq!(*read, script::read(text, &[], Dialect::JavaScript), "{text}");
        }
    }
}
