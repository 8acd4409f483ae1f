//! Answers as readable text: one function a feature.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::Editor;
use crate::lsp_client::uri;

/// What a feature answers at a cursor.
pub fn of(feature: &str, editor: &mut Editor, path: &Path, offset: usize) -> String {
    match feature {
        "completion" => completion(editor, path, offset),
        "hover" => hover(editor, path, offset),
        "definition" => definition(editor, path, offset),
        "references" => references(editor, path, offset),
        "highlight" => highlight(editor, path, offset),
        "rename" => rename(editor, path, offset),
        "signature" => signature(editor, path, offset),
        "actions" => actions(editor, path, offset),
        "lenses" => lenses(editor, path),
        "hints" => hints(editor, path),
        "symbols" => symbols(editor, path),
        "links" => links(editor, path),
        "folding" => folding(editor, path),
        "tokens" => tokens(editor, path),
        "embedded" => embedded(editor, path, offset),
        _ => panic!("{feature} is no feature"),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn ask(editor: &mut Editor, method: &str, path: &Path, offset: usize) -> Value {
    editor.ask(method, path, offset, Value::Null).unwrap_or_else(|error| panic!("{method}: {error}"))
}

/// A proposal a line: what is shown, what is written where that is something else, what it takes the place of, and
/// the detail.
fn completion(editor: &mut Editor, path: &Path, offset: usize) -> String {
    const MOST: usize = 12;
    let items = list(&ask(editor, "textDocument/completion", path, offset));
    let mut shown = String::new();
    for item in items.iter().take(MOST) {
        let edit = &item["textEdit"];
        let new = text(&edit["newText"]);
        let _ = write!(shown, "{}", text(&item["label"]));
        if new != text(&item["label"]) {
            let _ = write!(shown, " writes {}", new.lines().next().unwrap_or_default());
        }
        let old = editor.at(path, &edit["range"]);
        if !old.is_empty() {
            let _ = write!(shown, " for {old}");
        }
        let _ = writeln!(shown, " ({})", text(&item["detail"]));
    }
    if items.len() > MOST {
        let _ = writeln!(shown, "and {} more", items.len() - MOST);
    }
    if items.is_empty() { "nothing".to_owned() } else { shown }
}

fn hover(editor: &mut Editor, path: &Path, offset: usize) -> String {
    let answer = ask(editor, "textDocument/hover", path, offset);
    if answer.is_null() {
        return "nothing".to_owned();
    }
    let name = editor.at(path, &answer["range"]);
    format!("at {name}\n{}", editor.without_folder(text(&answer["contents"]["value"])))
}

fn definition(editor: &mut Editor, path: &Path, offset: usize) -> String {
    let answer = ask(editor, "textDocument/definition", path, offset);
    places(editor, &answer)
}

fn references(editor: &mut Editor, path: &Path, offset: usize) -> String {
    let context = json!({ "context": { "includeDeclaration": true } });
    let answer = editor.ask("textDocument/references", path, offset, context).expect("references are answered");
    places(editor, &answer)
}

fn places(editor: &Editor, answer: &Value) -> String {
    let places = list(answer);
    let mut shown = String::new();
    for place in &places {
        let _ = writeln!(shown, "{}", editor.place(text(&place["uri"]), &place["range"]));
    }
    if places.is_empty() { "nothing".to_owned() } else { shown }
}

fn highlight(editor: &mut Editor, path: &Path, offset: usize) -> String {
    let answer = ask(editor, "textDocument/documentHighlight", path, offset);
    let mut shown = String::new();
    for place in list(&answer) {
        let kind = if place["kind"] == 3 { "write" } else { "read" };
        let _ = writeln!(shown, "{} ({kind})", editor.place(&uri(path), &place["range"]));
    }
    if shown.is_empty() { "nothing".to_owned() } else { shown }
}

fn rename(editor: &mut Editor, path: &Path, offset: usize) -> String {
    match editor.ask("textDocument/prepareRename", path, offset, Value::Null) {
        Err(error) => return format!("refused: {}", text(&error["message"])),
        Ok(Value::Null) => return "nothing".to_owned(),
        Ok(prepared) => assert_eq!(text(&prepared["placeholder"]), editor.at(path, &prepared["range"])),
    }
    let new_name = json!({ "newName": editor.new_name.clone().expect("the case gives a new name") });
    match editor.ask("textDocument/rename", path, offset, new_name) {
        Err(error) => format!("refused: {}", text(&error["message"])),
        Ok(edit) => editor.difference(&edit),
    }
}

/// The label with the argument that is typed in `[]`.
fn signature(editor: &mut Editor, path: &Path, offset: usize) -> String {
    let answer = ask(editor, "textDocument/signatureHelp", path, offset);
    let signature = &answer["signatures"][0];
    let label = text(&signature["label"]);
    let active = answer["activeParameter"].as_u64().and_then(|at| signature["parameters"].get(at as usize));
    match active {
        None if answer.is_null() => "nothing".to_owned(),
        None => label.to_owned(),
        Some(argument) => {
            let name = text(&argument["label"]);
            format!("{}\n{}", label.replacen(name, &format!("[{name}]"), 1), text(&argument["documentation"]))
        }
    }
}

fn lenses(editor: &mut Editor, path: &Path) -> String {
    let answer = editor.ask_file("textDocument/codeLens", path);
    let mut shown = String::new();
    for lens in list(&answer) {
        let command = &lens["command"];
        let place = editor.place(&uri(path), &lens["range"]);
        let _ = writeln!(shown, "{place}\n  {} {}", text(&command["title"]), text(&command["command"]));
        for argument in list(&command["arguments"]).iter().filter(|argument| argument["uri"].is_string()) {
            let mut argument = argument.clone();
            if argument["range"].is_object() {
                argument["range"] = json!(editor.place(text(&argument["uri"]), &argument["range"]));
            }
            let _ = writeln!(shown, "  {}", editor.without_folder(&argument.to_string()));
        }
    }
    shown
}

/// The lines that have hints, with those in `[]`.
fn hints(editor: &mut Editor, path: &Path) -> String {
    let source = editor.text(path);
    let end = editor.position(path, source.len());
    let params = json!({
        "textDocument": { "uri": uri(path) },
        "range": { "start": { "line": 0, "character": 0 }, "end": end },
    });
    let answer = editor.client.request("textDocument/inlayHint", params).expect("hints are answered");
    let mut shown = String::new();
    for hint in list(&answer) {
        let at = editor.client.offset(&source, &hint["position"]);
        let start = source[..at].rfind('\n').map_or(0, |at| at + 1);
        let rest = source[at..].lines().next().unwrap_or_default();
        let _ = writeln!(shown, "{}[{}]{rest}", &source[start..at], text(&hint["label"]));
    }
    shown
}

/// The document's symbols, then those of the workspace.
fn symbols(editor: &mut Editor, path: &Path) -> String {
    let mut shown = String::new();
    let mut stack: Vec<(usize, Value)> =
        list(&editor.ask_file("textDocument/documentSymbol", path)).into_iter().rev().map(|one| (0, one)).collect();
    while let Some((depth, symbol)) = stack.pop() {
        let place = editor.place(&uri(path), &symbol["selectionRange"]);
        let _ =
            writeln!(shown, "{}{} ({}) {place}", "  ".repeat(depth), text(&symbol["name"]), text(&symbol["detail"]));
        stack.extend(list(&symbol["children"]).into_iter().rev().map(|child| (depth + 1, child)));
    }
    let everywhere = editor.client.request("workspace/symbol", json!({ "query": "" })).expect("symbols are answered");
    shown.push_str("workspace\n");
    for symbol in list(&everywhere) {
        let place = editor.place(text(&symbol["location"]["uri"]), &symbol["location"]["range"]);
        let _ = writeln!(shown, "{} ({}) {place}", text(&symbol["name"]), text(&symbol["containerName"]));
    }
    shown
}

fn links(editor: &mut Editor, path: &Path) -> String {
    let answer = editor.ask_file("textDocument/documentLink", path);
    let mut shown = String::new();
    for link in list(&answer) {
        let target = editor.without_folder(text(&link["target"]));
        let _ = writeln!(shown, "{} -> {target}", editor.at(path, &link["range"]));
    }
    shown
}

/// Each fold's first line, and how many lines it hides.
fn folding(editor: &mut Editor, path: &Path) -> String {
    let answer = editor.ask_file("textDocument/foldingRange", path);
    let source = editor.text(path);
    let mut shown = String::new();
    for fold in list(&answer) {
        let number = |name: &str| fold[name].as_u64().expect("a number") as usize;
        let (start, end) = (number("startLine"), number("endLine"));
        let first = source.lines().nth(start).unwrap_or_default();
        let _ = writeln!(shown, "{}: {} ({})", start + 1, first.trim(), end - start);
    }
    shown
}

/// The lines with tokens, each token as `word/type`.
fn tokens(editor: &mut Editor, path: &Path) -> String {
    let answer = editor.ask_file("textDocument/semanticTokens/full", path);
    let source = editor.text(path);
    let legend = editor.client.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
    let data: Vec<u64> = list(&answer["data"]).iter().filter_map(Value::as_u64).collect();
    let mut shown = String::new();
    let (mut line, mut start) = (0, 0);
    for token in data.chunks(5) {
        if token[0] > 0 {
            start = 0;
            shown.push('\n');
        }
        line += token[0];
        start += token[1];
        let position = |character: u64| json!({ "line": line, "character": character });
        let range = json!({ "start": position(start), "end": position(start + token[2]) });
        let kind = text(&legend[token[3] as usize]);
        let word = {
            let (from, to) =
                (editor.client.offset(&source, &range["start"]), editor.client.offset(&source, &range["end"]));
            &source[from..to]
        };
        let _ = write!(shown, "{word}/{kind} ");
    }
    shown.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// All texts, then the one at the cursor.
fn embedded(editor: &mut Editor, path: &Path, offset: usize) -> String {
    let answer = editor.ask_file("crosswire/embedded", path);
    let mut shown = String::new();
    for inner in list(&answer["texts"]) {
        let _ = writeln!(shown, "{} ({})", text(&inner["name"]), text(&inner["language"]));
        let source = text(&inner["text"]);
        for piece in list(&inner["map"]) {
            let from = editor.client.offset(source, &piece["inner"]["start"]);
            let to = editor.client.offset(source, &piece["inner"]["end"]);
            let sign = if piece["verbatim"] == true { "=" } else { "~" };
            let _ = writeln!(shown, "  {:?} {sign} {:?}", &source[from..to], editor.at(path, &piece["host"]));
        }
    }
    let here = editor.ask("crosswire/embedded", path, offset, Value::Null).expect("texts are answered");
    match here["at"].as_object() {
        Some(at) => {
            let source = text(&here["texts"][0]["text"]);
            let place = editor.client.offset(source, &at["position"]);
            let _ = writeln!(shown, "the cursor: {}|{}", &source[..place], &source[place..]);
        }
        None => shown.push_str("the cursor: in none\n"),
    }
    shown
}

/// The titles of all actions, with `safe to apply to all` first, then what the one does that the case asks for.
fn actions(editor: &mut Editor, path: &Path, offset: usize) -> String {
    let position = editor.position(path, offset);
    let params = json!({
        "textDocument": { "uri": uri(path) },
        "range": { "start": position, "end": position },
        "context": { "diagnostics": [] },
    });
    let answer = editor.client.request("textDocument/codeAction", params).expect("actions are answered");
    let actions = list(&answer);
    let mut shown = String::new();
    for action in &actions {
        let _ = writeln!(shown, "{} ({})", text(&action["title"]), text(&action["kind"]));
    }
    let wanted = editor.new_name.clone();
    if let Some(action) = actions.iter().find(|action| action["title"].as_str() == wanted.as_deref()) {
        shown.push_str(&editor.difference(&action["edit"]));
    }
    if shown.is_empty() { "nothing".to_owned() } else { shown }
}
