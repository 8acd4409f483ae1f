//! `crosswire worker`: the process that runs a preview's script. Not for people: `crosswire preview` starts it.

use std::process::ExitCode;

use super::{Status, complain};

/// Run the script of a preview; started by `crosswire preview`
#[derive(clap::Args)]
pub struct Options {
    /// Megabytes of memory that the script may use
    #[arg(long, default_value_t = 1024, value_name = "MB")]
    memory: u64,
}

/// Serves until the session is gone.
#[cfg(feature = "preview")]
pub fn run(options: &Options) -> ExitCode {
    match crate::preview::worker::run(options.memory << 20) {
        Ok(never) => match never {},
        Err(error) => {
            complain(&error.to_string());
            Status::CouldNotRun.into()
        }
    }
}

/// Says that this program has no interpreter.
#[cfg(not(feature = "preview"))]
pub fn run(_options: &Options) -> ExitCode {
    complain("this build has no interpreter for previews: it was made without the feature `preview`");
    Status::CouldNotRun.into()
}
