//! The lines of a source that a drawing shows: few, not longer than a screen can bear, and unable to act on
//! the terminal.

use std::ops::Range;

use super::printable_character;
use crate::text::{LineIndex, Span};

/// How many characters of a line are kept on either side of what is marked in it. Bundles have lines of a
/// megabyte.
const KEPT: usize = 160;

/// A run of lines with marked ranges.
pub struct Excerpt {
    /// The lines.
    pub text: String,
    /// The first line's number, from 1.
    pub first_line: u32,
    /// Whether a line was cut, so that columns in it are not those of the file.
    pub cut: bool,
    /// The marked ranges, in bytes of the excerpt, in the order in which they were asked for.
    pub marks: Vec<Range<usize>>,
}

/// The lines of `text` from the first to the last that `spans` touch.
pub fn excerpt(text: &str, lines: &LineIndex, spans: &[Span]) -> Excerpt {
    let first = spans.iter().map(|span| lines.line(span.start)).min().unwrap_or_default();
    let last = spans.iter().map(|span| lines.line(span.end)).max().unwrap_or(first);
    let mut excerpt = String::new();
    let mut cut = false;
    // Each mark starts out as one that no character was counted into.
    let none = Range { start: usize::MAX, end: 0 };
    let mut marks = vec![none; spans.len()];
    for line in first..=last {
        let start = lines.start(line, text) as usize;
        let source = lines.line_text(line, text);
        let kept = kept(source, start, spans);
        let mut place = |at: usize, shown: usize| {
            for (mark, span) in marks.iter_mut().zip(spans) {
                if span.start as usize <= start + at && mark.start == usize::MAX {
                    mark.start = shown;
                }
                if start + at <= span.end as usize {
                    mark.end = shown;
                }
            }
        };
        cut |= kept.len() < source.len();
        if kept.start > 0 {
            excerpt.push('…');
        }
        for (at, character) in source[kept.clone()].char_indices() {
            place(kept.start + at, excerpt.len());
            excerpt.push(printable_character(character));
        }
        place(kept.end, excerpt.len());
        if kept.end < source.len() {
            excerpt.push('…');
        }
        excerpt.push('\n');
    }
    for mark in &mut marks {
        mark.start = mark.start.min(excerpt.len());
        mark.end = mark.end.max(mark.start);
    }
    Excerpt { text: excerpt, first_line: first + 1, cut, marks }
}

/// The part of a line to show: all of a short one, else what is around the marks.
fn kept(source: &str, start: usize, spans: &[Span]) -> Range<usize> {
    if source.len() <= 2 * KEPT {
        return 0..source.len();
    }
    let inside = |offset: u32| (offset as usize).checked_sub(start).filter(|at| *at <= source.len());
    let marked: Vec<usize> = spans.iter().flat_map(|span| [inside(span.start), inside(span.end)]).flatten().collect();
    let from = marked.iter().min().copied().unwrap_or_default();
    let to = marked.iter().max().copied().unwrap_or_default().min(from + 2 * KEPT);
    boundary(source, from.saturating_sub(KEPT))..boundary(source, (to + KEPT).min(source.len()))
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, spans: &[(u32, u32)]) -> (u32, Vec<String>) {
        let spans: Vec<Span> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        let excerpt = excerpt(text, &LineIndex::new(text), &spans);
        let marks = excerpt.marks.iter().map(|mark| excerpt.text[mark.clone()].to_owned()).collect();
        (excerpt.first_line, marks)
    }

    #[test]
    fn marks_stand_under_the_same_characters() {
        let escaped = "one\r\n\u{1b}[31mred\nthree";
        assert_eq!(marked(escaped, &[(10, 13)]), (2, vec!["red".to_owned()]));
        assert_eq!(marked(escaped, &[(5, 9), (14, 19)]), (2, vec!["␛[31".to_owned(), "three".to_owned()]));
        assert_eq!(marked(escaped, &[(19, 19)]), (3, vec![String::new()]));
        assert_eq!(marked("", &[(0, 0)]), (1, vec![String::new()]));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line = format!("{}wire{}", "é".repeat(100_000), "y".repeat(100_000));
        let text = format!("short\n{line}\n");
        let at = text.find("wire").map(|at| at as u32).unwrap_or_default();
        let lines = LineIndex::new(&text);
        let excerpt = excerpt(&text, &lines, &[Span::new(at, at + 4)]);
        assert_eq!(&excerpt.text[excerpt.marks[0].clone()], "wire");
        assert!(excerpt.text.len() < 1_000, "{}", excerpt.text.len());
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with("…\n"));
    }
}
