//! `FrontendRendererArgs<State, Data>` for a renderer, from what it sends and what mounts pass.

use std::fmt::Write as _;

use super::{Change, Kind, Refactor, capitalised, identifier};
use crate::diagnostic::Edit;
use crate::ide::hover;
use crate::model::{Contract, DataArg, Field, Literal, Renderer, SendKind, SentValue, ValueKind};
use crate::text::{Site, Span};
use crate::workspace::Analysis;

const PACKAGE: &str = "@streamlit/component-v2-lib";

/// The refactor, where the renderer has no types yet.
pub fn refactor(analysis: &Analysis, contract: &Contract) -> Option<Refactor> {
    let Renderer::Function(renderer) = contract.script.renderer else { return None };
    if hover::sent(contract, SendKind::State).is_empty()
        && hover::sent(contract, SendKind::Trigger).is_empty()
        && hover::read_fields(contract).is_empty()
    {
        return None;
    }
    let text = analysis.text(renderer.file);
    if text.contains("FrontendRenderer") {
        return None;
    }
    let path = analysis.path(renderer.file);
    let is_typescript = path.extension().is_some_and(|ending| ending == "ts" || ending == "tsx");
    let start = line_start(&text, renderer.span.start as usize);
    let indent: String = text[start..].chars().take_while(|c| *c == ' ' || *c == '\t').collect();
    let changes = match is_typescript {
        true => in_typescript(contract, renderer, &text, start)?,
        false => vec![Change::Edit(Edit {
            site: Span::at(start as u32).in_file(renderer.file),
            text: in_jsdoc(contract, &indent),
        })],
    };
    let title = "Write the types of what it sends and reads".to_owned();
    Some(Refactor { title, kind: Kind::Rewrite, changes })
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |at| at + 1)
}

/// The members of `State`: names and types.
fn state(contract: &Contract) -> Vec<(String, String)> {
    let mut members = Vec::new();
    for kind in [SendKind::State, SendKind::Trigger] {
        for key in hover::sent(contract, kind) {
            let values = contract.script.sends.iter().filter(|send| send.key.text == key).map(|send| send.value);
            let values: Vec<SentValue> = values.collect();
            let first = values.first().copied().filter(|first| values.iter().all(|value| value == first));
            let of = match first {
                Some(SentValue::Object) => "Record<string, unknown>",
                Some(SentValue::Array) => "unknown[]",
                Some(SentValue::Primitive) => "string | number | boolean | null",
                Some(SentValue::Unknown) | None => "unknown",
            };
            if members.iter().all(|(known, _)| *known != key) {
                members.push((key, of.to_owned()));
            }
        }
    }
    members
}

/// The members of `Data`.
fn data(contract: &Contract) -> Vec<(String, String)> {
    let passed = |name: &str| {
        contract.mounts.iter().find_map(|mount| match &mount.data {
            DataArg::Dict { fields, .. } => fields.iter().find(|field| field.key.text == name),
            _ => None,
        })
    };
    let typed = |name: String| {
        let of = passed(&name).map_or("unknown", type_of).to_owned();
        (name, of)
    };
    hover::read_fields(contract).into_iter().map(typed).collect()
}

fn type_of(field: &Field) -> &'static str {
    match (&field.literal, &field.kind) {
        (Some(Literal::Bool(_)), _) => "boolean",
        (Some(Literal::Int(_) | Literal::Float(_)), _) => "number",
        (Some(Literal::Text(_)), _) | (_, ValueKind::Str) => "string",
        (_, ValueKind::List) => "unknown[]",
        (_, ValueKind::Dict) => "Record<string, unknown>",
        _ => "unknown",
    }
}

/// The type of the renderer's argument, on one line of TypeScript.
pub fn argument(contract: &Contract) -> String {
    let members = |members: &[(String, String)]| {
        let members: Vec<String> = members.iter().map(|(name, of)| format!("{}: {of}", property(name))).collect();
        format!("{{ {} }}", members.join("; "))
    };
    let names = |kind: SendKind| {
        let names: Vec<String> = hover::sent(contract, kind).iter().map(|key| format!("{key:?}")).collect();
        if names.is_empty() { "string".to_owned() } else { names.join(" | ") + " | (string & {})" }
    };
    let root = match contract.component.isolate_styles {
        Some(true) => "ShadowRoot",
        Some(false) => "HTMLDivElement",
        None => "ShadowRoot | HTMLDivElement",
    };
    format!(
        "{{ name: string; key: string; data: {}; parentElement: {root}; \
         setStateValue(key: {}, value: any): void; setTriggerValue(key: {}, value: any): void }}",
        members(&data(contract)),
        names(SendKind::State),
        names(SendKind::Trigger),
    )
}

/// A member's name, quoted where it is no identifier.
fn property(name: &str) -> String {
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$')
        && !name.starts_with(|c: char| c.is_numeric())
        && !name.is_empty();
    if is_name { name.to_owned() } else { format!("{name:?}") }
}

fn in_jsdoc(contract: &Contract, indent: &str) -> String {
    let object = |members: &[(String, String)]| {
        let members: Vec<String> = members.iter().map(|(name, of)| format!("{}: {of}", property(name))).collect();
        format!("{{{{ {} }}}}", members.join(", "))
    };
    format!(
        "{indent}/**\n{indent} * @typedef {} State\n{indent} * @typedef {} Data\n\
         {indent} * @param {{import(\"{PACKAGE}\").FrontendRendererArgs<State, Data>}} component\n{indent} */\n",
        object(&state(contract)),
        object(&data(contract)),
    )
}

fn in_typescript(contract: &Contract, renderer: Site, text: &str, start: usize) -> Option<Vec<Change>> {
    let name = capitalised(&identifier(contract));
    let mut written = String::new();
    for (what, members) in [("State", state(contract)), ("Data", data(contract))] {
        let _ = writeln!(written, "type {name}{what} = {{");
        for (member, of) in members {
            let _ = writeln!(written, "  {}: {of};", property(&member));
        }
        written.push_str("};\n\n");
    }
    let edit = |at: usize, text: String| Change::Edit(Edit { site: Span::at(at as u32).in_file(renderer.file), text });
    let mut changes = vec![edit(0, format!("import type {{ FrontendRendererArgs }} from \"{PACKAGE}\";\n"))];
    changes.push(edit(start, written));
    // The parameter gets its type where it has none and stands in brackets.
    let head = text.get(renderer.span.range())?;
    let open = head.find('(')?;
    let close = closing(head, open)?;
    let parameter = &head[open + 1..close];
    if !parameter.trim().is_empty() && !parameter.contains(':') && !parameter.contains('=') {
        let at = renderer.span.start as usize + open + 1 + parameter.trim_end().trim_end_matches(',').len();
        changes.push(edit(at, format!(": FrontendRendererArgs<{name}State, {name}Data>")));
    }
    Some(changes)
}

fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    text.bytes().enumerate().skip(open).find_map(|(at, byte)| {
        match byte {
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}
