//! `check --watch`: checks again when files change.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::check::Options;
use super::{Place, Status, complain};
use crate::config::Settings;
use crate::paths;
use crate::workspace::Workspace;

/// How long the disk must be quiet before it is read: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(80);

/// Watches until it is interrupted.
pub fn run(options: &Options, place: &Place, mut workspace: Workspace, out: &mut dyn Write) -> io::Result<Status> {
    let (sender, events) = mpsc::channel();
    let watching = notify::recommended_watcher(sender).and_then(|mut watcher| {
        for root in &place.roots {
            // A file is watched by its folder: editors replace it rather than write into it.
            match root.parent() {
                Some(parent) if root.is_file() => {
                    let parent = if parent.as_os_str().is_empty() { &place.folder } else { parent };
                    watcher.watch(parent, RecursiveMode::NonRecursive)?;
                }
                _ => watcher.watch(root, RecursiveMode::Recursive)?,
            }
        }
        Ok(watcher)
    });
    let _watcher = match watching {
        Ok(watcher) => watcher,
        Err(error) => {
            complain(&format!("cannot watch for changes: {error}"));
            return Ok(Status::CouldNotRun);
        }
    };
    while let Some(changed) = next_changes(&events) {
        let started = Instant::now();
        let before = (workspace.stats(), workspace.analyze());
        if changed.iter().any(|path| changes_the_rest(path)) {
            match options.workspace(place) {
                Ok(anew) => workspace = anew,
                Err(_) => continue,
            }
            workspace.scan();
        } else {
            changed.iter().for_each(|path| workspace.touched(path));
        }
        let analysis = workspace.analyze();
        if (workspace.stats(), &analysis.diagnostics) == (before.0, &before.1.diagnostics) {
            continue;
        }
        let names: Vec<String> = changed.iter().take(3).map(|path| paths::shown(path, &place.folder)).collect();
        let more = if changed.len() > names.len() { ", …" } else { "" };
        complain(&format!("changed: {}{more}", names.join(", ")));
        options.report(&analysis, place, started.elapsed(), None, out)?;
        out.flush()?;
    }
    Ok(Status::Clean)
}

/// The paths of the next burst of changes; none when there will be no more.
fn next_changes(events: &Receiver<notify::Result<Event>>) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    let mut next = events.recv().ok();
    while let Some(event) = next {
        if let Ok(event) = event
            && !matches!(event.kind, EventKind::Access(_))
        {
            changed.extend(event.paths);
        }
        next = match changed.is_empty() {
            true => events.recv().ok(),
            false => events.recv_timeout(QUIET).ok(),
        };
    }
    (!changed.is_empty()).then_some(changed)
}

/// Whether a file decides which other files are looked at, or how.
fn changes_the_rest(path: &std::path::Path) -> bool {
    let ignores = [".gitignore", ".ignore"];
    Settings::is_config_file(path) || ignores.iter().any(|name| path.ends_with(name))
}
