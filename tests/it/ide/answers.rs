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
