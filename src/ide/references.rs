//! "Find references": every place that means the same.

use super::occurrences::{self, Occurrence};
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

/// The places that mean the same as the name at `offset`; without those that define it, where they are not wanted.
pub fn references(analysis: &Analysis, file: FileId, offset: u32, with_definitions: bool) -> Vec<Site> {
    let seeds = occurrences::at(analysis, file, offset);
    if seeds.is_empty() {
        return Vec::new();
    }
    let same = occurrences::same(analysis, &seeds);
    let wanted = |one: &&Occurrence| with_definitions || !one.role.defines();
    let mut sites: Vec<Site> = same.iter().filter(wanted).map(|one| one.site).collect();
    sites.dedup();
    sites
}
