//! Every break of a workspace's wires.

use std::collections::BTreeMap;

use crosswire::diagnostic::Edit;
use crosswire::model::{Contract, DefaultArg, Field, Mount};
use crosswire::text::Site;
use crosswire::workspace::Analysis;

use super::names::Names;
use super::{Break, callbacks, fields, keys};

/// Collects the breaks.
pub struct Breaks<'a> {
    pub analysis: &'a Analysis,
    pub names: &'a mut Names,
    found: Vec<Break>,
    unwritten: BTreeMap<&'static str, usize>,
}

/// All breaks of all contracts, and how many wires of each pattern are not written in one piece.
pub fn all(analysis: &Analysis, names: &mut Names) -> (Vec<Break>, BTreeMap<&'static str, usize>) {
    let mut breaks = Breaks { analysis, names, found: Vec::new(), unwritten: BTreeMap::new() };
    for contract in &analysis.contracts {
        keys::sends(contract, &mut breaks);
        keys::callbacks(contract, &mut breaks);
        keys::defaults(contract, &mut breaks);
        keys::reads(contract, &mut breaks);
        callbacks::parameters(contract, &mut breaks);
        callbacks::stale_results(contract, &mut breaks);
        fields::data(contract, &mut breaks);
        fields::ids(contract, &mut breaks);
        fields::assets(contract, &mut breaks);
    }
    (breaks.found, breaks.unwritten)
}

impl Breaks<'_> {
    /// Whether this place has not been broken in this way yet: several contracts share one script, and several
    /// wrapper paths one mount. Where it has, what belongs to the other contract is added to that break.
    pub fn is_new(&mut self, pattern: &str, at: Site, ends: &[Site], harmless: Option<&str>) -> bool {
        let same = |known: &&mut Break| known.pattern == pattern && known.at == at;
        let Some(known) = self.found.iter_mut().find(same) else { return true };
        known.ends.extend(ends);
        if harmless.is_none() {
            known.harmless = None;
        }
        false
    }

    /// Adds a break, or counts a wire that has none.
    pub fn add(&mut self, one: Break, edits: Option<Vec<Edit>>) {
        match edits {
            Some(edits) if !edits.is_empty() => self.found.push(Break { edits, ..one }),
            _ => *self.unwritten.entry(one.pattern).or_default() += 1,
        }
    }
}

/// The fields of a mount's `default`.
pub fn default_fields(mount: &Mount) -> &[Field] {
    match &mount.default {
        DefaultArg::Dict { keys, .. } => &keys.members,
        _ => &[],
    }
}

/// Every place that has to do with a key of a contract.
pub fn ends_of_key(contract: &Contract, key: &str) -> Vec<Site> {
    let mut ends: Vec<Site> = Vec::new();
    ends.extend(contract.script.sends.iter().filter(|send| send.key.text == key).map(|send| send.key.site));
    for mount in &contract.mounts {
        ends.push(mount.callee);
        ends.extend(mount.callbacks.iter().filter(|callback| callback.key.text == key).map(|callback| callback.name));
        ends.extend(mount.reads.iter().filter(|read| read.key.text == key).map(|read| read.site));
        ends.extend(default_fields(mount).iter().filter(|field| field.key.text == key).map(|field| field.key.site));
    }
    ends
}
