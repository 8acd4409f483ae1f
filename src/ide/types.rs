//! TypeScript's own declarations of a component's keys and fields: the members of `State` and `Data` in
//! `FrontendRendererArgs<State, Data>`.

use std::path::Path;
use std::sync::Arc;

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

/// What one file declares.
#[derive(Debug, Default)]
struct Declarations {
    /// The names of the two types that a renderer takes.
    taken: Vec<(Option<String>, Option<String>)>,
    /// Types with their members.
    types: Vec<(String, Vec<Word>)>,
}

/// What the modules of a component's script declare.
pub fn declared(analysis: &Analysis, contract: &Contract) -> Declared {
    let is_typed = |path: &Path| path.extension().is_some_and(|ending| ending == "ts" || ending == "tsx");
    let script = &contract.script;
    let modules = script.modules.iter().chain(&script.typings).copied().filter(|file| is_typed(analysis.path(*file)));
    let read = |file: FileId| {
        let document = analysis.document(file)?;
        Some(document.derived(|| declarations(analysis, file)))
    };
    let files: Vec<Arc<Declarations>> = modules.filter_map(read).collect();
    let taken = || files.iter().flat_map(|file| &file.taken);
    let states: FxHashSet<&String> = taken().filter_map(|(state, _)| state.as_ref()).collect();
    let datas: FxHashSet<&String> = taken().filter_map(|(_, data)| data.as_ref()).collect();
    let mut declared = Declared::default();
    for (name, members) in files.iter().flat_map(|file| &file.types) {
        if states.contains(name) {
            declared.keys.extend(members.iter().cloned());
        } else if datas.contains(name) {
            declared.fields.extend(members.iter().cloned());
        }
    }
    declared
}

fn declarations(analysis: &Analysis, file: FileId) -> Declarations {
    let text = analysis.text(file);
    let mut found = Declarations::default();
    let Some(tree) = script::parse(&text, Dialect::of(analysis.path(file)), None) else { return found };
    trees::visit(tree.root_node(), &mut |node| {
        let name = |node: Node<'_>| Some(text.get(node.byte_range())?.to_owned());
        let own = node.child_by_field_name("name").and_then(name);
        match node.kind() {
            "generic_type" if own.is_some_and(|own| TAKERS.contains(&own.as_str())) => {
                if let Some(arguments) = node.child_by_field_name("type_arguments") {
                    let argument = |at: u32| arguments.named_child(at).and_then(name);
                    found.taken.push((argument(0), argument(1)));
                }
            }
            "interface_declaration" | "type_alias_declaration" => {
                let body = node.child_by_field_name("body").or_else(|| node.child_by_field_name("value"));
                if let (Some(own), Some(body)) = (node.child_by_field_name("name").and_then(name), body) {
                    let mut words = Vec::new();
                    members(body, &text, file, &mut words);
                    found.types.push((own, words));
                }
            }
            _ => {}
        }
        true
    });
    found
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
