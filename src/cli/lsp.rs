//! `crosswire lsp`.

use std::process::ExitCode;

/// Run the language server on standard input and output
///
/// An editor starts it; it speaks the Language Server Protocol until the editor ends the session.
#[derive(clap::Args)]
pub struct Options {
    /// Accepted because many editors pass it; standard input and output are the only channel anyway
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Runs the server.
pub fn run(options: &Options) -> ExitCode {
    let _ = options.stdio;
    crate::server::run()
}
