//! Completion in a renderer: keys that Python knows, fields that mounts pass, what its html holds, and the
//! renderer's own arguments.

use rustc_hash::FxHashSet;

use super::{Item, ItemKind, List, style};
use crate::ide::ground::{Ground, Tongue};
use crate::ide::hover;
use crate::ide::typing::{Bracket, Typing};
use crate::model::{Contract, DataArg, DefaultArg, Renderer, Send, SendKind};

/// The arguments of a renderer.
pub const ARGUMENTS: [(&str, &str); 6] = [
    ("parentElement", "where the component is drawn"),
    ("data", "what the mount passes"),
    ("setStateValue", "(key, value): keeps a value"),
    ("setTriggerValue", "(key, value): a value for one run"),
    ("key", "the element's id in this page"),
    ("name", "the component's name"),
];

/// Methods that take a selector, and those that take a bare name, with its sign.
const SELECTORS: [&str; 4] = ["querySelector", "querySelectorAll", "closest", "matches"];
const NAMES: [(&str, &str); 3] =
    [("getElementById", "#"), ("getElementsByClassName", "."), ("getElementsByTagName", "")];

pub(super) fn complete(ground: &Ground<'_>) -> Vec<Item> {
    let text = ground.text.text();
    let typing = Typing::read(text, ground.offset as usize, Tongue::Script);
    if typing.in_comment {
        return Vec::new();
    }
    match typing.string {
        Some(start) => in_string(ground, &typing, start),
        None => in_code(ground, &typing),
    }
}

fn in_string(ground: &Ground<'_>, typing: &Typing<'_>, start: usize) -> Vec<Item> {
    if let Some(items) = style::variables(ground) {
        return items;
    }
    let Some(bracket) = typing.innermost() else { return Vec::new() };
    let callee = typing.chain_before(bracket.at);
    let method = callee.rsplit(['.', '?']).next().unwrap_or_default();
    if bracket.kind == b'[' && is_data(ground, callee) {
        return fields(ground, start, typing.string_end());
    }
    if bracket.kind != b'(' {
        return Vec::new();
    }
    if SELECTORS.contains(&method) {
        return style::names(ground, typing.dashed_start(), typing.offset);
    }
    if let Some((_, sign)) = NAMES.iter().find(|(name, _)| *name == method) {
        return bare_names(ground, start, typing, sign);
    }
    if bracket.parts.len() == 1
        && let Some(kind) = sender(ground, method)
    {
        return keys(ground, start, typing.string_end(), kind);
    }
    Vec::new()
}

/// Which kind of key a function sends: one of the two setters, or one that is seen to send elsewhere.
fn sender(ground: &Ground<'_>, name: &str) -> Option<SendKind> {
    match name {
        "setStateValue" => return Some(SendKind::State),
        "setTriggerValue" => return Some(SendKind::Trigger),
        _ => {}
    }
    let text = ground.text.text();
    // A key's literal stands in the call of the function that takes it, however far that is from the setter.
    let typing = |at: usize| Typing::read(text, at, Tongue::Script);
    let takes_key = |send: &&Send| {
        let start = ground.text.to_inner(send.key.site.file, send.key.site.span.start)? as usize;
        let before = text.get(..start)?.trim_end_matches(['"', '\'', '`']).trim_end().strip_suffix('(')?;
        typing(before.len()).chain_before(before.len()).rsplit(['.', '?']).next()
    };
    let mut sends = ground.contracts.iter().flat_map(|contract| contract.script.sends.iter());
    sends.find(|send| takes_key(send) == Some(name)).map(|send| send.kind)
}

/// The keys that Python knows, those of the kind that is sent first.
fn keys(ground: &Ground<'_>, start: usize, end: usize, kind: SendKind) -> Vec<Item> {
    let mut list = List::new(ground, start, end);
    let item_kind = if kind == SendKind::State { ItemKind::State } else { ItemKind::Trigger };
    for contract in &ground.contracts {
        let mut seen = FxHashSet::default();
        for mount in &contract.mounts {
            let defaults = match &mount.default {
                DefaultArg::Dict { keys, .. } => keys.members.as_slice(),
                _ => &[],
            };
            let registered = mount.callbacks.iter().map(|callback| &callback.key);
            for key in registered.chain(defaults.iter().map(|field| &field.key)) {
                if seen.insert(key.text.as_str()) {
                    let (state, trigger) = hover::kinds(contract, &key.text);
                    let other = if kind == SendKind::State { trigger && !state } else { state && !trigger };
                    let what = hover::kind_in_words(contract, &key.text);
                    let detail = format!("{what}: {}", hover::at_mount(mount, &key.text));
                    list.add(&key.text, item_kind, detail, if other { 1 } else { 0 });
                }
            }
        }
        for send in contract.script.sends.iter().filter(|send| send.kind == kind && !send.key.text.is_empty()) {
            if !seen.contains(send.key.text.as_str()) && !is_here(ground, send.key.site, start) {
                list.add(&send.key.text, item_kind, "sent elsewhere; no mount registers it", 2);
            }
        }
    }
    list.items
}

/// Whether a place is the one that is being typed.
fn is_here(ground: &Ground<'_>, site: crate::text::Site, start: usize) -> bool {
    ground.text.to_inner(site.file, site.span.start) == Some(start as u32)
}

fn bare_names(ground: &Ground<'_>, start: usize, typing: &Typing<'_>, sign: &str) -> Vec<Item> {
    let mut list = List::new(ground, start, typing.string_end());
    for element in ground.contracts.iter().flat_map(|contract| contract.markup.elements.iter()) {
        let tag = format!("<{}>", element.tag.text);
        match sign {
            "#" => element.id.iter().for_each(|id| list.add(&id.text, ItemKind::Selector, tag.clone(), 0)),
            "." => element.classes.iter().for_each(|class| list.add(&class.text, ItemKind::Selector, tag.clone(), 0)),
            _ => list.add(&element.tag.text, ItemKind::Selector, "a tag of the html", 0),
        }
    }
    list.items
}

fn in_code(ground: &Ground<'_>, typing: &Typing<'_>) -> Vec<Item> {
    let text = ground.text.text();
    let start = typing.word_start();
    if text[..start].ends_with('.') {
        let object = typing.chain_before(start).trim_end_matches('.').trim_end_matches('?');
        if is_data(ground, object) {
            return fields(ground, start, typing.word_end());
        }
        if is_argument(ground, object) {
            return arguments(ground, start, typing.word_end(), &[]);
        }
        return Vec::new();
    }
    match typing.innermost().filter(|bracket| bracket.kind == b'{') {
        Some(bracket) => in_pattern(ground, typing, bracket).unwrap_or_default(),
        None => Vec::new(),
    }
}

/// Names that are taken out of `data` or of the renderer's argument: `const { | } = data`.
fn in_pattern(ground: &Ground<'_>, typing: &Typing<'_>, bracket: &Bracket) -> Option<Vec<Item>> {
    let text = ground.text.text();
    if !typing.begins_part(bracket) {
        return None;
    }
    let close = typing.closing(bracket, Tongue::Script);
    let taken: Vec<&str> = text.get(bracket.at + 1..close).unwrap_or_default().split([',', '}']).map(name_in).collect();
    let start = typing.word_start();
    let after = text.get(close..).unwrap_or_default().trim_start_matches('}').trim_start();
    let source = after.strip_prefix('=').map(str::trim_start).unwrap_or_default();
    let source = &source[..source.find(|c: char| !(c.is_alphanumeric() || "_$.?".contains(c))).unwrap_or(source.len())];
    if is_data(ground, source) {
        let mut items = fields(ground, start, typing.word_end());
        items.retain(|item| !taken.contains(&item.label.as_str()) || text[start..].starts_with(&item.label));
        return Some(items);
    }
    let is_parameter = ground.contracts.iter().any(|contract| parameter(ground, contract) == Some(bracket.at));
    let is_parameter = is_parameter || begins_renderer(text, bracket.at);
    (is_parameter || is_argument(ground, source)).then(|| arguments(ground, start, typing.word_end(), &taken))
}

/// The name at the beginning of a part of a pattern.
fn name_in(part: &str) -> &str {
    let part = part.trim();
    &part[..part.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(part.len())]
}

/// Whether a brace opens the parameter of a default export that is being typed.
fn begins_renderer(text: &str, brace: usize) -> bool {
    let before = text[..brace].trim_end();
    let Some(head) = before.strip_suffix('(') else { return false };
    let from = head.rfind(['\n', ';', '}']).map_or(0, |at| at + 1);
    head[from..].contains("export default")
}

/// Where the renderer's parameter begins.
fn parameter(ground: &Ground<'_>, contract: &Contract) -> Option<usize> {
    let Renderer::Function(site) = contract.script.renderer else { return None };
    let start = ground.text.to_inner(site.file, site.span.start)? as usize;
    let rest = ground.text.text().get(start..)?;
    let open = rest.find(['(', '=', '{']).filter(|at| rest[*at..].starts_with('('))?;
    Some(start + open + 1 + rest[open + 1..].len() - rest[open + 1..].trim_start().len())
}

/// The name of the renderer's argument, where it has one.
fn argument_name<'g>(ground: &'g Ground<'_>, contract: &Contract) -> Option<&'g str> {
    let text = ground.text.text().get(parameter(ground, contract)?..)?;
    let name = name_in(text);
    (!name.is_empty()).then_some(name)
}

fn is_argument(ground: &Ground<'_>, expression: &str) -> bool {
    ground.contracts.iter().any(|contract| argument_name(ground, contract) == Some(expression))
}

/// Whether an expression is the renderer's `data`: by its name, or as other reads of fields name it.
fn is_data(ground: &Ground<'_>, expression: &str) -> bool {
    let plain = expression.replace('?', "");
    if plain.is_empty() {
        return false;
    }
    if plain == "data" || plain.strip_suffix(".data").is_some_and(|object| is_argument(ground, object)) {
        return true;
    }
    let text = ground.text.text();
    let mut reads = ground.contracts.iter().flat_map(|contract| contract.script.data_reads.iter());
    reads.any(|read| {
        let start = ground.text.to_inner(read.site.file, read.site.span.start);
        let field = ground.text.to_inner(read.field.site.file, read.field.site.span.start);
        let object = start.zip(field).and_then(|(start, field)| text.get(start as usize..field as usize));
        object.is_some_and(|object| object.trim_end_matches(['.', '?', '[', '"', '\'']).replace('?', "") == plain)
    })
}

/// The fields that mounts pass, then those that are read elsewhere.
fn fields(ground: &Ground<'_>, start: usize, end: usize) -> Vec<Item> {
    let mut list = List::new(ground, start, end);
    for contract in &ground.contracts {
        for mount in &contract.mounts {
            let DataArg::Dict { fields, .. } = &mount.data else { continue };
            for field in fields.iter() {
                let value = hover::literal(field);
                let detail = if value == "given" { "passed by a mount".to_owned() } else { format!("passed: {value}") };
                list.add(&field.key.text, ItemKind::Field, detail, 0);
            }
        }
        for read in contract.script.data_reads.iter().filter(|read| !read.field.text.is_empty()) {
            if !is_here(ground, read.field.site, start) {
                list.add(&read.field.text, ItemKind::Field, "read elsewhere; no mount passes it", 1);
            }
        }
    }
    list.items
}

fn arguments(ground: &Ground<'_>, start: usize, end: usize, taken: &[&str]) -> Vec<Item> {
    let mut list = List::new(ground, start, end);
    let typed = &ground.text.text()[start..end];
    for (name, detail) in ARGUMENTS {
        let kind = if name.starts_with("set") { ItemKind::Function } else { ItemKind::Argument };
        if !taken.contains(&name) || typed == name {
            list.add(name, kind, detail, 0);
        }
    }
    list.items
}
