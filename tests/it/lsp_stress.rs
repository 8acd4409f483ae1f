//! A session under a storm of edits, requests and cancellations ends where a fresh one begins.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::lsp_client::{LspClient, uri};
use crate::lsp_parity::{check, server_says};

const STEPS: usize = 5_000;

/// A sequence of numbers that looks random and is the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

const METHODS: [&str; 17] = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/codeAction",
    "textDocument/inlayHint",
    "textDocument/documentLink",
    "textDocument/signatureHelp",
    "textDocument/codeLens",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/semanticTokens/full",
    "workspace/symbol",
    "crosswire/embedded",
];

/// What people type: whole words, halves of brackets, and nothing, which removes.
const TYPED: [&str; 12] = ["", "", "", "x", "(", "\"", "\n", "é😀", "result.", "setStateValue(\"", "    ", "}"];

fn request(client: &mut LspClient, dice: &mut Dice, path: &Path) -> i64 {
    let text = client.buffers[path].text.clone();
    let offset = boundary(&text, dice.roll(text.len() + 1));
    let method = METHODS[dice.roll(METHODS.len())];
    let position = client.position(&text, offset);
    // What a method does not know of this it does not look at.
    let params = json!({
        "textDocument": { "uri": uri(path) },
        "position": position,
        "range": { "start": position, "end": position },
        "context": {
            "includeDeclaration": dice.roll(2) == 0, "diagnostics": [], "triggerKind": 1, "isRetrigger": false,
        },
        "newName": "anew",
        "query": "",
    });
    client.ask(method, params)
}

fn boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn edit(client: &mut LspClient, dice: &mut Dice, path: &Path) {
    let text = client.buffers[path].text.clone();
    let start = boundary(&text, dice.roll(text.len() + 1));
    let end = boundary(&text, (start + dice.roll(4)).min(text.len())).max(start);
    client.edit(path, &[(start..end, TYPED[dice.roll(TYPED.len())])]);
}

/// The storm over the files of a folder; what everything was answered is looked at as it comes.
fn storm(client: &mut LspClient, files: &[PathBuf], seed: u64) {
    let mut dice = Dice(seed);
    let originals: Vec<String> = files.iter().map(|file| client.buffers[file].text.clone()).collect();
    for step in 0..STEPS {
        let at = dice.roll(files.len());
        match dice.roll(10) {
            0..=4 => edit(client, &mut dice, &files[at]),
            5..=7 => {
                request(client, &mut dice, &files[at]);
            }
            8 => {
                let id = request(client, &mut dice, &files[at]);
                let earlier = client.asked.iter().nth(dice.roll(client.asked.len())).copied();
                for id in [Some(id), earlier].into_iter().flatten() {
                    client.notify("$/cancelRequest", json!({ "id": id }));
                }
            }
            // What was typed is taken back from time to time, or soon nothing would be left of the component.
            _ => {
                let text = originals[at].clone();
                client.change(&files[at], text.clone(), json!([{ "text": text }]));
            }
        }
        if step % 50 == 0 {
            client.drain();
        }
    }
}

#[test]
fn a_storm_ends_with_the_findings_of_a_fresh_session() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/faulty");
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let mut files = Vec::new();
    for path in ["danger_button/app.py", "stopwatch/app.py", "stopwatch/timer.js", "stopwatch/timer.html"] {
        let to = root.join(path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(examples.join(path), &to).unwrap();
        files.push(to);
    }
    let mut client = LspClient::start(&[&root]);
    files.iter().for_each(|file| client.open(file));
    storm(&mut client, &files, 5);
    let said = server_says(&mut client, &root);
    client.until("all answers", |client| client.asked.is_empty());
    let buffers = client.buffers.clone();
    assert!(client.messages.is_empty(), "{:?}", client.messages);

    let mut fresh = LspClient::start(&[&root]);
    files.iter().for_each(|file| fresh.open_text(file, &buffers[file].text));
    assert_eq!(server_says(&mut fresh, &root), said, "a fresh session");
    files.iter().for_each(|file| std::fs::write(file, &buffers[file].text).unwrap());
    assert_eq!(check(&root), said, "check");
    assert_eq!(client.shut_down().code(), Some(0));
}

#[test]
fn an_answer_that_an_edit_overtook_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let app = root.join("app.py");
    std::fs::write(&app, "import streamlit as st\nst.components.v2.component('a', js='x\\n')\n").unwrap();
    let mut client = LspClient::start(&[&root]);
    client.open(&app);
    client.settle();
    let mut dropped = 0;
    for _ in 0..50 {
        let params = json!({ "textDocument": { "uri": uri(&app) }, "position": { "line": 0, "character": 0 } });
        let id = client.ask("textDocument/hover", params);
        client.edit(&app, &[(0..0, "\n")]);
        client.until("the answer", |client| !client.asked.contains(&id));
        dropped += usize::from(client.dropped.contains(&id));
    }
    assert!(dropped > 0, "no answer was told to be stale");
    let answer: Result<Value, Value> = client.request(
        "textDocument/hover",
        json!({ "textDocument": { "uri": uri(&app) }, "position": { "line": 51, "character": 6 } }),
    );
    assert!(answer.is_ok_and(|answer| answer.is_object()), "the text as it is now is answered for");
}
