//! Keeps what was parsed: a Python file's facts while its text stays the same, a script's by its text,
//! wherever that is written.

use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::syntax::python::{self, PythonFacts};
use crate::syntax::script::{self, Dialect, ScriptFacts};
use crate::text::{Embedded, FileId, Span};
use crate::vfs::Document;

/// How many script texts are kept. An editor makes a new one with every keystroke.
const SCRIPTS_KEPT: usize = 512;

/// The facts of the texts that were parsed.
#[derive(Debug, Default)]
pub struct FactsCache {
    python: Mutex<FxHashMap<FileId, Parsed>>,
    scripts: Mutex<FxHashMap<ScriptText, Arc<OnceLock<Arc<ScriptFacts>>>>>,
}

/// The newest facts of a Python file.
#[derive(Clone, Debug)]
struct Parsed {
    revision: u64,
    facts: Arc<OnceLock<Arc<PythonFacts>>>,
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
        let cell = {
            let mut kept = lock(&self.python);
            let fresh = || Parsed { revision: document.revision, facts: Arc::default() };
            let parsed = kept.entry(file).or_insert_with(fresh);
            if parsed.revision != document.revision {
                *parsed = fresh();
            }
            parsed.facts.clone()
        };
        // The lock is free by now: other files parse meanwhile, and whoever wants this one waits for it here.
        let read = || {
            parsing();
            Arc::new(python::read(&document.text))
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
            Arc::new(script::read(text.text(), &key.holes, dialect))
        };
        cell.get_or_init(read).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
