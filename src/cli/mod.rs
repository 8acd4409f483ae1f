//! The commands, one file each, and what they share: where to look, how output ends, exit statuses.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::workspace::Workspace;

pub mod check;
pub mod explain;
pub mod inspect;
pub mod lsp;
pub mod preview;
pub mod rules;
pub mod worker;

mod mend;
mod output;
mod progress;
mod watch;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing to complain of.
    Clean = 0,
    /// Errors or warnings were found.
    Found = 1,
    /// Something that was asked for could not be done.
    CouldNotRun = 2,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(status as u8)
    }
}

/// Runs a command that writes to standard output. A reader that went away (`| head`) is no fault.
fn with_output(command: impl FnOnce(&mut dyn Write) -> io::Result<Status>) -> ExitCode {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let status = command(&mut out).and_then(|status| out.flush().map(|()| status));
    match status {
        Ok(status) => status.into(),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Clean.into(),
        Err(error) => {
            complain(&format!("cannot write the output: {error}"));
            Status::CouldNotRun.into()
        }
    }
}

/// Tells of something that could not be done.
pub(crate) fn complain(what: &str) {
    // Standard error that is gone leaves nobody to tell.
    let _ = writeln!(io::stderr(), "crosswire: {}", output::printable(what));
}

/// What a command line's paths come to.
struct Place {
    /// The folder that paths in the output start from.
    folder: PathBuf,
    /// The paths that exist.
    roots: Vec<PathBuf>,
    /// Whether every path did. Those that did not have been complained of by `complain_of_missing`.
    missing: Vec<PathBuf>,
}

impl Place {
    fn new(paths: &[PathBuf]) -> Self {
        let folder = std::env::current_dir().unwrap_or_default();
        let paths = if paths.is_empty() { &[PathBuf::from(".")] } else { paths };
        let (roots, missing) = paths.iter().cloned().partition(|path| path.exists());
        Self { folder, roots, missing }
    }

    fn workspace(&self) -> Result<Workspace, Status> {
        let workspace = Workspace::new(self.roots.clone());
        for error in workspace.config_errors() {
            complain(&error.to_string());
        }
        if workspace.config_errors().is_empty() { Ok(workspace) } else { Err(Status::CouldNotRun) }
    }

    /// Tells of the paths that do not exist, after what there was to say of the rest.
    fn settle(&self, status: Status) -> Status {
        for path in &self.missing {
            complain(&format!("{}: there is no such file or folder", path.display()));
        }
        if self.missing.is_empty() { status } else { Status::CouldNotRun }
    }
}
