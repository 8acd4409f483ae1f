//! The rounds over a script.
//!
//! Values only grow, so the script is gone over until none does. That takes several rounds, each of which changes less
//! than the one before: these *spread* values, and do again only what has read something that grew since
//! ([`Readers`](super::readers::Readers)). Then one more round goes over everything, for what is to be found: under
//! which circumstances each send runs. Where a value grows even then, it all starts over.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use super::Follower;
use super::here::Here;
use super::parts::Parts;
use super::sends::Found;
use super::things::{Actuals, Closure};
use super::timing;
use super::value::{Atom, ClosureId, GuardsId, ModuleId, Value};
use crate::model::Renderer;

/// Steps of evaluation that spread values before a script counts as too large.
const FUEL: u32 = 1_000_000;
/// Steps of the round that finds.
const FUEL_TO_FIND: u32 = 500_000;
/// Rounds that spread values, one after another.
const ROUNDS: u32 = 24;
/// How often the whole may start over.
const STARTS: u32 = 4;

/// What is to be done once the renderer has run.
#[derive(Default)]
pub(super) struct Later {
    /// Closures that were entered.
    pub(super) entered: FxHashSet<Closure>,
    /// Handlers that will run.
    pending: VecDeque<Handler>,
    /// All handlers that were found, in order.
    handlers: Vec<Handler>,
    known: FxHashSet<Handler>,
    /// Functions in properties of elements, which the page may call if the script does not.
    pub(super) kept: Vec<(ClosureId, Parts, GuardsId)>,
}

/// A function that something will call later.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Handler {
    callee: Atom,
    this: Value,
    args: Actuals,
    needs: Parts,
    guards: GuardsId,
    /// Whether the page gets what it returns, and no call in the script.
    is_for_page: bool,
}

impl Follower<'_> {
    /// Runs the script until nothing new comes up.
    pub(super) fn run(&mut self, entry: ModuleId) -> Renderer {
        let mut spread = FUEL;
        for start in 1.. {
            self.spreading = true;
            self.fuel = spread;
            let at_rest = self.spread(entry);
            spread = self.fuel;
            let later = std::mem::take(&mut self.later);
            let renderer = self.find(entry);
            let complete = at_rest && self.fuel > 0 && !self.heap.readers.stale;
            if complete || !at_rest || self.fuel == 0 || start == STARTS {
                if !complete {
                    self.gave_up = true;
                    let site = self.renderer_site(entry, &renderer);
                    self.found.open_all(site, "the script is too large to be followed to its end");
                }
                return renderer;
            }
            self.later = later;
        }
        Renderer::Unknown
    }

    /// Goes over what has changed until nothing does; says whether it came to that.
    fn spread(&mut self, entry: ModuleId) -> bool {
        for _ in 0..ROUNDS {
            self.start_round();
            self.later.pending = self.later.handlers.iter().cloned().collect();
            self.rerun_top_levels();
            self.round(entry);
            if !self.heap.readers.stale || self.fuel == 0 {
                break;
            }
        }
        !self.heap.readers.stale && self.fuel > 0
    }

    /// Goes over everything once.
    fn find(&mut self, entry: ModuleId) -> Renderer {
        self.spreading = false;
        self.fuel = FUEL_TO_FIND;
        self.heap.made_now.clear();
        self.start_round();
        self.ran.clear();
        for module in &mut self.modules {
            module.forget_runs();
        }
        self.round(entry)
    }

    fn start_round(&mut self) {
        self.heap.readers.start_round();
        self.found = Found::default();
        self.timeline.clear();
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
        while let Some(handler) = self.later.pending.pop_front() {
            let frame = self.modules[0].frame;
            let here = Here { guards: handler.guards, ..Here::new(frame, handler.needs, false) };
            let returned = self.invoke(handler.callee, &handler.this, &handler.args, None, &here);
            if handler.is_for_page {
                self.escape_returned(&returned, &here);
            }
            self.end_of_handler();
        }
    }

    /// Functions that could send and that nothing called. Which those are is asked anew in every round.
    fn run_the_rest(&mut self) {
        let entered = self.spreading.then(|| self.later.entered.clone());
        let kept = if self.spreading { self.later.kept.clone() } else { std::mem::take(&mut self.later.kept) };
        for (id, needs, guards) in kept {
            if !self.later.entered.contains(&self.heap.closure(id)) {
                self.call_uncalled(Atom::Function(id), Value::UNKNOWN, (needs, guards));
            }
        }
        self.run_handlers();
        let mut next = 0;
        while next < self.heap.closures.len() {
            let id = ClosureId(next as u32);
            let closure = self.heap.closure(id);
            if self.heap.made_now.contains(&id) && self.could_send(closure) {
                let this = self.heap.frame(closure.frame).this.clone();
                self.call_uncalled(Atom::Function(id), this, (Parts::ANY, GuardsId(0)));
                self.run_handlers();
            }
            next += 1;
        }
        self.run_methods_of_instances();
        self.run_handlers();
        if let Some(entered) = entered {
            self.later.entered = entered;
        }
    }

    /// Whether a function has a setter in reach and nothing called it. Methods are called on instances.
    fn could_send(&self, closure: Closure) -> bool {
        let tainted = self.heap.frame(closure.frame).reach.setter;
        tainted && !self.later.entered.contains(&closure) && !self.homes.contains_key(&closure)
    }

    fn end_of_handler(&mut self) {
        let sends = std::mem::take(&mut self.timeline);
        timing::splits(&sends, &mut self.found.splits);
    }

    /// Queues a function that something will call later.
    pub(super) fn handle(&mut self, callee: Atom, this: Value, args: Actuals, (needs, guards): (Parts, GuardsId)) {
        self.enqueue(Handler { callee, this, args, needs, guards, is_for_page: true });
    }

    /// Queues a call that the script makes.
    pub(super) fn call_later(&mut self, callee: Atom, this: Value, args: Actuals, (needs, guards): (Parts, GuardsId)) {
        self.enqueue(Handler { callee, this, args, needs, guards, is_for_page: false });
    }

    fn enqueue(&mut self, mut handler: Handler) {
        if self.spreading {
            handler.guards = GuardsId(0);
        }
        if self.later.known.insert(handler.clone()) {
            if self.spreading {
                self.later.handlers.push(handler.clone());
            }
            self.later.pending.push_back(handler);
        }
    }

    /// Queues a function that nothing in the script calls, as far as is known by now.
    pub(super) fn call_uncalled(&mut self, callee: Atom, this: Value, (needs, guards): (Parts, GuardsId)) {
        self.later.pending.push_back(Handler {
            callee,
            this,
            args: Actuals::unknown(),
            needs,
            guards,
            is_for_page: true,
        });
    }
}
