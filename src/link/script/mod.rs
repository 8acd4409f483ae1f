//! Follows a renderer's setters: from its argument through destructuring, functions, objects and modules to
//! the calls that send, and each call's key to the literal it is written as.
//!
//! It runs the script on *sets of possible values* ([`value`]): every branch is taken, every function entered
//! once for each set of arguments it is called with, every handler entered with arguments of which nothing is
//! known. Variables only ever gain values, and the whole is repeated until none is gained. Where a value
//! leaves what can be followed, the set of sends says so.
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
mod sends;
mod statements;
#[cfg(test)]
mod tests;
mod things;
mod timing;
mod value;

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use self::data::Guards;
use self::expandos::Expando;
use self::heap::{Arena, Heap};
use self::here::Here;
use self::modules::Module;
use self::parts::{Fields, Parts};
use self::sends::Found;
use self::things::{Actuals, Closure};
use self::timing::TimedSend;
use self::value::{Atom, ClassValueId, ClosureId, FrameId, GuardsId, ModuleId, Value};
use crate::link::Sources;
use crate::link::front_end::{self, Aliases};
use crate::model::{Renderer, Script, ScriptKind};
use crate::syntax::script::Dialect;
use crate::syntax::script::hir::FuncId;
use crate::text::{Embedded, FileId, Span};

/// Steps of evaluation before a script counts as too large.
const FUEL: u32 = 1_000_000;
/// Steps for a call that no setter can come out of.
const FUEL_FOR_OTHERS: u32 = 20_000;
/// Rounds over the script.
const ROUNDS: u32 = 12;

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
    if kind == ScriptKind::Bundle && text.text().len() >= bundle::LARGE {
        return bundle::read(text, file, &sources.script(text, Dialect::JavaScript));
    }
    let mut follower = Follower::new(aliases, sources);
    let entry = follower.load(Arc::clone(text), file);
    let renderer = follower.run(entry);
    follower.finish(entry, kind, file, renderer)
}

/// A function's frame, what decides whether it runs, whether steadily and among others, and behind which tests of
/// `data`.
type Circumstances = (FrameId, Parts, bool, bool, GuardsId);

struct Follower<'s> {
    sources: &'s dyn Sources,
    aliases: Aliases,
    modules: Vec<Module>,
    /// The modules that are files.
    files: FxHashMap<FileId, ModuleId>,
    heap: Heap,
    /// The fields of `data`, as parts of what the mount passes.
    fields: Fields,
    /// What was assigned to properties of elements, by the property's name.
    expandos: FxHashMap<Arc<str>, Expando>,
    /// What this round found.
    found: Found,
    /// The sends of the function that runs.
    timeline: Vec<TimedSend>,
    /// Functions that ran, under which circumstances, with their sends.
    ran: FxHashMap<Circumstances, Rc<[TimedSend]>>,
    /// Closures that were entered in this round.
    entered: FxHashSet<Closure>,
    /// Handlers that will run.
    pending: VecDeque<Handler>,
    /// Functions in properties of elements, which the page may call if the script does not.
    kept: Vec<(ClosureId, Parts, GuardsId)>,
    seen_handlers: FxHashSet<(Atom, Value, Actuals, Parts, GuardsId)>,
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
    /// Whether no setter can be reached from the call that is followed.
    among_others: bool,
}

/// A function that something will call later.
struct Handler {
    callee: Atom,
    this: Value,
    args: Actuals,
    needs: Parts,
    guards: GuardsId,
}

impl<'s> Follower<'s> {
    fn new(aliases: Aliases, sources: &'s dyn Sources) -> Self {
        Self {
            sources,
            aliases,
            modules: Vec::new(),
            files: FxHashMap::default(),
            heap: Heap::default(),
            fields: Fields::default(),
            expandos: FxHashMap::default(),
            found: Found::default(),
            timeline: Vec::new(),
            ran: FxHashMap::default(),
            entered: FxHashSet::default(),
            pending: VecDeque::new(),
            kept: Vec::new(),
            seen_handlers: FxHashSet::default(),
            guards: Arena::of(Guards::default()),
            tested: Guards::default(),
            testing: false,
            benign: false,
            place: Span::at(0),
            homes: FxHashMap::default(),
            stack: Vec::new(),
            depth: 0,
            fuel: FUEL,
            among_others: false,
        }
    }

    /// Runs the script until nothing new comes up.
    fn run(&mut self, entry: ModuleId) -> Renderer {
        let mut renderer = Renderer::Unknown;
        for _ in 0..ROUNDS {
            self.start_round();
            renderer = self.round(entry);
            if !self.heap.stale || self.fuel == 0 {
                break;
            }
        }
        if self.heap.stale || self.fuel == 0 {
            self.found
                .open_all(self.renderer_site(entry, &renderer), "the script is too large to be followed to its end");
        }
        renderer
    }

    fn start_round(&mut self) {
        self.heap.stale = false;
        self.found = Found::default();
        self.timeline.clear();
        self.ran.clear();
        self.entered.clear();
        self.pending.clear();
        self.kept.clear();
        self.seen_handlers.clear();
        for module in &mut self.modules {
            module.forget_runs();
        }
    }

    fn round(&mut self, entry: ModuleId) -> Renderer {
        self.run_small_top_levels(entry);
        let export = self.export(entry, "default");
        let renderer = self.renderer(entry, &export);
        let frame = self.modules[entry.0 as usize].frame;
        let here = Here::new(frame, Parts::NONE, true);
        for atom in export.atoms() {
            match atom {
                Atom::Function(_) | Atom::Bound(_) => {
                    let args = Actuals::of([Value::One(Atom::Args)]);
                    let returned = self.invoke(*atom, &Value::NULLISH, &args, None, &here);
                    self.escape_returned(&returned, &here);
                }
                _ => {}
            }
        }
        self.end_of_handler();
        self.run_handlers();
        self.run_the_rest();
        renderer
    }

    /// Handlers run after everything that was there before them, as in the browser.
    fn run_handlers(&mut self) {
        while let Some(handler) = self.pending.pop_front() {
            let frame = self.modules[0].frame;
            let here = Here { guards: handler.guards, ..Here::new(frame, handler.needs, false) };
            let returned = self.invoke(handler.callee, &handler.this, &handler.args, None, &here);
            self.escape_returned(&returned, &here);
            self.end_of_handler();
        }
    }

    /// Functions that could send and that nothing called.
    fn run_the_rest(&mut self) {
        for (id, needs, guards) in std::mem::take(&mut self.kept) {
            if !self.entered.contains(&self.heap.closure(id)) {
                self.handle(Atom::Function(id), Value::UNKNOWN, Actuals::unknown(), (needs, guards));
            }
        }
        self.run_handlers();
        let mut next = 0;
        while next < self.heap.closures.len() {
            let id = ClosureId(next as u32);
            let closure = self.heap.closure(id);
            if self.could_send(closure) {
                let this = self.heap.frame(closure.frame).this.clone();
                self.handle(Atom::Function(id), this, Actuals::unknown(), (Parts::ANY, GuardsId(0)));
                self.run_handlers();
            }
            next += 1;
        }
        self.run_methods_of_instances();
        self.run_handlers();
    }

    /// Whether a function has a setter in reach and nothing called it. Methods are called on instances.
    fn could_send(&self, closure: Closure) -> bool {
        let tainted = self.heap.frame(closure.frame).reach.setter;
        tainted && !self.entered.contains(&closure) && !self.homes.contains_key(&closure)
    }

    fn end_of_handler(&mut self) {
        let sends = std::mem::take(&mut self.timeline);
        timing::splits(&sends, &mut self.found.splits);
    }

    /// Queues a function that something will call later.
    fn handle(&mut self, callee: Atom, this: Value, args: Actuals, (needs, guards): (Parts, GuardsId)) {
        if self.seen_handlers.insert((callee, this.clone(), args.clone(), needs, guards)) {
            self.pending.push_back(Handler { callee, this, args, needs, guards });
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
