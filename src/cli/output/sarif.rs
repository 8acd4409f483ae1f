//! SARIF 2.1.0, the format of code scanning services.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Report;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::{Rule, page_url};
use crate::text::Site;

/// Prints the log.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rules = crate::rules::all();
    let results: Vec<Value> =
        report.analysis.diagnostics.iter().map(|diagnostic| result(report, diagnostic, rules)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "crosswire",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.iter().copied().map(rule).collect::<Vec<_>>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(rule: &Rule) -> Value {
    let level = rule.severities.first().copied().map_or("warning", level);
    let mut object = json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.page.what.trim() },
        "help": { "text": rule.page.why.trim() },
        "defaultConfiguration": { "level": level },
    });
    if let Some(url) = page_url(rule.name) {
        object["helpUri"] = json!(url);
    }
    object
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn result(report: &Report<'_>, diagnostic: &Diagnostic, rules: &[&Rule]) -> Value {
    let mut object = Map::new();
    object.insert("ruleId".into(), json!(diagnostic.rule));
    if let Some(index) = rules.iter().position(|rule| rule.name == diagnostic.rule) {
        object.insert("ruleIndex".into(), json!(index));
    }
    object.insert("level".into(), json!(level(diagnostic.severity)));
    object.insert("message".into(), json!({ "text": diagnostic.message }));
    object.insert("locations".into(), json!([{ "physicalLocation": location(report, diagnostic.site) }]));
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().enumerate().map(|(id, related)| {
            let place = location(report, related.site);
            json!({ "id": id, "message": { "text": related.message }, "physicalLocation": place })
        });
        object.insert("relatedLocations".into(), related.collect());
    }
    if !diagnostic.fixes.is_empty() {
        object.insert("fixes".into(), diagnostic.fixes.iter().map(|one| fix(report, one)).collect());
    }
    Value::Object(object)
}

fn location(report: &Report<'_>, site: Site) -> Value {
    json!({ "artifactLocation": artifact(report, site), "region": region(report, site) })
}

fn artifact(report: &Report<'_>, site: Site) -> Value {
    json!({ "uri": uri(&report.path(site.file)) })
}

fn region(report: &Report<'_>, site: Site) -> Value {
    let (start, end) = report.range(site);
    json!({ "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 })
}

fn fix(report: &Report<'_>, fix: &Fix) -> Value {
    let mut changes: Vec<(Site, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let replacement = json!({
            "deletedRegion": region(report, edit.site),
            "insertedContent": { "text": edit.text },
        });
        match changes.iter_mut().find(|(site, _)| site.file == edit.site.file) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((edit.site, vec![replacement])),
        }
    }
    let change = |(site, replacements): (Site, Vec<Value>)| json!({ "artifactLocation": artifact(report, site), "replacements": replacements });
    json!({
        "description": { "text": fix.title },
        "artifactChanges": changes.into_iter().map(change).collect::<Vec<_>>(),
    })
}

/// A path as a relative reference, or as a `file:` address where it is absolute.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    if path.starts_with('/') { format!("file://{uri}") } else { uri }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        for (path, expected) in
            [("a b/ü.py", "a%20b/%C3%BC.py"), ("/x/y.py", "file:///x/y.py"), ("../x:1.py", "../x%3A1.py")]
        {
            assert_eq!(uri(path), expected);
        }
    }
}
