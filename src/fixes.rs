//! Applies edits to texts.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

/// New texts, and how many fixes made them.
#[derive(Debug, Default)]
pub struct Applied {
    /// The new text of each file that changed.
    pub texts: BTreeMap<FileId, String>,
    /// How many fixes were applied.
    pub count: usize,
}

/// Applies the best fix of each finding, where it is safe and fits.
pub fn apply_safe(analysis: &Analysis) -> Applied {
    let fixes = safe(&analysis.diagnostics, analysis);
    let mut edits: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in fixes.iter().flat_map(|fix| &fix.edits) {
        edits.entry(edit.site.file).or_default().push(edit);
    }
    let texts = edits.into_iter().map(|(file, edits)| (file, apply(&analysis.text(file), edits))).collect();
    Applied { texts, count: fixes.len() }
}

/// The best fixes of these findings that are safe and can be applied together. Of fixes that touch the same
/// place the first is taken; the rest wait for the next round.
pub fn safe<'f>(findings: impl IntoIterator<Item = &'f Diagnostic>, analysis: &Analysis) -> Vec<&'f Fix> {
    let mut taken: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let mut fixes = Vec::new();
    for fix in findings.into_iter().filter_map(|finding| finding.fixes.first()).filter(|fix| fix.safe) {
        let free = |edit: &Edit| taken.get(&edit.site.file).is_none_or(|taken| fits(edit, taken));
        if !fix.edits.is_empty() && fix.edits.iter().all(free) && fits_its_files(fix, analysis) {
            for edit in &fix.edits {
                taken.entry(edit.site.file).or_default().push(edit);
            }
            fixes.push(fix);
        }
    }
    fixes
}

/// Whether an edit keeps clear of others. Two insertions at one place don't: their order would be a guess.
fn fits(edit: &Edit, taken: &[&Edit]) -> bool {
    let clear = |other: &Site| edit.site.span.end < other.span.start || other.span.end < edit.site.span.start;
    taken.iter().all(|other| clear(&other.site))
}

fn fits_its_files(fix: &Fix, analysis: &Analysis) -> bool {
    fix.edits.iter().all(|edit| {
        let text = analysis.text(edit.site.file);
        let (start, end) = (edit.site.span.start as usize, edit.site.span.end as usize);
        start <= end && text.is_char_boundary(start) && text.is_char_boundary(end)
    })
}

/// The text after the edits, which lie inside it; of those that overlap the first counts. New lines end as the text's own do.
pub fn apply(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| edit.site.span);
    let windows = text.contains("\r\n");
    let mut mended = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        if (edit.site.span.start as usize) < copied {
            continue;
        }
        mended.push_str(&text[copied..edit.site.span.start as usize]);
        match windows {
            true => mended.push_str(&edit.text.replace("\r\n", "\n").replace('\n', "\r\n")),
            false => mended.push_str(&edit.text),
        }
        copied = edit.site.span.end as usize;
    }
    mended.push_str(&text[copied..]);
    mended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit { site: Span::new(start, end).in_file(FileId(0)), text: text.to_owned() }
    }

    #[test]
    fn edits_are_applied_from_any_order_with_the_texts_own_line_ends() {
        let (last, first) = (edit(4, 5, "X"), edit(0, 0, ">\n"));
        assert_eq!(apply("a\nb\ncd", vec![&last, &first]), ">\na\nb\nXd");
        assert_eq!(apply("a\r\nbcd", vec![&last, &first]), ">\r\na\r\nbXd");
    }

    #[test]
    fn edits_that_touch_do_not_fit() {
        let taken = edit(4, 8, "");
        for (start, end, expected) in
            [(0, 3, true), (9, 9, true), (0, 4, false), (8, 8, false), (5, 6, false), (0, 9, false)]
        {
            assert_eq!(fits(&edit(start, end, ""), &[&taken]), expected, "{start}..{end}");
        }
    }
}
