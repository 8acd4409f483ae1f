//! The disk, for a preview that no editor tells of edits.
//!
//! May not know what an edit leads to.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::protocol::FileChange;

/// How long the disk must be quiet: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(15);

/// A file that was written has been closed. Systems that don't tell of it have [`QUIET`].
const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

/// Calls `changed` with each burst of changes below `root`, until the watcher is dropped.
pub fn watch(
    root: &Path,
    changed: impl Fn(Vec<FileChange>) + Send + 'static,
) -> Result<RecommendedWatcher, notify::Error> {
    let (sender, events) = mpsc::channel::<notify::Result<Event>>();
    let mut watcher = notify::recommended_watcher(sender)?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    std::thread::spawn(move || {
        while let Ok(first) = events.recv() {
            let mut complete = is_complete(&first);
            let mut paths = paths_of(first);
            while !complete && let Ok(next) = events.recv_timeout(QUIET) {
                complete = is_complete(&next);
                paths.extend(paths_of(next));
            }
            paths.sort();
            paths.dedup();
            if !paths.is_empty() {
                changed(paths.into_iter().map(|path| FileChange { path, text: None }).collect());
            }
        }
    });
    Ok(watcher)
}

/// Whether a file is as it will be: its writer has closed it, or put another in its place.
fn is_complete(event: &notify::Result<Event>) -> bool {
    let kind = event.as_ref().map(|event| event.kind);
    matches!(kind, Ok(CLOSED | EventKind::Modify(ModifyKind::Name(_))))
}

fn paths_of(event: notify::Result<Event>) -> Vec<PathBuf> {
    match event {
        Ok(event) if event.kind == CLOSED || !matches!(event.kind, EventKind::Access(_)) => event.paths,
        _ => Vec::new(),
    }
}
