//! Reads Python: a tree-sitter tree becomes [`PythonFacts`], a small typed tree that `link` can follow.

pub mod hir;

pub use hir::PythonFacts;
