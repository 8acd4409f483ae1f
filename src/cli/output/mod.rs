//! The findings for people, programs and services. Each format is one file.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use crate::diagnostic::Severity;
use crate::paths;
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

mod excerpt;
mod github;
mod json;
mod sarif;
mod text;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The source lines with their squiggles
    Text,
    /// One object: version, diagnostics, summary
    Json,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a change
    Github,
}

/// What there is to print.
pub struct Report<'a> {
    /// The analysis.
    pub analysis: &'a Analysis,
    /// The folder that paths start from.
    pub folder: &'a Path,
    /// How long it took.
    pub took: Duration,
    /// How many fixes were applied, where that was asked for.
    pub mended: Option<usize>,
}

impl Report<'_> {
    fn path(&self, file: FileId) -> String {
        paths::shown(self.analysis.path(file), self.folder)
    }

    /// Start and end of a site, lines and columns from 1.
    fn range(&self, site: Site) -> ((u32, u32), (u32, u32)) {
        (self.analysis.position(site), self.analysis.end_position(site))
    }

    fn count(&self, severity: Severity) -> usize {
        self.analysis.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// How many calls mount a component. A call that wrappers reach in several ways is one.
    fn mounts(&self) -> usize {
        let mounts = self.analysis.contracts.iter().flat_map(|contract| &contract.mounts);
        mounts.map(|mount| mount.site).collect::<rustc_hash::FxHashSet<_>>().len()
    }
}

/// Prints the findings.
pub fn write(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::write(report, out),
        Format::Json => json::write(report, out),
        Format::Sarif => sarif::write(report, out),
        Format::Github => github::write(report, out),
    }
}

/// Text that cannot act on a terminal: control characters, and marks that reorder the line, are shown as signs.
pub fn printable(text: &str) -> String {
    text.chars().map(|character| if character == '\n' { character } else { printable_character(character) }).collect()
}

fn printable_character(character: char) -> char {
    match character {
        '\t' => character,
        // The block of control pictures mirrors the control characters.
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        character => character,
    }
}

/// "1 error", "2 errors".
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
