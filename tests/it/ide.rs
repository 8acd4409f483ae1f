//! What an editor offers, asked for at marked cursors of the real server.
//!
//! ```text
//! What the fixture is about.
//!
//! === the case
//! //! app.py
//! result.$0
//! --- answers
//! $0
//! clicked (trigger key of danger)
//! ```
//!
//! The folder's name is the feature. `$0` to `$9` are cursors and no part of the file; for `rename`, a line
//! `-> name` before the files gives the new name. `CROSSWIRE_BLESS=1` writes the answers, which are then to be read;
//! `CROSSWIRE_FIXTURE=part-of-a-name` runs some.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::lsp_client::{LspClient, path as path_of, uri};

mod answers;

/// A workspace, cursors in it, and what is answered there.
struct Case {
    title: String,
    new_name: Option<String>,
    files: Vec<(String, String)>,
    /// Cursors: file and byte.
    cursors: Vec<(char, usize, usize)>,
    answers: String,
}

fn read_case(section: &str) -> Case {
    let (title, body) = section.split_once('\n').unwrap_or((section, ""));
    let (body, answers) = body.split_once("--- answers\n").unwrap_or((body, ""));
    let mut case = Case {
        title: title.to_owned(),
        new_name: None,
        files: Vec::new(),
        cursors: Vec::new(),
        answers: answers.trim().to_owned(),
    };
    for line in body.trim_end().split('\n') {
        if let Some(path) = line.strip_prefix("//! ") {
            case.files.push((path.trim().to_owned(), String::new()));
        } else if let Some((_, text)) = case.files.last_mut() {
            text.push_str(line);
            text.push('\n');
        } else if let Some(name) = line.strip_prefix("-> ") {
            case.new_name = Some(name.to_owned());
        }
    }
    for (index, (_, text)) in case.files.iter_mut().enumerate() {
        while let Some((at, mark)) = cursor(text) {
            text.replace_range(at..at + 2, "");
            case.cursors.push((mark, index, at));
        }
    }
    case.cursors.sort_unstable();
    case
}

/// The first `$` with a digit behind it.
fn cursor(text: &str) -> Option<(usize, char)> {
    text.match_indices('$').find_map(|(at, _)| {
        let mark = text[at + 1..].chars().next().filter(char::is_ascii_digit)?;
        Some((at, mark))
    })
}

/// The files of every case, with its name.
pub fn workspaces() -> Vec<(String, Vec<(String, String)>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/ide");
    let mut workspaces = Vec::new();
    for path in entries(&root).iter().flat_map(|folder| entries(folder)) {
        let text = std::fs::read_to_string(&path).expect("a fixture is text");
        workspaces.extend(text.split("\n=== ").skip(1).map(|section| {
            let case = read_case(section);
            (format!("{}: {}", path.display(), case.title), case.files)
        }));
    }
    workspaces
}

/// A session over one case's files.
pub struct Editor {
    pub client: LspClient,
    pub folder: PathBuf,
    pub new_name: Option<String>,
    _files: TempDir,
}

impl Editor {
    fn open(case: &Case) -> Self {
        let files = TempDir::new().expect("a folder can be made");
        let folder = files.path().canonicalize().expect("the folder is there");
        for (path, text) in &case.files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
            std::fs::write(path, text).expect("the file can be written");
        }
        let mut client = LspClient::start(&[&folder]);
        case.files.iter().for_each(|(path, _)| client.open(&folder.join(path)));
        Self { client, folder, new_name: case.new_name.clone(), _files: files }
    }

    /// A request at a cursor.
    pub fn ask(&mut self, method: &str, path: &Path, offset: usize, more: Value) -> Result<Value, Value> {
        let mut params = json!({ "textDocument": { "uri": uri(path) }, "position": self.position(path, offset) });
        if let Value::Object(more) = more {
            params.as_object_mut().expect("an object").extend(more);
        }
        self.client.request(method, params)
    }

    /// A request about a file.
    pub fn ask_file(&mut self, method: &str, path: &Path) -> Value {
        let params = json!({ "textDocument": { "uri": uri(path) } });
        self.client.request(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    pub fn text(&self, path: &Path) -> String {
        match self.client.buffers.get(path) {
            Some(buffer) => buffer.text.clone(),
            None => std::fs::read_to_string(path).unwrap_or_default(),
        }
    }

    pub fn position(&self, path: &Path, offset: usize) -> Value {
        self.client.position(&self.text(path), offset)
    }

    /// What a range of a file says.
    pub fn at(&self, path: &Path, range: &Value) -> String {
        let text = self.text(path);
        let (start, end) = (self.client.offset(&text, &range["start"]), self.client.offset(&text, &range["end"]));
        text[start..end].to_owned()
    }

    /// A place as `app.py:3:5 name`.
    pub fn place(&self, uri: &str, range: &Value) -> String {
        let path = path_of(uri);
        let written = self.at(&path, range);
        let written = written.lines().next().unwrap_or_default();
        let name = path.strip_prefix(&self.folder).unwrap_or(&path).display();
        let (line, column) = (&range["start"]["line"], &range["start"]["character"]);
        let number = |value: &Value| value.as_u64().expect("a number") + 1;
        format!("{name}:{}:{} {written}", number(line), number(column))
    }

    /// A text that may name files of the folder.
    pub fn without_folder(&self, text: &str) -> String {
        text.replace(&format!("{}/", uri(&self.folder)), "").replace(&format!("{}/", self.folder.display()), "")
    }

    /// Every file of the folder with its text, buffers first.
    fn texts(&self) -> BTreeMap<PathBuf, String> {
        let mut texts = BTreeMap::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for path in entries(&folder) {
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        texts.insert(path.clone(), self.text(&path));
                    }
                }
            }
        }
        texts
    }

    /// The files that an edit changes, as the lines that it takes and gives.
    pub fn difference(&mut self, edit: &Value) -> String {
        let before = self.texts();
        self.client.apply(&json!({ "edit": edit }));
        let after = self.texts();
        let paths: BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
        let mut shown = String::new();
        for path in paths {
            let (old, new) = (before.get(path), after.get(path));
            if old == new {
                continue;
            }
            let what = match (old, new) {
                (None, _) => " (new)",
                (_, None) => " (gone)",
                _ => "",
            };
            let _ = writeln!(shown, "{}{what}", path.strip_prefix(&self.folder).unwrap_or(path).display());
            let (old, new) = (old.map_or("", String::as_str), new.map_or("", String::as_str));
            let diff = similar::TextDiff::from_lines(old, new);
            for change in diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal) {
                let _ = write!(shown, "{} {}", change.tag(), change.value());
            }
        }
        shown
    }
}

fn check(path: &Path, feature: &str) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a fixture is text");
    let part = std::env::var("CROSSWIRE_FIXTURE").unwrap_or_default();
    let mut sections = text.split("\n=== ");
    let mut blessed = sections.next().unwrap_or_default().to_owned();
    let mut failures = Vec::new();
    for section in sections {
        let case = read_case(section);
        let name = format!("{feature}/{}: {}", path.file_stem().unwrap_or_default().to_string_lossy(), case.title);
        let actual = match name.contains(&part) {
            true => answers(&case, feature),
            false => case.answers.clone(),
        };
        if actual.trim() != case.answers {
            let diff = similar::TextDiff::from_lines(case.answers.as_str(), actual.trim());
            failures.push(format!("=== {name}\n{}", diff.unified_diff().header("expected", "answered")));
        }
        let body = section.split("--- answers\n").next().unwrap_or_default().trim_end();
        let _ = write!(blessed, "\n=== {body}\n--- answers\n{}\n", actual.trim());
    }
    if std::env::var_os("CROSSWIRE_BLESS").is_some() {
        std::fs::write(path, blessed).expect("the fixture can be written");
        return Vec::new();
    }
    failures
}

fn answers(case: &Case, feature: &str) -> String {
    let mut editor = Editor::open(case);
    let mut shown = String::new();
    for (mark, file, offset) in &case.cursors {
        let path = editor.folder.join(&case.files[*file].0);
        let answer = answers::of(feature, &mut editor, &path, *offset);
        let _ = writeln!(shown, "${mark}\n{}", answer.trim_end());
    }
    assert!(editor.client.messages.is_empty(), "{}: {:?}", case.title, editor.client.messages);
    shown
}

#[test]
fn every_feature_answers_as_its_fixtures_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/ide");
    let mut failures = Vec::new();
    let mut folders: Vec<PathBuf> = entries(&root);
    folders.sort();
    for folder in folders {
        let feature = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for path in entries(&folder) {
            failures.extend(check(&path, &feature));
        }
    }
    assert!(failures.is_empty(), "{} failed\n\n{}", failures.len(), failures.join("\n\n"));
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder of the fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}
