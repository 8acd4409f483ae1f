//! The examples: the clean ones are silent, the faulty ones have the faults that their page lists and no others.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A fault as both sides name it: `app.py:12`, the rule, the severity.
type Fault = (String, String, String);

fn examples(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(folder)
}

fn found(folder: &str) -> Vec<Fault> {
    let mut check = Command::new(env!("CARGO_BIN_EXE_crosswire"));
    let output = check.args(["check", ".", "--format", "json"]).current_dir(examples(folder)).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let fault = |diagnostic: &Value| {
        let place = format!("{}:{}", text(&diagnostic["path"]), diagnostic["range"]["start"]["line"]);
        (place, text(&diagnostic["rule"]), text(&diagnostic["severity"]))
    };
    let mut faults: Vec<Fault> = report["diagnostics"].as_array().unwrap().iter().map(fault).collect();
    faults.sort();
    faults
}

/// The rows of the page's table, ``| [`place`](link) | `rule` | severity | … |``.
fn listed() -> Vec<Fault> {
    let page = std::fs::read_to_string(examples("faulty/README.md")).unwrap();
    let fault = |row: &str| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let quoted = |cell: &str| cell.split('`').nth(1).unwrap().to_owned();
        (quoted(cells[1]), quoted(cells[2]), cells[3].to_owned())
    };
    let mut faults: Vec<Fault> = page.lines().filter(|line| line.starts_with("| [")).map(fault).collect();
    faults.sort();
    faults
}

#[test]
fn clean_examples_are_silent() {
    assert_eq!(found("clean"), []);
}

#[test]
fn faulty_examples_have_the_listed_faults_and_no_others() {
    assert_eq!(found("faulty"), listed());
}
