//! Completion in a host script: callbacks for keys that are sent, defaults, data, results, session state, and the
//! arguments of registration and mount.

use super::{Item, ItemKind, List};
use crate::ide::calls::{self, Call};
use crate::ide::ground::{Ground, Tongue};
use crate::ide::hover;
use crate::ide::signature::{MOUNT, REGISTRATION};
use crate::ide::typing::{Bracket, Typing};
use crate::link::host::is_dict_method;
use crate::model::{Contract, DataArg, DefaultArg, Mount, SendKind};

/// A component with its mount, to start from.
const NEW_COMPONENT: &str = r#"${1:component} = st.components.v2.component(
    "$1",
    html="""<button>${2:Press}</button>""",
    js="""
    export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
        parentElement.querySelector("button").onclick = () => setTriggerValue("${3:pressed}", true);
    }
    """,
)

result = $1(key="$1", on_$3_change=lambda: None)
$0"#;

pub(super) fn complete(ground: &Ground<'_>) -> Vec<Item> {
    let typing = Typing::read(ground.text.text(), ground.offset as usize, Tongue::Python);
    if typing.in_comment {
        return Vec::new();
    }
    match typing.string {
        Some(start) => in_string(ground, &typing, start),
        None => in_code(ground, &typing),
    }
}

fn in_string(ground: &Ground<'_>, typing: &Typing<'_>, start: usize) -> Vec<Item> {
    let Some(bracket) = typing.innermost() else { return Vec::new() };
    let mut list = List::new(ground, start, typing.string_end());
    match bracket.kind {
        b'[' => subscript(&mut list, typing.chain_before(bracket.at)),
        b'{' => dict(&mut list, typing, bracket, |key| key.to_owned()),
        _ => {
            if let Some(object) = typing.chain_before(bracket.at).strip_suffix(".get") {
                subscript(&mut list, object);
            }
        }
    }
    list.items
}

/// `st.session_state["…`, `result["…`.
fn subscript(list: &mut List<'_, '_>, object: &str) {
    if object.ends_with("session_state") {
        mounts(list);
        return;
    }
    for (contract, mount) in values(list.ground, object) {
        keys(list, contract, mount);
    }
}

/// The mounts whose keys an expression holds.
fn values<'a>(ground: &Ground<'a>, object: &str) -> Vec<(&'a Contract, &'a Mount)> {
    let mut found = calls::results(ground, object);
    found.extend(calls::entries(ground, object));
    found
}

fn in_code(ground: &Ground<'_>, typing: &Typing<'_>) -> Vec<Item> {
    let start = typing.word_start();
    let mut list = List::new(ground, start, typing.word_end());
    if ground.text.text()[..start].ends_with('.') {
        let object = typing.chain_before(start - 1);
        if object.ends_with("session_state") {
            mounts(&mut list);
            list.items.retain(|item| item.label.chars().all(|c| c.is_alphanumeric() || c == '_'));
        }
        for (contract, mount) in values(ground, object) {
            keys(&mut list, contract, mount);
        }
        list.items.retain(|item| !is_dict_method(&item.label));
        return list.items;
    }
    match typing.innermost() {
        Some(bracket) if bracket.kind == b'{' => dict(&mut list, typing, bracket, |key| format!("\"{key}\"")),
        Some(bracket) if bracket.kind == b'(' && typing.begins_part(bracket) => {
            arguments(&mut list, typing, bracket);
        }
        None if begins_statement(ground.text.text(), start) => {
            list.add_snippet(
                "component",
                ItemKind::Snippet,
                "a new component with its mount (Streamlit)",
                9,
                NEW_COMPONENT.to_owned(),
            );
        }
        _ => {}
    }
    list.items
}

fn begins_statement(text: &str, start: usize) -> bool {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    text[line..start].trim().is_empty()
}

/// A mount's keys as the result and the session state have them.
fn keys(list: &mut List<'_, '_>, contract: &Contract, mount: &Mount) {
    let mut add = |key: &str, rank| {
        let (state, trigger) = hover::kinds(contract, key);
        let kind = if trigger && !state { ItemKind::Trigger } else { ItemKind::State };
        let detail =
            format!("{} of {}", hover::kind_in_words(contract, key), hover::name_of(contract).replace('`', ""));
        list.add(key, kind, detail, rank);
    };
    mount.callbacks.iter().for_each(|callback| add(&callback.key.text, 0));
    if let DefaultArg::Dict { keys, .. } = &mount.default {
        keys.iter().for_each(|field| add(&field.key.text, 0));
    }
    for kind in [SendKind::State, SendKind::Trigger] {
        hover::sent(contract, kind).iter().for_each(|key| add(key, 1));
    }
}

/// The keys under which mounts keep their entries in the session state.
fn mounts(list: &mut List<'_, '_>) {
    for contract in list.ground.contracts.clone() {
        for mount in &contract.mounts {
            if let Some(key) = mount.key.literal() {
                let detail = format!("mount of {}", hover::name_of(contract).replace('`', ""));
                list.add(&key.text, ItemKind::Mount, detail, 0);
            }
        }
    }
}

/// Keys of `default={…}` and `data={…}` at a mount.
fn dict(list: &mut List<'_, '_>, typing: &Typing<'_>, bracket: &Bracket, quoted: impl Fn(&str) -> String) {
    let Some(outer) = typing.around().filter(|outer| outer.kind == b'(') else { return };
    let Some(Call::Mount(contract, mount)) = calls::call(list.ground, typing, outer) else { return };
    let text = list.ground.text.text();
    let part = bracket.parts.last().and_then(|start| text.get(*start..typing.offset)).unwrap_or_default();
    if part.contains(':') {
        return;
    }
    match typing.argument(outer) {
        Some("default") => {
            let given = mount.map(|mount| &mount.default);
            let given: Vec<&str> = match given {
                Some(DefaultArg::Dict { keys, .. }) => keys.iter().map(|field| field.key.text.as_str()).collect(),
                _ => Vec::new(),
            };
            for key in hover::sent(contract, SendKind::State).iter().filter(|key| !given.contains(&key.as_str())) {
                list.add_text(key, ItemKind::State, "state key", 0, quoted(key));
            }
        }
        Some("data") => {
            let given: Vec<&str> = match mount.map(|mount| &mount.data) {
                Some(DataArg::Dict { fields, .. }) => fields.iter().map(|field| field.key.text.as_str()).collect(),
                _ => Vec::new(),
            };
            for field in hover::read_fields(contract).iter().filter(|field| !given.contains(&field.as_str())) {
                list.add_text(field, ItemKind::Field, "the renderer reads it", 0, quoted(field));
            }
        }
        _ => {}
    }
}

/// The names of arguments.
fn arguments(list: &mut List<'_, '_>, typing: &Typing<'_>, bracket: &Bracket) {
    let given = typing.arguments(bracket, Tongue::Python);
    match calls::call(list.ground, typing, bracket) {
        Some(Call::Registration) => {
            let is_named = typing.has_positional(bracket);
            let taken = |name: &str| given.contains(&name) || (name == "name" && is_named);
            for (name, detail) in REGISTRATION.iter().filter(|(name, _)| !taken(name)) {
                list.add_text(name, ItemKind::Argument, *detail, 1, format!("{name}="));
            }
        }
        Some(Call::Mount(contract, mount)) => {
            let is_own = mount.is_none_or(|mount| mount.callee.span.end as usize == bracket.at);
            for kind in [SendKind::State, SendKind::Trigger] {
                for key in hover::sent(contract, kind) {
                    let name = format!("on_{key}_change");
                    if !given.contains(&name.as_str()) && name.chars().all(|c| c.is_alphanumeric() || c == '_') {
                        let what = if kind == SendKind::State { ItemKind::State } else { ItemKind::Trigger };
                        let detail = format!("callback of a {}", hover::kind_in_words(contract, &key));
                        list.add_text(&name, what, detail, 0, format!("{name}="));
                    }
                }
            }
            // A wrapper has arguments of its own.
            for (name, detail) in MOUNT.iter().filter(|(name, _)| is_own && !given.contains(name)) {
                list.add_text(name, ItemKind::Argument, *detail, 1, format!("{name}="));
            }
        }
        None => {}
    }
}
