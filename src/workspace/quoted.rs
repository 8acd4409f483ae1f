//! What findings quote of files: line numbers and source text. They are as old as what they quote, also where the
//! contract that they are about has not changed.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::sources::Shared;
use crate::rules::Context;
use crate::text::{FileId, Site};

/// What was quoted.
#[derive(Debug, Default)]
pub struct Quoted {
    lines: FxHashMap<Site, u32>,
    /// Files with the revisions of their texts.
    texts: FxHashMap<FileId, Option<u64>>,
}

impl Quoted {
    /// What `ask` says with the context, and what it quoted.
    pub fn by<T>(context: &Context<'_>, shared: &Shared, ask: impl FnOnce(&Context<'_>) -> T) -> (T, Self) {
        let (lines, texts) = (RefCell::new(FxHashMap::default()), RefCell::new(FxHashSet::default()));
        let line = |site: Site| {
            let line = (context.line)(site);
            lines.borrow_mut().insert(site, line);
            line
        };
        let source = |file: FileId| -> Arc<str> {
            texts.borrow_mut().insert(file);
            (context.source)(file)
        };
        let said = ask(&Context { line: &line, source: &source, path: context.path, is_own: context.is_own });
        let texts = texts.into_inner().into_iter().map(|file| (file, revision(file, shared))).collect();
        (said, Self { lines: lines.into_inner(), texts })
    }

    /// Whether it still stands there.
    pub fn is_current(&self, shared: &Shared) -> bool {
        let line = |site: Site| Some(shared.vfs.read(site.file).ok()?.line_index().line(site.span.start) + 1);
        self.texts.iter().all(|(file, quoted)| revision(*file, shared) == *quoted)
            && self.lines.iter().all(|(site, quoted)| line(*site) == Some(*quoted))
    }
}

fn revision(file: FileId, shared: &Shared) -> Option<u64> {
    Some(shared.vfs.read(file).ok()?.revision)
}
