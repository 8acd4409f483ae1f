//! Workspaces on disk for a test's time, and what crosswire says of them.

use std::path::Path;

use crosswire::diagnostic::{Diagnostic, Fix};
use crosswire::text::{Column, Site};
use crosswire::workspace::{Analysis, Workspace};

/// A text file of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the workspace's root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// One squiggle: columns are characters, from 0, and it ends with its line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Squiggle {
    pub path: String,
    pub line: u32,
    pub start: u32,
    pub end: u32,
    pub rule: String,
    pub severity: String,
}

/// A diagnostic as a test compares it, and what `--fix` or an editor would write.
pub struct Found {
    pub squiggle: Squiggle,
    pub message: String,
    /// The title of each fix with the workspace as it leaves it.
    pub fixed: Vec<(String, Vec<File>)>,
}

/// Writes the files to a folder of their own and analyses it.
pub fn analyze(files: &[File]) -> Vec<Found> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().canonicalize().expect("the folder exists");
    for file in files {
        let path = root.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        std::fs::write(path, &file.text).expect("the file can be written");
    }
    let mut workspace = Workspace::new(vec![root.clone()]);
    workspace.scan();
    let analysis = workspace.analyze();
    analysis.diagnostics.iter().map(|diagnostic| found(&analysis, &root, files, diagnostic)).collect()
}

fn found(analysis: &Analysis, root: &Path, files: &[File], diagnostic: &Diagnostic) -> Found {
    let squiggle = squiggle(analysis, root, diagnostic);
    let fixed = diagnostic.fixes.iter().map(|fix| (fix.title.clone(), fixed(analysis, root, files, fix))).collect();
    Found { squiggle, message: diagnostic.message.clone(), fixed }
}

fn relative(analysis: &Analysis, root: &Path, site: Site) -> String {
    let path = analysis.path(site.file);
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn squiggle(analysis: &Analysis, root: &Path, diagnostic: &Diagnostic) -> Squiggle {
    let site = diagnostic.site;
    let (text, index) = (analysis.text(site.file), analysis.line_index(site.file));
    let (line, start) = index.position(site.span.start, &text, Column::Characters);
    let (last_line, end) = index.position(site.span.end, &text, Column::Characters);
    let line_end = index.line_text(line, &text).chars().count() as u32;
    Squiggle {
        path: relative(analysis, root, site),
        line,
        start,
        end: if last_line == line { end.max(start + 1) } else { line_end },
        rule: diagnostic.rule.to_string(),
        severity: diagnostic.severity.as_str().to_string(),
    }
}

/// The files after the fix's edits, made from the last to the first so that places stay true.
fn fixed(analysis: &Analysis, root: &Path, files: &[File], fix: &Fix) -> Vec<File> {
    let mut files = files.to_vec();
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.site));
    for edit in edits {
        let path = relative(analysis, root, edit.site);
        let file = files.iter_mut().find(|file| file.path == path).expect("an edit is in a file of the workspace");
        file.text.replace_range(edit.site.span.range(), &edit.text);
    }
    files
}
