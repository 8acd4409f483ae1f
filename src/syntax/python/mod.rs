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
mod mender;
mod moved;
mod patterns;
mod reader;
mod scope;
mod statements;
mod stretch;
#[cfg(test)]
mod tests;
mod tokens;
mod trivia;

use tree_sitter::{Parser, Tree};

pub use hir::PythonFacts;
use kinds::LANGUAGE;
use mend::Mends;
pub use moved::Replaced;
use reader::Reader;
use stretch::Stretch;
use tokens::{Tokens, tokens};
use trivia::{comments, errors};

use crate::text::Span;

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
    read_edited(tree, text, None)
}

/// The facts of a text with its tree, and with the facts of the text before and the edit between the two: what that
/// left alone is not read again.
pub fn read_edited(tree: &Tree, text: &str, before: Option<(PythonFacts, Replaced)>) -> PythonFacts {
    let stretch = before.as_ref().and_then(|(old, edit)| Stretch::of(tree.root_node(), text, old, *edit));
    match (before, stretch) {
        (Some((mut old, edit)), Some(stretch)) => {
            let comments = stretch.comments(std::mem::take(&mut old.comments));
            PythonFacts { comments, ..of_whole(tree, text, Some((old, edit))) }
        }
        (before, _) => {
            let tokens = tokens(text);
            let comments = comments(text, &tokens);
            PythonFacts { comments, ..lower(tree, text, &tokens, before) }
        }
    }
}

/// Reads the tree, or where the text is half-typed the tree of the text completed.
fn lower(tree: &Tree, text: &str, tokens: &Tokens, before: Option<(PythonFacts, Replaced)>) -> PythonFacts {
    let parses = !tree.root_node().has_error();
    let (mends, is_complete) = Mends::of(text, tokens, parses);
    let errors = errors(tree);
    if !mends.is_empty() {
        let mended = mends.apply(text);
        let mut edited = tree.clone();
        mends.edit(&mut edited, &mended);
        let completed = parse(&mended, Some(&edited));
        let left = trivia::errors(&completed);
        let broken = |errors: &[Span]| errors.iter().map(|error| u64::from(error.len())).sum::<u64>();
        if parses || broken(&left) <= broken(&errors) {
            let left = left.into_iter().map(|error| Span::new(mends.host(error.start), mends.host(error.end)));
            let mut errors: Vec<Span> = left.chain(mends.places()).collect();
            errors.sort();
            errors.dedup();
            return PythonFacts { errors, ..facts(&completed, &mended, &mends) };
        }
    }
    if parses && is_complete && moved::is_plain(tree.root_node()) {
        return of_whole(tree, text, before);
    }
    PythonFacts { errors, ..facts(tree, text, &Mends::default()) }
}

/// The facts of a text that parses as it is.
fn of_whole(tree: &Tree, text: &str, before: Option<(PythonFacts, Replaced)>) -> PythonFacts {
    let root = tree.root_node();
    let mends = Mends::default();
    let mut reader = Reader::new(root, text, &mends);
    let nothing = Replaced { start: 0, old_end: 0, new_end: text.len() as u32 };
    let (old, edit) = before.unwrap_or((PythonFacts::default(), nothing));
    moved::facts(&mut reader, root, old, edit)
}

fn facts(tree: &Tree, text: &str, mends: &Mends) -> PythonFacts {
    let root = tree.root_node();
    let mut reader = Reader::new(root, text, mends);
    let body = reader.block(root);
    PythonFacts { body, functions: reader.functions, classes: reader.classes, ..PythonFacts::default() }
}
