//! The one edit that makes a text of another.

use tree_sitter::{InputEdit, Point};

use crate::syntax::python::Replaced;

/// What was replaced: the bytes `start..old_end` of the old text by `start..new_end` of the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    start: usize,
    old_end: usize,
    new_end: usize,
}

impl Edit {
    /// The smallest edit that makes `new` of `old`; none where they are the same.
    pub fn between(old: &str, new: &str) -> Option<Self> {
        let (left, right) = (old.as_bytes(), new.as_bytes());
        let shorter = left.len().min(right.len());
        let mut start = same_start(left, right);
        if start == left.len() && start == right.len() {
            return None;
        }
        // A byte inside a character is no place.
        while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
            start -= 1;
        }
        let mut behind = same_end(&left[left.len() + start - shorter..], &right[right.len() + start - shorter..]);
        while !old.is_char_boundary(left.len() - behind) || !new.is_char_boundary(right.len() - behind) {
            behind -= 1;
        }
        Some(Self { start, old_end: left.len() - behind, new_end: right.len() - behind })
    }

    /// Whether most of both texts stays.
    pub fn is_small(&self, old: &str, new: &str) -> bool {
        2 * (self.old_end - self.start) <= old.len() && 2 * (self.new_end - self.start) <= new.len()
    }

    /// The edit as readers are told of it.
    pub fn replaced(self) -> Replaced {
        Replaced { start: self.start as u32, old_end: self.old_end as u32, new_end: self.new_end as u32 }
    }

    /// The edit as trees are told of it.
    pub fn as_input(&self, old: &str, new: &str) -> InputEdit {
        let start = point(old, self.start);
        InputEdit {
            start_byte: self.start,
            old_end_byte: self.old_end,
            new_end_byte: self.new_end,
            start_position: start,
            old_end_position: advance(start, &old[self.start..self.old_end]),
            new_end_position: advance(start, &new[self.start..self.new_end]),
        }
    }
}

/// How many bytes are compared at once.
const STEP: usize = 64;

/// How many bytes the two begin with alike.
fn same_start(left: &[u8], right: &[u8]) -> usize {
    let whole = left.chunks_exact(STEP).zip(right.chunks_exact(STEP)).take_while(|(left, right)| left == right).count();
    let from = whole * STEP;
    from + left[from..].iter().zip(&right[from..]).take_while(|(left, right)| left == right).count()
}

/// How many bytes the two end with alike.
fn same_end(left: &[u8], right: &[u8]) -> usize {
    let whole =
        left.rchunks_exact(STEP).zip(right.rchunks_exact(STEP)).take_while(|(left, right)| left == right).count();
    let done = whole * STEP;
    let (left, right) = (&left[..left.len() - done], &right[..right.len() - done]);
    done + left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count()
}

fn point(text: &str, offset: usize) -> Point {
    advance(Point::new(0, 0), &text[..offset])
}

fn advance(from: Point, text: &str) -> Point {
    match memchr::memrchr(b'\n', text.as_bytes()) {
        Some(last) => Point::new(from.row + memchr::memchr_iter(b'\n', text.as_bytes()).count(), text.len() - last - 1),
        None => Point::new(from.row, from.column + text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edit_is_the_smallest_on_characters() {
        let long = "0123456789".repeat(20);
        for (old, new, expected) in [
            ("abc", "abc", None),
            ("abc", "axc", Some(("b", "x"))),
            ("aaa", "aa", Some(("a", ""))),
            ("", "x", Some(("", "x"))),
            ("é", "è", Some(("é", "è"))),
            ("aéb", "aèéb", Some(("", "è"))),
            ("x\ny", "x\nz\ny", Some(("", "z\n"))),
            (&long, &format!("{long}x{long}"), Some(("", &format!("x{long}")))),
        ] {
            let edit = Edit::between(old, new);
            let parts = edit.map(|edit| (&old[edit.start..edit.old_end], &new[edit.start..edit.new_end]));
            assert_eq!(parts, expected, "{old:?} {new:?}");
        }
        let Some(edit) = Edit::between("a\nbc\nd", "a\nb\n\nXc\nd") else { panic!("they differ") };
        let input = edit.as_input("a\nbc\nd", "a\nb\n\nXc\nd");
        assert_eq!((input.start_position, input.new_end_position), (Point::new(1, 1), Point::new(3, 1)));
    }
}
