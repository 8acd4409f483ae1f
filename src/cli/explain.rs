//! `crosswire explain`.

use std::io::{self, Write};
use std::process::ExitCode;

use super::{Status, complain, with_output};
use crate::config::unknown;
use crate::rules::Rule;

/// Explain a rule: what it finds, why that is a fault, and the evidence
#[derive(clap::Args)]
#[command(after_help = "Example:\n  crosswire explain missing-callback")]
pub struct Options {
    /// The rule's name, as a finding shows it in brackets
    rule: String,
}

/// Prints a rule's page.
pub fn run(options: &Options) -> ExitCode {
    let rules = crate::rules::all();
    match rules.iter().find(|rule| rule.name == options.rule) {
        Some(rule) => with_output(|out| page(rule, out).map(|()| Status::Clean)),
        None => {
            complain(&unknown("rule", &options.rule, rules.iter().map(|rule| rule.name)));
            Status::CouldNotRun.into()
        }
    }
}

fn page(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    let page = &rule.page;
    writeln!(out, "{} ({})\n\n{}\n", rule.name, super::rules::severities(rule).join(", "), rule.summary)?;
    for (heading, text) in [("What it finds", page.what), ("Why", page.why)] {
        writeln!(out, "{heading}\n{}\n", indented(text))?;
    }
    for (heading, code) in [("Fails", page.failing), ("Mended", page.mended)] {
        writeln!(out, "{heading}\n{}\n", indented(code))?;
    }
    writeln!(out, "Evidence\n    {}", page.facts.join(", "))
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("    {line}") };
    text.trim_matches('\n').lines().map(line).collect::<Vec<_>>().join("\n")
}
