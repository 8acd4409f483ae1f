//! Links: from `js=`, `css=` and `html=` to the files that they name.

use rustc_hash::FxHashSet;

use crate::model::Source;
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

/// A place that names a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The place.
    pub site: Site,
    /// The file.
    pub target: FileId,
}

/// The links of a file.
pub fn links(analysis: &Analysis, file: FileId) -> Vec<Link> {
    let mut seen = FxHashSet::default();
    let mut links = Vec::new();
    for contract in &analysis.contracts {
        let component = &contract.component;
        for source in [&component.html, &component.css, &component.js] {
            let link = match source {
                Source::Asset { pattern, files, .. } => {
                    // Where nothing was built yet, the source that it will be built of.
                    let sources = contract.script.file.filter(|_| *source == component.js);
                    files.first().copied().or(sources).map(|target| Link { site: pattern.site, target })
                }
                Source::Text { file: Some(target), site, .. } => Some(Link { site: *site, target: *target }),
                _ => None,
            };
            links.extend(link.filter(|link| link.site.file == file && seen.insert(link.site)));
        }
    }
    links.sort_by_key(|link| link.site);
    links
}
