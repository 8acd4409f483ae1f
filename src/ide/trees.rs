//! Syntax trees of embedded texts, for what goes by their shape alone.

use tree_sitter::{Language, Node, Parser, Tree};

use super::ground::Tongue;

/// The grammar of a language.
pub fn grammar(tongue: Tongue) -> Language {
    match tongue {
        Tongue::Python => tree_sitter_python::LANGUAGE.into(),
        Tongue::Script => tree_sitter_javascript::LANGUAGE.into(),
        Tongue::Markup => tree_sitter_html::LANGUAGE.into(),
        Tongue::Style => tree_sitter_css::LANGUAGE.into(),
    }
}

/// The tree of a text.
pub fn parse(text: &str, tongue: Tongue) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&grammar(tongue)).ok()?;
    parser.parse(text, None)
}

/// Visits a node and what is below it, where `enter` says so. It needs no stack of its own.
pub fn visit<'t>(root: Node<'t>, enter: &mut impl FnMut(Node<'t>) -> bool) {
    let mut cursor = root.walk();
    loop {
        if enter(cursor.node()) && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}
