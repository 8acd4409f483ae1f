//! The contracts as `inspect` shows them: places as paths and lines, one mount for each call.

use std::path::Path;

use serde::Serialize;

use crate::model::{Contract, DataArg, DefaultArg, Opened, ScriptKind, SendKind, Source};
use crate::paths;
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

/// Everything that was understood.
#[derive(Debug, Serialize)]
pub struct Understood {
    pub components: Vec<Component>,
    pub opened: Vec<OpenedSet>,
    pub summary: Summary,
}

/// A registration with its mounts.
#[derive(Debug, Serialize)]
pub struct Component {
    pub name: Option<String>,
    pub path: String,
    pub line: u32,
    pub script: Script,
    pub sends: Vec<Send>,
    pub sends_open: bool,
    pub mounts: Vec<Mount>,
}

/// Where a script comes from.
#[derive(Debug, Serialize)]
pub struct Script {
    pub kind: Option<&'static str>,
    pub path: Option<String>,
}

/// A place that sends a key.
#[derive(Debug, Serialize)]
pub struct Send {
    pub key: String,
    pub kind: &'static str,
    pub certain: bool,
    pub path: String,
    pub line: u32,
}

/// A call that mounts the component, put together from all the ways that lead to it.
#[derive(Debug, Default, Serialize)]
pub struct Mount {
    pub path: String,
    pub line: u32,
    pub key: Option<String>,
    pub callbacks: Vec<String>,
    pub callbacks_open: bool,
    pub defaults: Vec<String>,
    pub defaults_open: bool,
    pub data: Option<Vec<String>>,
    pub data_open: bool,
    pub reads: Vec<String>,
}

/// What opened a set.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct OpenedSet {
    pub set: String,
    pub why: String,
    pub path: String,
    pub line: u32,
}

/// How much there is, and how much of it is known to be all there is.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    pub components: usize,
    pub mounts: usize,
    pub sets: usize,
    pub closed: usize,
}

impl Understood {
    /// What `analysis` understood, with paths from `folder`.
    pub fn of(analysis: &Analysis, folder: &Path) -> Self {
        let mut telling = Telling { analysis, folder, opened: Vec::new() };
        let components: Vec<Component> =
            analysis.contracts.iter().map(|contract| telling.component(contract)).collect();
        let mounts = || components.iter().flat_map(|component| &component.mounts);
        let open = |mount: &Mount| {
            [mount.callbacks_open, mount.defaults_open, mount.data_open].into_iter().filter(|open| *open).count()
        };
        let sets = components.len() + 3 * mounts().count();
        let open =
            components.iter().filter(|component| component.sends_open).count() + mounts().map(open).sum::<usize>();
        let summary = Summary { components: components.len(), mounts: mounts().count(), sets, closed: sets - open };
        Self { opened: telling.opened, summary, components }
    }
}

struct Telling<'a> {
    analysis: &'a Analysis,
    folder: &'a Path,
    opened: Vec<OpenedSet>,
}

impl Telling<'_> {
    fn path(&self, file: FileId) -> String {
        paths::shown(self.analysis.path(file), self.folder)
    }

    fn place(&self, site: Site) -> (String, u32) {
        (self.path(site.file), self.analysis.position(site).0)
    }

    /// Notes what opened a set.
    fn opened(&mut self, set: &str, opened: &[Opened]) {
        for Opened { site, why } in opened {
            let (path, line) = self.place(*site);
            let opened = OpenedSet { set: set.to_owned(), why: why.clone(), path, line };
            if !self.opened.contains(&opened) {
                self.opened.push(opened);
            }
        }
    }

    fn component(&mut self, contract: &Contract) -> Component {
        let name = contract.component.name.as_ref().map(|name| name.text.clone());
        let (path, line) = self.place(contract.component.site);
        let in_host = match &contract.component.js {
            Source::Text { site, .. } => Some(site.file),
            _ => None,
        };
        let file = contract.script.file.or(in_host);
        let script = Script { kind: kind(contract.script.kind), path: file.map(|file| self.path(file)) };
        let sends = contract.script.sends.iter().map(|send| {
            let (path, line) = self.place(send.key.site);
            let kind = match send.kind {
                SendKind::State => "state",
                SendKind::Trigger => "trigger",
            };
            Send { key: send.key.text.clone(), kind, certain: send.is_certain(), path, line }
        });
        let sends = sends.collect();
        let called = name.clone().unwrap_or_else(|| format!("{path}:{line}"));
        self.opened(&format!("sends of {called}"), &contract.script.sends.open);
        self.opened(&format!("mounts of {called}"), &contract.escapes);
        let mounts = self.mounts(contract);
        let sends_open = !contract.script.sends.is_closed();
        Component { name, path, line, script, sends, sends_open, mounts }
    }

    fn mounts(&mut self, contract: &Contract) -> Vec<Mount> {
        let mut merged: Vec<(Site, Mount)> = Vec::new();
        for mount in &contract.mounts {
            let at = merged.iter().position(|(site, _)| *site == mount.site).unwrap_or_else(|| {
                let (path, line) = self.place(mount.site);
                merged.push((mount.site, Mount { path, line, ..Mount::default() }));
                merged.len() - 1
            });
            let (_, shown) = &mut merged[at];
            self.add(mount, shown);
        }
        merged.sort_by(|(_, left), (_, right)| (&left.path, left.line).cmp(&(&right.path, right.line)));
        merged.into_iter().map(|(_, mount)| mount).collect()
    }

    /// Adds one way that leads to a call to what is shown of the call.
    fn add(&mut self, mount: &crate::model::Mount, shown: &mut Mount) {
        let of_mount = |set: &str| format!("{set} of the mount at {}:{}", shown.path, shown.line);
        let (callbacks, defaults, data) = (of_mount("callbacks"), of_mount("defaults"), of_mount("data"));
        shown.key = shown.key.take().or_else(|| mount.key.literal().map(|key| key.text.clone()));
        union(&mut shown.callbacks, mount.callbacks.iter().map(|callback| &callback.key.text));
        shown.callbacks_open |= !mount.callbacks.is_closed();
        self.opened(&callbacks, &mount.callbacks.open);
        match &mount.default {
            DefaultArg::Dict { keys, .. } => {
                union(&mut shown.defaults, keys.iter().map(|field| &field.key.text));
                shown.defaults_open |= !keys.is_closed();
                self.opened(&defaults, &keys.open);
            }
            DefaultArg::Unknown(opened) => {
                shown.defaults_open = true;
                self.opened(&defaults, std::slice::from_ref(opened));
            }
            DefaultArg::Absent | DefaultArg::NotADict { .. } => {}
        }
        match &mount.data {
            DataArg::Dict { fields, .. } => {
                union(shown.data.get_or_insert_default(), fields.iter().map(|field| &field.key.text));
                shown.data_open |= !fields.is_closed();
                self.opened(&data, &fields.open);
            }
            DataArg::Unknown(opened) => {
                shown.data_open = true;
                self.opened(&data, std::slice::from_ref(opened));
            }
            DataArg::Absent | DataArg::Other { .. } => {}
        }
        let in_callbacks = mount.callbacks.iter().flat_map(|callback| &callback.body.reads);
        union(&mut shown.reads, mount.reads.iter().chain(in_callbacks).map(|read| &read.key.text));
    }
}

fn union<'m>(members: &mut Vec<String>, more: impl Iterator<Item = &'m String>) {
    for member in more {
        if !members.contains(member) {
            members.push(member.clone());
        }
    }
}

fn kind(kind: ScriptKind) -> Option<&'static str> {
    match kind {
        ScriptKind::None => None,
        ScriptKind::Inline => Some("inline"),
        ScriptKind::File => Some("file"),
        ScriptKind::Sources => Some("sources"),
        ScriptKind::Bundle => Some("bundle"),
    }
}
