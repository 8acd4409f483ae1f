//! From requests to features and back: one file a feature, each a function of a snapshot and the request.

pub mod actions;
pub mod completion;
pub mod definition;
pub mod diagnostics;
mod edits;
pub mod embedded;
pub mod folding;
pub mod highlight;
pub mod hints;
pub mod hover;
pub mod lenses;
pub mod links;
pub mod references;
pub mod rename;
pub mod signature;
pub mod symbols;
pub mod tokens;
