//! What does not parse, in words.

use tree_sitter::{Node, Tree};

use super::lower::{last_child, span};
use crate::text::Span;

/// More errors than this say nothing more.
const MOST: usize = 20;

/// Where the tree has errors. One on the line of a hole may come from what the hole hides and is left out.
pub(super) fn find(text: &str, tree: &Tree, code_holes: &[Span]) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let root = tree.root_node();
    if root.has_error() {
        collect(text, root, &mut found);
    }
    found.retain(|(at, _)| !code_holes.iter().any(|hole| lines(text, *hole).overlaps(lines(text, *at))));
    found
}

/// The nodes with an error inside, without recursion: broken trees can be deep.
fn collect(text: &str, root: Node<'_>, found: &mut Vec<(Span, String)>) {
    let mut cursor = root.walk();
    loop {
        let node = cursor.node();
        if node.is_missing() {
            found.push((missing_place(text, node), format!("expected {}", wanted(node))));
        } else if node.is_error() {
            found.push(unexpected(text, node));
        }
        let inside = node.has_error() && !node.is_error() && cursor.goto_first_child();
        while !inside && !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
        if found.len() >= MOST {
            return;
        }
    }
}

/// The place of something missing: the end of what stands before it.
fn missing_place(text: &str, node: Node<'_>) -> Span {
    let before = text[..node.start_byte()].trim_end();
    match before.char_indices().next_back() {
        Some((start, _)) => Span { start: start as u32, end: before.len() as u32 },
        None => span(node),
    }
}

fn wanted(node: Node<'_>) -> String {
    match node.kind() {
        "identifier" => "a name".to_owned(),
        "property_identifier" => "the name of a property".to_owned(),
        kind if node.is_named() => format!("a {}", kind.replace('_', " ")),
        sign => format!("`{sign}`"),
    }
}

/// The token that an error is about: a bracket without its partner, else the last token that was skipped.
fn unexpected(text: &str, error: Node<'_>) -> (Span, String) {
    let mut open: Vec<Node<'_>> = Vec::new();
    let mut last = None;
    let mut cursor = error.walk();
    for child in error.children(&mut cursor).filter(|child| child.kind() != "comment") {
        match child.kind() {
            "{" | "(" | "[" | "${" => open.push(child),
            "}" | ")" | "]" => {
                if open.pop().is_none_or(|opening| partner(opening.kind()) != child.kind()) {
                    return token(text, child);
                }
            }
            _ => last = Some(child),
        }
    }
    match (open.last(), last) {
        (Some(opening), _) => (span(*opening), format!("`{}` is never closed", opening.kind())),
        (None, Some(last)) => token(text, last_leaf(last)),
        (None, None) => token(text, error),
    }
}

fn partner(opening: &str) -> &'static str {
    match opening {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

fn last_leaf(mut node: Node<'_>) -> Node<'_> {
    while let Some(last) = last_child(node) {
        node = last;
    }
    node
}

fn token(text: &str, node: Node<'_>) -> (Span, String) {
    const SHOWN: usize = 24;
    let source = text[node.byte_range()].lines().next().unwrap_or_default();
    let shown: String = source.chars().take(SHOWN).collect();
    let at = Span { start: node.start_byte() as u32, end: (node.start_byte() + shown.len()) as u32 };
    match shown.is_empty() {
        true => (span(node), "unexpected end of the script".to_owned()),
        false => (at, format!("unexpected `{shown}`")),
    }
}

/// The lines that a span touches, whole.
fn lines(text: &str, span: Span) -> Span {
    let start = text[..span.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |newline| span.end as usize + newline);
    Span { start: start as u32, end: end.max(start + 1) as u32 }
}
