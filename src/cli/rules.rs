//! `crosswire rules`.

use std::process::ExitCode;

use serde_json::json;

use super::{Status, with_output};
use crate::rules::Rule;

/// List the rules
#[derive(clap::Args)]
pub struct Options {
    /// How to print the list
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// A line for each rule
    Text,
    /// A list of objects with name, severities and summary
    Json,
}

/// Prints the list.
pub fn run(options: &Options) -> ExitCode {
    let rules = crate::rules::all();
    with_output(|out| {
        match options.format {
            Format::Json => {
                let rules: Vec<_> = rules.iter().map(|rule| as_json(rule)).collect();
                writeln!(out, "{:#}", json!(rules))?;
            }
            Format::Text => {
                let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
                for rule in rules {
                    writeln!(out, "{:width$}  {:15}  {}", rule.name, severities(rule).join(", "), rule.summary)?;
                }
            }
        }
        Ok(Status::Clean)
    })
}

fn as_json(rule: &Rule) -> serde_json::Value {
    json!({ "name": rule.name, "severities": severities(rule), "summary": rule.summary })
}

/// A rule's severities in words.
pub fn severities(rule: &Rule) -> Vec<&'static str> {
    rule.severities.iter().map(|severity| severity.as_str()).collect()
}
