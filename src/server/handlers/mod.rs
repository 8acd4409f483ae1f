//! From requests to features and back: one file a feature, each a function of a snapshot and the request.

pub mod actions;
pub mod completion;
pub mod definition;
mod edits;
pub mod highlight;
pub mod hover;
pub mod references;
pub mod rename;
pub mod signature;
