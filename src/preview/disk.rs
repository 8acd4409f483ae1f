//! The disk, for a preview that no editor tells of edits.
//!
//! May not know what an edit leads to.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::protocol::FileChange;

/// How long the disk must be quiet: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(15);

/// Calls `changed` with each burst of changes below `root`, until the watcher is dropped.
pub fn watch(
    root: &Path,
    changed: impl Fn(Vec<FileChange>) + Send + 'static,
) -> Result<RecommendedWatcher, notify::Error> {
    let (sender, events) = mpsc::channel::<notify::Result<notify::Event>>();
    let mut watcher = notify::recommended_watcher(sender)?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    std::thread::spawn(move || {
        while let Ok(first) = events.recv() {
            let mut paths = paths_of(first);
            while let Ok(next) = events.recv_timeout(QUIET) {
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

fn paths_of(event: notify::Result<notify::Event>) -> Vec<std::path::PathBuf> {
    match event {
        Ok(event) if !matches!(event.kind, EventKind::Access(_)) => event.paths,
        _ => Vec::new(),
    }
}
