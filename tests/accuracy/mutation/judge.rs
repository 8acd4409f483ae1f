//! What crosswire says of a broken wire, beside what it should say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crosswire::diagnostic::{Diagnostic, Edit, Severity};
use crosswire::model::SendKind;
use crosswire::text::{FileId, Site};
use crosswire::workspace::{Analysis, Workspace};

use super::Break;
use super::edits::apply;
use super::table::{Outcome, Verdict};

/// A file and a line in it.
type Line = (FileId, u32);

/// Breaks the wire, judges what is said, and mends it again; none where the edits make another break than was meant.
pub fn judge(one: &Break, workspace: &mut Workspace, sound: &Analysis, folder: &Path) -> Option<Outcome> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in &one.edits {
        by_file.entry(edit.site.file).or_default().push(edit);
    }
    for (file, edits) in &by_file {
        workspace.open(sound.path(*file), apply(&sound.text(*file), edits));
    }
    let broken = workspace.analyze();
    let new = new_diagnostics(sound, &broken);
    for file in by_file.keys() {
        workspace.close(sound.path(*file));
    }

    if one.becomes.as_ref().is_some_and(|(key, kind)| !sends(&broken, key, *kind, line(sound, one.at))) {
        return None;
    }
    let edited = one.edits.iter().map(|edit| edit.site);
    let ends: BTreeSet<Line> = one.ends.iter().copied().chain(edited).map(|site| line(sound, site)).collect();
    let names_an_end = |diagnostic: &&&Diagnostic| lines(&broken, diagnostic).any(|line| ends.contains(&line));
    let expected = |diagnostic: &&&Diagnostic| one.expected.contains(&diagnostic.rule);
    let spoke = new.iter().filter(expected).find(names_an_end).map(|diagnostic| diagnostic.rule);
    let is_alarm = |diagnostic: &&&Diagnostic| {
        let known = one.expected.contains(&diagnostic.rule) || one.allowed.contains(&diagnostic.rule);
        !known || !names_an_end(diagnostic)
    };
    let alarms = new.iter().filter(is_alarm).map(|diagnostic| shown(&broken, diagnostic, folder)).collect();
    let verdict = match spoke {
        Some(rule) => Verdict::Found(rule),
        None if one.harmless.is_some() => Verdict::Harmless,
        None if new.is_empty() => Verdict::Missed,
        None => Verdict::Elsewhere,
    };
    let (path, number) = place(sound, one.at, folder);
    let place = format!("{path}:{number}");
    Some(Outcome { pattern: one.pattern, what: one.what.clone(), place, verdict, doubt: one.doubt, alarms })
}

/// Whether some script sends the key as this kind from that line.
fn sends(analysis: &Analysis, key: &str, kind: SendKind, from: Line) -> bool {
    let mut sends = analysis.contracts.iter().flat_map(|contract| contract.script.sends.iter());
    sends.any(|send| send.kind == kind && send.key.text == key && line(analysis, send.call) == from)
}

/// What is said of the broken workspace and not of the sound one, or more severely. No edit moves a line.
fn new_diagnostics<'b>(sound: &Analysis, broken: &'b Analysis) -> Vec<&'b Diagnostic> {
    let mut known: BTreeMap<(&str, Line), Vec<Severity>> = BTreeMap::new();
    for diagnostic in &sound.diagnostics {
        known.entry((diagnostic.rule, line(sound, diagnostic.site))).or_default().push(diagnostic.severity);
    }
    let is_new = |diagnostic: &&Diagnostic| {
        let left = known.entry((diagnostic.rule, line(broken, diagnostic.site))).or_default();
        let as_severe = left.iter().position(|severity| *severity <= diagnostic.severity);
        as_severe.map(|position| left.swap_remove(position)).is_none()
    };
    broken.diagnostics.iter().filter(is_new).collect()
}

fn lines<'a>(analysis: &'a Analysis, diagnostic: &'a Diagnostic) -> impl Iterator<Item = Line> + 'a {
    let related = diagnostic.related.iter().map(|related| related.site);
    std::iter::once(diagnostic.site).chain(related).map(|site| line(analysis, site))
}

fn line(analysis: &Analysis, site: Site) -> Line {
    (site.file, analysis.position(site).0)
}

fn place(analysis: &Analysis, site: Site, folder: &Path) -> (String, u32) {
    let path = analysis.path(site.file);
    (path.strip_prefix(folder).unwrap_or(path).display().to_string(), line(analysis, site).1)
}

fn shown(analysis: &Analysis, diagnostic: &Diagnostic, folder: &Path) -> String {
    let (path, line) = place(analysis, diagnostic.site, folder);
    format!("{path}:{line}: {}: {}", diagnostic.rule, diagnostic.message)
}
