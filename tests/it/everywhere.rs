//! Every feature at every identifier of the examples, and of the packages that `tests/accuracy/fetch` fetches: none
//! panics, and what is renamed and named back is what it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crosswire::diagnostic::Edit;
use crosswire::fixes;
use crosswire::ide::ground::{Tongue, texts};
use crosswire::ide::{
    completion, definition, embedded, folding, highlight, hints, hover, lenses, links, occurrences, refactor,
    references, rename, signature, symbols, tokens,
};
use crosswire::text::{FileId, Site, Span};
use crosswire::workspace::{Analysis, Workspace};
use rustc_hash::FxHashSet;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// The packages that were fetched.
pub fn packages() -> Vec<PathBuf> {
    let fetch = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accuracy/fetch");
    let list = Command::new(fetch).arg("--list").output().unwrap();
    String::from_utf8(list.stdout).unwrap().lines().map(PathBuf::from).collect()
}

fn open(folder: &Path) -> Workspace {
    let mut workspace = Workspace::new(vec![folder.to_path_buf()]).relative_to(folder.to_path_buf());
    workspace.scan();
    workspace
}

/// The files that contracts are made of, those of bundles left out.
fn files(analysis: &Analysis) -> Vec<FileId> {
    const LONGEST_LINE: usize = 5_000;
    const LARGEST: usize = 500_000;
    let mut files: Vec<FileId> = Vec::new();
    for contract in &analysis.contracts {
        files.push(contract.component.site.file);
        files.extend(&contract.script.modules);
        files.extend(&contract.script.typings);
        files.extend(contract.mounts.iter().map(|mount| mount.site.file));
        files.extend(texts(&contract.component).filter_map(|(_, text)| text.host_file()));
    }
    files.sort();
    files.dedup();
    let is_written = |file: &FileId| {
        let text = analysis.text(*file);
        text.len() < LARGEST && text.lines().all(|line| line.len() < LONGEST_LINE)
    };
    files.into_iter().filter(is_written).collect()
}

/// Where each identifier starts, and each place behind a character that starts a completion.
fn places(text: &str) -> Vec<u32> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut before = ' ';
    let mut places = Vec::new();
    for (at, character) in text.char_indices() {
        let starts = is_part(character) && !is_part(before);
        if starts || matches!(before, '.' | '"' | '{' | '(' | '#') {
            places.push(at as u32);
        }
        before = character;
    }
    places
}

fn ask_everything(analysis: &Analysis, file: FileId) -> usize {
    let text = analysis.text(file);
    let whole = Span::new(0, text.len() as u32).in_file(file);
    embedded::embedded(analysis, file);
    folding::folds(analysis, file);
    hints::hints(analysis, whole);
    lenses::lenses(analysis, file);
    links::links(analysis, file);
    symbols::in_file(analysis, file);
    tokens::tokens(analysis, file);
    let mut answered = 0;
    for at in places(&text) {
        answered += completion::completion(analysis, file, at).len();
        answered += usize::from(signature::signature(analysis, file, at).is_some());
        refactor::at(analysis, Span::at(at).in_file(file));
    }
    // Where no name of a contract stands, these have nothing to go by.
    for occurrence in occurrences::all(analysis).in_file(file) {
        let at = occurrence.site.span.start;
        answered += usize::from(hover::hover(analysis, file, at).is_some());
        answered += definition::definition(analysis, file, at).len();
        answered += highlight::highlight(analysis, file, at).len();
        assert!(references::references(analysis, file, at, true).contains(&occurrence.site), "a name refers to itself");
    }
    answered
}

fn ask(folder: &Path) -> usize {
    let analysis = open(folder).analyze();
    let mut answered = symbols::everywhere(&analysis, "").len();
    for file in files(&analysis) {
        answered += ask_everything(&analysis, file);
    }
    answered
}

/// Renames every name of the workspace, and then each back. How many could be renamed, and how many not.
fn there_and_back(folder: &Path) -> (usize, usize) {
    let mut workspace = open(folder);
    let before = workspace.analyze();
    let (renamed, refused) = renamed(&before);
    let there: Vec<Edit> = renamed.iter().flat_map(|name| name.edits.clone()).collect();
    let originals = apply(&mut workspace, &before, &there);
    let between = workspace.analyze();
    assert_eq!(rules(&before), rules(&between), "{}", folder.display());
    let back = renamed.iter().flat_map(|Renamed { at, old, new, .. }| {
        rename::rename(&between, at.file, moved(*at, &there), old)
            .unwrap_or_else(|error| panic!("{new} in {}: {error}", folder.display()))
    });
    apply(&mut workspace, &between, &back.collect::<Vec<Edit>>());
    let after = workspace.analyze();
    assert_eq!(rules(&before), rules(&after), "{}", folder.display());
    for (path, text) in originals {
        let file = after.file(&path).expect("the file is there");
        assert_eq!(*after.text(file), *text, "{}", path.display());
    }
    (renamed.len(), refused)
}

/// A name that has got another.
struct Renamed {
    at: Site,
    old: String,
    new: String,
    edits: Vec<Edit>,
}

/// The edits that give each name another, and how many names cannot have one. A place that two components share is
/// renamed for both.
fn renamed(analysis: &Analysis) -> (Vec<Renamed>, usize) {
    let (mut renamed, mut refused) = (Vec::new(), 0);
    let (mut names, mut edited) = (FxHashSet::default(), FxHashSet::default());
    for one in occurrences::all(analysis).iter() {
        if edited.contains(&one.site) || !names.insert((one.contract, one.subject.clone())) {
            continue;
        }
        let Ok((at, old)) = rename::prepare(analysis, one.site.file, one.site.span.start) else {
            refused += 1;
            continue;
        };
        let new = format!("{old}_anew");
        let edits = rename::rename(analysis, at.file, at.span.start, &new).expect("a free name is taken");
        edited.extend(edits.iter().map(|edit| edit.site));
        renamed.push(Renamed { at, old, new, edits });
    }
    (renamed, refused)
}

/// Where a place is when these edits are made: what was written before it has moved it.
fn moved(at: Site, edits: &[Edit]) -> u32 {
    let before = edits.iter().filter(|edit| edit.site.file == at.file && edit.site.span.start < at.span.start);
    let shift: i64 = before.map(|edit| edit.text.len() as i64 - i64::from(edit.site.span.len())).sum();
    u32::try_from(i64::from(at.span.start) + shift).expect("a place")
}

/// The rules of all findings by how often they speak: what a new name may not change. Some are about the name
/// itself, and a name that is no longer near another is missing there and sent by nobody here.
fn rules(analysis: &Analysis) -> BTreeMap<String, usize> {
    const ABOUT_NAMES: [&str; 2] = ["value-key-unwrap", "dict-method-key"];
    let mut rules = BTreeMap::new();
    for diagnostic in analysis.diagnostics.iter().filter(|diagnostic| !ABOUT_NAMES.contains(&diagnostic.rule)) {
        let counted: &[&str] = match diagnostic.rule {
            "misspelled-key" => &["missing-callback", "unsent-key"],
            _ => &[diagnostic.rule],
        };
        for rule in counted {
            *rules.entry((*rule).to_owned()).or_default() += 1;
        }
    }
    rules
}

/// Writes edits to buffers. The texts as they were.
fn apply(workspace: &mut Workspace, analysis: &Analysis, edits: &[Edit]) -> Vec<(PathBuf, std::sync::Arc<str>)> {
    let mut of_files: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        of_files.entry(edit.site.file).or_default().push(edit);
    }
    let mut originals = Vec::new();
    for (file, edits) in of_files {
        let (path, text) = (analysis.path(file).to_path_buf(), analysis.text(file));
        workspace.open(&path, fixes::apply(&text, edits));
        originals.push((path, text));
    }
    originals
}

#[test]
fn every_feature_answers_at_every_identifier_of_the_examples() {
    assert!(ask(&examples()) > 1_000);
}

#[test]
fn names_of_the_examples_are_renamed_there_and_back() {
    let (renamed, _) = there_and_back(&examples());
    assert!(renamed > 60, "{renamed}");
}

#[test]
#[ignore = "needs the packages that tests/accuracy/fetch fetches"]
fn every_feature_answers_at_every_identifier_of_published_packages() {
    for folder in packages() {
        ask(&folder);
    }
}

#[test]
#[ignore = "needs the packages that tests/accuracy/fetch fetches"]
fn names_of_published_packages_are_renamed_there_and_back() {
    let counts: Vec<(usize, usize)> = packages().iter().map(|folder| there_and_back(folder)).collect();
    let renamed: usize = counts.iter().map(|count| count.0).sum();
    println!("renamed and refused, by package: {counts:?}");
    assert!(renamed > 100, "{counts:?}");
}

/// Whether a language of the workspace is missing from the examples, so that the tests above mean little.
#[test]
fn the_examples_have_all_languages() {
    let analysis = open(&examples()).analyze();
    let tongues: FxHashSet<Tongue> =
        files(&analysis).into_iter().filter_map(|file| Tongue::of(analysis.path(file))).collect();
    assert_eq!(tongues.len(), 4);
}
