//! `crosswire inspect`.
use std::process::ExitCode;
/// Show what crosswire understood
#[derive(clap::Args)]
pub struct Options {}
/// x
pub fn run(_: &Options) -> ExitCode {
    ExitCode::SUCCESS
}
