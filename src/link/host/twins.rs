//! Which places of one run can both be reached, and what follows: elements that Streamlit takes for the same,
//! names that are registered twice, data that is one run behind.

use std::rc::Rc;

use super::value::Value;
use super::variation::Cause;
use super::{Flow, Run};
use crate::model::{Component, Source, StaleData, Twin};
use crate::text::{Site, Word};

/// Where in the run something stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// The branches around it.
    pub arms: Vec<(u32, u32)>,
    /// Arms before it after which it is not reached any more.
    left: Vec<(u32, u32)>,
    /// What ran between these moments has failed when it is reached.
    failed: Vec<(u32, u32)>,
    /// The uncalled function that is being followed.
    pub root: Option<Site>,
    /// The callback that is being followed.
    pub callback: Option<(usize, usize)>,
    /// Whether it stands in the sidebar, and in which form.
    around: (bool, Option<Site>),
    /// When it was reached.
    pub order: u32,
}

/// An arm of a branch that left the block it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exit {
    pub arm: (u32, u32),
    pub flow: Flow,
    /// How many calls deep.
    pub calls: usize,
    /// How many loops deep.
    pub loops: usize,
}

/// A widget with a key.
pub(super) struct Widget {
    pub key: Word,
    pub callee: Site,
    pub place: Place,
}

/// What was seen of a registration, in all the turns that came to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Registered {
    /// Where it stood.
    pub places: Vec<Place>,
    /// Why its name, its html and its css differ from run to run.
    pub texts: [Vec<(Site, Cause)>; 3],
}

impl Place {
    /// Whether this place is reached only in runs that reach `earlier` too.
    fn follows(&self, earlier: &Place) -> bool {
        self.may_follow(earlier) && contains(&self.arms, &earlier.arms)
    }

    /// Whether one of the two is reached only in runs that reach the other too.
    fn implies(&self, earlier: &Place) -> bool {
        let nested = contains(&self.arms, &earlier.arms) || contains(&earlier.arms, &self.arms);
        self.may_follow(earlier) && nested
    }

    /// Whether no run comes to both places.
    fn excludes(&self, other: &Place) -> bool {
        let differs =
            |(branch, arm): &(u32, u32)| other.arms.iter().any(|(same, taken)| same == branch && taken != arm);
        let was_left = |left: &[(u32, u32)], arms: &[(u32, u32)]| left.iter().any(|arm| arms.contains(arm));
        // Of a branch that has two arms, each place comes after another one that was left.
        let alone = |place: &Place, arm: &(u32, u32)| place.left.iter().filter(|left| left.0 == arm.0).count() == 1;
        let opposite =
            |arm: &(u32, u32)| other.left.iter().any(|left| left.0 == arm.0 && left != arm && alone(other, left));
        self.arms.iter().any(differs)
            || was_left(&self.left, &other.arms)
            || was_left(&other.left, &self.arms)
            || self.left.iter().any(|arm| alone(self, arm) && opposite(arm))
    }

    fn may_follow(&self, earlier: &Place) -> bool {
        let failed = self.failed.iter().any(|(from, to)| (*from..=*to).contains(&earlier.order));
        let left = self.left.iter().any(|arm| earlier.arms.contains(arm) && !self.arms.contains(arm));
        self.root == earlier.root && self.callback == earlier.callback && !failed && !left
    }
}

fn contains(arms: &[(u32, u32)], others: &[(u32, u32)]) -> bool {
    others.iter().all(|arm| arms.contains(arm))
}

impl Run<'_> {
    /// Where the follower stands.
    pub(super) fn place(&mut self) -> Place {
        Place {
            arms: self.arms.clone(),
            left: self.exits.iter().map(|exit| exit.arm).collect(),
            failed: self.failed.clone(),
            root: self.root,
            callback: self.callback,
            around: (self.sidebars > 0, self.forms.last().copied()),
            order: self.clock,
        }
    }

    /// Whether a component is registered only where another arm of a branch around this place is taken: what is called
    /// here is the component of another version.
    pub(super) fn is_never_here(&mut self, component: u32) -> bool {
        let here = self.place();
        let places = &self.registered[component as usize].places;
        !places.is_empty() && places.iter().all(|place| place.excludes(&here))
    }

    /// Remembers an arm that left its block.
    pub(super) fn leave_by(&mut self, arm: (u32, u32), flow: Flow) {
        self.exits.push(Exit { arm, flow, calls: self.calls.len(), loops: self.loop_exits.len() });
    }

    /// Forgets the arms that left what has ended by now: returns from functions, breaks out of loops.
    pub(super) fn forget_exits(&mut self) {
        let (calls, loops) = (self.calls.len(), self.loop_exits.len());
        self.exits.retain(|exit| match exit.flow {
            Flow::Return => exit.calls <= calls,
            Flow::Break | Flow::Continue => exit.calls < calls || exit.calls == calls && exit.loops <= loops,
            _ => true,
        });
    }

    /// The elements before each mount that Streamlit takes for the same.
    pub(super) fn find_twins(&mut self) {
        // A test plays several runs in one function.
        if self.sources.path(self.entry).file_stem().is_some_and(|stem| is_test(&stem.to_string_lossy())) {
            return;
        }
        for index in 0..self.mounts.len() {
            let (before, rest) = self.mounts.split_at(index);
            let Some(record) = rest.first() else { continue };
            let key = record.mount.key.literal();
            let mut twins = Vec::new();
            for other in before.iter().filter(|other| record.place.implies(&other.place)) {
                let same_key = key.is_some_and(|key| other.mount.key.literal().is_some_and(|own| own.text == key.text));
                let identical = record.identity.is_some()
                    && record.component == other.component
                    && record.identity == other.identity
                    && record.place.around == other.place.around;
                if same_key || identical {
                    twins.push(Twin { callee: other.mount.callee, key: key.cloned() });
                }
            }
            for widget in &self.widgets {
                let both = record.place.implies(&widget.place) || widget.place.implies(&record.place);
                if both && key.is_some_and(|key| key.text == widget.key.text) {
                    twins.push(Twin { callee: widget.callee, key: key.cloned() });
                }
            }
            twins.dedup();
            self.mounts[index].mount.circumstances.twins = twins;
        }
    }

    /// The registrations that give one name several definitions.
    pub(super) fn find_rivals(&mut self) {
        for index in 0..self.components.len() {
            let component = &self.components[index];
            let Some(name) = &component.name else { continue };
            let mut rivals = Vec::new();
            for (other_index, other) in self.components.iter().enumerate() {
                let same_name = other_index != index && other.name.as_ref().is_some_and(|own| own.text == name.text);
                if same_name && differ(component, other) && self.both_register(index, other_index) {
                    rivals.push(other.callee);
                }
            }
            self.components[index].rivals = rivals;
        }
    }

    fn both_register(&self, one: usize, other: usize) -> bool {
        let places = |index: usize| self.registered.get(index).map_or(&[][..], |registered| &registered.places);
        let pairs = places(one).iter().flat_map(|a| places(other).iter().map(move |b| (a, b)));
        pairs.into_iter().any(|(a, b)| if a.order < b.order { b.implies(a) } else { a.implies(b) })
    }

    /// What a mount would be told apart by if it has no key; none where that is not known to its last part.
    pub(super) fn identity(&mut self, arguments: &[(&str, &Value)]) -> Option<String> {
        let mut identity = String::new();
        for name in ["data", "default", "width", "height"] {
            let Some((_, value)) = arguments.iter().find(|(given, _)| *given == name) else { continue };
            identity += &format!("{name}={};", self.printed(value, 8)?);
        }
        Some(identity)
    }

    fn printed(&self, value: &Value, depth: u32) -> Option<String> {
        if depth == 0 {
            return None;
        }
        match value {
            Value::None => Some("None".to_owned()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Int(value) => Some(value.to_string()),
            Value::Text(_) => value.text().map(|text| format!("{text:?}")),
            Value::List(id, _) => {
                let data = self.store.list(*id);
                let certain = data.open.is_none() && data.items.iter().all(|item| item.certain);
                let items = data.items.iter().map(|item| self.printed(&item.value, depth - 1));
                let items: Vec<String> = items.collect::<Option<_>>()?;
                certain.then(|| format!("[{}]", items.join(",")))
            }
            Value::Dict(id) => {
                let data = self.store.dict(*id);
                let certain = data.open.is_empty() && data.entries.iter().all(|entry| entry.certain);
                let items = data.entries.iter().map(|entry| {
                    let key = self.printed(&entry.key, depth - 1)?;
                    Some(format!("{key}:{}", self.printed(&entry.value, depth - 1)?))
                });
                let items: Vec<String> = items.collect::<Option<_>>()?;
                certain.then(|| format!("{{{}}}", items.join(",")))
            }
            _ => None,
        }
    }

    /// The parts of each mount's `data` that come from entries of the session state which the script fills from
    /// the same mount's result, after it. A rerun behind the assignment, or a callback that fills the entry too,
    /// makes up for that.
    pub(super) fn find_stale_data(&mut self) {
        for index in 0..self.mounts.len() {
            let record = &self.mounts[index];
            let mut stale: Vec<StaleData> = Vec::new();
            for (site, cause) in &record.data_causes {
                let Cause::Session(entry) = cause else { continue };
                if record.mount.key.literal().is_some_and(|key| *key.text == **entry) {
                    continue;
                }
                if let Some(write) = self.late_copy(index, entry) {
                    stale.push(StaleData { site: *site, entry: entry.to_string(), write });
                }
            }
            self.mounts[index].mount.circumstances.stale = stale;
        }
    }

    fn late_copy(&self, mount: usize, entry: &Rc<str>) -> Option<Site> {
        let record = &self.mounts[mount];
        let copies = self.copies.iter().filter(|copy| copy.entry == *entry);
        let mut found = None;
        for copy in copies {
            if copy.place.callback.is_some() {
                return None;
            }
            let reruns = self
                .reruns
                .iter()
                .any(|rerun| rerun.callback.is_none() && rerun.order >= copy.place.order && rerun.follows(&copy.place));
            // A value that may also come from elsewhere in the session is chosen from, not copied.
            let from_mount = copy.causes.iter().any(|(_, cause)| *cause == Cause::Result(mount as u32))
                && !copy.causes.iter().any(|(_, cause)| matches!(cause, Cause::Session(_)));
            if from_mount && !reruns && copy.place.order > record.place.order && copy.place.root == record.place.root {
                found = found.or(Some(copy.site));
            }
        }
        found
    }
}

/// An assignment to an entry of the session state.
pub(super) struct Copy {
    pub entry: Rc<str>,
    pub site: Site,
    pub causes: Vec<(Site, Cause)>,
    pub place: Place,
}

/// Whether a module of this name holds tests, as pytest finds them.
fn is_test(module: &str) -> bool {
    module.starts_with("test_") || module.ends_with("_test") || module == "conftest"
}

/// Whether two registrations are known to define different components.
fn differ(a: &Component, b: &Component) -> bool {
    let pairs = [(&a.html, &b.html), (&a.css, &b.css), (&a.js, &b.js)];
    pairs.into_iter().any(|(a, b)| match (a, b) {
        (Source::Text { text: a, .. }, Source::Text { text: b, .. }) => {
            !a.has_holes() && !b.has_holes() && a.text() != b.text()
        }
        (Source::Asset { pattern: a, .. }, Source::Asset { pattern: b, .. }) => a.text != b.text,
        (Source::Absent, Source::Text { .. } | Source::Asset { .. })
        | (Source::Text { .. } | Source::Asset { .. }, Source::Absent) => true,
        _ => false,
    })
}
