//! Edits of host scripts that several rules offer.

use crate::diagnostic::{Edit, Fix};
use crate::model::{Contract, Mount};
use crate::rules::Context;
use crate::rules::evidence::{Registration, can_be_registered, registration};
use crate::text::{Site, Span};

/// A fix out of its edits, each made once; none where there is nothing to edit.
pub(super) fn fix(title: impl Into<String>, edits: impl IntoIterator<Item = Edit>, safe: bool) -> Option<Fix> {
    let mut once: Vec<Edit> = Vec::new();
    for edit in edits {
        if !once.contains(&edit) {
            once.push(edit);
        }
    }
    once.sort_by_key(|edit| edit.site);
    let title = title.into();
    (!once.is_empty()).then_some(Fix { title, edits: once, safe })
}

/// Replaces what is written at each of these places.
pub(super) fn replaced<'t>(
    sites: impl IntoIterator<Item = Site> + 't,
    text: &'t str,
) -> impl Iterator<Item = Edit> + 't {
    sites.into_iter().map(move |site| Edit { site, text: text.to_string() })
}

/// Adds a callback for `key` that does nothing to each of these mounts of the contract. A call that another
/// wrapper path reaches with such a callback is left alone: the name would be given twice.
pub(super) fn add_callback(contract: &Contract, mounts: &[&Mount], key: &str) -> Option<Fix> {
    if !can_be_registered(key) {
        return None;
    }
    let lacks = |mount: &Mount| matches!(registration(mount, key), Registration::Absent);
    let everywhere = |site: Site| contract.mounts.iter().filter(|other| other.site == site).all(lacks);
    let argument = callback_argument(key);
    let edits = mounts.iter().filter(|mount| everywhere(mount.site)).map(|mount| Edit {
        site: mount.insertion.at,
        text: format!("{}{argument}{}", mount.insertion.before, mount.insertion.after),
    });
    fix(format!("Add `{argument}`"), edits, true)
}

/// A callback argument that does nothing, for any key.
fn callback_argument(key: &str) -> String {
    match is_name_part(key) {
        true => format!("on_{key}_change=lambda: None"),
        false => format!("**{{{}: lambda: None}}", string_literal(&format!("on_{key}_change"))),
    }
}

/// Whether `on_<key>_change` can be written as a keyword argument, and the key as an attribute's or string's part.
pub(super) fn is_name_part(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether the key is the same text in any quotes, in Python and in JavaScript.
pub(super) fn is_plain_text(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | ':'))
}

/// A Python string literal.
pub(super) fn string_literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ => literal.push(character),
        }
    }
    literal.push('"');
    literal
}

/// Removes an argument or dict item together with its comma, and its line where it has one to itself.
pub(super) fn remove_item(ctx: &Context<'_>, item: Site) -> Edit {
    let source = (ctx.source)(item.file);
    Edit { site: item_with_comma(&source, item.span).in_file(item.file), text: String::new() }
}

fn item_with_comma(source: &str, item: Span) -> Span {
    let before = source.get(..item.start as usize).unwrap_or_default();
    let after = source.get(item.end as usize..).unwrap_or_default();
    let blank = |c: char| c == ' ' || c == '\t';
    let spaces = after.len() - after.trim_start().len();
    if let Some(rest) = after[spaces..].strip_prefix(',') {
        let rest_of_line = rest.trim_start_matches(blank);
        let end = source.len() - rest_of_line.len();
        let indentation = before.trim_end_matches(blank);
        let line_break = if rest_of_line.starts_with("\r\n") { 2 } else { 1 };
        return match indentation.ends_with('\n') && rest_of_line.starts_with(['\n', '\r']) {
            true => Span::new(indentation.len() as u32, (end + line_break) as u32),
            false => Span::new(item.start, end as u32),
        };
    }
    match before.trim_end().strip_suffix(',') {
        Some(kept) => Span::new(kept.len() as u32, item.end),
        None => item,
    }
}

/// How the file of `site` names Streamlit's module, where it imports it.
pub(super) fn streamlit_name(ctx: &Context<'_>, site: Site) -> Option<String> {
    let source = (ctx.source)(site.file);
    source.lines().find_map(|line| {
        let rest = line.strip_prefix("import streamlit")?;
        let statement = rest.split(['#', ';']).next().unwrap_or_default().trim();
        match statement.strip_prefix("as ") {
            Some(name) => Some(name.trim().to_string()),
            None => statement.is_empty().then(|| "streamlit".to_string()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_goes_with_its_comma() {
        let cases = [
            ("f(a=1, b=2, c=3)", "b=2", "f(a=1, c=3)"),
            ("f(a=1, b=2)", "b=2", "f(a=1)"),
            ("f(b=2)", "b=2", "f()"),
            ("f(\n    a=1,\n    b=2,\n)", "b=2", "f(\n    a=1,\n)"),
            ("f(\r\n    b=2,\r\n    a=1,\r\n)", "b=2", "f(\r\n    a=1,\r\n)"),
            ("f(\n    a=1,\n    b=2\n)", "b=2", "f(\n    a=1\n)"),
            ("{\"k\": 1}", "\"k\": 1", "{}"),
        ];
        for (source, item, expected) in cases {
            let (before, _) = source.split_once(item).unwrap_or_default();
            let at = before.len() as u32;
            let gone = item_with_comma(source, Span::new(at, at + item.len() as u32));
            assert_eq!(source.replacen(&source[gone.range()], "", 1), expected);
        }
    }
}
