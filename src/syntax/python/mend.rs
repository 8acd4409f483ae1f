//! Completes a half-typed text so that it parses: closers, operands, commas and colons that are not there yet.
//!
//! What is put in is written nowhere: [`Mends::host`] leads back to the text as it is. What goes where is
//! decided in `mender`.

use tree_sitter::{InputEdit, Point, Tree};

use super::mender::insertions;
use super::tokens::Tokens;
use crate::text::Span;

/// What was put into a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mends {
    /// In order.
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq)]
struct Piece {
    /// Where it goes in the file.
    at: u32,
    /// Its first byte in the mended text.
    start: u32,
    text: String,
}

impl Piece {
    fn end(&self) -> u32 {
        self.start + self.text.len() as u32
    }
}

impl Mends {
    /// What completes a text with these tokens, and whether it is complete as it is; nothing where it `parses` and no
    /// line of it ends in the middle of an expression.
    pub(super) fn of(text: &str, tokens: &Tokens, parses: bool) -> (Self, bool) {
        let (insertions, is_complete) = insertions(text, tokens, parses);
        (Self::from_insertions(insertions), is_complete)
    }

    fn from_insertions(mut insertions: Vec<(u32, String)>) -> Self {
        insertions.sort_by_key(|(at, _)| *at);
        let mut added = 0;
        let mut pieces: Vec<Piece> = Vec::with_capacity(insertions.len());
        for (at, text) in insertions {
            let length = text.len() as u32;
            match pieces.last_mut() {
                Some(last) if last.at == at => last.text.push_str(&text),
                _ => pieces.push(Piece { at, start: at + added, text }),
            }
            added += length;
        }
        Self { pieces }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The text with everything put in.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut mended = String::with_capacity(text.len() + 16 * self.pieces.len());
        let mut done = 0;
        for piece in &self.pieces {
            mended.push_str(&text[done..piece.at as usize]);
            mended.push_str(&piece.text);
            done = piece.at as usize;
        }
        mended.push_str(&text[done..]);
        mended
    }

    /// Tells the tree of the text about everything that `apply` put in.
    pub(super) fn edit(&self, tree: &mut Tree, mended: &str) {
        let (mut at, mut point) = (0, Point::new(0, 0));
        for piece in &self.pieces {
            point = advance(point, &mended[at..piece.start as usize]);
            let end = advance(point, &piece.text);
            at = piece.end() as usize;
            tree.edit(&InputEdit {
                start_byte: piece.start as usize,
                old_end_byte: piece.start as usize,
                new_end_byte: at,
                start_position: point,
                old_end_position: point,
                new_end_position: end,
            });
            point = end;
        }
    }

    /// The place in the file of an offset of the mended text.
    pub(super) fn host(&self, offset: u32) -> u32 {
        let before = self.pieces.partition_point(|piece| piece.start <= offset);
        match before.checked_sub(1).and_then(|last| self.pieces.get(last)) {
            None => offset,
            Some(piece) => piece.at + offset.saturating_sub(piece.end()),
        }
    }

    /// The places where something was put in.
    pub(super) fn places(&self) -> impl Iterator<Item = Span> {
        self.pieces.iter().map(|piece| Span::at(piece.at))
    }
}

fn advance(point: Point, text: &str) -> Point {
    match text.rfind('\n') {
        Some(last) => {
            Point::new(point.row + memchr::memchr_iter(b'\n', text.as_bytes()).count(), text.len() - last - 1)
        }
        None => Point::new(point.row, point.column + text.len()),
    }
}
