//! Syntax trees of embedded texts, for what goes by their shape alone.

use tree_sitter::{Language, Node, Parser, Tree};

use super::ground::Tongue;
use crate::text::Span;

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

/// Where a name stands as a word of its own in the strings of a script.
pub fn in_strings(text: &str, name: &str) -> Vec<Span> {
    let Some(tree) = parse(text, Tongue::Script) else { return Vec::new() };
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut found = Vec::new();
    visit(tree.root_node(), &mut |node| {
        if !matches!(node.kind(), "string_fragment" | "template_string") {
            return true;
        }
        let inside = text.get(node.byte_range()).unwrap_or_default();
        for (at, _) in inside.match_indices(name) {
            let before = inside[..at].chars().next_back().is_some_and(is_part);
            let after = inside[at + name.len()..].chars().next().is_some_and(is_part);
            if !before && !after {
                let start = (node.start_byte() + at) as u32;
                found.push(Span::new(start, start + name.len() as u32));
            }
        }
        false
    });
    found
}

#[cfg(test)]
mod tests {
    use super::in_strings;

    #[test]
    fn words_are_found_in_strings_only() {
        let text = "ok(\"ok\", 'not-ok', `<b class=\"ok\">`) // ok";
        let starts: Vec<u32> = in_strings(text, "ok").iter().map(|span| span.start).collect();
        assert_eq!(starts, [4, 30]);
    }
}
