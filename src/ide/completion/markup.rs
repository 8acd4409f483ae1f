//! Completion in HTML: ids and classes that the script and the style sheet ask for, and custom properties.

use super::{Item, ItemKind, List, style};
use crate::ide::ground::Ground;
use crate::model::NameKind;

pub(super) fn complete(ground: &Ground<'_>) -> Vec<Item> {
    style::variables(ground).or_else(|| names(ground)).unwrap_or_default()
}

/// The names that are asked for, where an `id` or a `class` is written.
fn names(ground: &Ground<'_>) -> Option<Vec<Item>> {
    let before = ground.text.text().get(..ground.offset as usize)?;
    let start = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '-' || c == '_').len();
    let tag = before.rfind('<').filter(|open| !before[*open..].contains('>'))?;
    let value = before[tag..start].rsplit_once('=')?;
    let attribute = value.0.rsplit(|c: char| c.is_whitespace()).next()?;
    let opened = value.1.trim_start().strip_prefix(['"', '\''])?;
    if opened.contains(['"', '\'']) {
        return None;
    }
    let wanted = match attribute.to_ascii_lowercase().as_str() {
        "id" => NameKind::Id,
        "class" => NameKind::Class,
        _ => return None,
    };
    let mut list = List::new(ground, start, before.len());
    for contract in &ground.contracts {
        let searched = contract.rendering.lookups.iter().flat_map(|lookup| &lookup.names);
        for (_, name) in searched.filter(|(kind, _)| *kind == wanted) {
            list.add(&name.text, ItemKind::Selector, "the script looks it up", 0);
        }
        for (_, name) in contract.style.names.iter().filter(|(kind, _)| *kind == wanted) {
            list.add(&name.text, ItemKind::Selector, "the css styles it", 1);
        }
    }
    Some(list.items)
}
