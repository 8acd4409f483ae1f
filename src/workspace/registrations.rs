//! Contracts by registration, each made of the host scripts that reach it and judged when one of them, or a
//! file that its scripts used, changed.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::Diagnostic;
use crate::discover;
use crate::link::{self, HostTrace, Sources, TracedMount};
use crate::model::{Contract, Source};
use crate::rules;
use crate::rules::suppress::Comment;
use crate::syntax::script::Dialect;
use crate::text::{Embedded, FileId, Site};

use super::Linked;
use super::quoted::Quoted;
use super::sources::{Recorder, Shared, Used};
use super::{comments, findings, threads};

/// Every registration of a workspace.
#[derive(Debug, Default)]
pub struct Registrations {
    judged: FxHashMap<Site, Judged>,
    checked: usize,
}

/// One place that registers, with what came of it. A place in a function may register several components.
#[derive(Debug)]
struct Judged {
    /// The host scripts that reach it, with the versions of their traces.
    reached_by: Vec<(FileId, usize)>,
    /// What those traces say of it.
    parts: Vec<HostTrace>,
    used: Used,
    quoted: Quoted,
    contracts: Vec<Arc<Contract>>,
    diagnostics: Vec<Diagnostic>,
    comments: Vec<Comment>,
}

impl Registrations {
    /// How many were judged so far, counting again what was judged again.
    pub fn checked(&self) -> usize {
        self.checked
    }

    /// Drops those whose record is `stale`.
    pub fn drop_stale(&mut self, stale: impl Fn(&Used) -> bool) {
        self.judged.retain(|_, judged| !stale(&judged.used));
    }

    /// Every contract.
    pub fn contracts(&self) -> Vec<Arc<Contract>> {
        self.judged.values().flat_map(|judged| judged.contracts.iter().cloned()).collect()
    }

    /// Every finding, suppressed ones too.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.judged.values().flat_map(|judged| &judged.diagnostics)
    }

    /// The comments of the contracts' scripts that speak to crosswire.
    pub fn comments(&self) -> impl Iterator<Item = &Comment> {
        self.judged.values().flat_map(|judged| &judged.comments)
    }

    /// The files that contracts used beyond those of the host scripts.
    pub fn used(&self) -> impl Iterator<Item = FileId> {
        self.judged.values().flat_map(|judged| judged.used.files())
    }

    /// Judges what is new or was dropped, or is reached by other traces than before.
    pub fn update(&mut self, traces: &[(FileId, &Linked)], shared: &Shared, base: &Path) {
        let mut reaching: BTreeMap<Site, Vec<(FileId, &Linked)>> = BTreeMap::new();
        for (file, linked) in traces {
            for (component, _) in &linked.trace.components {
                let hosts = reaching.entry(component.site).or_default();
                if hosts.last().is_none_or(|(last, _)| last != file) {
                    hosts.push((*file, linked));
                }
            }
        }
        let versions = |hosts: &[(FileId, &Linked)]| -> Vec<(FileId, usize)> {
            hosts.iter().map(|(file, linked)| (*file, linked.version)).collect()
        };
        self.judged.retain(|site, judged| {
            let Some(hosts) = reaching.get(site) else { return false };
            let reached_by = versions(hosts);
            // A trace may be another in what it says of other registrations only.
            let is_same = judged.reached_by == reached_by
                || (judged.parts == parts_about(*site, hosts) && judged.quoted.is_current(shared));
            judged.reached_by = reached_by;
            is_same
        });
        reaching.retain(|site, _| !self.judged.contains_key(site));
        self.checked += reaching.len();
        let reaching: Vec<(Site, Vec<(FileId, &Linked)>)> = reaching.into_iter().collect();
        let judged =
            threads::each(reaching, |(site, hosts)| (site, judge(site, &hosts, versions(&hosts), shared, base)));
        self.judged.extend(judged);
        shared.fronts.keep_only(|site| self.judged.contains_key(&site));
    }
}

fn judge(
    site: Site,
    hosts: &[(FileId, &Linked)],
    reached_by: Vec<(FileId, usize)>,
    shared: &Shared,
    base: &Path,
) -> Judged {
    let parts = parts_about(site, hosts);
    let traces: Vec<&HostTrace> = parts.iter().collect();
    let recorder = Recorder::new(shared);
    let contracts = link::contracts(&traces, &recorder);
    let comments = comments_in_scripts(&contracts, &recorder);
    let used = recorder.finish();
    let (diagnostics, quoted) = findings::in_context(shared, base, |context| {
        Quoted::by(context, shared, |context| rules::check(&contracts, context))
    });
    let contracts = contracts.into_iter().map(Arc::new).collect();
    Judged { reached_by, parts, used, quoted, contracts, diagnostics, comments }
}

/// What the traces say of one registration.
fn parts_about(site: Site, hosts: &[(FileId, &Linked)]) -> Vec<HostTrace> {
    let mut parts: Vec<HostTrace> = hosts.iter().map(|(_, linked)| part_about(site, &linked.trace)).collect();
    let roots: FxHashSet<Site> = parts.iter().flat_map(|part| &part.mounts).filter_map(|mount| mount.root).collect();
    for (part, (_, linked)) in parts.iter_mut().zip(hosts) {
        part.called = linked.trace.called.iter().copied().filter(|function| roots.contains(function)).collect();
    }
    parts
}

/// The components and mounts of a trace that are about one registration.
fn part_about(site: Site, trace: &HostTrace) -> HostTrace {
    let mut part = HostTrace::default();
    let mut renumbered = FxHashMap::default();
    for (number, registered) in trace.components.iter().enumerate() {
        if registered.0.site == site {
            renumbered.insert(number, part.components.len());
            part.components.push(registered.clone());
        }
    }
    let mounts = trace.mounts.iter().filter_map(|traced| {
        let component = *renumbered.get(&traced.component)?;
        Some(TracedMount { component, ..traced.clone() })
    });
    part.mounts = mounts.collect();
    let escapes =
        trace.escapes.iter().filter_map(|(component, opened)| Some((*renumbered.get(component)?, opened.clone())));
    part.escapes = escapes.collect();
    part
}

/// The comments in the scripts of these contracts, and in the modules that those import.
fn comments_in_scripts(contracts: &[Contract], recorder: &Recorder<'_>) -> Vec<Comment> {
    let entries = contracts.iter().filter_map(|contract| match &contract.component.js {
        Source::Text { text, .. } => Some(text.clone()),
        _ => None,
    });
    let modules = recorder.files().into_iter().filter(|file| discover::scripts::is_script(&recorder.path(*file)));
    let modules = modules.filter_map(|file| Some(Arc::new(Embedded::whole_file(file, recorder.text(file).ok()?))));
    let texts = entries.chain(modules);
    texts.flat_map(|text| comments::of_script(&text, &recorder.script(&text, Dialect::JavaScript))).collect()
}
