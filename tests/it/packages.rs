//! What is known of the published packages that `tests/accuracy/fetch` fetches, beside what crosswire says of them.
//!
//! The facts are in `tests/accuracy/packages.txt`. With `CROSSWIRE_BLESS=1` what crosswire says is written there,
//! and the remarks stay with the lines that stay.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
#[ignore = "needs the packages that tests/accuracy/fetch fetches"]
fn published_packages_have_the_known_facts() {
    let fetch = Command::new(root().join("tests/accuracy/fetch")).arg("--list").output().unwrap();
    let folders = String::from_utf8(fetch.stdout).unwrap();
    let found: Vec<String> = folders.lines().map(|folder| facts(Path::new(folder))).collect();
    let page = root().join("tests/accuracy/packages.txt");
    let known = std::fs::read_to_string(&page).unwrap_or_default();
    let found = with_remarks(&found.join("\n"), &known);
    if std::env::var_os("CROSSWIRE_BLESS").is_some() {
        std::fs::write(&page, found).unwrap();
    } else {
        assert_eq!(found, known);
    }
}

/// A heading, the counts, what stayed open, and every diagnostic.
fn facts(folder: &Path) -> String {
    assert!(folder.is_dir(), "{}: tests/accuracy/fetch has not fetched it", folder.display());
    let understood = json(folder, "inspect");
    let report = json(folder, "check");
    let name = folder.file_name().unwrap().to_str().unwrap();
    let mut lines = vec![format!("== {name}"), counts(&understood)];
    let place = |value: &Value| format!("{}:{}", text(&value["path"]), value["line"]);
    let opened = understood["opened"].as_array().unwrap();
    let opened: BTreeSet<String> = opened.iter().map(|opened| format!("open {}", place(opened))).collect();
    lines.extend(opened);
    for diagnostic in report["diagnostics"].as_array().unwrap() {
        let line = &diagnostic["range"]["start"]["line"];
        let [severity, rule, path] = ["severity", "rule", "path"].map(|field| text(&diagnostic[field]));
        lines.push(format!("{severity} {rule} {path}:{line}"));
    }
    lines.join("\n") + "\n"
}

fn counts(understood: &Value) -> String {
    let components = understood["components"].as_array().unwrap();
    let keys = components.iter().enumerate().flat_map(|(number, component)| {
        component["sends"].as_array().unwrap().iter().map(move |send| (number, text(&send["key"])))
    });
    let keys: BTreeSet<(usize, &str)> = keys.collect();
    let of = |name: &str| understood["summary"][name].as_u64().unwrap();
    let (components, mounts, sets, closed) = (of("components"), of("mounts"), of("sets"), of("closed"));
    format!("{components} components, {} keys, {mounts} mounts, {closed} of {sets} sets closed", keys.len())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn json(folder: &Path, command: &str) -> Value {
    let mut program = Command::new(PathBuf::from(env!("CARGO_BIN_EXE_crosswire")));
    program.args([command, "--format", "json"]).current_dir(folder);
    let output = program.env_remove("VIRTUAL_ENV").env_remove("CONDA_PREFIX").output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{}: {error}: {output:?}", folder.display()))
}

/// The lines of `found`, each followed by the remarks that it has in `known`.
fn with_remarks(found: &str, known: &str) -> String {
    let (mut remarks, mut heading, mut of) = (BTreeMap::<(&str, &str), Vec<&str>>::new(), "", "");
    for line in known.lines() {
        match line.trim_start().starts_with('#') {
            true => remarks.entry((heading, of)).or_default().push(line),
            false => (heading, of) = (if line.starts_with("== ") { line } else { heading }, line),
        }
    }
    let (mut text, mut heading) = (String::new(), "");
    let first = remarks.remove(&("", ""));
    for line in first.into_iter().flatten() {
        text += &format!("{line}\n");
    }
    for line in found.lines() {
        heading = if line.starts_with("== ") { line } else { heading };
        text += &format!("{line}\n");
        for remark in remarks.remove(&(heading, line)).into_iter().flatten() {
            text += &format!("{remark}\n");
        }
    }
    text
}
