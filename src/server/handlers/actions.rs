//! Quick fixes: the rules' own, "suppress here" and "fix all".

use serde_json::json;
use tower_lsp::lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams};

use super::edits::{with_files, workspace_edit};
use crate::diagnostic::{Diagnostic, Fix};
use crate::fixes;
use crate::ide::refactor::{self, Kind, Refactor};
use crate::ide::suppress::suppress;
use crate::server::diagnostics;
use crate::server::state::Snapshot;
use crate::text::FileId;

/// The kind of "fix all", for editors that run it on save.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.crosswire");

/// What can be done about the findings that the range touches.
pub fn at(snapshot: &Snapshot, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let Some(file) = snapshot.file(&params.text_document.uri) else { return Vec::new() };
    let asked = snapshot.site(file, params.range).span;
    let only = params.context.only.as_deref();
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX, only) {
        let touched = of_file(snapshot, file).filter(|diagnostic| {
            diagnostic.site.span.touches(asked.start) || asked.touches(diagnostic.site.span.start)
        });
        for diagnostic in touched {
            actions.extend(quick_fixes(diagnostic, snapshot));
        }
    }
    if snapshot.abilities.resource_edits {
        let offered = refactor::at(&snapshot.analysis, snapshot.site(file, params.range));
        let asked = offered.into_iter().filter(|refactor| wanted(&kind(refactor.kind), only));
        actions.extend(asked.filter_map(|refactor| shown_refactor(&refactor, snapshot)));
    }
    if wanted(&FIX_ALL, only) {
        actions.extend(fix_all(snapshot, file));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether the client asks for this kind: it names kinds or parents of kinds.
fn wanted(kind: &CodeActionKind, only: Option<&[CodeActionKind]>) -> bool {
    let is_under = |parent: &CodeActionKind| {
        kind.as_str().strip_prefix(parent.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(is_under))
}

fn of_file(snapshot: &Snapshot, file: FileId) -> impl Iterator<Item = &Diagnostic> {
    snapshot.analysis.diagnostics.iter().filter(move |diagnostic| diagnostic.site.file == file)
}

fn quick_fixes(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Vec<CodeAction> {
    let ids = diagnostics::fix_ids(diagnostic);
    let mut actions = Vec::new();
    for (at, (fix, id)) in diagnostic.fixes.iter().zip(ids).enumerate() {
        let preferred = at == 0;
        actions
            .push(CodeAction { data: Some(json!({ "fix": id })), ..quick_fix(fix, diagnostic, snapshot, preferred) });
    }
    let suppression = suppress(diagnostic, &snapshot.analysis);
    actions.extend(suppression.map(|fix| quick_fix(&fix, diagnostic, snapshot, false)));
    actions
}

fn quick_fix(fix: &Fix, diagnostic: &Diagnostic, snapshot: &Snapshot, preferred: bool) -> CodeAction {
    CodeAction {
        title: fix.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostics::shown(diagnostic, snapshot)]),
        edit: Some(workspace_edit(&fix.edits, snapshot)),
        is_preferred: Some(preferred),
        ..CodeAction::default()
    }
}

fn kind(kind: Kind) -> CodeActionKind {
    match kind {
        Kind::Extract => CodeActionKind::REFACTOR_EXTRACT,
        Kind::Inline => CodeActionKind::REFACTOR_INLINE,
        Kind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
    }
}

fn shown_refactor(refactor: &Refactor, snapshot: &Snapshot) -> Option<CodeAction> {
    Some(CodeAction {
        title: refactor.title.clone(),
        kind: Some(kind(refactor.kind)),
        edit: Some(with_files(&refactor.changes, snapshot)?),
        ..CodeAction::default()
    })
}

/// Applies what `check --fix` would of the file's findings.
fn fix_all(snapshot: &Snapshot, file: FileId) -> Option<CodeAction> {
    let fixes = fixes::safe(of_file(snapshot, file), &snapshot.analysis);
    if fixes.is_empty() {
        return None;
    }
    Some(CodeAction {
        title: "Fix all that crosswire can fix safely".to_owned(),
        kind: Some(FIX_ALL),
        edit: Some(workspace_edit(fixes.iter().flat_map(|fix| &fix.edits), snapshot)),
        ..CodeAction::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_wanted_by_its_name_or_a_parents() {
        let kind = |name: &'static str| CodeActionKind::new(name);
        let cases = [
            (None, true),
            (Some("source"), true),
            (Some("source.fixAll"), true),
            (Some("source.fixAll.crosswire"), true),
            (Some("source.fixAll.other"), false),
            (Some("source.fix"), false),
            (Some("quickfix"), false),
        ];
        for (only, expected) in cases {
            let only = only.map(|only| vec![kind(only)]);
            assert_eq!(wanted(&FIX_ALL, only.as_deref()), expected, "{only:?}");
        }
    }
}
