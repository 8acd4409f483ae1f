//! TypeScript's own declarations of a component's keys and fields: the members of `State` and `Data` in
//! `FrontendRendererArgs<State, Data>`.

use std::path::Path;

use rustc_hash::FxHashSet;
use tree_sitter::Node;

use super::trees;
use crate::model::Contract;
use crate::syntax::script::{self, Dialect};
use crate::text::{FileId, Site, Span, Word};
use crate::workspace::Analysis;

/// Names of types that take the two.
const TAKERS: [&str; 2] = ["FrontendRendererArgs", "FrontendRenderer"];

/// The members of the types of a component.
#[derive(Debug, Default)]
pub struct Declared {
    /// Its keys.
    pub keys: Vec<Word>,
    /// Its fields of `data`.
    pub fields: Vec<Word>,
}

/// What the modules of a component's script declare.
pub fn declared(analysis: &Analysis, contract: &Contract) -> Declared {
    let is_typed = |path: &Path| path.extension().is_some_and(|ending| ending == "ts" || ending == "tsx");
    let modules: Vec<FileId> =
        contract.script.modules.iter().copied().filter(|file| is_typed(analysis.path(*file))).collect();
    let (mut states, mut datas) = (FxHashSet::default(), FxHashSet::default());
    for &file in modules.iter().filter(|file| analysis.text(**file).contains(TAKERS[1])) {
        each(analysis, file, |node, text| {
            if node.kind() == "generic_type"
                && let Some(name) = node.child_by_field_name("name").and_then(|name| text.get(name.byte_range()))
                && TAKERS.contains(&name)
                && let Some(arguments) = node.child_by_field_name("type_arguments")
            {
                let name = |at: u32| Some(text.get(arguments.named_child(at)?.byte_range())?.to_owned());
                states.extend(name(0));
                datas.extend(name(1));
            }
        });
    }
    let mut declared = Declared::default();
    if states.is_empty() {
        return declared;
    }
    for &file in &modules {
        let text = analysis.text(file);
        let names_one = states.iter().chain(&datas).any(|name| text.contains(name.as_str()));
        if !names_one {
            continue;
        }
        each(analysis, file, |node, text| {
            if !matches!(node.kind(), "interface_declaration" | "type_alias_declaration") {
                return;
            }
            let name = node.child_by_field_name("name").and_then(|name| text.get(name.byte_range()));
            let body = node.child_by_field_name("body").or_else(|| node.child_by_field_name("value"));
            let (Some(name), Some(body)) = (name, body) else { return };
            if states.contains(name) {
                members(body, text, file, &mut declared.keys);
            } else if datas.contains(name) {
                members(body, text, file, &mut declared.fields);
            }
        });
    }
    declared
}

fn each(analysis: &Analysis, file: FileId, mut visit: impl FnMut(Node<'_>, &str)) {
    let text = analysis.text(file);
    let dialect = Dialect::of(analysis.path(file));
    let Some(tree) = script::parse(&text, dialect, None) else { return };
    trees::visit(tree.root_node(), &mut |node| {
        visit(node, &text);
        true
    });
}

/// The members of an object type, also of one that is put together with `&`.
fn members(body: Node<'_>, text: &str, file: FileId, found: &mut Vec<Word>) {
    let mut cursor = body.walk();
    for part in body.named_children(&mut cursor) {
        match part.kind() {
            "property_signature" => {
                let Some(name) = part.child_by_field_name("name") else { continue };
                let range = name.byte_range();
                let quotes = usize::from(name.kind() == "string");
                let Some(written) = text.get(range.start + quotes..range.end - quotes) else { continue };
                let span = Span::new((range.start + quotes) as u32, (range.end - quotes) as u32);
                found.push(Word { text: written.to_owned(), site: Site { file, span } });
            }
            "object_type" => members(part, text, file, found),
            _ => {}
        }
    }
}
