//! What happened in a tab, in order: runs with what caused them and what they changed, sends, calls of renderers.
//!
//! Made from the messages that go by, and of nothing else. May not know who looks at it.

use std::collections::VecDeque;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;
use serde_json::{Map, Value};

use super::protocol::{Carried, Cause, FromWorker, Outcome, Place};
use super::remarks::{self, Remark};
use super::tab::FromPage;

/// Entries that are kept; the oldest go first.
const KEPT: usize = 1000;

/// A value whose text is longer is named by its size.
const SHOWN_BYTES: usize = 100_000;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Counts the entries of a tab. An entry that comes again with its number has gone on.
    pub number: u64,
    /// Milliseconds since 1970.
    pub at: f64,
    /// What.
    #[serde(flatten)]
    pub what: Happening,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Happening {
    /// A run of the script.
    Run(Box<Run>),
    /// A component sent a value.
    Send(Box<Send>),
    /// A renderer was called.
    Render {
        /// The component.
        of: Mount,
        /// Whether it was the first call.
        mount: bool,
        /// Milliseconds.
        ms: f64,
    },
    /// A cleanup was called.
    Cleanup {
        /// The component.
        of: Mount,
    },
    /// A component threw.
    JsError {
        /// The component.
        of: Option<Mount>,
        /// While doing what.
        during: String,
        /// The error's text.
        message: String,
        /// Where, if that is known.
        place: Option<Place>,
        /// Its stack.
        stack: String,
    },
    /// The script wrote something.
    Output {
        /// `stdout`, `stderr`, `warning`.
        stream: String,
        /// What.
        text: String,
    },
    /// The worker died and another took over.
    Lost {
        /// Why.
        reason: String,
        /// Names in session state whose values are gone.
        names: Vec<String>,
    },
    /// The script reruns itself without end and was paused.
    Paused {
        /// How often it did.
        runs: u32,
    },
}

/// A run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Run {
    /// Its number.
    pub run: u64,
    /// What caused it.
    pub cause: Cause,
    /// How many requests it answers.
    pub requests: usize,
    /// The fragments that ran alone.
    pub fragments: Vec<String>,
    /// The callbacks that were called, in order.
    pub callbacks: Vec<Called>,
    /// The components that were mounted.
    pub mounts: Vec<Mount>,
    /// The exceptions that nobody caught.
    pub exceptions: Vec<Raised>,
    /// How it ended; none while it runs.
    pub outcome: Option<Outcome>,
    /// Milliseconds.
    pub ms: f64,
    /// What became different in session state.
    pub changes: Vec<Change>,
    /// Session state after it.
    pub state: Map<String, Value>,
    /// Names in session state that one cannot go back to; none where one cannot go back at all.
    pub lost: Option<Vec<String>>,
}

/// A callback that was called.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Called {
    /// The element's id.
    pub element: String,
    /// The element's `key=`.
    pub key: Option<String>,
    /// The key of a component.
    pub event: Option<String>,
    /// The function's name.
    pub function: String,
    /// Where it stands.
    pub place: Option<Place>,
}

/// A mounted component.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Mount {
    /// The element's id.
    pub element: String,
    /// The component's name.
    pub name: String,
    /// The mount's `key=`.
    pub key: Option<String>,
    /// Where it stands.
    pub place: Option<Place>,
    /// The keys that have a callback.
    pub registered: Vec<String>,
    /// What the mount returned.
    pub result: Value,
    /// What differs in that from the mount's result before.
    pub changes: Vec<Change>,
}

/// An exception that nobody caught.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Raised {
    /// `script`, `callback`, `fragment`, `compile`.
    pub during: String,
    /// The type's name.
    pub name: String,
    /// Its text.
    pub message: String,
    /// Where, the innermost last.
    pub frames: Vec<Place>,
}

/// What became of a name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The name.
    pub name: String,
    /// Its value before; none where it was not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// Its value after; none where it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// A `setStateValue` or `setTriggerValue`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Send {
    /// The component.
    pub of: Mount,
    /// `state` or `trigger`.
    pub send: String,
    /// The key.
    pub key: String,
    /// The value.
    pub value: Value,
    /// Where the call stands, if that is known.
    pub place: Option<Place>,
    /// What a rule would say.
    pub remarks: Vec<Remark>,
}

/// The entries of a tab.
#[derive(Debug, Default)]
pub struct Timeline {
    entries: VecDeque<Entry>,
    next: u64,
    /// Session state after the last run.
    state: Map<String, Value>,
    /// The components that are mounted, as they were last.
    mounts: Vec<Mount>,
    /// Session states that one can go back to, by the number of the entry after which they held.
    carried: VecDeque<(u64, Arc<Carried>)>,
}

impl Timeline {
    /// All that is kept.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Session state after a run, by the number of its entry.
    pub fn state_after(&self, number: u64) -> Option<Arc<Carried>> {
        self.carried.iter().find(|(of, _)| *of == number).map(|(_, carried)| carried.clone())
    }

    /// A component that is or was mounted.
    pub fn mount(&self, element: &str) -> Mount {
        let known = self.mounts.iter().find(|mount| mount.element == element).cloned();
        known.unwrap_or_else(|| Mount { element: element.to_string(), ..Mount::default() })
    }

    /// The components that the last run mounted on these lines of a file.
    pub fn mounted_on(&self, path: &Path, lines: &RangeInclusive<u32>) -> Vec<String> {
        let is_there = |place: &Place| place.path == path && lines.contains(&place.line);
        let mounts = self.mounts.iter().filter(|mount| mount.place.as_ref().is_some_and(is_there));
        mounts.map(|mount| mount.element.clone()).collect()
    }

    /// What was sent so far under a key, oldest first.
    pub fn sends<'t>(&'t self, element: &'t str, key: &'t str) -> impl DoubleEndedIterator<Item = &'t Send> {
        self.entries.iter().filter_map(move |entry| match &entry.what {
            Happening::Send(send) if send.of.element == element && send.key == key => Some(&**send),
            _ => None,
        })
    }

    /// Adds something; the entry that it becomes.
    pub fn add(&mut self, what: Happening) -> Entry {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64() * 1000.0);
        let entry = Entry { number: self.next, at, what };
        self.next += 1;
        self.entries.push_back(entry.clone());
        if self.entries.len() > KEPT {
            self.entries.pop_front();
        }
        entry
    }

    /// Takes note of what the worker said; the entry that is new or went on.
    pub fn said(&mut self, message: &FromWorker) -> Option<Entry> {
        match message {
            FromWorker::RunStarted { run, requests, cause, fragments } => {
                let (cause, fragments, requests) = (cause.clone(), fragments.clone(), requests.len());
                let run = Run { run: *run, cause, requests, fragments, ..Run::default() };
                Some(self.add(Happening::Run(Box::new(run))))
            }
            FromWorker::Callback { run, element, key, event, function, place } => {
                let (element, key, event) = (element.clone(), key.clone(), event.clone());
                let called = Called { element, key, event, function: function.clone(), place: place.clone() };
                self.go_on(*run, |run| run.callbacks.push(called))
            }
            FromWorker::Mounted { run, element, name, key, place, registered, result } => {
                let before = self.mounts.iter().find(|mount| mount.element == *element);
                let nothing = Map::new();
                let was = before.and_then(|mount| mount.result.as_object()).unwrap_or(&nothing);
                let mount = Mount {
                    changes: changes(was, result.as_object().unwrap_or(&nothing)),
                    element: element.clone(),
                    name: name.clone(),
                    key: key.clone(),
                    place: place.clone(),
                    registered: registered.clone(),
                    result: shown(result),
                };
                self.mounts.retain(|known| known.element != *element);
                self.mounts.push(mount.clone());
                self.go_on(*run, |run| run.mounts.push(mount))
            }
            FromWorker::Exception { run, during, name, message, frames } => {
                let (during, name, message) = (during.clone(), name.clone(), message.clone());
                let raised = Raised { during, name, message, frames: frames.clone() };
                self.go_on(*run, |run| run.exceptions.push(raised))
            }
            FromWorker::RunFinished { run, outcome, ms, session_state, carried, .. } => {
                let changes = changes(&self.state, session_state);
                self.state = session_state.clone();
                let carried = match carried {
                    Some(carried) => Some(Arc::new(carried.clone())),
                    None => self.carried.back().map(|(_, carried)| carried.clone()),
                };
                let entry = self.go_on(*run, |run| {
                    (run.outcome, run.ms, run.changes) = (Some(*outcome), *ms, changes);
                    run.state = session_state.iter().map(|(name, value)| (name.clone(), shown(value))).collect();
                    run.lost = carried.as_ref().map(|carried| carried.lost.clone());
                });
                if let (Some(entry), Some(carried)) = (&entry, carried) {
                    self.carried.push_back((entry.number, carried));
                    self.carried.retain(|(number, _)| *number + KEPT as u64 >= entry.number);
                }
                entry
            }
            FromWorker::Output { stream, text } => {
                Some(self.add(Happening::Output { stream: stream.clone(), text: text.clone() }))
            }
            FromWorker::Ready { .. } | FromWorker::Delta { .. } | FromWorker::Page(_) => None,
        }
    }

    /// Changes the entry of a run that is under way.
    fn go_on(&mut self, number: u64, change: impl FnOnce(&mut Run)) -> Option<Entry> {
        let is_it = |entry: &&mut Entry| matches!(&entry.what, Happening::Run(run) if run.run == number);
        let entry = self.entries.iter_mut().rev().find(is_it)?;
        if let Happening::Run(run) = &mut entry.what {
            change(run);
        }
        Some(entry.clone())
    }

    /// Takes note of what the page said of a component. `place` is where the stack leads to.
    pub fn heard(&mut self, message: &FromPage, place: Option<Place>) -> Option<Entry> {
        let happening = match message {
            FromPage::Sent { element, kind, key, value, .. } => {
                let (of, value) = (self.mount(element), shown(value));
                let mut send = Send { of, send: kind.clone(), key: key.clone(), value, place, remarks: Vec::new() };
                send.remarks = remarks::of_send(&send, self);
                Happening::Send(Box::new(send))
            }
            FromPage::Rendered { element, mount, ms } => {
                Happening::Render { of: self.mount(element), mount: *mount, ms: *ms }
            }
            FromPage::Cleanup { element } => Happening::Cleanup { of: self.mount(element) },
            FromPage::JsError { element, during, message, stack } => Happening::JsError {
                of: element.as_ref().map(|element| self.mount(element)),
                during: during.clone(),
                message: message.clone(),
                place,
                stack: stack.clone(),
            },
            _ => return None,
        };
        Some(self.add(happening))
    }
}

/// What became of each name whose value differs.
fn changes(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Change> {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    after
        .keys()
        .chain(gone)
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| Change {
            name: name.clone(),
            before: before.get(name).map(shown),
            after: after.get(name).map(shown),
        })
        .collect()
}

/// A value, or how large it is.
fn shown(value: &Value) -> Value {
    match serde_json::to_string(value) {
        Ok(text) if text.len() > SHOWN_BYTES => Value::String(format!("({} kB)", text.len() / 1000)),
        _ => value.clone(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn a_change_names_what_came_what_went_and_what_is_different() {
        let changes = changes(&object(json!({"a": 1, "b": 2, "c": null})), &object(json!({"a": 1, "b": 3, "d": 4})));
        let told: Vec<_> = changes.iter().map(|change| serde_json::to_value(change).unwrap()).collect();
        assert_eq!(
            told,
            [
                json!({"name": "b", "before": 2, "after": 3}),
                json!({"name": "d", "after": 4}),
                json!({"name": "c", "before": null}),
            ]
        );
    }

    #[test]
    fn a_run_keeps_its_entry_and_one_can_go_back_to_what_it_left() {
        let mut timeline = Timeline::default();
        let started =
            |run| FromWorker::RunStarted { run, requests: vec![1], cause: Cause::default(), fragments: vec![] };
        let finished = |run, value: Value, carried: Option<Value>| FromWorker::RunFinished {
            run,
            outcome: Outcome::Done,
            ms: 1.0,
            session_state: object(json!({ "n": value })),
            carried: carried.map(|state| Carried { state, lost: vec![] }),
            files: vec![],
        };
        let first = timeline.said(&started(1)).unwrap();
        assert_eq!(timeline.said(&finished(1, json!(1), Some(json!("one")))).unwrap().number, first.number);
        let second = timeline.said(&started(2)).unwrap();
        timeline.said(&finished(2, json!(1), None));
        assert_eq!(timeline.entries().count(), 2);
        assert_eq!(timeline.state_after(second.number).unwrap().state, json!("one"), "unchanged since the first");
        let Happening::Run(run) = &timeline.entries().last().unwrap().what else { panic!("a run") };
        assert_eq!(run.changes, []);
    }
}
