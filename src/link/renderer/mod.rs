//! Follows one run of the renderer, statement by statement: what it looks up, writes and leaves behind, then the
//! handlers that it leaves behind, then the cleanup.
//!
//! `link::script` asks what a value *can* be, over all runs; here it is what *this* run does, in order. Where
//! a test decides, both sides are followed one after the other, and what follows only one of them is no longer
//! `sure`. [`conditions`] tells the tests that every run passes alike from those that guard against a second
//! run.

mod calls;
mod conditions;
mod effects;
mod expressions;
mod modules;
mod page;
mod searches;
mod selector;
mod settle;
mod sheets;
mod statements;
#[cfg(test)]
mod tests;
mod value;
mod variables;

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use self::modules::Module;
use self::searches::Search;
pub use self::sheets::{markup, style};
use self::value::{Closure, Mark, ModuleId, Value};
use self::variables::Variables;
use super::Sources;
use crate::model::{Component, Markup, Rendering, Script, ScriptKind, Source, Style};
use crate::syntax::script::hir::{BindingId, ClassId, FuncId};
use crate::text::{Embedded, FileId, Site, Span};

/// Steps before a script counts as too large.
const FUEL: u32 = 300_000;
/// A script of more bytes is a bundle.
const LARGEST: usize = 256 * 1024;
/// Lines of more bytes than this on average are a bundle's.
const LONGEST_LINES: usize = 300;

/// What happens each time the renderer of a component runs.
pub fn follow(
    component: &Component,
    script: &Script,
    markup: &Markup,
    style: &Style,
    sources: &dyn Sources,
) -> Rendering {
    let Some((text, file)) = entry(component, script, sources) else { return Rendering::default() };
    if text.text().len() > LARGEST || is_minified(text.text()) {
        return Rendering::default();
    }
    let mut walk = Walk::new(sources, markup, style.is_given);
    let entry = walk.load(text, file);
    walk.found.by_hand = true;
    walk.run(entry);
    walk.settle()
}

/// The text of the script, where it was written by hand.
fn entry(component: &Component, script: &Script, sources: &dyn Sources) -> Option<(Arc<Embedded>, Option<FileId>)> {
    match (&component.js, script.kind, script.file) {
        (Source::Text { text, file, .. }, _, _) => Some((Arc::clone(text), *file)),
        (Source::Asset { .. }, ScriptKind::File | ScriptKind::Sources, Some(file)) => {
            let text = sources.text(file).ok()?;
            Some((Arc::new(Embedded::whole_file(file, text)), Some(file)))
        }
        _ => None,
    }
}

fn is_minified(text: &str) -> bool {
    text.len() > LONGEST_LINES * 10
        && text.len() / (1 + text.bytes().filter(|byte| *byte == b'\n').count()) > LONGEST_LINES
}

/// When the code runs that is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Once, before any renderer.
    Module,
    /// In the renderer's own run.
    Body,
    /// In a handler that the run leaves behind.
    Handler,
    /// When the component goes away.
    Cleanup,
}

/// An object of the script.
#[derive(Default)]
struct Object {
    fields: FxHashMap<Arc<str>, Value>,
    class: Option<(ModuleId, ClassId)>,
    /// The variable of a module that holds it.
    variable: Option<(ModuleId, BindingId)>,
}

/// A test that guards against a second run, around what is followed.
#[derive(Clone)]
struct Guard {
    marks: Rc<[Mark]>,
    site: Option<Site>,
}

/// A way out of the renderer.
struct Exit {
    value: Value,
    site: Option<Site>,
    /// The guards around it, without those whose mark this run has set itself.
    guards: Vec<Guard>,
}

struct Walk<'s> {
    sources: &'s dyn Sources,
    markup: &'s Markup,
    has_css: bool,
    modules: Vec<Module>,
    files: FxHashMap<FileId, ModuleId>,
    vars: Variables,
    objects: Vec<Object>,
    searches: Vec<Search>,
    found: Rendering,
    phase: Phase,
    /// Whether every run gets here.
    sure: bool,
    /// `try` blocks around.
    trying: u32,
    /// Operands around of which another stands in where they are nothing.
    alternatives: u32,
    /// `?.` behind what is evaluated.
    optionals: u32,
    /// Whether this run may have made elements in the page already, or given ones other names.
    made: bool,
    /// Whether elements are made that nobody sees here.
    made_unseen: bool,
    /// What was emptied in this run.
    cleared: Vec<Value>,
    /// Whether elements were removed in this run.
    removed: bool,
    removed_fresh: FxHashSet<usize>,
    effects: Vec<effects::Left>,
    fresh: usize,
    /// Listeners taken off in this run: the event, where it is known.
    unlistened: Vec<Option<Arc<str>>>,
    aborted: bool,
    intervals_cleared: bool,
    frames_cancelled: bool,
    /// Functions that ask for a frame to run themselves again.
    frame_loops: FxHashSet<(ModuleId, FuncId)>,
    /// Marks that this path has set, and those that any has.
    written: FxHashSet<Mark>,
    ever_written: FxHashSet<Mark>,
    guards: Vec<Guard>,
    exits: Vec<Exit>,
    returned: Vec<Value>,
    shared_writes: Vec<effects::SharedWrite>,
    /// Variables of modules that are read in handlers, or before this run has written them.
    read_later: FxHashSet<(ModuleId, BindingId)>,
    this: Value,
    stack: Vec<(ModuleId, FuncId)>,
    later: VecDeque<(Rc<Closure>, Vec<Value>)>,
    seen_later: FxHashSet<(ModuleId, FuncId)>,
    root_name: Option<(ModuleId, Span, String)>,
    fuel: u32,
}

impl<'s> Walk<'s> {
    fn new(sources: &'s dyn Sources, markup: &'s Markup, has_css: bool) -> Self {
        Self {
            sources,
            markup,
            has_css,
            modules: Vec::new(),
            files: FxHashMap::default(),
            vars: Variables::default(),
            objects: Vec::new(),
            searches: Vec::new(),
            found: Rendering::default(),
            phase: Phase::Module,
            sure: true,
            trying: 0,
            alternatives: 0,
            optionals: 0,
            made: false,
            made_unseen: false,
            cleared: Vec::new(),
            removed: false,
            removed_fresh: FxHashSet::default(),
            effects: Vec::new(),
            fresh: 0,
            unlistened: Vec::new(),
            aborted: false,
            intervals_cleared: false,
            frames_cancelled: false,
            frame_loops: FxHashSet::default(),
            written: FxHashSet::default(),
            ever_written: FxHashSet::default(),
            guards: Vec::new(),
            exits: Vec::new(),
            returned: Vec::new(),
            shared_writes: Vec::new(),
            read_later: FxHashSet::default(),
            this: Value::Undefined,
            stack: Vec::new(),
            later: VecDeque::new(),
            seen_later: FxHashSet::default(),
            root_name: None,
            fuel: FUEL,
        }
    }

    /// The module, one run of the renderer, its handlers, its cleanup.
    fn run(&mut self, entry: ModuleId) {
        self.run_module(entry);
        let Value::Function(renderer) = self.export(entry, "default") else { return };
        self.found.followed = true;
        self.phase = Phase::Body;
        self.sure = true;
        self.note_root_name(&renderer);
        self.run_renderer(&renderer);
        self.phase = Phase::Handler;
        while let Some((handler, args)) = self.later.pop_front() {
            self.sure = true;
            self.call_closure(&handler, &args, None);
        }
        self.phase = Phase::Cleanup;
        let cleanups: Vec<Value> = self.exits.iter().map(|exit| exit.value.clone()).collect();
        for cleanup in cleanups {
            if let Value::Function(closure) = cleanup {
                self.call_closure(&closure, &[], None);
            }
        }
    }

    /// Takes a step; false where there are none left.
    fn step(&mut self) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        self.fuel > 0
    }

    /// Queues a function that something calls later.
    fn call_later(&mut self, value: &Value, args: Vec<Value>) {
        if let Value::Function(closure) = value
            && matches!(self.phase, Phase::Body | Phase::Handler)
            && self.seen_later.insert((closure.module, closure.function))
        {
            self.later.push_back((Rc::clone(closure), args));
        }
    }

    fn write_mark(&mut self, mark: Mark) {
        if self.phase == Phase::Body {
            self.written.insert(mark.clone());
        }
        self.ever_written.insert(mark);
    }
}
