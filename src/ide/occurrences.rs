//! Every place where a contract's names are written: keys, fields, ids and classes, the component itself.
//!
//! The base of "go to definition", references, highlights, rename and hover. Two places mean the same where
//! they have the same [`Subject`] of the same contract, or where one place serves two contracts.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::types;
use crate::model::{Contract, DataArg, DefaultArg, NameKind, Read, SendKind, Source, StateAccess, StateHow};
use crate::text::{FileId, Site, Word};
use crate::workspace::Analysis;

/// What a place names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A state or trigger key.
    Key(String),
    /// A field of `data`.
    Field(String),
    /// An id of the component's html.
    Id(String),
    /// A class of the component's html.
    Class(String),
    /// A custom property.
    Variable(String),
    /// The component.
    Component,
    /// A text of the component that is a file, by the place that names it.
    Source(Site),
    /// The mount of this place, by its `key=`.
    Mount(Site),
}

/// What is done with it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The renderer sends the key.
    Send(SendKind),
    /// The key's callback is given.
    Callback,
    /// The key's default is given.
    Default,
    /// The result is read.
    ResultRead,
    /// The result is assigned.
    ResultWrite,
    /// The session state is read.
    StateRead,
    /// The session state is assigned or deleted.
    StateWrite,
    /// The renderer reads the field.
    DataRead,
    /// A mount passes the field.
    DataPass,
    /// A type of the renderer declares the key or the field.
    Declared,
    /// An element of the html.
    Element,
    /// A search for an element.
    Search,
    /// A selector of the css.
    Selector,
    /// A custom property is set.
    VariableSet,
    /// A custom property is used.
    VariableUse,
    /// The component is registered.
    Registration,
    /// The component is mounted.
    Mount,
    /// A file is named.
    FileName,
}

impl Role {
    /// Whether the place gives the name its meaning, rather than uses it.
    pub fn defines(self) -> bool {
        matches!(
            self,
            Role::Send(_)
                | Role::DataPass
                | Role::Element
                | Role::VariableSet
                | Role::Registration
                | Role::ResultWrite
                | Role::StateWrite
        )
    }
}

/// One place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Occurrence {
    /// The contract, by its place in the analysis.
    pub contract: usize,
    /// What is named.
    pub subject: Subject,
    /// What is done.
    pub role: Role,
    /// The name, where it is written.
    pub site: Site,
    /// The expression or argument around it.
    pub whole: Site,
}

/// Every occurrence of a workspace, each once.
#[derive(Debug)]
pub struct Occurrences {
    list: Vec<Occurrence>,
    by_file: FxHashMap<FileId, Vec<usize>>,
    by_name: FxHashMap<(usize, Subject), Vec<usize>>,
    by_site: FxHashMap<Site, Vec<usize>>,
}

impl Occurrences {
    fn new(list: Vec<Occurrence>) -> Self {
        let mut all =
            Self { list, by_file: FxHashMap::default(), by_name: FxHashMap::default(), by_site: FxHashMap::default() };
        for (number, one) in all.list.iter().enumerate() {
            all.by_file.entry(one.site.file).or_default().push(number);
            all.by_name.entry((one.contract, one.subject.clone())).or_default().push(number);
            all.by_site.entry(one.site).or_default().push(number);
        }
        all
    }

    /// All of them, contract by contract.
    pub fn iter(&self) -> impl Iterator<Item = &Occurrence> {
        self.list.iter()
    }

    /// Those of a file.
    pub fn in_file(&self, file: FileId) -> impl Iterator<Item = &Occurrence> {
        self.numbered(self.by_file.get(&file))
    }

    /// Those of the same name in the same contract.
    pub fn of_name(&self, one: &Occurrence) -> impl Iterator<Item = &Occurrence> {
        self.numbered(self.by_name.get(&(one.contract, one.subject.clone())))
    }

    fn at_site(&self, site: Site) -> impl Iterator<Item = &Occurrence> {
        self.numbered(self.by_site.get(&site))
    }

    fn numbered<'a>(&'a self, numbers: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Occurrence> {
        numbers.into_iter().flatten().filter_map(|number| self.list.get(*number))
    }
}

/// Every occurrence of the workspace.
pub fn all(analysis: &Analysis) -> Arc<Occurrences> {
    analysis.derived(|| Occurrences::new(listed(analysis)))
}

fn listed(analysis: &Analysis) -> Vec<Occurrence> {
    let mut list = List::default();
    for (index, contract) in analysis.contracts.iter().enumerate() {
        list.contract = index;
        list.add_contract(contract);
        let declared = types::declared(analysis, contract);
        declared.keys.iter().for_each(|word| list.key(word, Role::Declared, word.site));
        declared.fields.iter().for_each(|word| list.field(word, Role::Declared, word.site));
    }
    list.found
}

/// The occurrences at a place. The end of a name counts, as a cursor stands between bytes.
pub fn at(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Occurrence> {
    let all = all(analysis);
    let mut found: Vec<Occurrence> =
        all.in_file(file).filter(|found| found.site.span.touches(offset)).cloned().collect();
    // A name inside another place, the callee of a mount say, is what is meant.
    let shortest = found.iter().map(|found| found.site.span.len()).min();
    found.retain(|found| Some(found.site.span.len()) == shortest);
    found
}

/// All places that mean the same as one of `seeds`, over all the contracts that share places, by path and place.
pub fn same(analysis: &Analysis, seeds: &[Occurrence]) -> Vec<Occurrence> {
    let all = all(analysis);
    let mut same: FxHashSet<&Occurrence> = FxHashSet::default();
    let mut ahead: Vec<&Occurrence> = seeds.iter().flat_map(|seed| all.of_name(seed)).collect();
    while let Some(one) = ahead.pop() {
        if same.insert(one) {
            let sharing = all.at_site(one.site).filter(|other| !same.contains(other));
            ahead.extend(sharing.flat_map(|other| all.of_name(other)));
        }
    }
    let mut same: Vec<Occurrence> = same.into_iter().cloned().collect();
    let order = analysis.order();
    same.sort_by_key(|one| (order.key(one.site), one.role, one.contract));
    same
}

/// Attributes that name an element by its id.
const REFERS: [&str; 8] =
    ["for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget"];

#[derive(Default)]
struct List {
    contract: usize,
    found: Vec<Occurrence>,
    seen: FxHashSet<Occurrence>,
}

impl List {
    fn add(&mut self, subject: Subject, role: Role, site: Site, whole: Site) {
        let occurrence = Occurrence { contract: self.contract, subject, role, site, whole };
        if self.seen.insert(occurrence.clone()) {
            self.found.push(occurrence);
        }
    }

    fn key(&mut self, word: &Word, role: Role, whole: Site) {
        self.add(Subject::Key(word.text.clone()), role, word.site, whole);
    }

    fn field(&mut self, word: &Word, role: Role, whole: Site) {
        self.add(Subject::Field(word.text.clone()), role, word.site, whole);
    }

    fn name(&mut self, kind: NameKind, word: &Word, role: Role, whole: Site) {
        let subject = match kind {
            NameKind::Id => Subject::Id(word.text.clone()),
            NameKind::Class => Subject::Class(word.text.clone()),
            NameKind::Tag | NameKind::Attribute => return,
        };
        self.add(subject, role, word.site, whole);
    }

    fn add_contract(&mut self, contract: &Contract) {
        self.registration(contract);
        for send in contract.script.sends.iter() {
            self.key(&send.key, Role::Send(send.kind), send.call);
        }
        for read in contract.script.data_reads.iter() {
            self.field(&read.field, Role::DataRead, read.site);
        }
        self.page(contract);
        for mount in &contract.mounts {
            self.mount(mount);
        }
    }

    fn registration(&mut self, contract: &Contract) {
        let component = &contract.component;
        self.add(Subject::Component, Role::Registration, component.callee, component.site);
        if let Some(name) = &component.name {
            self.add(Subject::Component, Role::Registration, name.site, component.site);
        }
        for source in [&component.js, &component.css, &component.html] {
            match source {
                Source::Asset { pattern, .. } => {
                    self.add(Subject::Source(pattern.site), Role::FileName, pattern.site, pattern.site);
                }
                Source::Text { file: Some(_), site, .. } => {
                    self.add(Subject::Source(*site), Role::FileName, *site, *site);
                }
                _ => {}
            }
        }
    }

    fn page(&mut self, contract: &Contract) {
        for element in contract.markup.elements.iter() {
            if let Some(id) = &element.id {
                self.name(NameKind::Id, id, Role::Element, element.tag.site);
            }
            for (_, value) in element.attributes.iter().filter(|(name, _)| REFERS.contains(&name.text.as_str())) {
                let value = value.iter().filter(|value| !value.text.contains([' ', '#']));
                value.for_each(|id| self.name(NameKind::Id, id, Role::Search, element.tag.site));
            }
            for class in &element.classes {
                self.name(NameKind::Class, class, Role::Element, element.tag.site);
            }
        }
        for lookup in &contract.rendering.lookups {
            for (kind, name) in &lookup.names {
                self.name(*kind, name, Role::Search, lookup.call);
            }
        }
        for (kind, name) in &contract.style.names {
            self.name(*kind, name, Role::Selector, name.site);
        }
        let variable = |word: &Word| Subject::Variable(word.text.clone());
        for word in contract.style.properties.iter().chain(&contract.markup.properties) {
            self.add(variable(word), Role::VariableSet, word.site, word.site);
        }
        let rendering = &contract.rendering;
        for word in contract.style.variables.iter().chain(&contract.markup.variables).chain(&rendering.variables) {
            self.add(variable(word), Role::VariableUse, word.site, word.site);
        }
    }

    fn mount(&mut self, mount: &crate::model::Mount) {
        self.add(Subject::Component, Role::Mount, mount.callee, mount.site);
        if let Some(key) = mount.key.literal() {
            self.add(Subject::Mount(key.site), Role::Mount, key.site, mount.site);
        }
        for callback in mount.callbacks.iter() {
            self.key(&callback.key, Role::Callback, callback.argument.unwrap_or(callback.name));
            callback.also.iter().for_each(|word| self.key(word, Role::Callback, word.site));
            self.reads(&callback.body.reads);
            self.accesses(&callback.body.state);
            for write in &callback.body.result_writes {
                self.key(&write.key, Role::ResultWrite, write.site);
            }
        }
        if let DefaultArg::Dict { keys, .. } = &mount.default {
            for field in keys.iter() {
                self.key(&field.key, Role::Default, field.item.unwrap_or(field.key.site));
                field.also.iter().for_each(|word| self.key(word, Role::Default, word.site));
            }
        }
        if let DataArg::Dict { fields, .. } = &mount.data {
            for field in fields.iter() {
                self.field(&field.key, Role::DataPass, field.item.unwrap_or(field.key.site));
                field.also.iter().for_each(|word| self.field(word, Role::DataPass, word.site));
            }
        }
        self.reads(&mount.reads.members);
        self.accesses(&mount.state);
        for write in &mount.result_writes {
            self.key(&write.key, Role::ResultWrite, write.site);
        }
    }

    fn reads(&mut self, reads: &[Read]) {
        for read in reads {
            self.key(&read.key, Role::ResultRead, read.site);
        }
    }

    fn accesses(&mut self, accesses: &[StateAccess]) {
        for access in accesses {
            let Some(key) = &access.key else { continue };
            let role = match access.how {
                StateHow::Read => Role::StateRead,
                StateHow::Write | StateHow::Delete => Role::StateWrite,
            };
            self.key(key, role, access.site);
        }
    }
}
