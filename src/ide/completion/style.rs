//! Completion in CSS: Streamlit's custom properties with their values, the component's own, and its selectors.

use super::{Item, ItemKind, List};
use crate::ide::ground::{Ground, Tongue};
use crate::ide::typing::Typing;
use crate::model::{THEME_VARIABLES, ThemeVariable};

pub(super) fn complete(ground: &Ground<'_>) -> Vec<Item> {
    let typing = Typing::read(ground.text.text(), ground.offset as usize, Tongue::Script);
    variables(ground).unwrap_or_else(|| selectors(ground, &typing))
}

/// Custom properties, where `--` or the inside of `var(` was begun. Any language may hold CSS.
pub(super) fn variables(ground: &Ground<'_>) -> Option<Vec<Item>> {
    let text = ground.text.text();
    let before = text.get(..ground.offset as usize)?;
    let start = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '-' || c == '_').len();
    let in_var = before[..start].trim_end().ends_with("var(");
    if !in_var && !before[start..].starts_with("--") {
        return None;
    }
    let rest = &text[before.len()..];
    let end = before.len() + rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
    let mut list = List::new(ground, start, end);
    for variable in &THEME_VARIABLES {
        list.add(variable.name, kind(variable), values(variable), 1);
    }
    for contract in &ground.contracts {
        for own in contract.style.properties.iter().chain(&contract.markup.properties) {
            list.add(&own.text, ItemKind::Variable, "set by this component", 0);
        }
    }
    Some(list.items)
}

fn kind(variable: &ThemeVariable) -> ItemKind {
    match variable.light.starts_with(['#', 'r']) && !variable.light.contains("#,") && !variable.light.contains(",#") {
        true => ItemKind::Colour,
        false => ItemKind::Variable,
    }
}

/// A variable's values in the two themes, the light one first.
fn values(variable: &ThemeVariable) -> String {
    match variable.light == variable.dark {
        true => variable.light.to_owned(),
        false => format!("{} · dark {}", variable.light, variable.dark),
    }
}

/// Ids, classes and tags of the html, where a selector is written.
fn selectors(ground: &Ground<'_>, typing: &Typing<'_>) -> Vec<Item> {
    if typing.in_comment || typing.string.is_some() {
        return Vec::new();
    }
    let text = ground.text.text();
    let start = typing.dashed_start();
    let line = text[..start].rfind(['\n', '}', '{', ';']).map_or(0, |at| at + 1);
    let in_rule = typing.innermost().is_some_and(|bracket| bracket.kind == b'{') && text[line..start].contains(':');
    match in_rule {
        true => Vec::new(),
        false => names(ground, start, typing.offset),
    }
}

/// The names of the component's html that a selector may ask for; `start` is where the one that is typed begins,
/// behind its sign.
pub(super) fn names(ground: &Ground<'_>, start: usize, end: usize) -> Vec<Item> {
    let sign = ground.text.text()[..start].chars().next_back().filter(|sign| matches!(sign, '#' | '.'));
    let from = start - usize::from(sign.is_some());
    let mut list = List::new(ground, from, end);
    for contract in &ground.contracts {
        for element in contract.markup.elements.iter() {
            let tag = format!("<{}>", element.tag.text);
            if let Some(id) = element.id.as_ref().filter(|_| sign != Some('.')) {
                list.add(&format!("#{}", id.text), ItemKind::Selector, tag.clone(), 0);
            }
            for class in element.classes.iter().filter(|_| sign != Some('#')) {
                list.add(&format!(".{}", class.text), ItemKind::Selector, tag.clone(), 1);
            }
            if sign.is_none() {
                list.add(&element.tag.text, ItemKind::Selector, "a tag of the html", 2);
            }
        }
    }
    list.items
}
