//! Highlights: the places of one file that mean the same as the name under the cursor.

use super::occurrences::{self, Role};
use crate::text::{FileId, Span};
use crate::workspace::Analysis;

/// What a highlighted place does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It gives the name a value.
    Write,
    /// It uses it.
    Read,
}

/// The places in the same file.
pub fn highlight(analysis: &Analysis, file: FileId, offset: u32) -> Vec<(Span, Access)> {
    let seeds = occurrences::at(analysis, file, offset);
    if seeds.is_empty() {
        return Vec::new();
    }
    let access = |role: Role| if role.defines() { Access::Write } else { Access::Read };
    let same = occurrences::same(analysis, &seeds);
    let here = same.iter().filter(|one| one.site.file == file);
    let mut places: Vec<(Span, Access)> = here.map(|one| (one.site.span, access(one.role))).collect();
    places.dedup_by_key(|place| place.0);
    places
}
