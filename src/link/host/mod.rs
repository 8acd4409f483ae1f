//! Follows one host script: an abstract run from its top, without executing anything.
//!
//! The follower walks statements in order and keeps, for every name and object, what it can be. Branches whose
//! test is not known are followed one after the other and joined; functions of the workspace are followed into
//! with the arguments they get, so that a mount three wrappers away has its real callbacks. After the body come
//! the callbacks that the mounts were given, then the functions that nothing called. The rest of crosswire sees
//! only the [`HostTrace`].

mod arguments;
mod branches;
mod builtins;
mod calls;
mod classes;
mod comprehensions;
mod containers;
mod events;
mod expressions;
mod external;
mod imports;
mod loops;
mod made;
mod mounts;
mod registrations;
mod statements;
mod store;
mod twins;
mod value;
mod variation;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use events::is_dict_method;

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::link::{HostTrace, Sources};
use crate::model::{Cached, Component, Opened};
use crate::syntax::python::PythonFacts;
use crate::text::{FileId, Site, Span};
use branches::Guard;
use events::Events;
use mounts::MountRecord;
use store::{Delta, Store};
use twins::{Copy, Exit, Place, Registered, Widget};
use value::{ClassValue, Closure, FrameId, Unknown, Value};
use variation::Cause;

/// How many expressions one run may look at before it gives up following.
const FUEL: u32 = 2_000_000;

/// Follows the host script `entry` from its top.
pub fn follow(entry: FileId, sources: &dyn Sources) -> HostTrace {
    let mut run = Run::new(entry, sources);
    run.module(entry);
    run.callbacks_of_new_mounts();
    run.functions_nothing_called();
    run.finish()
}

/// Where a statement or expression stands.
#[derive(Clone, Copy, Debug)]
struct Scope {
    file: FileId,
    frame: FrameId,
}

impl Scope {
    fn site(self, span: Span) -> Site {
        span.in_file(self.file)
    }
}

/// How a block ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Next,
    Return,
    Raise,
    Break,
    Continue,
}

/// A call that is being followed.
struct Activation {
    /// The call; none for a callback or a function that nothing calls.
    call: Option<Site>,
    /// The function's definition.
    function: Site,
    /// The scope in which the function was made.
    made_in: FrameId,
    frame: FrameId,
    /// The function, where Streamlit keeps its result.
    cached: Option<Cached>,
    /// Whether its result is kept, by whomever.
    keeps: bool,
    returns: Vec<Value>,
    exits: Vec<Delta>,
}

/// One abstract run of a host script.
struct Run<'s> {
    entry: FileId,
    sources: &'s dyn Sources,
    store: Store,
    /// The scope of each module that was run, or is being run.
    modules: FxHashMap<FileId, Option<FrameId>>,
    texts: FxHashMap<FileId, Arc<str>>,
    components: Vec<Component>,
    mounts: Vec<MountRecord>,
    /// How many mounts have had their callbacks followed.
    settled: usize,
    events: Events,
    closures: Vec<Rc<Closure>>,
    called: FxHashSet<Site>,
    /// The class of each method, by the method's definition.
    methods: FxHashMap<Site, Rc<ClassValue>>,
    /// The uncalled function that was being followed at each registration.
    component_roots: Vec<Option<Site>>,
    /// What was assigned to keys of the session state, in any order.
    session: FxHashMap<Rc<str>, Vec<Value>>,
    /// Files that an expression could not read, and why.
    unreadable: FxHashMap<Site, (std::path::PathBuf, String)>,
    /// Expressions whose value differs from run to run, and why.
    varying: FxHashMap<Site, Cause>,
    /// Whether an imported module's top level is being run.
    importing: bool,
    /// Whether random numbers are drawn from a seed.
    is_seeded: bool,
    /// The `with st.form(…)` around the present statement.
    forms: Vec<Site>,
    /// How many `with st.sidebar` are around it.
    sidebars: u32,
    /// Arms that left the blocks around the present statement.
    exits: Vec<Exit>,
    /// While which moments something failed, where a handler is being followed.
    failed: Vec<(u32, u32)>,
    /// The widgets with a known key.
    widgets: Vec<Widget>,
    /// Where each component was registered.
    registered: Vec<Registered>,
    /// What was assigned to entries of the session state.
    copies: Vec<Copy>,
    /// Where `st.rerun()` is called.
    reruns: Vec<Place>,
    calls: Vec<Activation>,
    loop_exits: Vec<Vec<Delta>>,
    guards: Vec<Guard>,
    /// The arms of undecided branches around the present statement: branch and arm.
    arms: Vec<(u32, u32)>,
    branches: u32,
    /// The branches on variables of modules, by where the variable's value comes from.
    lasting: FxHashMap<Site, u32>,
    /// The definition of the uncalled function that is being followed.
    root: Option<Site>,
    /// The callback that is being followed: mount and place in its callbacks.
    callback: Option<(usize, usize)>,
    /// While positive, nothing is recorded: an expression is looked at a second time.
    quiet: u32,
    clock: u32,
    fuel: u32,
    /// Set by an expression that never returns, such as `st.stop()`.
    diverged: bool,
}

impl<'s> Run<'s> {
    fn new(entry: FileId, sources: &'s dyn Sources) -> Self {
        Self {
            entry,
            sources,
            store: Store::default(),
            modules: FxHashMap::default(),
            texts: FxHashMap::default(),
            components: Vec::new(),
            mounts: Vec::new(),
            settled: 0,
            events: Events::default(),
            closures: Vec::new(),
            called: FxHashSet::default(),
            methods: FxHashMap::default(),
            component_roots: Vec::new(),
            session: FxHashMap::default(),
            unreadable: FxHashMap::default(),
            varying: FxHashMap::default(),
            importing: false,
            is_seeded: false,
            forms: Vec::new(),
            sidebars: 0,
            exits: Vec::new(),
            failed: Vec::new(),
            widgets: Vec::new(),
            registered: Vec::new(),
            copies: Vec::new(),
            reruns: Vec::new(),
            calls: Vec::new(),
            loop_exits: Vec::new(),
            guards: Vec::new(),
            arms: Vec::new(),
            branches: 0,
            lasting: FxHashMap::default(),
            root: None,
            callback: None,
            quiet: 0,
            clock: 0,
            fuel: FUEL,
            diverged: false,
        }
    }

    fn facts(&self, file: FileId) -> Option<Arc<PythonFacts>> {
        self.sources.python(file)
    }

    /// Callbacks run before the script's next run, with the names of the run before: so they see what the
    /// module's scope holds at the body's end. A callback may mount in its turn, even with itself as a callback.
    fn callbacks_of_new_mounts(&mut self) {
        const DEEPEST: usize = 3;
        for _ in 0..DEEPEST {
            let new = self.settled..self.mounts.len();
            self.settled = new.end;
            new.for_each(|mount| self.callbacks_of(mount));
        }
        self.settled = self.mounts.len();
    }

    fn callbacks_of(&mut self, mount: usize) {
        let functions = self.mounts[mount].functions.clone();
        for (callback, function) in functions {
            self.callback = Some((mount, callback));
            self.follow_alone(&function);
        }
        self.callback = None;
    }

    /// Functions that nothing called are entered with unknown arguments, the last defined first: it is likelier
    /// to call the others than to be called.
    fn functions_nothing_called(&mut self) {
        let mut done = FxHashSet::default();
        let (mut ahead, mut seen) = (Vec::new(), 0);
        loop {
            ahead.extend(self.closures[seen..].iter().filter(|closure| closure.file == self.entry).cloned());
            seen = self.closures.len();
            let Some(closure) = ahead.pop() else { break };
            let definition = closure.definition();
            if self.called.contains(&definition) || !done.insert(definition) || self.reaches_nothing(&closure) {
                continue;
            }
            self.root = Some(definition);
            let function = match self.methods.get(&definition).cloned() {
                Some(class) => Value::Method(Rc::new((self.some_instance(&class), closure))),
                None => Value::Function(closure),
            };
            self.follow_alone(&function);
            self.callbacks_of_new_mounts();
            self.root = None;
            self.called.remove(&definition);
        }
    }

    /// Whether a function has no way to a component, nor to anything else that is of the script: nothing known is given
    /// to it, and its body names nothing of the module. Many are so in a module of plain functions.
    fn reaches_nothing(&self, closure: &Closure) -> bool {
        /// Built-in names that lead to what is not named.
        const REACHING: [&str; 7] = ["__import__", "eval", "exec", "globals", "locals", "open", "vars"];
        let function = closure.function();
        let frame = self.store.frame(closure.frame);
        let is_known = |name: &String| frame.vars.contains_key(name.as_str()) || REACHING.contains(&name.as_str());
        frame.parent.is_none()
            && frame.stars.is_empty()
            && function.decorators.is_empty()
            && !self.methods.contains_key(&closure.definition())
            && function.outside.as_ref().is_some_and(|outside| !outside.iter().any(is_known))
    }

    /// Calls a function outside of any statement.
    fn follow_alone(&mut self, function: &Value) {
        let arms = std::mem::take(&mut self.arms);
        let guards = std::mem::take(&mut self.guards);
        let forms = std::mem::take(&mut self.forms);
        let exits = std::mem::take(&mut self.exits);
        self.enter_without_arguments(function);
        self.arms = arms;
        self.guards = guards;
        self.forms = forms;
        self.exits = exits;
        self.diverged = false;
    }

    /// Whether a run may skip what is being followed.
    fn is_conditional(&self) -> bool {
        !self.arms.is_empty() || self.root.is_some()
    }

    fn tick(&mut self) -> u32 {
        self.clock += 1;
        self.clock
    }

    /// The source text of a site, shortened to what fits into a message.
    fn source_text(&mut self, site: Site) -> String {
        const LONGEST: usize = 40;
        let text = match self.texts.get(&site.file) {
            Some(text) => Arc::clone(text),
            None => {
                let text = self.sources.text(site.file).unwrap_or_else(|_| Arc::from(""));
                self.texts.insert(site.file, Arc::clone(&text));
                text
            }
        };
        let source = text.get(site.span.range()).unwrap_or_default();
        let first_line = source.lines().next().unwrap_or_default();
        let short: String = first_line.chars().take(LONGEST).collect();
        if short.len() < source.len() { format!("{short}…") } else { short }
    }

    fn opened(&mut self, unknown: Unknown) -> Opened {
        let text = self.source_text(unknown.site);
        Opened { site: unknown.site, why: unknown.why.sentence(&text) }
    }
}
