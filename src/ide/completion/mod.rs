//! Completion, on both sides of the wire and in the texts between.
//!
//! It goes by the text before the cursor (`typing`), as that is seldom whole, and by what the contracts know of
//! the names that fit there.

mod markup;
mod python;
mod script;
mod style;

use super::ground::{self, Ground, Tongue};
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is shown and, where nothing else is said, written.
    pub label: String,
    /// What it is.
    pub kind: ItemKind,
    /// What stands beside it.
    pub detail: String,
    /// What is written; a snippet in LSP's syntax where `is_snippet`.
    pub text: String,
    /// Whether the text has places to fill in.
    pub is_snippet: bool,
    /// What it replaces.
    pub site: Site,
    /// Its place in the list: lower ones first.
    pub rank: u8,
}

/// The kinds of proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A state key.
    State,
    /// A trigger key.
    Trigger,
    /// A field of `data`, or a key of a dict.
    Field,
    /// An argument's name.
    Argument,
    /// A function or method.
    Function,
    /// An id, a class or a tag.
    Selector,
    /// A custom property.
    Variable,
    /// A custom property that is a colour.
    Colour,
    /// A piece of code.
    Snippet,
    /// A mount's key.
    Mount,
}

/// What can be written at `offset`.
pub fn completion(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Item> {
    let Some(ground) = ground::at(analysis, file, offset) else { return Vec::new() };
    let mut items = match ground.tongue {
        Tongue::Python => python::complete(&ground),
        Tongue::Script => script::complete(&ground),
        Tongue::Markup => markup::complete(&ground),
        Tongue::Style => style::complete(&ground),
    };
    items.sort_by(|left, right| (left.rank, &left.label).cmp(&(right.rank, &right.label)));
    items.dedup_by(|left, right| left.label == right.label);
    items
}

/// Proposals for one place.
struct List<'g, 'a> {
    ground: &'g Ground<'a>,
    /// What is replaced, in the ground's text.
    replaced: (usize, usize),
    items: Vec<Item>,
}

impl<'g, 'a> List<'g, 'a> {
    fn new(ground: &'g Ground<'a>, start: usize, end: usize) -> Self {
        Self { ground, replaced: (start, end), items: Vec::new() }
    }

    fn add(&mut self, label: &str, kind: ItemKind, detail: impl Into<String>, rank: u8) {
        self.add_text(label, kind, detail, rank, label.to_owned());
    }

    fn add_text(&mut self, label: &str, kind: ItemKind, detail: impl Into<String>, rank: u8, text: String) {
        self.push(label, kind, detail.into(), rank, text, false);
    }

    fn add_snippet(&mut self, label: &str, kind: ItemKind, detail: impl Into<String>, rank: u8, text: String) {
        self.push(label, kind, detail.into(), rank, text, true);
    }

    fn push(&mut self, label: &str, kind: ItemKind, detail: String, rank: u8, text: String, is_snippet: bool) {
        // Where the text under the cursor is not written in one piece, nothing can take its place.
        let Some(site) = self.ground.host(self.replaced.0, self.replaced.1) else { return };
        self.items.push(Item { label: label.to_owned(), kind, detail, text, is_snippet, site, rank });
    }
}
