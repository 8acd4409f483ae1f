//! GitHub's workflow commands, a line for each finding.

use std::io::{self, Write};

use super::Report;
use crate::diagnostic::Severity;

/// Prints the commands.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in &report.analysis.diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let ((line, column), (end_line, end_column)) = report.range(diagnostic.site);
        let file = property(&report.path(diagnostic.site.file));
        // GitHub takes columns only where the range stays on one line, and its end inclusive.
        let columns = match line == end_line {
            true => format!(",col={column},endColumn={}", end_column.saturating_sub(1).max(column)),
            false => String::new(),
        };
        let title = property(&format!("crosswire ({})", diagnostic.rule));
        let message = data(&diagnostic.message);
        writeln!(out, "::{command} file={file},line={line},endLine={end_line}{columns},title={title}::{message}")?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
