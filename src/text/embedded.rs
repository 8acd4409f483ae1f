//! A script inside another file's strings, with the map back.
//!
//! An [`Embedded`] is a text put together from pieces of host files: the pieces of a Python string literal
//! after its escapes, several literals concatenated, a whole file that was read. Each byte knows where it is
//! written. What cannot be known (the value in an f-string's hole, say) stands as [`HOLE`] and maps nowhere.

use std::sync::Arc;

use super::{FileId, Site, Span};

/// What stands in the text where its true text is not known. It is an identifier in Python, JavaScript and
/// CSS, so that most texts around a hole still parse.
pub const HOLE: &str = "__hole__";

/// A text and where each byte of it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    text: Arc<str>,
    segments: Vec<Segment>,
}

/// A run of the text with one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The bytes of the text it covers.
    pub inner: Span,
    /// Where they come from.
    pub origin: Origin,
}

/// Where a run of bytes is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Byte for byte in the file, from this offset on.
    Verbatim {
        /// The host file.
        file: FileId,
        /// The host byte of the segment's first byte.
        start: u32,
    },
    /// As one unit: an escape sequence, a doubled brace, a CRLF that the language reads as `\n`.
    Escape(Site),
    /// Unknown text; the site is the expression that makes it, where there is one.
    Hole(Option<Site>),
}
