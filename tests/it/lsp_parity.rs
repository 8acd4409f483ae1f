//! The server says what `check` says: of files that are open or closed, after edits and after changes on disk.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::everywhere::packages;
use crate::fixtures::{Case, cases};
use crate::lsp_client::{LspClient, number, path as path_of};

/// What `check` says of a folder.
pub fn check(folder: &Path) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_crosswire"))
        .args(["check", "--format", "json"])
        .current_dir(folder)
        .output()
        .expect("check runs");
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let keep = |diagnostic: &Value| {
        json!({
            "rule": diagnostic["rule"], "severity": diagnostic["severity"], "message": diagnostic["message"],
            "path": diagnostic["path"], "range": diagnostic["range"], "related": diagnostic["related"],
        })
    };
    sorted(report["diagnostics"].as_array().expect("diagnostics").iter().map(keep).collect())
}

/// What the server says of it, in the same words.
pub fn server_says(client: &mut LspClient, folder: &Path) -> Vec<Value> {
    client.settle();
    let mut all = Vec::new();
    for (path, published) in &client.published {
        for diagnostic in &published.diagnostics {
            let related = |related: &Value| {
                let file = path_of(related["location"]["uri"].as_str().expect("a URI"));
                json!({
                    "message": related["message"], "path": relative(&file, folder),
                    "range": for_a_person(client, &file, &related["location"]["range"]),
                })
            };
            let related = diagnostic["relatedInformation"].as_array().expect("related information").iter().map(related);
            all.push(json!({
                "rule": diagnostic["code"],
                "severity": match number(&diagnostic["severity"]) { 1 => "error", 2 => "warning", _ => "hint" },
                "message": diagnostic["message"],
                "path": relative(path, folder),
                "range": for_a_person(client, path, &diagnostic["range"]),
                "related": related.collect::<Vec<_>>(),
            }));
        }
    }
    sorted(all)
}

fn sorted(mut diagnostics: Vec<Value>) -> Vec<Value> {
    diagnostics.sort_by_key(Value::to_string);
    diagnostics
}

fn relative(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).expect("a file of the folder").to_string_lossy().into_owned()
}

/// A range of the protocol as `check` counts: lines and characters from 1.
fn for_a_person(client: &LspClient, path: &Path, range: &Value) -> Value {
    let text = match client.buffers.get(path) {
        Some(buffer) => buffer.text.clone(),
        None => std::fs::read_to_string(path).expect("the file is there"),
    };
    let position = |position: &Value| {
        let before = &text[..client.offset(&text, position)];
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        json!({ "line": number(&position["line"]) + 1, "column": column + 1 })
    };
    json!({ "start": position(&range["start"]), "end": position(&range["end"]) })
}

/// Every fixture in a folder of its own, with what `check` says of it.
fn each(test: impl Fn(&Case, &Path, &[PathBuf], &[Value]) -> Result<(), String>) {
    let mut failures = Vec::new();
    for case in cases() {
        let folder = TempDir::new().expect("a folder can be made");
        let files = write(&case, folder.path());
        let said = check(folder.path());
        if let Err(state) = test(&case, folder.path(), &files, &said) {
            failures.push(format!("{}: {state}", case.name));
        }
    }
    assert!(failures.is_empty(), "{} differ from check\n{}", failures.len(), failures.join("\n"));
}

fn write(case: &Case, folder: &Path) -> Vec<PathBuf> {
    let write = |file: &crate::workspaces::File| {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(&path, &file.text).expect("the file can be written");
        path
    };
    case.files.iter().map(write).collect()
}

fn same(client: &mut LspClient, folder: &Path, said: &[Value], state: &str) -> Result<(), String> {
    let says = server_says(client, folder);
    if says == said { Ok(()) } else { Err(format!("{state}\ncheck:  {said:#?}\nserver: {says:#?}")) }
}

#[test]
fn open_closed_and_edited_files_are_judged_as_check_does() {
    each(|_, folder, files, said| {
        let mut client = LspClient::start(&[folder]);
        same(&mut client, folder, said, "closed")?;
        files.iter().for_each(|file| client.open(file));
        same(&mut client, folder, said, "open")?;
        for file in files {
            let text = &client.buffers[file].text;
            let middle = text[..text.len() / 2].rfind('\n').map_or(0, |at| at + 1);
            let typed = "if (\n";
            client.edit(file, &[(middle..middle, typed)]);
            client.settle();
            client.edit(file, &[(middle..middle + typed.len(), "")]);
        }
        same(&mut client, folder, said, "a line typed and removed in each file")?;
        files.iter().for_each(|file| client.close(file));
        same(&mut client, folder, said, "closed again")
    });
}

#[test]
fn changes_on_disk_are_judged_as_check_does() {
    each(|case, folder, files, said| {
        let all: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        all.iter().for_each(|file| std::fs::remove_file(file).expect("the file can be removed"));
        let mut client = LspClient::start(&[folder]);
        same(&mut client, folder, &[], "an empty folder")?;
        write(case, folder);
        client.touch(&all);
        same(&mut client, folder, said, "written at once")?;
        for file in &all {
            let text = std::fs::read_to_string(file).expect("the file is there");
            std::fs::remove_file(file).expect("the file can be removed");
            client.touch(&[file]);
            client.settle();
            std::fs::write(file, text).expect("the file can be written");
            client.touch(&[file]);
        }
        same(&mut client, folder, said, "each file removed and written again")
    });
}

/// Open: the first files that something is said of.
#[test]
#[ignore = "needs the packages that tests/accuracy/fetch fetches"]
fn published_packages_are_judged_as_check_does() {
    const OPENED: usize = 4;
    for folder in packages() {
        let said = check(&folder);
        let mut client = LspClient::start(&[&folder]);
        client.patience = Duration::from_secs(300);
        let is_same = |client: &mut LspClient, state: &str| {
            same(client, &folder, &said, state).unwrap_or_else(|state| panic!("{}: {state}", folder.display()));
        };
        is_same(&mut client, "closed");
        let files: Vec<PathBuf> = client.published.keys().take(OPENED).cloned().collect();
        for file in &files {
            client.open(file);
            client.edit(file, &[(0..0, "\n")]);
            client.settle();
            client.edit(file, &[(0..1, "")]);
        }
        is_same(&mut client, "open");
    }
}
