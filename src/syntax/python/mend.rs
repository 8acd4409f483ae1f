//! Completes a half-typed text so that it parses: closers, operands and colons that are not there yet.

/// What was put into a text, by the offsets of the text with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mends {
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    /// Its bytes in the mended text.
    start: u32,
    end: u32,
    /// Where it was put in the file.
    at: u32,
}

impl Mends {
    /// The place in the file of an offset of the mended text.
    pub(super) fn host(&self, offset: u32) -> u32 {
        let before = self.pieces.partition_point(|piece| piece.start <= offset);
        match before.checked_sub(1).and_then(|last| self.pieces.get(last)) {
            None => offset,
            Some(piece) => piece.at + offset.saturating_sub(piece.end),
        }
    }
}
