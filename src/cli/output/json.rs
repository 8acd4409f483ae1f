//! One JSON object.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Report;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::page_url;
use crate::text::Site;

/// Prints the object.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics: Vec<Value> = report.analysis.diagnostics.iter().map(|one| diagnostic(report, one)).collect();
    let object = json!({
        "version": 1,
        "diagnostics": diagnostics,
        "summary": {
            "files": report.analysis.files,
            "components": report.analysis.contracts.len(),
            "mounts": report.mounts(),
            "errors": report.count(Severity::Error),
            "warnings": report.count(Severity::Warning),
            "hints": report.count(Severity::Hint),
            "ms": report.took.as_millis() as u64,
        },
    });
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

fn diagnostic(report: &Report<'_>, diagnostic: &Diagnostic) -> Value {
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|related| {
            let (path, range) = (report.path(related.site.file), range(report, related.site));
            json!({ "message": related.message, "path": path, "range": range })
        })
        .collect();
    json!({
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
        "path": report.path(diagnostic.site.file),
        "range": range(report, diagnostic.site),
        "related": related,
        "fix": diagnostic.fixes.first().map(|best| fix(report, best)),
        "url": page_url(diagnostic.rule),
    })
}

fn fix(report: &Report<'_>, fix: &Fix) -> Value {
    let edit = |edit: &crate::diagnostic::Edit| {
        let (path, range) = (report.path(edit.site.file), range(report, edit.site));
        json!({ "path": path, "range": range, "text": edit.text })
    };
    json!({ "title": fix.title, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>() })
}

fn range(report: &Report<'_>, site: Site) -> Value {
    let (start, end) = report.range(site);
    json!({
        "start": { "line": start.0, "column": start.1 },
        "end": { "line": end.0, "column": end.1 },
    })
}
