//! What the renderer reads of `data`: which fields, what guards each read, and where `data` goes as a whole.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Follower;
use super::here::Here;
use super::value::{Atom, GuardsId, ModuleId, Value};
use crate::model::{DataRead, Known, Opened};
use crate::text::{PathOrder, Site, Span, Word};

/// What the tests on the way here have asked about `data`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Guards {
    /// Whether `data` itself was part of one.
    pub(super) data: bool,
    /// The fields that were, sorted.
    pub(super) fields: Vec<Arc<str>>,
}

/// Fields that are remembered as tested. A script with more of them than this routes on its data.
const MOST_TESTED: usize = 24;

impl Guards {
    fn with(&self, tested: &Guards) -> Guards {
        let mut fields = self.fields.clone();
        for field in tested.fields.iter().take(MOST_TESTED.saturating_sub(fields.len())) {
            if let Err(at) = fields.binary_search(field) {
                fields.insert(at, field.clone());
            }
        }
        Guards { data: self.data || tested.data, fields }
    }
}

/// The reads that a round found.
#[derive(Default)]
pub(super) struct DataReads {
    reads: Known<DataRead>,
    index: FxHashMap<(Site, Arc<str>), usize>,
    /// Fields that the script puts into `data` itself.
    written: FxHashSet<Arc<str>>,
}

impl DataReads {
    pub(super) fn open(&mut self, site: Option<Site>, why: impl Into<String>) {
        if let Some(site) = site {
            self.reads.opened_by(Opened { site, why: why.into() });
        }
    }

    fn add(&mut self, field: &Arc<str>, read: DataRead) {
        match self.index.get(&(read.site, field.clone())) {
            Some(known) => {
                let known = &mut self.reads.members[*known];
                known.guarded &= read.guarded;
                known.null_guarded &= read.null_guarded;
            }
            None => {
                self.index.insert((read.site, field.clone()), self.reads.members.len());
                self.reads.members.push(read);
            }
        }
    }

    pub(super) fn finish(mut self, order: &PathOrder) -> Known<DataRead> {
        for read in &mut self.reads.members {
            read.guarded |= self.written.contains(read.field.text.as_str());
        }
        let place = |site| order.key(site);
        self.reads.members.sort_by_key(|read| place(read.site));
        self.reads.open.sort_by(|a, b| (place(a.site), &a.why).cmp(&(place(b.site), &b.why)));
        self.reads
    }
}

/// A field that is about to be read, and how.
pub(super) struct FieldRead<'n> {
    pub(super) field: &'n Arc<str>,
    /// Where its name is written.
    pub(super) word: (ModuleId, Span),
    /// The whole expression.
    pub(super) whole: Span,
    /// Whether it does no harm where `data` is `null`.
    pub(super) optional: bool,
    /// Whether it does no harm where there is no such field.
    pub(super) benign: bool,
}

/// Members that a list or a text has, and that say nothing of fields.
const OF_LISTS: [&str; 24] = [
    "at",
    "concat",
    "entries",
    "every",
    "filter",
    "find",
    "findIndex",
    "flatMap",
    "forEach",
    "includes",
    "indexOf",
    "join",
    "map",
    "reduce",
    "reduceRight",
    "slice",
    "some",
    "sort",
    "split",
    "toSorted",
    "trim",
    "values",
    "keys",
    "flat",
];

/// Members that every object has.
const OF_OBJECTS: [&str; 6] =
    ["constructor", "hasOwnProperty", "propertyIsEnumerable", "toString", "valueOf", "length"];

impl Follower<'_> {
    /// Takes note of a field that is read of `data`, where `object` is that.
    pub(super) fn note_read(&mut self, object: &Value, read: &FieldRead<'_>, here: &Here) {
        if self.spreading {
            return;
        }
        for atom in object.atoms() {
            let (optional, benign) = match *atom {
                Atom::Data => (read.optional, read.benign),
                Atom::PresentData => (true, read.benign),
                Atom::Object(id) if self.heap.object(id).from_data => {
                    let own = self.heap.object(id).fields.iter().any(|field| field.name == *read.field);
                    (true, read.benign || own)
                }
                _ => continue,
            };
            if self.testing {
                self.tested.fields.push(read.field.clone());
            }
            if !OF_OBJECTS.contains(&&**read.field) && read.field.parse::<u32>().is_err() {
                self.add_read(read, optional, benign, here);
            }
        }
    }

    fn add_read(&mut self, read: &FieldRead<'_>, optional: bool, benign: bool, here: &Here) {
        let module = self.module_of(here);
        let Some(site) = self.site(module, read.whole) else { return };
        let word = self.site(read.word.0, read.word.1).unwrap_or(site);
        let guards = self.guards.get(here.guards.0);
        let read_here = DataRead {
            field: Word { text: read.field.to_string(), site: word },
            site,
            guarded: benign || guards.fields.binary_search(read.field).is_ok(),
            null_guarded: optional || guards.data,
        };
        self.found.data.add(read.field, read_here);
    }

    /// Takes note of `object[index]`.
    pub(super) fn note_index(
        &mut self,
        object: &Value,
        index: &Value,
        (whole, optional, benign): (Span, bool, bool),
        here: &Here,
    ) {
        if self.spreading || !self.is_of_data(object) {
            return;
        }
        let known = |atom: &Atom| matches!(atom, Atom::Str(_) | Atom::Number(_) | Atom::Nullish);
        if index.is_nothing() || !index.atoms().iter().all(known) {
            self.open_data(object, "is looked into by a key that is not known,", here);
        }
        for atom in index.atoms() {
            let Atom::Str(id) = atom else { continue };
            let text = self.heap.text(*id).clone();
            let word = (text.module, text.span);
            self.note_read(object, &FieldRead { field: &text.text, word, whole, optional, benign }, here);
        }
    }

    /// Takes note of a method that is called on `data`: one of a list goes over all there is.
    pub(super) fn note_method(&mut self, object: &Value, read: &FieldRead<'_>, here: &Here) {
        let whole = |atom: &Atom| matches!(atom, Atom::Data | Atom::PresentData);
        match OF_LISTS.contains(&&**read.field) && object.atoms().iter().any(whole) {
            true => self.open_data(object, "is gone over", here),
            false => self.note_read(object, read, here),
        }
    }

    /// Takes note of fields that the script puts into `data` itself.
    pub(super) fn note_write(&mut self, object: &Value, field: &Arc<str>) {
        if object.atoms().iter().any(|atom| matches!(atom, Atom::Data | Atom::PresentData)) {
            self.found.data.written.insert(field.clone());
            self.fields.overwrite(Some(field));
        }
    }

    /// `"field" in data` and its like.
    pub(super) fn note_asked(&mut self, field: &Value, object: &Value) {
        if !self.is_of_data(object) {
            return;
        }
        for atom in field.atoms() {
            if let (true, Atom::Str(id)) = (self.testing, atom) {
                let text = self.heap.text(*id).text.clone();
                self.tested.fields.push(text);
            }
        }
    }

    /// Whether a value may be `data`, or an object that its fields were put into.
    fn is_of_data(&self, value: &Value) -> bool {
        value.atoms().iter().any(|atom| match *atom {
            Atom::Data | Atom::PresentData => true,
            Atom::Object(id) => self.heap.object(id).from_data,
            _ => false,
        })
    }

    /// Something happens to all fields of `data` at once, at the expression that is evaluated.
    pub(super) fn open_data(&mut self, value: &Value, what: &str, here: &Here) {
        if !self.spreading && self.is_of_data(value) {
            let site = self.site(self.module_of(here), self.place);
            self.found.data.open(site, format!("`data` {what} as a whole here"));
        }
    }

    /// The same, also for values that only hold `data`.
    pub(super) fn open_held_data(&mut self, value: &Value, what: &str, here: &Here) {
        if !self.spreading && self.heap.reach(value).data {
            let site = self.site(self.module_of(here), self.place);
            self.found.data.open(site, format!("`data` {what} as a whole here"));
        }
    }

    /// Evaluates what decides something, and keeps what it asks about `data` in `here`.
    pub(super) fn asking<T>(&mut self, here: &mut Here, ask: impl FnOnce(&mut Self, &mut Here) -> T) -> T {
        if self.spreading {
            return ask(self, here);
        }
        let outer = std::mem::take(&mut self.tested);
        let outer_testing = std::mem::replace(&mut self.testing, true);
        let answer = ask(self, here);
        self.testing = outer_testing;
        let mut tested = std::mem::replace(&mut self.tested, outer);
        if tested != Guards::default() {
            here.guards = self.guarded_by(here.guards, &tested);
            if self.testing {
                self.tested.data |= tested.data;
                self.tested.fields.append(&mut tested.fields);
            }
        }
        answer
    }

    fn guarded_by(&mut self, guards: GuardsId, tested: &Guards) -> GuardsId {
        let all = self.guards.get(guards.0).with(tested);
        GuardsId(self.guards.id(all))
    }

    /// Into code where a `null` for `data` does no harm.
    pub(super) fn where_errors_are_caught(&mut self, here: &mut Here) {
        here.guards = self.guarded_by(here.guards, &Guards { data: true, fields: Vec::new() });
    }

    /// The same value, known not to be `null`.
    pub(super) fn present(&self, value: &Value) -> Value {
        let present = |atom: &Atom| if *atom == Atom::Data { Atom::PresentData } else { *atom };
        match value.has(Atom::Data) {
            true => value.atoms().iter().map(present).collect(),
            false => value.clone(),
        }
    }
}
