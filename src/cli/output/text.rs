//! For people: the source line with its squiggle, and a closing line.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::excerpt;
use super::{Report, counted, printable};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{FileId, Site};

/// Places of one file that are further apart than this are drawn one by one.
const NEAR_LINES: u32 = 60;

/// Prints the findings.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let coloured = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in &report.analysis.diagnostics {
        let drawing = draw(report, diagnostic);
        writeln!(out, "{}\n", renderer.render(&drawing))?;
    }
    writeln!(out, "{}", closing(report))
}

fn draw<'r>(report: &Report<'_>, diagnostic: &Diagnostic) -> Vec<Group<'r>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.rule);
    let mut elements: Vec<Element<'r>> = Vec::new();
    for (marks, primary) in places(report, diagnostic) {
        elements.extend(place(report, &marks, primary));
    }
    for fix in &diagnostic.fixes {
        let how = if fix.safe { " (crosswire check --fix)" } else { "" };
        elements.push(Level::HELP.message(format!("{}{how}", printable(&fix.title))).into());
    }
    vec![title.elements(elements)]
}

/// Something to mark, with what to say of it.
type Mark = (Site, Option<String>);

/// The marks of a finding, put together where one excerpt shows them; whether the first is the squiggle.
fn places(report: &Report<'_>, diagnostic: &Diagnostic) -> Vec<(Vec<Mark>, bool)> {
    let line = |site: Site| report.analysis.position(site).0;
    let mut places = vec![(vec![(diagnostic.site, None)], true)];
    for related in &diagnostic.related {
        let mark = (related.site, Some(printable(&related.message)));
        let is_near = |marks: &[Mark]| {
            let (first, _) = &marks[0];
            first.file == related.site.file && line(*first).abs_diff(line(related.site)) <= NEAR_LINES
        };
        match places.iter_mut().find(|(marks, _)| is_near(marks)) {
            Some((marks, _)) => marks.push(mark),
            None => places.push((vec![mark], false)),
        }
    }
    places
}

fn place<'r>(report: &Report<'_>, marks: &[Mark], primary: bool) -> Vec<Element<'r>> {
    let Some((site, _)) = marks.first() else { return Vec::new() };
    let file: FileId = site.file;
    let path = printable(&report.path(file));
    let (line, column) = report.analysis.position(*site);
    let origin = Origin::path(path.clone()).line(line as usize).char_column(column as usize);
    let Some(document) = report.analysis.document(file) else { return vec![origin.into()] };
    let spans: Vec<_> = marks.iter().map(|(site, _)| site.span).collect();
    let excerpt = excerpt(&document.text, &document.line_index(), &spans);
    let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line as usize);
    for (number, (range, (_, label))) in excerpt.marks.into_iter().zip(marks).enumerate() {
        let kind = if primary && number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        snippet = snippet.annotation(kind.span(range).label(label.clone()));
    }
    // The drawing reckons the column by itself, and wrongly where the line is cut.
    if excerpt.cut { vec![origin.into(), snippet.into()] } else { vec![snippet.path(path).into()] }
}

/// "2 errors, 1 warning in 2 files; 1 fixable with --fix".
fn closing(report: &Report<'_>) -> String {
    let diagnostics = &report.analysis.diagnostics;
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")];
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(severity, what)| (report.count(severity), what))
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| counted(count, what))
        .collect();
    let mended = match report.mended {
        Some(count) if count > 0 => format!("{} applied. ", counted(count, "fix").replace("fixs", "fixes")),
        _ => String::new(),
    };
    let (components, mounts) = (report.analysis.contracts.len(), report.mounts());
    let seen = format!(
        "{}, {} in {} ({} ms)",
        counted(components, "component"),
        counted(mounts, "mount"),
        counted(report.analysis.files, "file"),
        report.took.as_millis()
    );
    if counts.is_empty() {
        return match components {
            0 => format!("{mended}No component was found ({} ms)", report.took.as_millis()),
            _ => format!("{mended}All wires hold: {seen}"),
        };
    }
    let files: rustc_hash::FxHashSet<FileId> = diagnostics.iter().map(|diagnostic| diagnostic.site.file).collect();
    let fixable = diagnostics.iter().filter(|one| one.fixes.first().is_some_and(|fix| fix.safe)).count();
    let fixable = if fixable > 0 { format!("; {fixable} fixable with --fix") } else { String::new() };
    format!("{mended}{} in {}{fixable}", counts.join(", "), counted(files.len(), "file"))
}
