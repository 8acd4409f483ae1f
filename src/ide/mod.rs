//! What an editor offers beside diagnostics: one file a feature, each a pure function of an analysis. It knows
//! bytes and files; only `server` knows the protocol.
//!
//! `ground` says what kind of text a place lies in, `occurrences` lists every place of a contract's names, and
//! `typing` reads the text around a cursor where nothing is whole enough to be understood.

pub mod calls;
pub mod completion;
pub mod definition;
pub mod embedded;
pub mod folding;
pub mod ground;
pub mod highlight;
pub mod hints;
pub mod hover;
pub mod lenses;
pub mod links;
pub mod occurrences;
pub mod refactor;
pub mod references;
pub mod rename;
pub mod signature;
pub mod suppress;
pub mod symbols;
pub mod tokens;
mod trees;
mod types;
pub mod typing;
