//! Inlay hints: whether what is read of a result is a state or a trigger.

use rustc_hash::FxHashSet;

use super::hover;
use crate::model::ReadHow;
use crate::text::{Site, Span};
use crate::workspace::Analysis;

/// A word behind a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The place.
    pub at: Site,
    /// The word.
    pub text: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// The hints of a range.
pub fn hints(analysis: &Analysis, range: Site) -> Vec<Hint> {
    let mut hints = Vec::new();
    let mut seen = FxHashSet::default();
    for contract in &analysis.contracts {
        let reads = contract.mounts.iter().flat_map(|mount| {
            let bodies = mount.callbacks.iter().flat_map(|callback| &callback.body.reads);
            mount.reads.iter().chain(bodies)
        });
        let shown = reads.filter(|read| read.how != ReadHow::Soft && read.site.file == range.file);
        for read in shown.filter(|read| range.span.contains(read.site.span)) {
            let (text, meaning) = match hover::kinds(contract, &read.key.text) {
                (true, false) => ("state", "what was sent last"),
                (false, true) => ("trigger", "the value in the one run that it causes"),
                (true, true) => ("state and trigger", "the state hides what the trigger carries"),
                (false, false) => continue,
            };
            if seen.insert(read.site) {
                hints.push(Hint { at: Span::at(read.site.span.end).in_file(range.file), text, meaning });
            }
        }
    }
    hints.sort_by_key(|hint| hint.at);
    hints
}
