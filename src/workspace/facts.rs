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
use crate::syntax::python::{self, PythonFacts};
use crate::syntax::script::{self, Dialect, ScriptFacts};
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
}

/// The newest facts of a Python file.
#[derive(Clone, Debug)]
struct Parsed {
    revision: u64,
    facts: Arc<OnceLock<Arc<PythonFacts>>>,
    /// Whether the file had another text before: it is being edited.
    is_edited: bool,
    /// The tree of the newest text that was parsed while the file was edited.
    tree: Option<Parse>,
}

/// A text with its tree.
#[derive(Clone, Debug)]
struct Parse {
    text: Arc<str>,
    tree: Tree,
}

impl Parse {
    /// The tree, told of the edit that makes the text `new`.
    fn edited(mut self, new: &str) -> Tree {
        if let Some(edit) = Edit::between(&self.text, new) {
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
        let (cell, is_edited, before) = {
            let mut kept = lock(&self.python);
            let fresh = || Parsed { revision: document.revision, facts: Arc::default(), is_edited: false, tree: None };
            let parsed = kept.entry(file).or_insert_with(fresh);
            if parsed.revision != document.revision {
                let tree = parsed.tree.take();
                *parsed = Parsed { is_edited: true, tree, ..fresh() };
            }
            (parsed.facts.clone(), parsed.is_edited, parsed.tree.clone())
        };
        // The lock is free by now: other files parse meanwhile, and whoever wants this one waits for it here.
        let read = || {
            parsing();
            let old = before.map(|before| before.edited(&document.text));
            let tree = python::parse(&document.text, old.as_ref());
            let facts = Arc::new(python::read_tree(&tree, &document.text));
            if is_edited && let Some(parsed) = lock(&self.python).get_mut(&file) {
                parsed.tree = Some(Parse { text: document.text.clone(), tree });
            }
            facts
        };
        cell.get_or_init(read).clone()
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

    fn read_script(&self, key: &ScriptText) -> ScriptFacts {
        let old = self.nearest(key).map(|before| before.edited(&key.text));
        let Some(tree) = script::parse(&key.text, key.dialect, old.as_ref()) else { return ScriptFacts::default() };
        let facts = script::read_tree(&key.text, &tree, &key.holes, key.dialect);
        let mut trees = lock(&self.trees);
        trees.push_front((key.dialect, Parse { text: key.text.clone(), tree }));
        trees.truncate(TREES_KEPT);
        facts
    }

    /// The newest tree of a text that the script can be an edit of; it is taken out.
    fn nearest(&self, key: &ScriptText) -> Option<Parse> {
        let mut trees = lock(&self.trees);
        let is_near = |(dialect, parse): &(Dialect, Parse)| {
            let edit = Edit::between(&parse.text, &key.text);
            *dialect == key.dialect && edit.is_some_and(|edit| edit.is_small(&parse.text, &key.text))
        };
        let at = trees.iter().position(is_near)?;
        trees.remove(at).map(|(_, parse)| parse)
    }
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
