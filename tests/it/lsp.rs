//! The server as an editor sees it, beside what `check` says of the same files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::lsp_client::{LspClient, Published, full_capabilities, number, uri};
use crate::lsp_parity::{check, server_says};

/// A component in two files: its script sends a key that the mount gives no callback for.
const APP: &str = r#"from pathlib import Path

import streamlit as st

SCRIPT = (Path(__file__).parent / "danger.js").read_text()
danger = st.components.v2.component("danger", html="<button>Delete</button>", js=SCRIPT)
result = danger(key="one")
if result.confirmed:
    st.write("gone")
"#;

const SCRIPT: &str = r#"export default function (component) {
  const { parentElement, setTriggerValue } = component
  parentElement.querySelector("button").onclick = () => setTriggerValue("confirmed", true)
}
"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }
    folder
}

fn two_files() -> TempDir {
    folder(&[("app.py", APP), ("danger.js", SCRIPT)])
}

/// The rules of everything that is said now, with the names of their files.
fn said(client: &mut LspClient) -> BTreeSet<(String, String)> {
    client.settle();
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let of_file = |(path, published): (&PathBuf, &Published)| {
        let code = |diagnostic: &Value| diagnostic["code"].as_str().expect("a code").to_owned();
        published.diagnostics.iter().map(|diagnostic| (name(path), code(diagnostic))).collect::<Vec<_>>()
    };
    client.published.iter().flat_map(of_file).collect()
}

/// The first diagnostic of a rule, with its file.
fn find(client: &mut LspClient, rule: &str) -> (PathBuf, Value) {
    client.settle();
    let found = client.published.iter().find_map(|(path, published)| {
        let diagnostic = published.diagnostics.iter().find(|diagnostic| diagnostic["code"] == rule)?;
        Some((path.clone(), diagnostic.clone()))
    });
    found.unwrap_or_else(|| panic!("no {rule} in {:?}", client.published))
}

// A session's beginning and end

#[test]
fn only_a_session_that_was_shut_down_ends_well() {
    let root = two_files();
    let patience = Duration::from_secs(2);
    assert_eq!(LspClient::start(&[root.path()]).shut_down().code(), Some(0));

    let mut impolite = LspClient::start(&[root.path()]);
    impolite.notify("exit", Value::Null);
    assert_eq!(impolite.wait(patience).and_then(|status| status.code()), Some(1));

    let mut vanished = LspClient::start(&[root.path()]);
    vanished.hang_up();
    assert_eq!(vanished.wait(patience).and_then(|status| status.code()), Some(1));

    let mut never_begun = LspClient::spawn();
    never_begun.hang_up();
    assert_eq!(never_begun.wait(patience).and_then(|status| status.code()), Some(1));
}

#[test]
fn the_server_does_not_outlive_its_editor() {
    let root = two_files();
    let mut editor = Command::new("sleep").arg("60").spawn().expect("a process to stand for the editor");
    let mut client = LspClient::start_with(&[root.path()], full_capabilities(), json!(editor.id()));
    client.settle();
    assert_eq!(client.wait(Duration::from_millis(800)), None, "the editor lives");
    editor.kill().expect("it can be ended");
    editor.wait().expect("it ends");
    assert_eq!(client.wait(Duration::from_secs(2)).and_then(|status| status.code()), Some(1));
}

#[test]
fn an_editor_is_asked_for_what_it_can_do_only() {
    let root = two_files();
    let mut able = LspClient::start(&[root.path()]);
    able.until("the end of progress", |client| client.progress.len() == 3);
    assert_eq!(able.progress, ["create", "begin", "end"]);
    assert_eq!(able.watched.len(), 2, "{:?}", able.watched);

    let mut plain = LspClient::start_with(&[root.path()], json!({}), Value::Null);
    let (_, diagnostic) = find(&mut plain, "missing-callback");
    assert!(plain.progress.is_empty() && plain.watched.is_empty());
    assert_eq!(plain.capabilities["codeActionProvider"], Value::Null);
    let mut unversioned = full_capabilities();
    unversioned["workspace"]["workspaceEdit"]["documentChanges"] = json!(false);
    let mut unversioned = LspClient::start_with(&[root.path()], unversioned, Value::Null);
    let (place, found) = find(&mut unversioned, "missing-callback");
    let edit = unversioned.actions_for(&place, &found).remove(0)["edit"].take();
    assert_eq!(edit["documentChanges"], Value::Null);
    let app = uri(&root.path().join("app.py"));
    assert!(edit["changes"][&app][0]["newText"].as_str().is_some_and(|text| text.contains("on_confirmed_change")));
    for extra in ["relatedInformation", "codeDescription", "data"] {
        assert_eq!(diagnostic.get(extra), None, "{extra} was not offered");
    }
}

// Squiggles come and go

#[test]
fn a_squiggle_goes_when_its_fix_is_applied() {
    let root = two_files();
    let app = root.path().join("app.py");
    let mut client = LspClient::start(&[root.path()]);
    client.open(&app);
    let (place, diagnostic) = find(&mut client, "missing-callback");
    assert_eq!(diagnostic["source"], "crosswire");
    assert!(diagnostic["relatedInformation"].as_array().is_some_and(|related| !related.is_empty()));

    let actions = client.actions_for(&place, &diagnostic);
    let action = actions.iter().find(|action| action["isPreferred"] == true).expect("a preferred fix");
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["data"]["fix"], diagnostic["data"]["fixes"][0]);
    client.apply(action);
    assert_eq!(said(&mut client), BTreeSet::new());
    assert!(client.buffers[&app].text.contains("on_confirmed_change="));
    client.save(&app);
    assert_eq!(check(root.path()), Vec::<Value>::new());
}

#[test]
fn fixes_change_files_that_are_not_open() {
    let root = two_files();
    let mut client = LspClient::start(&[root.path()]);
    let (place, diagnostic) = find(&mut client, "missing-callback");
    let action = client.actions_for(&place, &diagnostic).remove(0);
    client.apply(&action);
    assert_eq!(said(&mut client), BTreeSet::new());
}

#[test]
fn fix_all_applies_every_safe_fix() {
    let script = SCRIPT.replace("\"confirmed\", true)", "\"confirmed\", true) || setTriggerValue(\"left\", true)");
    let root = folder(&[("app.py", APP), ("danger.js", &script)]);
    let mut client = LspClient::start(&[root.path()]);
    let (place, _) = find(&mut client, "missing-callback");
    client.open(&place);
    for _ in 0..3 {
        let all = client.code_actions(&place, (0, 0), (0, 0), Some("source.fixAll")).expect("an answer");
        assert!(all.iter().all(|action| action["kind"] == "source.fixAll.crosswire"), "{all:?}");
        let Some(action) = all.first() else { break };
        client.apply(action);
        client.settle();
    }
    assert_eq!(said(&mut client), BTreeSet::new());
}

#[test]
fn mending_one_file_clears_the_other() {
    let root = two_files();
    let (app, script) = (root.path().join("app.py"), root.path().join("danger.js"));
    let mut client = LspClient::start(&[root.path()]);
    let before = server_says(&mut client, root.path());
    assert!(!before.is_empty());

    client.open(&script);
    let at = SCRIPT.find("confirmed").expect("the key");
    client.edit(&script, &[(at..at + "confirmed".len(), "other")]);
    assert_ne!(server_says(&mut client, root.path()), before, "the key is another now");
    client.close(&script);
    assert_eq!(server_says(&mut client, root.path()), before, "the disk counts again");

    client.open(&app);
    let at = APP.find("key=\"one\"").expect("the mount");
    client.edit(&app, &[(at..at, "on_confirmed_change=print, ")]);
    assert_eq!(said(&mut client), BTreeSet::new());
}

#[test]
fn diagnostics_name_the_version_they_are_for() {
    let root = two_files();
    let app = root.path().join("app.py");
    let mut client = LspClient::start(&[root.path()]);
    client.open(&app);
    for _ in 0..3 {
        client.edit(&app, &[(0..0, "\n")]);
        client.settle();
        assert_eq!(client.published[&app].version, Some(client.buffers[&app].version));
    }
    client.close(&app);
    client.settle();
    assert_eq!(client.published.get(&app).and_then(|published| published.version), None);
}

#[test]
fn a_finding_can_be_suppressed_where_it_stands() {
    let inline = APP.replace("js=SCRIPT", &format!("js=\"\"\"\n{SCRIPT}\"\"\""));
    let mount_in_string = APP.replace("danger(key=\"one\")", "danger(key=\"\"\"one\n\"\"\")");
    for (name, app) in [("two files", APP), ("inline", &inline), ("a string at the line's end", &mount_in_string)] {
        let root = folder(&[("app.py", app), ("danger.js", SCRIPT)]);
        let mut client = LspClient::start(&[root.path()]);
        let (place, diagnostic) = find(&mut client, "missing-callback");
        client.open(&place);
        let actions = client.actions_for(&place, &diagnostic);
        let suppress = actions.iter().find(|action| action["title"] == "Suppress `missing-callback` on this line");
        let line = number(&diagnostic["range"]["start"]["line"]);
        let text = client.buffers[&place].text.clone();
        let can_be = text.lines().nth(line).is_some_and(|line| line.matches("\"\"\"").count() != 1);
        assert_eq!(suppress.is_some(), can_be, "{name}: {actions:?}");
        if let Some(suppress) = suppress {
            client.apply(suppress);
            assert_eq!(said(&mut client), BTreeSet::new(), "{name}: {}", client.buffers[&place].text);
        }
    }
}

// The disk and the configuration

#[test]
fn changes_on_disk_are_followed() {
    let root = two_files();
    let (app, script) = (root.path().join("app.py"), root.path().join("danger.js"));
    let mut client = LspClient::start(&[root.path()]);
    let write = |path: &Path, text: &str| std::fs::write(path, text).expect("the file can be written");
    let mended = APP.replace("key=\"one\"", "key=\"one\", on_confirmed_change=print");
    find(&mut client, "missing-callback");

    write(&app, &mended);
    client.touch(&[&app]);
    assert_eq!(server_says(&mut client, root.path()), check(root.path()));
    assert_eq!(said(&mut client), BTreeSet::new());

    write(&app, APP);
    client.touch(&[&app]);
    find(&mut client, "missing-callback");

    std::fs::remove_file(&script).expect("the file can be removed");
    client.touch(&[&script]);
    assert_eq!(server_says(&mut client, root.path()), check(root.path()));

    write(&script, SCRIPT);
    write(&root.path().join("more.py"), APP);
    client.touch(&[&script, &root.path().join("more.py")]);
    assert_eq!(server_says(&mut client, root.path()), check(root.path()));
    assert!(said(&mut client).iter().any(|(_, rule)| rule == "missing-callback"));

    client.open(&app);
    write(&app, &mended);
    client.touch(&[&app]);
    find(&mut client, "missing-callback");
    client.close(&app);
    assert_eq!(server_says(&mut client, root.path()), check(root.path()));
}

#[test]
fn the_configuration_is_read_again_and_a_broken_one_is_told() {
    let root = two_files();
    let config = root.path().join("crosswire.toml");
    let mut client = LspClient::start(&[root.path()]);
    find(&mut client, "missing-callback");
    let configure = |client: &mut LspClient, text: &str| {
        std::fs::write(&config, text).expect("the file can be written");
        client.touch(&[&config]);
        said(client).iter().any(|(_, rule)| rule == "missing-callback")
    };
    assert!(!configure(&mut client, "ignore = [\"missing-callback\"]"));
    assert!(client.messages.is_empty(), "{:?}", client.messages);
    assert!(!configure(&mut client, "ignore = [\"missing-calback\"]"), "the last good configuration counts");
    let told = |client: &LspClient| client.messages.iter().any(|message| message.contains("`missing-callback`?"));
    assert!(told(&client), "{:?}", client.messages);
    assert!(configure(&mut client, ""));
    assert_eq!(client.messages.len(), 1, "{:?}", client.messages);
}

// Folders

#[test]
fn folders_come_and_go() {
    let (one, two) = (two_files(), two_files());
    let mut client = LspClient::start(&[one.path(), two.path()]);
    client.settle();
    let squiggled = |client: &mut LspClient, root: &Path| {
        client.settle();
        client.published.iter().any(|(path, published)| path.starts_with(root) && !published.diagnostics.is_empty())
    };
    assert!(squiggled(&mut client, one.path()) && squiggled(&mut client, two.path()));
    let folder = json!({ "uri": uri(two.path()), "name": "two" });
    let change = |added: Value, removed: Value| json!({ "event": { "added": added, "removed": removed } });
    client.notify("workspace/didChangeWorkspaceFolders", change(json!([]), json!([folder])));
    assert!(squiggled(&mut client, one.path()) && !squiggled(&mut client, two.path()));
    client.notify("workspace/didChangeWorkspaceFolders", change(json!([folder]), json!([])));
    assert!(squiggled(&mut client, two.path()));
}

#[test]
fn a_file_without_a_folder_is_judged_with_its_neighbours() {
    let root = two_files();
    let elsewhere = TempDir::new().expect("a folder can be made");
    for folders in [&[][..], &[elsewhere.path()][..]] {
        let mut client = LspClient::start(folders);
        client.open(&root.path().join("app.py"));
        find(&mut client, "missing-callback");
        client.close(&root.path().join("app.py"));
        assert_eq!(said(&mut client), BTreeSet::new(), "nobody asked for a folder");
    }
}

// Positions

#[test]
fn columns_are_counted_as_agreed() {
    let line = "label = \"😀é\"; result = danger(key=\"one\")";
    let text = APP.replace("result = danger(key=\"one\")", line);
    let root = folder(&[("app.py", &text), ("danger.js", &SCRIPT.replace("() =>", "/* 😀é */ () =>"))]);
    for encodings in [json!(["utf-16"]), json!(["utf-8", "utf-16"]), json!(null)] {
        let mut capabilities = full_capabilities();
        capabilities["general"]["positionEncodings"] = encodings.clone();
        let mut client = LspClient::start_with(&[root.path()], capabilities, Value::Null);
        assert_eq!(client.utf8, encodings[0] == "utf-8");
        assert_eq!(server_says(&mut client, root.path()), check(root.path()), "{encodings}");

        let app = root.path().join("app.py");
        client.open(&app);
        let at = text.find("key=\"one\"").expect("the mount");
        client.edit(&app, &[(at..at, "on_confirmed_change=print, ")]);
        assert_eq!(said(&mut client), BTreeSet::new(), "{encodings}: the edit went elsewhere");
    }
}

#[test]
fn crlf_files_are_edited_in_place() {
    let root = folder(&[("app.py", &APP.replace('\n', "\r\n")), ("danger.js", &SCRIPT.replace('\n', "\r\n"))]);
    let app = root.path().join("app.py");
    let mut client = LspClient::start(&[root.path()]);
    assert_eq!(server_says(&mut client, root.path()), check(root.path()));
    client.open(&app);
    let (place, diagnostic) = find(&mut client, "missing-callback");
    let action = client.actions_for(&place, &diagnostic).remove(0);
    client.apply(&action);
    assert_eq!(said(&mut client), BTreeSet::new());
    assert!(client.buffers[&app].text.contains("\r\n"));
}

#[test]
fn ranges_that_are_nowhere_do_no_harm() {
    let root = two_files();
    let app = root.path().join("app.py");
    let mut client = LspClient::start(&[root.path()]);
    client.open(&app);
    let huge = json!({ "line": u32::MAX, "character": u32::MAX });
    let start = json!({ "line": 0, "character": 0 });
    let change =
        |start: &Value, end: &Value, text: &str| json!([{ "range": { "start": start, "end": end }, "text": text }]);
    client.change(&app, format!("{APP}# end\n"), change(&huge, &huge, "# end\n"));
    client.change(&app, String::new(), change(&huge, &start, ""));
    client.change(&app, APP.to_owned(), change(&huge, &huge, APP));
    assert_eq!(server_says(&mut client, root.path()), check(root.path()));
    let at = (u32::MAX, u32::MAX);
    client.code_actions(&app, at, (0, 0), None).expect("an answer");

    // An edit of a buffer that is not open is told in the log, and nothing else comes of it.
    let document = json!({ "uri": uri(&root.path().join("other.py")), "version": 2 });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": "x" }] }));
    client.settle();
    assert!(client.messages.iter().any(|message| message.contains("other.py")), "{:?}", client.messages);
}

#[test]
fn documents_that_are_no_files_are_left_alone() {
    let root = two_files();
    let mut client = LspClient::start(&[root.path()]);
    let document = json!({ "uri": "untitled:Untitled-1", "languageId": "python", "version": 1, "text": APP });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    assert_eq!(server_says(&mut client, root.path()), check(root.path()));
}

// Many edits

/// An edit that can be taken back: where it is, what was there, what it put there.
struct Typed {
    file: PathBuf,
    at: usize,
    old: String,
    new: &'static str,
}

#[test]
fn many_edits_end_where_a_fresh_server_begins() {
    let root = two_files();
    let files = [root.path().join("app.py"), root.path().join("danger.js")];
    let mut client = LspClient::start(&[root.path()]);
    files.iter().for_each(|file| client.open(file));
    let mut random = 7_u32;
    let mut next = |below: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) as usize % below.max(1)
    };
    let snippets =
        ["", "x", "\n", "\"", "(", "😀", "setTriggerValue(\"k\", 1)\n", "    ", "on_k_change=print, ", "\r\n"];
    let mut typed: Vec<Typed> = Vec::new();
    let mut states = BTreeSet::new();
    for round in 1..=500 {
        // Of what was typed at most two edits stay, so that the texts remain a component most of the time.
        let undo = typed.len() > 2 || (!typed.is_empty() && next(2) == 0);
        let taken_back = if undo { typed.pop() } else { None };
        match taken_back {
            Some(Typed { file, at, old, new }) => client.edit(&file, &[(at..at + new.len(), &old)]),
            None => {
                let (file, new) = (files[next(2)].clone(), snippets[next(snippets.len())]);
                let text = &client.buffers[&file].text;
                let boundaries: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
                let from = next(boundaries.len());
                let (at, end) = (boundaries[from], boundaries[(from + next(4)).min(boundaries.len() - 1)]);
                let old = text[at..end].to_owned();
                client.edit(&file, &[(at..end, new)]);
                typed.push(Typed { file, at, old, new });
            }
        }
        if round % 50 == 0 {
            files.iter().for_each(|file| client.save(file));
            let mut fresh = LspClient::start(&[root.path()]);
            let expected = server_says(&mut fresh, root.path());
            assert_eq!(server_says(&mut client, root.path()), expected, "after {round} edits");
            states.insert(format!("{expected:?}"));
        }
    }
    assert!(states.len() > 1, "the edits changed nothing");
    assert!(!client.messages.iter().any(|message| message.contains("failed")), "{:?}", client.messages);
}
