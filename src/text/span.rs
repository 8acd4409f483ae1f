//! Byte spans, alone and together with their file.

use std::ops::Range;

/// A file of the workspace, as the virtual file system numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes in one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to but without `end`, both in bytes.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The empty span at `offset`.
    pub fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// Its length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` lies in it; the end counts, as a cursor stands between bytes.
    pub fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether `other` lies wholly in it.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span where its text has moved by so many bytes.
    pub fn moved(self, by: i64) -> Span {
        let moved = |offset: u32| (i64::from(offset) + by) as u32;
        Span { start: moved(self.start), end: moved(self.end) }
    }

    /// The span as an index into a `str` or a slice of bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// This span in the given file.
    pub fn in_file(self, file: FileId) -> Site {
        Site { file, span: self }
    }
}

/// A place in a real file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

/// A piece of text that means something (a key, a field, a name) and the place where it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// The text as the program sees it, escapes resolved.
    pub text: String,
    /// Where it is written, without quotes.
    pub site: Site,
}
