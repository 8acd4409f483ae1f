//! Reads Python: a tree-sitter tree becomes [`PythonFacts`], a small typed tree that `link` can follow.
//!
//! A text that is being typed is completed first (`mend`), so that one open parenthesis does not swallow the
//! rest of the file; what still does not parse becomes errors that keep their parts.

mod calls;
mod escapes;
mod expressions;
mod functions;
pub mod hir;
mod imports;
mod kinds;
mod literal;
mod mend;
mod patterns;
mod reader;
mod scope;
mod statements;
mod trivia;

use tree_sitter::{Parser, Tree};

pub use hir::PythonFacts;
use kinds::LANGUAGE;
use mend::Mends;
use reader::Reader;

/// The facts of a text.
pub fn read(text: &str) -> PythonFacts {
    read_tree(&parse(text, None), text)
}

/// The tree of a text. `old` is the tree of the text before, with the edits that made the one of the other.
pub fn parse(text: &str, old: Option<&Tree>) -> Tree {
    thread_local! {
        static PARSER: std::cell::RefCell<Parser> = std::cell::RefCell::new(parser());
    }
    PARSER.with_borrow_mut(|parser| {
        parser.parse(text, old).unwrap_or_else(|| unreachable!("a parser without a limit and with a language parses"))
    })
}

fn parser() -> Parser {
    let mut parser = Parser::new();
    if let Err(error) = parser.set_language(&LANGUAGE) {
        unreachable!("the grammar is built with this tree-sitter: {error}");
    }
    parser
}

/// The facts of a text with its tree.
pub fn read_tree(tree: &Tree, text: &str) -> PythonFacts {
    let mends = Mends::default();
    let root = tree.root_node();
    let mut reader = Reader::new(root, text, &mends);
    let body = reader.block(root);
    let (functions, classes) = (reader.functions, reader.classes);
    let (comments, errors) = trivia::comments_and_errors(root, text, &mends);
    PythonFacts { body, functions, classes, comments, errors }
}
