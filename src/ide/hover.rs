//! Hover: what a name promises, in Markdown.

use std::fmt::Write as _;

use super::ground;
use super::occurrences::{self, Occurrence, Subject};
use crate::model::{
    CallbackValue, Contract, DataArg, DefaultArg, Field, Literal, Mount, STREAMLIT, ScriptKind, SendKind,
    THEME_VARIABLES,
};
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

/// What is shown, and for which place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The name.
    pub site: Site,
    /// The text, in Markdown.
    pub text: String,
}

/// What the name at `offset` promises.
pub fn hover(analysis: &Analysis, file: FileId, offset: u32) -> Option<Hover> {
    if let Some(hover) = theme_variable(analysis, file, offset) {
        return Some(hover);
    }
    let found = occurrences::at(analysis, file, offset);
    let site = found.first()?.site;
    let mut texts: Vec<String> = Vec::new();
    for one in &found {
        let text = describe(analysis, one);
        texts.extend(text.filter(|text| !texts.contains(text)));
    }
    (!texts.is_empty()).then(|| Hover { site, text: texts.join("\n\n---\n\n") })
}

fn describe(analysis: &Analysis, one: &Occurrence) -> Option<String> {
    let contract = &analysis.contracts[one.contract];
    match &one.subject {
        Subject::Key(key) => Some(self::key(analysis, contract, key)),
        Subject::Field(field) => Some(self::field(analysis, contract, field)),
        Subject::Component => Some(card(analysis, contract)),
        Subject::Id(id) => Some(element(analysis, contract, &format!("#{id}"))),
        Subject::Class(class) => Some(element(analysis, contract, &format!(".{class}"))),
        Subject::Mount(_) | Subject::Source(_) | Subject::Variable(_) => None,
    }
}

/// How messages name the component.
pub fn name_of(contract: &Contract) -> String {
    match &contract.component.name {
        Some(name) => format!("`{}`", name.text),
        None => "a component without a known name".to_owned(),
    }
}

/// The kinds in which a key is sent.
pub fn kinds(contract: &Contract, key: &str) -> (bool, bool) {
    let sent = |kind| contract.script.sends.iter().any(|send| send.kind == kind && send.key.text == key);
    (sent(SendKind::State), sent(SendKind::Trigger))
}

/// What a key is, in one or two words.
pub fn kind_in_words(contract: &Contract, key: &str) -> &'static str {
    match kinds(contract, key) {
        (true, true) => "state and trigger key",
        (true, false) => "state key",
        (false, true) => "trigger key",
        (false, false) => "key",
    }
}

/// A place as a link that editors open.
fn link(analysis: &Analysis, site: Site) -> String {
    let path = analysis.path(site.file);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (line, _) = analysis.position(site);
    format!("[{name}:{line}]({}#L{line})", address(path))
}

fn address(path: &std::path::Path) -> String {
    let mut address = "file://".to_owned();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => address.push(byte.into()),
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

/// Some places as links.
fn links(analysis: &Analysis, mut sites: Vec<Site>) -> String {
    const MOST: usize = 5;
    let order = analysis.order();
    sites.sort_by_key(|site| order.key(*site));
    sites.dedup();
    let more = sites.len().saturating_sub(MOST);
    let mut shown: Vec<String> = sites.iter().take(MOST).map(|site| link(analysis, *site)).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join(", ")
}

/// A key's contract.
fn key(analysis: &Analysis, contract: &Contract, key: &str) -> String {
    let (state, trigger) = kinds(contract, key);
    let mut text = format!("**`{key}`** · {} of {}\n", kind_in_words(contract, key), name_of(contract));
    let sends: Vec<Site> =
        contract.script.sends.iter().filter(|send| send.key.text == key).map(|send| send.call).collect();
    if !sends.is_empty() {
        let _ = write!(text, "\n- sent at {}", links(analysis, sends));
    } else if contract.script.sends.is_closed() {
        text.push_str("\n- never sent");
    } else if let Some(opened) = contract.script.sends.open.first() {
        let _ = write!(text, "\n- no send was seen; not all are known: {} {}", link(analysis, opened.site), opened.why);
    }
    for mount in &contract.mounts {
        let _ = write!(text, "\n- mount {}: {}", link(analysis, mount.callee), at_mount(mount, key));
    }
    let registered = contract.mounts.iter().any(|mount| callback(mount, key).is_some());
    let default = contract.mounts.iter().find_map(|mount| self::default(mount, key));
    if let Some(seen) = python_sees(state, trigger, registered, default) {
        let _ = write!(text, "\n\nPython sees {seen}");
    }
    text
}

fn callback<'m>(mount: &'m Mount, key: &str) -> Option<&'m crate::model::Callback> {
    mount.callbacks.iter().find(|callback| callback.key.text == key && callback.kind != CallbackValue::None)
}

fn default<'m>(mount: &'m Mount, key: &str) -> Option<&'m Field> {
    match &mount.default {
        DefaultArg::Dict { keys, .. } => keys.iter().find(|field| field.key.text == key),
        _ => None,
    }
}

/// What a mount does with a key, in words.
pub fn at_mount(mount: &Mount, key: &str) -> String {
    let callback = match callback(mount, key).map(|callback| &callback.kind) {
        Some(CallbackValue::Callable(function)) if function.name == "lambda" => "callback a lambda".to_owned(),
        Some(CallbackValue::Callable(function)) => {
            format!("callback `{}`", function.name.strip_prefix("builtins.").unwrap_or(&function.name))
        }
        Some(_) => "a callback".to_owned(),
        None if mount.callbacks.is_closed() => "no callback".to_owned(),
        None => "no callback seen".to_owned(),
    };
    match default(mount, key) {
        Some(field) => format!("{callback}, default {}", literal(field)),
        None => callback,
    }
}

/// A default's value, where it is known.
pub fn literal(field: &Field) -> String {
    match &field.literal {
        Some(Literal::None) => "`None`".to_owned(),
        Some(Literal::Bool(true)) => "`True`".to_owned(),
        Some(Literal::Bool(false)) => "`False`".to_owned(),
        Some(Literal::Int(number)) => format!("`{number}`"),
        Some(Literal::Float(number)) => format!("`{number}`"),
        Some(Literal::Text(text)) => format!("`\"{text}\"`"),
        None => "given".to_owned(),
    }
}

/// What the result holds, on the first run and after (FACTS 1, 2, 3, 4b, 5, 6).
fn python_sees(state: bool, trigger: bool, registered: bool, default: Option<&Field>) -> Option<String> {
    let value = default.map(literal).map(|value| if value == "given" { "the default".to_owned() } else { value });
    Some(match (state, trigger, registered, value) {
        (true, true, ..) => {
            "the state's value always; what the trigger carries is lost once the state was sent.".to_owned()
        }
        (true, false, _, Some(value)) => format!("{value} on the first run, then what was sent last."),
        (true, false, true, None) => "`None` on the first run, then what was sent last.".to_owned(),
        (true, false, false, None) => {
            "no such key on the first run (reading `result.key` raises), then what was sent last.".to_owned()
        }
        (false, true, _, Some(value)) => format!("{value} always: a default hides what a trigger carries."),
        (false, true, true, None) => {
            "the value in the one run that the trigger causes, `None` in all others.".to_owned()
        }
        (false, true, false, None) => {
            "the value in the one run that the trigger causes; in all others there is no such key.".to_owned()
        }
        (false, false, ..) => return None,
    })
}

/// A field of `data`.
fn field(analysis: &Analysis, contract: &Contract, field: &str) -> String {
    let mut text = format!("**`{field}`** · data field of {}\n", name_of(contract));
    let reads: Vec<Site> =
        contract.script.data_reads.iter().filter(|read| read.field.text == field).map(|read| read.site).collect();
    if !reads.is_empty() {
        let _ = write!(text, "\n- read at {}", links(analysis, reads));
    } else if contract.script.data_reads.is_closed() {
        text.push_str("\n- never read by the renderer");
    }
    for mount in &contract.mounts {
        let passed = match &mount.data {
            DataArg::Dict { fields, .. } => match fields.iter().find(|passed| passed.key.text == field) {
                Some(passed) if passed.literal.is_some() => format!("passes {}", literal(passed)),
                Some(passed) if passed.certain => "passes it".to_owned(),
                Some(_) => "may pass it".to_owned(),
                None if fields.is_closed() => "does not pass it".to_owned(),
                None => "may pass it".to_owned(),
            },
            DataArg::Absent => "passes no data".to_owned(),
            DataArg::Other { .. } => "passes something that is no dict".to_owned(),
            DataArg::Unknown(_) => "passes data that is not known".to_owned(),
        };
        let _ = write!(text, "\n- mount {}: {passed}", link(analysis, mount.callee));
    }
    text
}

/// An element of the component's html, by an id or a class.
fn element(analysis: &Analysis, contract: &Contract, selector: &str) -> String {
    let mut text = format!("**`{selector}`** · in the html of {}\n", name_of(contract));
    let elements: Vec<_> = contract.markup.elements.iter().collect();
    let named = elements.iter().filter(|element| match selector.split_at(1) {
        ("#", id) => element.id.as_ref().is_some_and(|word| word.text == id),
        (_, class) => element.classes.iter().any(|word| word.text == class),
    });
    let mut any = false;
    for element in named {
        any = true;
        let _ = write!(text, "\n- `<{}>` at {}", element.tag.text, link(analysis, element.tag.site));
    }
    if !any {
        text.push_str(match contract.markup.elements.is_closed() {
            true => "\n- no element has it",
            false => "\n- no element was seen to have it",
        });
    }
    text
}

/// A component's card.
pub fn card(analysis: &Analysis, contract: &Contract) -> String {
    let component = &contract.component;
    let mut text = format!("**{}** · component\n", name_of(contract));
    let _ = write!(text, "\n- registered at {}", link(analysis, component.callee));
    let script = match (contract.script.kind, contract.script.file) {
        (ScriptKind::None, _) | (_, None) => None,
        (ScriptKind::Inline, Some(_)) => Some("inline".to_owned()),
        (kind, Some(file)) => {
            let what = if kind == ScriptKind::Bundle { " (a bundle)" } else { "" };
            Some(format!("{}{what}", link(analysis, Site { file, span: crate::text::Span::at(0) })))
        }
    };
    let _ = write!(text, "\n- script: {}", script.unwrap_or_else(|| "none that is known".to_owned()));
    for (title, names) in [
        ("states", sent(contract, SendKind::State)),
        ("triggers", sent(contract, SendKind::Trigger)),
        ("reads of `data`", read_fields(contract)),
    ] {
        if !names.is_empty() {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let _ = write!(text, "\n- {title}: {}", names.join(", "));
        }
    }
    let mounts: Vec<Site> = contract.mounts.iter().map(|mount| mount.callee).collect();
    match mounts.is_empty() {
        true => text.push_str("\n- mounted nowhere that was seen"),
        false => {
            let _ = write!(text, "\n- mounted at {}", links(analysis, mounts));
        }
    }
    let open = contract.script.sends.open.iter().chain(&contract.script.data_reads.open).chain(&contract.escapes);
    if let Some(opened) = open.into_iter().next() {
        let _ = write!(text, "\n- not all is known: {} {}", link(analysis, opened.site), opened.why);
    }
    text
}

/// The keys that are sent in a kind, each once, in the order of their names.
pub fn sent(contract: &Contract, kind: SendKind) -> Vec<String> {
    let sends = contract.script.sends.iter().filter(|send| send.kind == kind);
    let mut keys: Vec<String> = sends.map(|send| send.key.text.clone()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The fields of `data` that the renderer reads, each once.
pub fn read_fields(contract: &Contract) -> Vec<String> {
    let mut fields: Vec<String> = contract.script.data_reads.iter().map(|read| read.field.text.clone()).collect();
    fields.sort();
    fields.dedup();
    fields
}

/// A custom property of Streamlit's theme, in any text of a component.
fn theme_variable(analysis: &Analysis, file: FileId, offset: u32) -> Option<Hover> {
    let ground = ground::at(analysis, file, offset)?;
    let text = ground.text.text();
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let before = text.get(..ground.offset as usize)?;
    let start = before.len() - before.chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
    let rest = text.get(start..)?;
    let end = start + rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let variable = THEME_VARIABLES.iter().find(|variable| Some(variable.name) == text.get(start..end))?;
    let value = match variable.light == variable.dark {
        true => format!("`{}`", variable.light),
        false => format!("light `{}` · dark `{}`", variable.light, variable.dark),
    };
    let text = format!("**`{}`** · theme of Streamlit {STREAMLIT}\n\n{value}", variable.name);
    Some(Hover { site: ground.host(start, end)?, text })
}
