//! The fixtures: readable texts that name their files and draw the squiggles they expect.
//!
//! ```text
//! What the fixture is about.
//!
//! === the fault
//! //! app.py
//! button(on_change=f)
//!        ^^^^^^^^^ invalid-callback-name error
//! ```
//!
//! `=== title` begins a case with a workspace of its own, `//! path` a file. A line of blanks, carets, a rule
//! and a severity is no part of the file: it expects that rule under the carets of the line above. What is
//! expected is all that may be found. `CROSSWIRE_FIXTURE=part-of-a-name` runs some of them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::workspaces::{File, Found, Squiggle, analyze};

/// A workspace and what is to be found in it.
pub struct Case {
    /// The fixture's folder (its rule) and file, and the case's title.
    pub name: String,
    /// The folder: the rule that the case is about.
    pub rule: String,
    pub title: String,
    pub files: Vec<File>,
    pub expected: Vec<Squiggle>,
}

/// Every case of every fixture.
pub fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures");
    let mut cases = Vec::new();
    // What `ide` has there is in `ide.rs`.
    for folder in entries(&root).into_iter().filter(|folder| !folder.ends_with("ide")) {
        let rule = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for path in entries(&folder) {
            let text = std::fs::read_to_string(&path).expect("a fixture is text");
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            cases.extend(text.split("\n=== ").skip(1).map(|section| case(&rule, &stem, section)));
        }
    }
    cases
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder of the fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry of the folder").path()).collect();
    paths.sort();
    paths
}

fn case(rule: &str, stem: &str, section: &str) -> Case {
    let (title, body) = section.split_once('\n').unwrap_or((section, ""));
    let name = format!("{rule}/{stem}: {title}");
    let mut case =
        Case { name, rule: rule.to_string(), title: title.to_string(), files: Vec::new(), expected: Vec::new() };
    for line in body.trim_end().split('\n') {
        if let Some(path) = line.strip_prefix("//! ") {
            case.files.push(File { path: path.trim().to_string(), text: String::new() });
            continue;
        }
        let Some(file) = case.files.last_mut() else { continue };
        match squiggle(line, file) {
            Some(squiggle) => case.expected.push(squiggle),
            None => {
                file.text.push_str(line);
                file.text.push('\n');
            }
        }
    }
    case.expected.sort();
    case
}

/// Reads `   ^^^ rule severity`, for the last line of the file so far.
fn squiggle(line: &str, file: &File) -> Option<Squiggle> {
    let marks = line.trim_start();
    let words = marks.trim_start_matches('^');
    let (rule, severity) = words.trim().split_once(' ')?;
    let is_squiggle =
        marks.starts_with('^') && words.starts_with(' ') && ["error", "warning", "hint"].contains(&severity);
    is_squiggle.then(|| {
        let start = (line.chars().count() - marks.chars().count()) as u32;
        Squiggle {
            path: file.path.clone(),
            line: file.text.lines().count() as u32 - 1,
            start,
            end: start + (marks.len() - words.len()) as u32,
            rule: rule.to_string(),
            severity: severity.to_string(),
        }
    })
}

/// The files with the squiggles drawn under their lines.
fn drawn(files: &[File], squiggles: &[Squiggle]) -> String {
    let mut text = String::new();
    for file in files {
        let _ = writeln!(text, "//! {}", file.path);
        for (number, line) in file.text.lines().enumerate() {
            let _ = writeln!(text, "{line}");
            for squiggle in squiggles.iter().filter(|s| s.path == file.path && s.line as usize == number) {
                let (blanks, carets) = (squiggle.start as usize, (squiggle.end - squiggle.start) as usize);
                let marks = format!("{}{}", " ".repeat(blanks), "^".repeat(carets));
                let _ = writeln!(text, "{marks} {} {}", squiggle.rule, squiggle.severity);
            }
        }
    }
    for squiggle in squiggles.iter().filter(|s| files.iter().all(|file| file.path != s.path)) {
        let _ = writeln!(text, "elsewhere: {squiggle:?}");
    }
    text
}

fn squiggles(found: &[Found]) -> Vec<Squiggle> {
    let mut squiggles: Vec<Squiggle> = found.iter().map(|found| found.squiggle.clone()).collect();
    squiggles.sort();
    squiggles
}

fn selected() -> Vec<Case> {
    let part = std::env::var("CROSSWIRE_FIXTURE").unwrap_or_default();
    cases().into_iter().filter(|case| case.name.contains(&part)).collect()
}

fn report(failures: Vec<String>) {
    assert!(failures.is_empty(), "{} failed\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn what_is_found_is_what_is_drawn() {
    let failures = selected().into_iter().filter_map(|case| {
        let found = analyze(&case.files);
        let (expected, actual) = (drawn(&case.files, &case.expected), drawn(&case.files, &squiggles(&found)));
        let messages: Vec<String> = found.iter().map(|f| format!("{}: {}", f.squiggle.rule, f.message)).collect();
        (expected != actual).then(|| {
            let diff = similar::TextDiff::from_lines(&expected, &actual);
            format!("=== {}\n{}{}", case.name, diff.unified_diff().header("expected", "found"), messages.join("\n"))
        })
    });
    report(failures.collect());
}

#[test]
fn a_fix_takes_its_squiggle_away_and_brings_no_other() {
    let mut failures = Vec::new();
    for case in selected() {
        let before = analyze(&case.files);
        for found in &before {
            for (title, files) in &found.fixed {
                let after = analyze(files);
                if after.len() >= before.len() {
                    let text = drawn(files, &squiggles(&after));
                    failures.push(format!("=== {}\nafter \"{title}\" for {}:\n{text}", case.name, found.squiggle.rule));
                }
            }
        }
    }
    report(failures);
}

/// A rule that were removed would fail its faults, and one that were widened its silent cases.
#[test]
fn every_rule_has_faults_and_silent_cases() {
    // A script over the size limit is no text for a fixture.
    let without = ["analysis-limit"];
    let cases = cases();
    for rule in crosswire::rules::all().iter().filter(|rule| !without.contains(&rule.name)) {
        let of_rule = || cases.iter().filter(|case| case.rule == rule.name);
        let speaks = |case: &&Case| case.expected.iter().any(|squiggle| squiggle.rule == rule.name);
        assert!(
            of_rule().any(|case| case.title.starts_with("the fault") && speaks(&case)),
            "{} never speaks",
            rule.name
        );
        assert!(of_rule().any(|case| case.title.starts_with("silent")), "{} is never silent", rule.name);
        for case in of_rule() {
            assert_eq!(speaks(&case), case.title.starts_with("the fault"), "the title of {}", case.name);
        }
    }
}
