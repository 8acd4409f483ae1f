//! Contracts by registration, each made of the host scripts that reach it and judged when one of them, or a
//! file that its scripts used, changed.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::link::{self, HostTrace, TracedMount};
use crate::model::Contract;
use crate::text::{FileId, Site};

use super::Linked;
use super::findings;
use super::sources::{Recorder, Shared, Used};

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
    used: Used,
    contracts: Vec<Arc<Contract>>,
    diagnostics: Vec<Diagnostic>,
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

    /// The files that contracts used beyond those of the host scripts.
    pub fn used(&self) -> impl Iterator<Item = FileId> {
        self.judged.values().flat_map(|judged| judged.used.files.iter().copied())
    }

    /// Judges what is new or was dropped, or is reached by other traces than before.
    pub fn update(&mut self, traces: &[(FileId, &Linked)], shared: &Shared, base: &Path) {
        let mut reaching: BTreeMap<Site, Vec<(FileId, &Linked)>> = BTreeMap::new();
        for (file, linked) in traces {
            for component in &linked.trace.components {
                let hosts = reaching.entry(component.site).or_default();
                if hosts.last().is_none_or(|(last, _)| last != file) {
                    hosts.push((*file, linked));
                }
            }
        }
        let versions = |hosts: &[(FileId, &Linked)]| -> Vec<(FileId, usize)> {
            hosts.iter().map(|(file, linked)| (*file, linked.version)).collect()
        };
        self.judged.retain(|site, judged| reaching.get(site).is_some_and(|hosts| versions(hosts) == judged.reached_by));
        reaching.retain(|site, _| !self.judged.contains_key(site));
        self.checked += reaching.len();
        let judged: Vec<(Site, Judged)> = reaching
            .into_par_iter()
            .map(|(site, hosts)| (site, judge(site, &hosts, versions(&hosts), shared, base)))
            .collect();
        self.judged.extend(judged);
    }
}

fn judge(
    site: Site,
    hosts: &[(FileId, &Linked)],
    reached_by: Vec<(FileId, usize)>,
    shared: &Shared,
    base: &Path,
) -> Judged {
    let traces: Vec<HostTrace> = hosts.iter().map(|(_, linked)| part_about(site, &linked.trace)).collect();
    let traces: Vec<&HostTrace> = traces.iter().collect();
    let recorder = Recorder::new(shared);
    let contracts = link::contracts(&traces, &recorder);
    let used = recorder.finish();
    let diagnostics = contracts.iter().flat_map(|contract| findings::of_contract(contract, shared, base)).collect();
    let contracts = contracts.into_iter().map(Arc::new).collect();
    Judged { reached_by, used, contracts, diagnostics }
}

/// The part of a trace that is about one registration.
fn part_about(site: Site, trace: &HostTrace) -> HostTrace {
    let mut part = HostTrace { called: trace.called.clone(), ..HostTrace::default() };
    let mut renumbered = FxHashMap::default();
    for (number, component) in trace.components.iter().enumerate() {
        if component.site == site {
            renumbered.insert(number, part.components.len());
            part.components.push(component.clone());
        }
    }
    let mounts = trace
        .mounts
        .iter()
        .filter_map(|traced| Some(TracedMount { component: *renumbered.get(&traced.component)?, ..traced.clone() }));
    part.mounts = mounts.collect();
    part
}
