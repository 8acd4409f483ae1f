//! A Python function with types around a component, from its contract.

use std::fmt::Write as _;

use super::{Change, Kind, Refactor, capitalised, identifier, python_import};
use crate::diagnostic::Edit;
use crate::ide::{calls, hover};
use crate::model::{Contract, SendKind};
use crate::text::Span;
use crate::workspace::Analysis;

/// Keys that can stand in an argument's name.
fn is_identifier(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_numeric())
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The refactor, for a registration at the top of a module that is assigned to a name.
pub fn refactor(analysis: &Analysis, contract: &Contract) -> Option<Refactor> {
    let site = contract.component.site;
    let text = analysis.text(site.file);
    let variable = calls::assigned(&text, site.span.start as usize)?;
    let line = text[..site.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    if text[line..].starts_with([' ', '\t']) || !is_identifier(variable) {
        return None;
    }
    let mut keys = hover::sent(contract, SendKind::State);
    keys.extend(hover::sent(contract, SendKind::Trigger));
    let mut seen = Vec::new();
    keys.retain(|key| !seen.contains(key) && (seen.push(key.clone()), true).1);
    let fields = hover::read_fields(contract);
    let taken = |name: &String| !is_identifier(name) || matches!(name.as_str(), "key" | "width" | "height");
    if keys.is_empty() || keys.iter().any(|key| !is_identifier(key)) || fields.iter().any(taken) {
        return None;
    }
    let name = identifier(contract);
    let function = format!("show_{}", name.to_lowercase());
    let result = format!("{}Result", capitalised(&name));
    if text.contains(&format!("def {function}(")) {
        return None;
    }
    let end = site.span.end as usize;
    let at = end + text[end..].find('\n').map_or(text.len() - end, |at| at + 1);
    let wrapper = written(variable, &function, &result, &keys, &fields);
    let before = if text[..at].ends_with('\n') { "\n\n" } else { "\n\n\n" };
    let mut changes =
        vec![Change::Edit(Edit { site: Span::at(at as u32).in_file(site.file), text: format!("{before}{wrapper}") })];
    let typing = python_import(&text, site.file, "typing", &["Any", "Protocol", "cast"]);
    let callable = python_import(&text, site.file, "collections.abc", &["Callable"]);
    if let (Some(callable), Some(typing)) = (&callable, &typing) {
        // Both go to one place: an edit each would leave their order to the client.
        let both = format!("{}{}", callable.text, typing.text);
        changes.push(Change::Edit(Edit { site: typing.site, text: both }));
    } else {
        changes.extend(callable.or(typing).map(Change::Edit));
    }
    Some(Refactor { title: format!("Write a typed wrapper, `{function}`"), kind: Kind::Rewrite, changes })
}

fn written(variable: &str, function: &str, result: &str, keys: &[String], fields: &[String]) -> String {
    let mut text = format!("class {result}(Protocol):\n");
    for key in keys {
        let _ = writeln!(text, "    {key}: Any");
    }
    let _ = write!(text, "\n\ndef {function}(\n    key: str | None = None,\n    *,\n");
    for field in fields {
        let _ = writeln!(text, "    {field}: Any = None,");
    }
    for key in keys {
        let _ = writeln!(text, "    on_{key}_change: Callable[[], None] = lambda: None,");
    }
    let _ = write!(
        text,
        ") -> {result}:\n    return cast(\n        {result},\n        {variable}(\n            key=key,\n"
    );
    if !fields.is_empty() {
        let pairs: Vec<String> = fields.iter().map(|field| format!("\"{field}\": {field}")).collect();
        let _ = writeln!(text, "            data={{{}}},", pairs.join(", "));
    }
    for key in keys {
        let _ = writeln!(text, "            on_{key}_change=on_{key}_change,");
    }
    text.push_str("        ),\n    )\n");
    text
}
