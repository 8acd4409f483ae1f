//! Text and places in it: byte spans, line tables and scripts that live inside another file's strings.
//!
//! Everything above this layer speaks bytes. Only `server` (UTF-16 or UTF-8 units) and `cli` (characters)
//! turn them into a person's or a client's columns, with the [`LineIndex`].

mod embedded;
mod line_index;
mod order;
mod span;

pub use embedded::{Embedded, EmbeddedBuilder, HOLE, Origin, Segment};
pub use line_index::{Column, LineIndex};
pub use order::PathOrder;
pub use span::{FileId, Site, Span, Word};
