//! The disk, for a preview that no editor tells of edits.
//!
//! May not know what an edit leads to.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use rustc_hash::FxHashSet;

use super::protocol::FileChange;

/// How long the disk must be quiet: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(15);

/// The same while a file is being written, where the system tells when it is closed: a writer may be held up after it
/// has emptied the file, and an app without a line has no component.
const WRITING: Duration = Duration::from_millis(300);

/// Whether the system tells that a file which was written has been closed.
const TELLS_OF_CLOSE: bool = cfg!(target_os = "linux");

/// How it does.
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
            let mut burst = Burst::default();
            let mut next = Some(first);
            while let Some(event) = next {
                let complete = burst.take(event);
                next = if complete { None } else { events.recv_timeout(burst.patience()).ok() };
            }
            let mut paths = burst.paths;
            paths.sort();
            paths.dedup();
            if !paths.is_empty() {
                changed(paths.into_iter().map(|path| FileChange { path, text: None }).collect());
            }
        }
    });
    Ok(watcher)
}

/// Changes that belong together.
#[derive(Default)]
struct Burst {
    paths: Vec<PathBuf>,
    /// Files whose close is still to come.
    written: FxHashSet<PathBuf>,
}

impl Burst {
    /// Takes an event in. Says whether all files are now as they will be: their writers have closed them, or put
    /// others in their places.
    fn take(&mut self, event: notify::Result<Event>) -> bool {
        let Ok(event) = event else { return false };
        match event.kind {
            CLOSED => {
                for path in &event.paths {
                    self.written.remove(path);
                }
            }
            EventKind::Modify(ModifyKind::Data(_)) | EventKind::Create(CreateKind::File) if TELLS_OF_CLOSE => {
                self.written.extend(event.paths.iter().cloned());
            }
            _ => {}
        }
        if event.kind == CLOSED || !matches!(event.kind, EventKind::Access(_)) {
            self.paths.extend(event.paths);
        }
        self.written.is_empty() && matches!(event.kind, CLOSED | EventKind::Modify(ModifyKind::Name(_)))
    }

    /// How long to wait for the next event.
    fn patience(&self) -> Duration {
        if self.written.is_empty() { QUIET } else { WRITING }
    }
}

#[cfg(all(test, target_os = "linux"))]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use std::fs::{self, File};
    use std::io::Write;
    use std::sync::mpsc;
    use std::time::Duration;

    use super::watch;

    #[test]
    fn a_file_is_told_of_when_it_is_written_and_not_when_it_is_emptied() {
        let folder = tempfile::tempdir().unwrap();
        let (app, other) = (folder.path().join("app.py"), folder.path().join("other.py"));
        fs::write(&app, "before").unwrap();
        let (told, seen) = mpsc::channel();
        let read = app.clone();
        let _watcher = watch(folder.path(), move |_| told.send(fs::read_to_string(&read).unwrap()).unwrap()).unwrap();
        let mut file = File::create(&app).unwrap();
        fs::write(&other, "another file is saved meanwhile").unwrap();
        std::thread::sleep(Duration::from_millis(80));
        file.write_all(b"after").unwrap();
        drop(file);
        assert_eq!(seen.recv_timeout(Duration::from_secs(10)).unwrap(), "after");
    }
}
