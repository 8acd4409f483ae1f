//! Breaks of the functions that are given as callbacks.

use crosswire::diagnostic::Edit;
use crosswire::model::{Callable, CallbackValue, Contract, Mount};
use crosswire::text::{Site, Span};
use crosswire::workspace::Analysis;

use super::Break;
use super::breaks::{Breaks, ends_of_key};
use super::edits::written;

/// Gives callbacks a parameter that nobody passes.
pub fn parameters(contract: &Contract, breaks: &mut Breaks<'_>) {
    const PATTERN: &str = "give a callback a parameter";
    for mount in &contract.mounts {
        for callback in mount.callbacks.iter() {
            let CallbackValue::Callable(callable) = &callback.kind else { continue };
            let Some(definition) = callable.definition else { continue };
            let mut ends = ends_of_key(contract, &callback.key.text);
            ends.extend([callback.value, first_line(definition)]);
            let harmless = (!callback.certain).then_some("the callback is not always given");
            let edit = parameter(breaks.analysis, callable, definition);
            let at = edit.as_ref().map_or(definition, |edit| edit.site);
            if breaks.is_new(PATTERN, at, &ends, harmless) {
                let one = Break {
                    pattern: PATTERN,
                    what: callable.name.clone(),
                    at,
                    edits: Vec::new(),
                    expected: vec!["callback-parameters"],
                    allowed: vec!["missing-callback", "default-without-callback", "stale-result"],
                    ends,
                    becomes: None,
                    doubt: None,
                    harmless,
                };
                breaks.add(one, edit.map(|edit| vec![edit]));
            }
        }
    }
}

fn first_line(definition: Site) -> Site {
    Span::at(definition.span.start).in_file(definition.file)
}

/// The edit of a function that takes nothing, or nothing but its `self`.
fn parameter(analysis: &Analysis, callable: &Callable, definition: Site) -> Option<Edit> {
    let text = written(analysis, definition);
    let insert = |at: usize, text: &str| {
        let site = Span::at(definition.span.start + at as u32).in_file(definition.file);
        Some(Edit { site, text: text.to_owned() })
    };
    if callable.required.as_ref().is_none_or(|required| !required.is_empty()) {
        return None;
    }
    if let Some(rest) = text.strip_prefix("lambda") {
        return if rest.trim_start().starts_with(':') { insert("lambda".len(), " extra") } else { None };
    }
    let open = text.find('(')?;
    let close = open + text[open..].find(')')?;
    match text[open + 1..close].trim() {
        "" => insert(open + 1, "extra"),
        "self" | "cls" => insert(close, ", extra"),
        _ => None,
    }
}

/// Lets callbacks read the result of their own mount, which is the one of the run before.
pub fn stale_results(contract: &Contract, breaks: &mut Breaks<'_>) {
    const PATTERN: &str = "read a stale result";
    for mount in &contract.mounts {
        for callback in mount.callbacks.iter().filter(|callback| callback.certain) {
            let CallbackValue::Callable(callable) = &callback.kind else { continue };
            let Some(definition) = callable.definition else { continue };
            let Some(result) = result_name(breaks.analysis, mount, definition) else { continue };
            let mut ends = ends_of_key(contract, &callback.key.text);
            ends.extend([callback.value, definition]);
            let edit = stale_read(breaks.analysis, &result, &callback.key.text, definition);
            let at = edit.as_ref().map_or(definition, |edit| edit.site);
            if breaks.is_new(PATTERN, at, &ends, None) {
                let one = Break {
                    pattern: PATTERN,
                    what: format!("{result}.{} in {}", callback.key.text, callable.name),
                    at,
                    edits: Vec::new(),
                    expected: vec!["stale-result"],
                    allowed: vec!["dict-method-key", "default-masks-trigger"],
                    ends,
                    becomes: None,
                    doubt: None,
                    harmless: None,
                };
                breaks.add(one, edit.map(|edit| vec![edit]));
            }
        }
    }
}

/// The name that the mount's result is assigned to, where the function sees it: it is a lambda in the very
/// call, or both stand at the top of one script.
fn result_name(analysis: &Analysis, mount: &Mount, definition: Site) -> Option<String> {
    let calls = mount.via.iter().chain(std::iter::once(&mount.site));
    calls.filter(|call| call.file == definition.file).find_map(|call| {
        let text = analysis.text(call.file);
        let before = text.get(..call.span.start as usize)?;
        let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let name = line.trim_end().strip_suffix('=')?.trim_end();
        let is_name = !name.trim().is_empty() && name.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
        let at_top = |start: u32| start == 0 || text.as_bytes().get(start as usize - 1) == Some(&b'\n');
        let sees =
            call.span.contains(definition.span) || (at_top(definition.span.start) && !line.starts_with([' ', '\t']));
        (is_name && sees).then(|| name.trim().to_owned())
    })
}

/// Reads the key first thing in the function.
fn stale_read(analysis: &Analysis, result: &str, key: &str, definition: Site) -> Option<Edit> {
    let text = written(analysis, definition);
    let is_name = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let read = if is_name { format!("{result}.{key}") } else { format!("{result}[\"{key}\"]") };
    let edit = |at: usize, length: usize, text: String| {
        let start = definition.span.start + at as u32;
        Some(Edit { site: Span::new(start, start + length as u32).in_file(definition.file), text })
    };
    if text.starts_with("lambda") {
        let body = text.find(':')? + 1;
        return edit(body, text.len() - body, format!(" {read}"));
    }
    let mut at = text.find(":\n")? + 2;
    for line in text[at..].split_inclusive('\n') {
        let code = line.trim_start();
        let block =
            ["if ", "for ", "while ", "with ", "try", "def ", "class ", "async ", "match ", "@", "#", "\"", "'"];
        if !code.is_empty() && !block.iter().any(|word| code.starts_with(word)) {
            return edit(at + line.len() - code.len(), 0, format!("{read}; "));
        }
        if block[..9].iter().any(|word| code.starts_with(word)) {
            return None;
        }
        at += line.len();
    }
    None
}
