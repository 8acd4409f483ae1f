//! Uses of results and of the session state: what was read, written and rerun, and putting that to the mounts.

use std::rc::Rc;

use super::calls::CallSite;
use super::twins::Copy;
use super::value::{Given, Unknown, Value, Why, one_of};
use super::variation::Cause;
use super::{Run, Scope};
use crate::link::{HostTrace, TracedMount};
use crate::model::{CallbackBody, Opened, Phase, Read, ReadHow, ResultWrite, StateAccess, StateHow};
use crate::syntax::python::hir::Ident;
use crate::text::{Site, Word};

/// Names that a dict has for itself: a key of such a name cannot be read as an attribute (FACTS 7d).
pub fn is_dict_method(name: &str) -> bool {
    matches!(
        name,
        "items"
            | "keys"
            | "values"
            | "get"
            | "update"
            | "pop"
            | "popitem"
            | "copy"
            | "clear"
            | "setdefault"
            | "fromkeys"
            | "to_dict"
    )
}

/// When something happened: in which callback, if any, behind which branches, and from which uncalled function.
#[derive(Clone, Debug, Default, PartialEq)]
struct When {
    callback: Option<(usize, usize)>,
    arms: Vec<(u32, u32)>,
    root: Option<Site>,
}

/// Everything that was seen of results and session state.
#[derive(Default)]
pub(super) struct Events {
    reads: Vec<(u32, Read, When)>,
    open_reads: Vec<(u32, Site)>,
    escapes: Vec<(u32, Site)>,
    writes: Vec<(u32, ResultWrite, When)>,
    state: Vec<(Rc<str>, StateAccess, When)>,
    reruns: Vec<(Site, When)>,
}

impl Run<'_> {
    fn when(&self) -> When {
        When { callback: self.callback, arms: self.arms.clone(), root: self.root }
    }

    pub(super) fn read_attribute(&mut self, mount: u32, attr: &Ident, site: Site, object: Site, at: Scope) {
        let key = Word { text: attr.name.clone(), site: at.site(attr.span) };
        self.read(mount, key, site, object, ReadHow::Attribute);
    }

    pub(super) fn read_item(&mut self, mount: u32, key: Word, site: Site, object: Site) {
        self.read(mount, key, site, object, ReadHow::Item);
    }

    pub(super) fn read_softly(&mut self, mount: u32, key: Word, site: Site, object: Site) {
        self.read(mount, key, site, object, ReadHow::Soft);
    }

    fn read(&mut self, mount: u32, key: Word, site: Site, object: Site, how: ReadHow) {
        if self.quiet > 0 {
            return;
        }
        let guarded = self.guards_result(mount, &key.text);
        let when = self.when();
        self.events.reads.push((mount, Read { key, site, object, how, guarded }, when));
    }

    /// Something may read keys that cannot be told.
    pub(super) fn open_reads(&mut self, mount: u32, site: Site) {
        if self.quiet == 0 {
            self.events.open_reads.push((mount, site));
        }
    }

    /// A value is given to code that cannot be followed.
    pub(super) fn escape(&mut self, value: &Value, site: Site) {
        for value in value.alternatives() {
            match value {
                Value::Result(mount) => self.open_reads(*mount, site),
                Value::Component(component) if self.quiet == 0 => self.events.escapes.push((*component, site)),
                _ => {}
            }
        }
    }

    pub(super) fn write_result(&mut self, mount: u32, key: Word, site: Site) {
        if self.quiet == 0 {
            let when = self.when();
            self.events.writes.push((mount, ResultWrite { key, site }, when));
        }
    }

    /// `st.session_state[name]`: what the script put there, or what a mount of that key keeps there.
    pub(super) fn session_entry(&mut self, name: &str) -> Value {
        let name: Rc<str> = Rc::from(name);
        let mut values = vec![Value::StateEntry(Rc::clone(&name))];
        values.extend(self.session.get(&name).into_iter().flatten().cloned());
        one_of(values)
    }

    pub(super) fn read_state(&mut self, entry: &Rc<str>, key: Option<Word>, site: Site) {
        self.access(entry, key, site, StateHow::Read);
    }

    pub(super) fn write_state(&mut self, entry: &Rc<str>, key: Option<Word>, site: Site) {
        self.access(entry, key, site, StateHow::Write);
    }

    pub(super) fn write_session(&mut self, name: Word, value: Value, site: Site) {
        let entry: Rc<str> = Rc::from(name.text.as_str());
        let known = self.session.entry(Rc::clone(&entry)).or_default();
        if !known.iter().any(|seen| seen.same(&value)) {
            known.push(value.clone());
        }
        self.access(&entry, None, site, StateHow::Write);
        // Of a dict that holds a part of the result, other parts may be read.
        if self.quiet == 0 && !matches!(value, Value::Dict(_) | Value::List(..)) {
            let (causes, place) = (self.causes(&value, site), self.place());
            self.copies.push(Copy { entry, site, causes, place });
        }
    }

    pub(super) fn delete_key(&mut self, object: &Value, key: Option<(&str, Site)>, site: Site) {
        for object in object.alternatives().to_vec() {
            match (object, key) {
                (Value::SessionState, Some((name, _))) => {
                    self.access(&Rc::from(name), None, site, StateHow::Delete);
                }
                (Value::StateEntry(entry), Some((name, key_site))) => {
                    let word = Word { text: name.to_owned(), site: key_site };
                    self.access(&entry, Some(word), site, StateHow::Delete);
                }
                (Value::Dict(id), key) => self.store.change_dict(id, |data| match key {
                    Some((name, _)) => data.entries.retain(|entry| entry.key.text() != Some(name)),
                    None => data.open.push(Unknown { site, why: Why::Item, truthy: false }),
                }),
                _ => {}
            }
        }
    }

    fn access(&mut self, entry: &Rc<str>, key: Option<Word>, site: Site, how: StateHow) {
        if self.quiet > 0 {
            return;
        }
        let guarded = self.guards_entry(entry, key.as_ref().map(|key| key.text.as_str()));
        let access = StateAccess {
            key,
            site,
            how,
            order: self.tick(),
            run: self.entry,
            conditional: self.is_conditional(),
            guarded,
            phase: Phase::Body,
        };
        let when = self.when();
        self.events.state.push((Rc::clone(entry), access, when));
    }

    pub(super) fn rerun(&mut self, site: Site) {
        if self.quiet == 0 {
            let when = self.when();
            self.events.reruns.push((site, when));
            self.tick();
            let place = self.place();
            self.reruns.push(place);
        }
    }

    /// `result.get("k")` and the other methods of a result.
    pub(super) fn result_method(&mut self, mount: u32, method: &str, given: &[Given], from: CallSite<'_>) -> Value {
        let site = from.site;
        let key = given.first().and_then(|given| self.word(&given.value, given.site));
        match (method, key) {
            ("get" | "pop" | "setdefault", Some(key)) => {
                self.read_softly(mount, key, site, from.callee);
                self.vary(site, Cause::Result(mount));
                let default = given.get(1).map_or(Value::None, |given| given.value.clone());
                one_of(vec![Value::unknown(site, Why::RunTimeValue), default])
            }
            _ => {
                self.open_reads(mount, site);
                Value::unknown(site, Why::RunTimeValue)
            }
        }
    }

    /// `st.session_state.get("c")`, `st.session_state["c"].get("k")`, `.setdefault`, `.update`, `.pop`.
    pub(super) fn session_method(
        &mut self,
        object: &Value,
        method: &str,
        given: &[Given],
        from: CallSite<'_>,
    ) -> Value {
        let site = from.site;
        let key = given.first().and_then(|given| self.word(&given.value, given.site));
        let default = given.get(1).map_or(Value::None, |given| given.value.clone());
        match (object, method, key) {
            (Value::SessionState, "get", Some(key)) => {
                let entry = self.session_entry(&key.text);
                one_of(vec![entry, default])
            }
            (Value::SessionState, "setdefault", Some(key)) => {
                let entry = self.session_entry(&key.text);
                self.session.entry(Rc::from(key.text.as_str())).or_default().push(default);
                entry
            }
            (Value::SessionState, "pop", Some(key)) => {
                let entry = self.session_entry(&key.text);
                self.access(&Rc::from(key.text.as_str()), None, site, StateHow::Delete);
                entry
            }
            (Value::StateEntry(entry), "get", key) => {
                self.read_state(entry, key, site);
                self.vary(site, Cause::Session(Rc::clone(entry)));
                Value::unknown(site, Why::RunTimeValue)
            }
            _ => Value::unknown(site, Why::RunTimeValue),
        }
    }

    /// Puts every event to its mount.
    pub(super) fn finish(mut self) -> HostTrace {
        self.find_twins();
        self.find_rivals();
        self.find_stale_data();
        self.settle_variation();
        for (mount, read, when) in std::mem::take(&mut self.events.reads) {
            match self.own_callback(mount, &when) {
                Some(body) => push_new(&mut body.reads, read),
                None => push_new(&mut self.mounts[mount as usize].mount.reads.members, read),
            }
        }
        for (mount, site) in std::mem::take(&mut self.events.open_reads) {
            let opened = self.opened(Unknown { site, why: Why::RunTimeValue, truthy: false });
            self.mounts[mount as usize].mount.reads.opened_by(opened);
        }
        for (mount, write, when) in std::mem::take(&mut self.events.writes) {
            match self.own_callback(mount, &when) {
                Some(body) => push_new(&mut body.result_writes, write),
                None => push_new(&mut self.mounts[mount as usize].mount.result_writes, write),
            }
        }
        for (site, when) in std::mem::take(&mut self.events.reruns) {
            if let Some((mount, _)) = when.callback
                && let Some(body) = self.own_callback(mount as u32, &when)
            {
                push_new(&mut body.reruns, site);
            }
        }
        for (entry, access, when) in std::mem::take(&mut self.events.state) {
            self.attach_state(&entry, &access, &when);
        }
        let mut escapes = Vec::new();
        for (component, site) in std::mem::take(&mut self.events.escapes) {
            let text = self.source_text(site);
            let why = format!("`{text}` is given to code that cannot be followed");
            push_new(&mut escapes, (component as usize, Opened { site, why }));
        }
        let mounts = self
            .mounts
            .into_iter()
            .map(|record| TracedMount { component: record.component as usize, root: record.root, mount: record.mount })
            .collect();
        let mut called: Vec<Site> = self.called.into_iter().collect();
        called.sort_unstable();
        let components = self.components.into_iter().zip(self.component_roots).collect();
        HostTrace { components, mounts, escapes, called }
    }

    /// The body of the callback in which something happened, where that is one of the same mount's.
    fn own_callback(&mut self, mount: u32, when: &When) -> Option<&mut CallbackBody> {
        let (of, index) = when.callback?;
        if of != mount as usize {
            return None;
        }
        self.mounts[of].mount.callbacks.members.get_mut(index).map(|callback| &mut callback.body)
    }

    fn attach_state(&mut self, entry: &str, access: &StateAccess, when: &When) {
        for index in 0..self.mounts.len() {
            let record = &self.mounts[index];
            if record.mount.key.literal().is_none_or(|key| key.text != entry) {
                continue;
            }
            if let Some(body) = self.own_callback(index as u32, when) {
                push_new(&mut body.state, StateAccess { phase: Phase::Callback, ..access.clone() });
                continue;
            }
            let record = &mut self.mounts[index];
            let in_body = when.callback.is_none() && when.root == record.root;
            if in_body && exclusive(&when.arms, &record.place.arms) {
                continue;
            }
            let phase = if in_body { Phase::Body } else { Phase::Callback };
            push_new(&mut record.mount.state, StateAccess { phase, ..access.clone() });
        }
    }
}

/// Whether two places stand in different arms of one branch.
fn exclusive(a: &[(u32, u32)], b: &[(u32, u32)]) -> bool {
    a.iter().any(|(branch, arm)| b.iter().any(|(other, other_arm)| branch == other && arm != other_arm))
}

fn push_new<T: PartialEq>(all: &mut Vec<T>, new: T) {
    if !all.contains(&new) {
        all.push(new);
    }
}
