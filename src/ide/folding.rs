//! Folding: what can be folded inside the scripts, pages and sheets in a host script's strings.

use tree_sitter::Node;

use super::embedded::{self, Inner};
use super::trees;
use crate::text::{FileId, Span};
use crate::workspace::Analysis;

/// The stretches that fold, each once; an editor keeps those that are longer than a line.
pub fn folds(analysis: &Analysis, file: FileId) -> Vec<Span> {
    let mut folds = Vec::new();
    for inner in embedded::embedded(analysis, file) {
        folds.push(inner.site.span);
        folds.extend(in_text(&inner));
    }
    folds.sort();
    folds.dedup();
    folds
}

fn in_text(inner: &Inner<'_>) -> Vec<Span> {
    let Some(tree) = trees::parse(inner.text.text(), inner.tongue) else { return Vec::new() };
    let mut folds = Vec::new();
    trees::visit(tree.root_node(), &mut |node: Node<'_>| {
        let is_long = node.end_position().row > node.start_position().row;
        if is_long && folds_here(node.kind()) {
            let span = Span::new(node.start_byte() as u32, node.end_byte() as u32);
            folds.extend(inner.text.cover(span).map(|site| site.span));
        }
        is_long
    });
    folds
}

fn folds_here(kind: &str) -> bool {
    matches!(
        kind,
        "statement_block"
            | "class_body"
            | "switch_body"
            | "object"
            | "object_pattern"
            | "array"
            | "arguments"
            | "template_string"
            | "comment"
            | "block"
            | "element"
            | "style_element"
            | "script_element"
    )
}
