//! The command line's arguments and the exit status; everything else is the library's.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use crosswire::cli::{check, explain, inspect, lsp, preview, rules, worker};

/// Checks the wires between the JavaScript and the Python of Streamlit custom components.
///
/// A component's renderer sends keys with setStateValue and setTriggerValue; the host script hears of them by
/// on_<key>_change, default, data and the mount's result. crosswire reads both sides and says where they
/// disagree, before anyone runs the app.
#[derive(Parser)]
#[command(name = "crosswire", version, max_term_width = 100, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Options),
    Inspect(inspect::Options),
    Explain(explain::Options),
    Rules(rules::Options),
    Preview(preview::Options),
    Lsp(lsp::Options),
    #[command(hide = true)]
    Worker(worker::Options),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check(options) => check::run(&options),
        Command::Inspect(options) => inspect::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Rules(options) => rules::run(&options),
        Command::Preview(options) => preview::run(&options),
        Command::Lsp(options) => lsp::run(&options),
        Command::Worker(options) => worker::run(&options),
    }
}
