//! Follows a renderer's setters: from its argument through destructuring, functions, objects and modules to
//! the calls that send, and each call's key to the literal it is written as.
//!
//! It runs the script on *sets of possible values* ([`value`]): every branch is taken, every function entered
//! once for each set of arguments it is called with, every handler entered with arguments of which nothing is
//! known. Variables only ever gain values, and the script is gone over in [`rounds`] until none is gained. Where a
//! value leaves what can be followed, the set of sends says so.
//!
//! `modules` finds top levels, imports and exports; `statements`, `expressions`, `patterns`, `classes`
//! and `calls` are the language, `objects`, `collections` and `builtins` what it and the page come
//! with; `escapes` is the border to code that is not there; `sends` and `timing` are what is looked
//! for, and `heap` keeps the `things` that were made on the way.

mod builtins;
mod bundle;
mod calls;
mod classes;
mod collections;
mod data;
mod decisions;
mod escapes;
mod expandos;
mod expressions;
mod heap;
mod here;
mod modules;
mod objects;
mod parts;
mod patterns;
mod react;
mod readers;
mod rounds;
mod sends;
mod statements;
#[cfg(test)]
mod tests;
mod texts;
mod things;
mod timing;
mod value;

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use self::bundle::LARGE;
use self::data::Guards;
use self::expandos::Expando;
use self::heap::{Arena, Heap};
use self::here::Here;
use self::modules::Module;
use self::parts::{Fields, Parts, Place};
use self::rounds::Later;
use self::sends::Found;
use self::things::Closure;
use self::timing::TimedSend;
use self::value::{ClassValueId, FrameId, GuardsId, ModuleId};
use crate::link::Sources;
use crate::link::front_end::{self, Aliases};
use crate::model::{Script, ScriptKind};
use crate::syntax::script::Dialect;
use crate::syntax::script::hir::FuncId;
use crate::text::{Embedded, FileId, Span};

/// Steps for a call that no setter can come out of.
const FUEL_FOR_OTHERS: u32 = 20_000;

/// Follows the script whose entry module is `text` (`file` where it is a file of its own).
pub fn follow(text: &Arc<Embedded>, file: Option<FileId>, kind: ScriptKind, sources: &dyn Sources) -> Script {
    follow_with(text, file, kind, Aliases::default(), sources)
}

/// The same, of a front end whose tools read names of modules by `aliases`.
pub fn follow_with(
    text: &Arc<Embedded>,
    file: Option<FileId>,
    kind: ScriptKind,
    aliases: Aliases,
    sources: &dyn Sources,
) -> Script {
    let is_large = text.text().len() >= LARGE;
    let read_as_bundle = || bundle::read(text, file, &sources.script(text, Dialect::JavaScript));
    if kind == ScriptKind::Bundle && is_large {
        return read_as_bundle();
    }
    let mut follower = Follower::new(aliases, sources);
    let entry = follower.load(Arc::clone(text), file);
    let renderer = follower.run(entry);
    // What is so long that it cannot be followed is a bundle, however it looks; half of the way is worse than its names.
    if is_large && follower.gave_up && matches!(kind, ScriptKind::File | ScriptKind::Bundle) {
        return read_as_bundle();
    }
    follower.finish(entry, kind, file, renderer)
}

/// A function's frame, what decides whether it runs, whether steadily and among others, and behind which tests of
/// `data`.
type Circumstances = (FrameId, Parts, bool, bool, GuardsId);

struct Follower<'s> {
    sources: &'s dyn Sources,
    aliases: Aliases,
    modules: Vec<Module>,
    /// What is imported by each name from each module.
    imported: FxHashMap<(ModuleId, Arc<str>), Option<ModuleId>>,
    /// The modules that are files.
    files: FxHashMap<FileId, ModuleId>,
    heap: Heap,
    /// The fields of `data`, as parts of what the mount passes.
    fields: Fields,
    /// The tests of parts of `data`, each by its frame and place, and what it tested when it was last come by.
    tested_plainly: FxHashMap<Place, Parts>,
    /// What was assigned to properties of elements, by the property's name.
    expandos: FxHashMap<Arc<str>, Expando>,
    /// What this round found.
    found: Found,
    /// The sends of the function that runs.
    timeline: Vec<TimedSend>,
    /// Functions that ran, under which circumstances, with their sends.
    ran: FxHashMap<Circumstances, Rc<[TimedSend]>>,
    /// Whether this round only spreads values: nothing that it finds is kept.
    spreading: bool,
    /// What is to be done once the renderer has run.
    later: Later,
    guards: Arena<Guards>,
    /// What the test that is evaluated has asked about `data`.
    tested: Guards,
    testing: bool,
    /// Whether the expression that is evaluated next may be missing: something stands in for it, or it is a test.
    benign: bool,
    /// The expression that is evaluated.
    place: Span,
    /// The classes that methods belong to.
    homes: FxHashMap<Closure, ClassValueId>,
    /// The functions that are running, innermost last.
    stack: Vec<(FuncId, FrameId)>,
    depth: u32,
    fuel: u32,
    /// Whether there were too few steps to come to rest.
    gave_up: bool,
    /// Whether no setter can be reached from the call that is followed.
    among_others: bool,
}

impl<'s> Follower<'s> {
    fn new(aliases: Aliases, sources: &'s dyn Sources) -> Self {
        Self {
            sources,
            aliases,
            modules: Vec::new(),
            imported: FxHashMap::default(),
            files: FxHashMap::default(),
            heap: Heap::default(),
            fields: Fields::default(),
            tested_plainly: FxHashMap::default(),
            expandos: FxHashMap::default(),
            found: Found::default(),
            timeline: Vec::new(),
            ran: FxHashMap::default(),
            spreading: true,
            later: Later::default(),
            guards: Arena::of(Guards::default()),
            tested: Guards::default(),
            testing: false,
            benign: false,
            place: Span::at(0),
            homes: FxHashMap::default(),
            stack: Vec::new(),
            depth: 0,
            fuel: 0,
            gave_up: false,
            among_others: false,
        }
    }

    /// Takes a step; false where there are none left.
    fn step(&mut self) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        self.fuel > 0
    }

    fn module_of(&self, here: &Here) -> ModuleId {
        self.heap.frame(here.frame).module
    }

    /// The text of a module, for messages.
    fn source(&self, module: ModuleId, span: Span) -> String {
        const SHOWN: usize = 40;
        let text = self.modules[module.0 as usize].text.text();
        let line = text.get(span.range()).unwrap_or_default().lines().next().unwrap_or_default();
        match line.char_indices().nth(SHOWN) {
            Some((cut, _)) => format!("{}…", &line[..cut]),
            None => line.to_owned(),
        }
    }
}
