//! Breaks of the wires that a key runs along: sends, callbacks, defaults, reads of the result.

use crosswire::diagnostic::Edit;
use crosswire::model::{Contract, Mount, Read, ReadHow, Send, SendKind, Source};
use crosswire::text::Site;

use super::Break;
use super::breaks::{Breaks, default_fields, ends_of_key};
use super::edits::{item_of, remove_item, rename, written};

/// The rules that speak of a key without its other end.
const LOOSE_END: [&str; 5] =
    ["missing-callback", "misspelled-key", "unsent-key", "default-without-callback", "unknown-result-key"];

/// Renames sent keys, slips in them, and sends them as the other kind.
pub fn sends(contract: &Contract, breaks: &mut Breaks<'_>) {
    for send in contract.script.sends.iter() {
        let ends = ends_of_key(contract, &send.key.text);
        let other = breaks.names.other();
        let slip = breaks.names.slip(&send.key.text);
        let doubt = doubt(contract, &send.key.text, Some(send));
        let harmless = (!is_known(contract, &send.key.text)).then_some("no mount knows the key");
        for (pattern, name) in [("rename a sent key", other), ("misspell a sent key", slip)] {
            if breaks.is_new(pattern, send.key.site, &ends, harmless) {
                let edit = rename(breaks.analysis, &send.key, &name);
                let what = format!("{} -> {name}", send.key.text);
                let one = Break { doubt, harmless, ..loose(pattern, what, send.key.site, ends.clone()) };
                breaks.add(one, edit.map(|edit| vec![edit]));
            }
        }
        swap(contract, send, ends, breaks);
    }
}

/// Whether a mount has anything to do with a key. One that sends it to nobody sends it to nobody under any name.
fn is_known(contract: &Contract, key: &str) -> bool {
    contract.mounts.iter().any(|mount| {
        !mount.callbacks.is_closed()
            || !mount.reads.is_closed()
            || mount.callbacks.iter().any(|callback| callback.key.text == key)
            || mount.reads.iter().any(|read| read.key.text == key)
            || default_fields(mount).iter().any(|field| field.key.text == key)
            || mount.state.iter().any(|access| access.key.as_ref().is_none_or(|known| known.text == key))
    })
}

/// What law 3 (no claim from incomplete evidence) may have to say about a key.
fn doubt(contract: &Contract, key: &str, send: Option<&Send>) -> Option<&'static str> {
    const BY_MOUNT: &str = "only what the mount passes decides whether it is sent";
    let mut sends = contract.script.sends.iter().filter(|sent| sent.key.text == key).peekable();
    let sent = sends.peek().is_some();
    match send {
        _ if !contract.script.sends.is_closed() => Some("the set of sends is open"),
        Some(send) if !send.is_certain() => Some(BY_MOUNT),
        None if sent && sends.all(|send| !send.is_certain()) => Some(BY_MOUNT),
        _ if contract.mounts.is_empty() => Some("nothing mounts it"),
        _ if !contract.mounts.iter().all(|mount| mount.callbacks.is_closed()) => Some("a set of callbacks is open"),
        _ => None,
    }
}

fn loose(pattern: &'static str, what: String, at: Site, ends: Vec<Site>) -> Break {
    Break {
        pattern,
        what,
        at,
        edits: Vec::new(),
        expected: LOOSE_END.to_vec(),
        allowed: vec!["default-masks-trigger", "dict-method-key", "value-key-unwrap", "default-data-drift"],
        ends,
        becomes: None,
        doubt: None,
        harmless: None,
    }
}

/// Sends a key with the other setter. That alone makes another component, and a working one, unless the key
/// is still sent the old way elsewhere, or has a default and becomes a trigger.
fn swap(contract: &Contract, send: &Send, ends: Vec<Site>, breaks: &mut Breaks<'_>) {
    const PATTERN: &str = "swap state for trigger";
    let (old, new, new_kind) = match send.kind {
        SendKind::State => ("setStateValue", "setTriggerValue", SendKind::Trigger),
        SendKind::Trigger => ("setTriggerValue", "setStateValue", SendKind::State),
    };
    let same_key = || contract.script.sends.iter().filter(|other| other.key.text == send.key.text);
    let clashes = same_key().any(|other| other.call != send.call && other.kind == send.kind);
    let has_default = contract
        .mounts
        .iter()
        .any(|mount| default_fields(mount).iter().any(|field| field.certain && field.key.text == send.key.text));
    let masked = has_default && send.kind == SendKind::State;
    let harmless = (!clashes && !masked).then_some("the key is sent in one place, and has no default");
    if !breaks.is_new(PATTERN, send.call, &ends, harmless) {
        return;
    }
    let edits = setter(contract, send, old, new, breaks);
    let one = Break {
        pattern: PATTERN,
        what: format!("{} by {new}", send.key.text),
        at: send.call,
        edits: Vec::new(),
        expected: vec!["state-trigger-clash", "default-masks-trigger"],
        allowed: vec![
            "missing-callback",
            "split-triggers",
            "trigger-callback-write",
            "self-refiring-callback",
            "rerun-in-callback",
            "trigger-in-form",
            // A trigger that becomes a state is one that a new identity loses.
            "unkeyed-data",
        ],
        ends: ends.into_iter().chain([send.call]).collect(),
        becomes: Some((send.key.text.clone(), new_kind)),
        doubt: doubt(contract, &send.key.text, Some(send)),
        harmless,
    };
    breaks.add(one, edits);
}

/// Renames the setter in the call, and takes it out of the renderer's argument where that does not yet hold it.
fn setter(contract: &Contract, send: &Send, old: &str, new: &str, breaks: &Breaks<'_>) -> Option<Vec<Edit>> {
    let analysis = breaks.analysis;
    let call = written(analysis, send.call);
    let callee = &call[..call.find('(')?];
    let at = callee.rfind(old).filter(|at| callee[at + old.len()..].trim_matches(['?', '.', '!', ' ']).is_empty())?;
    let in_call = Edit { site: part(send.call, at, old.len()), text: new.to_owned() };
    if callee[..at].trim_end().ends_with('.') {
        return Some(vec![in_call]);
    }
    let file = analysis.text(send.call.file);
    let script = match &contract.component.js {
        Source::Text { text, file: None, .. } => text.cover(crosswire::text::Span::new(0, text.text().len() as u32))?,
        _ => crosswire::text::Span::new(0, file.len() as u32).in_file(send.call.file),
    };
    let script = if script.file == send.call.file { script } else { return None };
    let text = file.get(script.span.range())?;
    if text.contains(new) {
        return Some(vec![in_call]);
    }
    // Another name for the same field of the argument: `{ setStateValue, setTriggerValue, … }`.
    let pattern = text.match_indices(old).find(|(at, _)| {
        let after = text[at + old.len()..].trim_start();
        after.starts_with([',', '}']) && text[..*at].trim_end().ends_with([',', '{'])
    })?;
    let taken = Edit { site: part(script, pattern.0, 0), text: format!("{new}, ") };
    Some(vec![in_call, taken])
}

fn part(of: Site, at: usize, length: usize) -> Site {
    let start = of.span.start + at as u32;
    crosswire::text::Span::new(start, start + length as u32).in_file(of.file)
}

/// Drops callbacks, and slips in their names.
pub fn callbacks(contract: &Contract, breaks: &mut Breaks<'_>) {
    for mount in &contract.mounts {
        for callback in mount.callbacks.iter() {
            let key = callback.key.text.as_str();
            let ends = ends_of_key(contract, key);
            let sent = contract.script.sends.iter().any(|send| send.key.text == key);
            let is_wire = sent || !contract.script.sends.is_closed();
            let harmless = (!is_wire).then_some("no script sends the key");
            if breaks.is_new("misspell a callback", callback.key.site, &ends, harmless) {
                let name = breaks.names.slip(key);
                let edit = rename(breaks.analysis, &callback.key, &name);
                let what = format!("{key} -> {name}");
                let one = loose("misspell a callback", what, callback.key.site, ends.clone());
                let one = Break { harmless, doubt: doubt(contract, key, None), ..one };
                breaks.add(one, edit.map(|edit| vec![edit]));
            }
            let harmless = harmless.or_else(|| settled(mount, key));
            let at = callback.name;
            if breaks.is_new("drop a callback", at, &ends, harmless) {
                let argument = callback.argument.or_else(|| item_of(breaks.analysis, callback.name));
                let edit = argument.map(|argument| vec![remove_item(breaks.analysis, argument)]);
                let doubt = doubt(contract, key, None);
                let one = Break { harmless, doubt, ..loose("drop a callback", key.to_owned(), at, ends) };
                breaks.add(one, edit);
            }
        }
    }
}

/// Whether a mount can do without the key: it looks at it only where it may be absent.
fn settled(mount: &Mount, key: &str) -> Option<&'static str> {
    let has_default = default_fields(mount).iter().any(|field| field.key.text == key);
    let mut reads = mount.reads.iter().filter(|read| read.key.text == key).peekable();
    let reads_it = reads.peek().is_some();
    (reads_it && !has_default && reads.all(|read| !raises(read))).then_some("the script reads it only with a fall-back")
}

fn raises(read: &Read) -> bool {
    read.how != ReadHow::Soft && !read.guarded
}

/// Renames the keys of `default`. One that is left out makes a working component with another start value.
pub fn defaults(contract: &Contract, breaks: &mut Breaks<'_>) {
    for mount in &contract.mounts {
        for field in default_fields(mount) {
            let ends = ends_of_key(contract, &field.key.text);
            if breaks.is_new("rename a default", field.key.site, &ends, None) {
                let name = breaks.names.other();
                let edit = rename(breaks.analysis, &field.key, &name);
                let what = format!("{} -> {name}", field.key.text);
                let one = loose("rename a default", what, field.key.site, ends.clone());
                breaks.add(one, edit.map(|edit| vec![edit]));
            }
            let harmless = Some("a default may be left out");
            let at = field.item.unwrap_or(field.key.site);
            if breaks.is_new("drop a default", at, &ends, harmless) {
                let edit = field.item.map(|item| vec![remove_item(breaks.analysis, item)]);
                let one = Break { harmless, ..loose("drop a default", field.key.text.clone(), at, ends) };
                breaks.add(one, edit);
            }
        }
    }
}

/// Renames the keys that are read from the result.
pub fn reads(contract: &Contract, breaks: &mut Breaks<'_>) {
    for mount in &contract.mounts {
        for read in mount.reads.iter() {
            let ends = ends_of_key(contract, &read.key.text);
            let harmless = (!raises(read)).then_some("the read has a fall-back");
            if breaks.is_new("rename a read", read.key.site, &ends, harmless) {
                let name = breaks.names.slip(&read.key.text);
                let edit = rename(breaks.analysis, &read.key, &name);
                let what = format!("{} -> {name}", read.key.text);
                let doubt = doubt(contract, &read.key.text, None);
                let one = Break { harmless, doubt, ..loose("rename a read", what, read.key.site, ends) };
                breaks.add(one, edit.map(|edit| vec![edit]));
            }
        }
    }
}
