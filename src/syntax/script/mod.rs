//! Reads scripts: JavaScript, TypeScript, TSX and JSX, all into the same typed tree. Types are left out of it.
//!
//! `lower` takes the tree apart (statements, expressions, patterns, literals, modules), `scope` resolves the
//! names, `errors` finds words for what does not parse. What is hidden behind a name of the grammar is
//! in `kinds`: a dialect is a table there.

mod errors;
pub mod hir;
mod kinds;
mod lower;
mod scope;
#[cfg(test)]
mod tests;
pub mod visit;

use std::path::Path;

pub use hir::ScriptFacts;
use tree_sitter::{Parser, Tree};

use crate::text::Span;

/// The languages a script can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// JavaScript, JSX included.
    JavaScript,
    /// TypeScript.
    TypeScript,
    /// TypeScript with JSX.
    Tsx,
}

impl Dialect {
    /// The dialect of a file, by its name.
    pub fn of(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("ts" | "mts" | "cts") => Dialect::TypeScript,
            Some("tsx") => Dialect::Tsx,
            _ => Dialect::JavaScript,
        }
    }

    fn language(self) -> tree_sitter::Language {
        match self {
            Dialect::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            Dialect::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Dialect::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
        }
    }
}

/// Parses a script; `old` is the tree of the text before an edit, with that edit told to it.
pub fn parse(text: &str, dialect: Dialect, old: Option<&Tree>) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&dialect.language()).ok()?;
    parser.parse(text, old)
}

/// The facts of a script. What stands in `holes` is not known: a string there has no known value, and a name
/// means nothing.
pub fn read(text: &str, holes: &[Span], dialect: Dialect) -> ScriptFacts {
    parse(text, dialect, None).map(|tree| read_tree(text, &tree, holes, dialect)).unwrap_or_default()
}

/// The facts of a script that is already parsed.
pub fn read_tree(text: &str, tree: &Tree, holes: &[Span], dialect: Dialect) -> ScriptFacts {
    let mut facts = lower::lower(text, tree, holes, dialect);
    scope::resolve(&mut facts);
    facts.errors = errors::find(text, tree, &facts.code_holes);
    facts
}
