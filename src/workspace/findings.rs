//! From what the rules say to what is shown: suppressions, the configuration, one order.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::paths;
use crate::rules::suppress::{self, Comment};
use crate::rules::{self, Context};
use crate::text::{FileId, Site, Span};
use crate::vfs::{Unread, UnreadKind};

use super::sources::Shared;

/// Lets `ask` see the workspace as rules see it.
pub fn in_context<T>(shared: &Shared, base: &Path, ask: impl FnOnce(&Context<'_>) -> T) -> T {
    let path = |file: FileId| paths::shown(&shared.vfs.path(file), base);
    let line = |site: Site| match shared.vfs.read(site.file) {
        Ok(document) => document.line_index().line(site.span.start) + 1,
        Err(_) => 1,
    };
    let source = |file: FileId| match shared.vfs.read(file) {
        Ok(document) => document.text.clone(),
        Err(_) => Arc::from(""),
    };
    let is_own = |file: FileId| shared.layout.is_own(&shared.vfs.path(file));
    ask(&Context { path: &path, line: &line, source: &source, is_own: &is_own })
}

/// Everything found, before it is decided what is shown.
pub struct Findings<'w> {
    /// What the rules say of contracts.
    pub judged: Vec<Diagnostic>,
    /// Python files that could matter and have no text.
    pub unread: Vec<(FileId, Unread)>,
    /// The comments that speak to crosswire. One may be here twice.
    pub comments: Vec<Comment>,
    /// The workspace.
    pub shared: &'w Shared,
    /// The folder that messages name files from.
    pub base: &'w Path,
}

impl Findings<'_> {
    /// What is shown, sorted by path and place.
    pub fn settle(self, settings: &Settings) -> Vec<Diagnostic> {
        let Findings { mut judged, unread, mut comments, shared, base } = self;
        judged.extend(unread.iter().map(|(file, unread)| of_unread(*file, unread, shared)));
        comments.sort_by_key(|comment| comment.site);
        comments.dedup_by_key(|comment| comment.site);
        let is_own = |file: FileId| shared.layout.is_own(&shared.vfs.path(file));
        judged.retain(|diagnostic| is_own(diagnostic.site.file));
        comments.retain(|comment| is_own(comment.site.file));

        let mut of_files: BTreeMap<FileId, (Vec<Diagnostic>, Vec<Comment>)> = BTreeMap::new();
        for diagnostic in judged {
            of_files.entry(diagnostic.site.file).or_default().0.push(diagnostic);
        }
        for comment in comments {
            of_files.entry(comment.site.file).or_default().1.push(comment);
        }
        let shown = of_files.into_iter().map(|(file, (mut found, comments))| {
            let path = shared.vfs.path(file);
            let config = settings.of(&path);
            let is_on = |rule: &str| config.allows(rule, &path);
            found.retain(|diagnostic| is_on(diagnostic.rule));
            if !comments.is_empty() {
                found = in_context(shared, base, |context| suppress::apply(&comments, found, &is_on, context));
            }
            for diagnostic in &mut found {
                diagnostic.severity = config.severity_of(diagnostic.rule, diagnostic.severity);
            }
            (path, in_order(found))
        });
        let mut shown: Vec<(Arc<Path>, Vec<Diagnostic>)> = shown.collect();
        shown.sort_by(|(left, _), (right, _)| left.cmp(right));
        shown.into_iter().flat_map(|(_, found)| found).collect()
    }
}

/// One file's findings by place, each once: several host scripts that reach one wire say the same of it.
fn in_order(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |diagnostic: &Diagnostic| (diagnostic.site.span, diagnostic.rule);
    found.sort_by(|left, right| place(left).cmp(&place(right)).then_with(|| left.message.cmp(&right.message)));
    found.dedup_by(|left, right| (left.rule, left.site, &left.message) == (right.rule, right.site, &right.message));
    found
}

fn of_unread(file: FileId, unread: &Unread, shared: &Shared) -> Diagnostic {
    let site = Span::at(0).in_file(file);
    let diagnostic = rules::unreadable_file(site, &shared.vfs.path(file), &unread.why);
    match unread.kind {
        UnreadKind::TooLarge => Diagnostic { rule: "analysis-limit", severity: Severity::Hint, ..diagnostic },
        _ => diagnostic,
    }
}
