//! What `follow` says of small scripts, and of some as people write them.
//!
//! A script is shown as lines: `state KEY` or `trigger KEY` for each send, with `?` where it is not certain
//! and `!` where it is sent whenever the renderer runs; `open: WHY` for what opened the set.

#![allow(clippy::unwrap_used)]

mod bundles;
mod certainty;
mod components;
mod data;
mod keys;
mod large;
mod react;
mod renderers;
mod setters;
mod splits;
mod typescript;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::follow;
use crate::link::{Front, Sources};
use crate::model::{Component, Renderer, Script, ScriptKind, SendKind};
use crate::syntax::python::PythonFacts;
use crate::syntax::script::{Dialect, ScriptFacts, read};
use crate::text::{Embedded, FileId};

/// A front end: its files by name, the entry first.
struct Files(Vec<(&'static str, String)>);

impl Sources for Files {
    fn python(&self, _: FileId) -> Option<Arc<PythonFacts>> {
        None
    }

    fn script(&self, text: &Arc<Embedded>, dialect: Dialect) -> Arc<ScriptFacts> {
        Arc::new(read(text.text(), &text.holes(), dialect))
    }

    fn file(&self, _: &Path) -> Option<FileId> {
        None
    }

    fn text(&self, file: FileId) -> Result<Arc<str>, String> {
        Ok(self.0[file.0 as usize].1.as_str().into())
    }

    fn path(&self, file: FileId) -> PathBuf {
        self.0[file.0 as usize].0.into()
    }

    fn module(&self, _: FileId, _: u32, _: &[&str]) -> Option<FileId> {
        None
    }

    fn folder(&self, _: &Path) -> Option<Vec<(String, bool)>> {
        None
    }
    fn is_ignored(&self, _: &Path) -> bool {
        false
    }
    fn projects(&self) -> Vec<PathBuf> {
        Vec::new()
    }
    fn script_module(&self, _: FileId, specifier: &str) -> Option<FileId> {
        let name = specifier.strip_prefix("./")?;
        self.0.iter().position(|file| file.0 == name).map(|index| FileId(index as u32))
    }
    fn front(&self, _: &Component, follow: &dyn Fn(&dyn Sources) -> Front) -> Front {
        follow(self)
    }
}

fn follow_files(files: Vec<(&'static str, String)>) -> Script {
    let files = Files(files);
    let entry = FileId(0);
    let text = Arc::new(Embedded::whole_file(entry, files.text(entry).unwrap()));
    follow(&text, Some(entry), ScriptKind::File, &files)
}

/// Follows a script that is one file.
fn follow_script(script: &str) -> Script {
    follow_files(vec![("index.js", script.to_owned())])
}

/// Follows the body of a renderer, whose argument is taken apart into its parts.
fn follow_body(body: &str) -> Script {
    follow_script(&in_renderer(body))
}

fn in_renderer(body: &str) -> String {
    format!(
        "export default function (component) {{\n\
         const {{ data, key, name, parentElement, setStateValue, setTriggerValue }} = component;\n{body}\n}}"
    )
}

fn word(kind: SendKind) -> &'static str {
    match kind {
        SendKind::State => "state",
        SendKind::Trigger => "trigger",
    }
}

/// The sends and what opened their set, as lines.
fn lines(script: &Script) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for send in script.sends.iter() {
        let certain = if send.is_certain() { "" } else { "?" };
        let rendering = if send.on_render { "!" } else { "" };
        let line = format!("{} {}{certain}{rendering}", word(send.kind), send.key.text);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.sort();
    lines.extend(script.sends.open.iter().map(|opened| format!("open: {}", opened.why)));
    lines
}

/// Checks a table of renderer bodies and what is to be said of them.
#[track_caller]
fn check_bodies(cases: &[(&str, &[&str])]) {
    for (body, expected) in cases {
        assert_eq!(lines(&follow_body(body)), *expected, "\n{body}");
    }
}

/// Checks a table of whole scripts and what is to be said of them.
#[track_caller]
fn check_scripts(cases: &[(&str, &[&str])]) {
    for (script, expected) in cases {
        assert_eq!(lines(&follow_script(script)), *expected, "\n{script}");
    }
}

/// What the renderer is: the text of its head, `missing`, or `unknown`.
fn renderer(script: &str) -> String {
    match follow_script(script).renderer {
        Renderer::Function(site) => script[site.span.range()].to_owned(),
        Renderer::Missing(None) => "missing".to_owned(),
        Renderer::Missing(Some(site)) => format!("missing: {}", &script[site.span.range()]),
        Renderer::Unknown => "unknown".to_owned(),
    }
}
