//! The order in which a person reads places. The numbers of files say only which was met first: threads and
//! editors decide that.

use rustc_hash::FxHashMap;

use super::{FileId, Site, Span};

/// Some files in the order of their paths.
#[derive(Debug, Default)]
pub struct PathOrder {
    ranks: FxHashMap<FileId, u32>,
}

impl PathOrder {
    /// The order of these files.
    pub fn of<P: Ord>(files: impl IntoIterator<Item = FileId>, path: impl Fn(FileId) -> P) -> Self {
        let mut ranks: FxHashMap<FileId, u32> = files.into_iter().map(|file| (file, 0)).collect();
        let mut sorted: Vec<FileId> = ranks.keys().copied().collect();
        if sorted.len() > 1 {
            sorted.sort_by_cached_key(|file| path(*file));
            ranks.extend(sorted.into_iter().zip(0..));
        }
        Self { ranks }
    }

    /// What to sort places by. A file that is not among those counts as the first.
    pub fn key(&self, site: Site) -> (u32, Span) {
        (self.ranks.get(&site.file).copied().unwrap_or_default(), site.span)
    }
}

#[cfg(test)]
mod tests {
    use super::{FileId, PathOrder, Span};

    #[test]
    fn places_are_sorted_by_path_and_not_by_number() {
        let paths = ["front/index.ts", "app.py", "menu.py"];
        let at = |file: u32, start: u32| Span::at(start).in_file(FileId(file));
        let mut sites = [at(0, 1), at(1, 9), at(2, 5), at(1, 3), at(0, 0)];
        let order = PathOrder::of(sites.map(|site| site.file), |file| paths[file.0 as usize]);
        sites.sort_by_key(|site| order.key(*site));
        assert_eq!(sites, [at(1, 3), at(1, 9), at(0, 0), at(0, 1), at(2, 5)]);
    }
}
