//! `check --fix` and `--diff`: applies safe fixes in memory until none is left, then writes or shows them.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::{Status, complain};
use crate::fixes;
use crate::paths;
use crate::vfs::Vfs;
use crate::workspace::Workspace;

/// Fixes at one place take a round each, and a fix may make another one possible; two that undo each other
/// must come to an end.
const ROUNDS: usize = 64;

/// What mending came to.
pub struct Mended {
    /// How many fixes were applied.
    pub count: usize,
    /// Whether all could be written.
    pub status: Status,
}

/// Applies the safe fixes to the workspace's buffers. Says which files changed, and how many fixes it were.
fn apply(workspace: &mut Workspace) -> (BTreeSet<PathBuf>, usize) {
    let mut changed = BTreeSet::new();
    let mut count = 0;
    for _ in 0..ROUNDS {
        let analysis = workspace.analyze();
        let mended = fixes::apply_safe(&analysis);
        if mended.count == 0 {
            break;
        }
        count += mended.count;
        for (file, text) in mended.texts {
            let path = analysis.path(file).to_path_buf();
            workspace.open(&path, text);
            changed.insert(path);
        }
    }
    (changed, count)
}

/// Mends the files on the disk.
pub fn write(workspace: &mut Workspace, folder: &Path) -> Mended {
    let (changed, count) = apply(workspace);
    let mut status = Status::Clean;
    for path in &changed {
        if let Err(why) = write_file(workspace.files(), path) {
            complain(&format!("{} is left as it was: {why}", paths::shown(path, folder)));
            status = Status::CouldNotRun;
        }
        workspace.close(path);
    }
    Mended { count, status }
}

/// Prints what mending would change.
pub fn show(workspace: &mut Workspace, folder: &Path, out: &mut dyn Write) -> io::Result<Status> {
    let (changed, _) = apply(workspace);
    let mut status = Status::Clean;
    for path in changed {
        let files = workspace.files();
        let file = files.intern(&path);
        let (Ok((before, _)), Ok(after)) = (files.read_disk(file), files.read(file)) else { continue };
        if *before == *after.text {
            continue;
        }
        let name = paths::shown(&path, folder);
        let diff = TextDiff::from_lines(&*before, &*after.text);
        write!(out, "{}", diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")))?;
        status = Status::Found;
    }
    Ok(status)
}

/// Writes a buffer to its file, in the file's encoding, whole or not at all; why not, as the end of a sentence.
fn write_file(files: &Vfs, path: &Path) -> Result<(), String> {
    let file = files.intern(path);
    let buffer = files.read(file).map_err(|unread| unread.why.to_string())?;
    let (_, encoding) = files.read_disk(file).map_err(|unread| unread.why.to_string())?;
    let bytes = encoding.encode(&buffer.text)?;
    replace(path, &bytes).map_err(|error| format!("it could not be written ({error})"))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A symbolic link stays one: the file that it names is replaced.
    let target = fs::canonicalize(path)?;
    let permissions = fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}.crosswire", std::process::id()));
    let written = write_new(&beside, bytes)
        .and_then(|()| fs::set_permissions(&beside, permissions))
        .and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
