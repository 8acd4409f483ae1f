//! Quick fixes: the rules' own, "suppress here" and "fix all".

use std::collections::HashMap;

use serde_json::json;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use super::state::Snapshot;
use super::{convert, diagnostics};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::fixes;
use crate::ide::suppress::suppress;
use crate::text::FileId;

/// The kind of "fix all", for editors that run it on save.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.crosswire");

/// What can be done about the findings that the range touches.
pub fn at(snapshot: &Snapshot, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let path = convert::path(&params.text_document.uri);
    let Some(file) = path.and_then(|path| snapshot.analysis.file(&path)) else { return Vec::new() };
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

/// Edits as the client applies them: with the versions they are for, where it can check them.
fn workspace_edit<'e>(edits: impl IntoIterator<Item = &'e Edit>, snapshot: &Snapshot) -> WorkspaceEdit {
    let mut files: Vec<(FileId, Vec<TextEdit>)> = Vec::new();
    for edit in edits {
        let written = TextEdit { range: snapshot.range(edit.site), new_text: with_line_ends(edit, snapshot) };
        match files.iter_mut().find(|(file, _)| *file == edit.site.file) {
            Some((_, edits)) => edits.push(written),
            None => files.push((edit.site.file, vec![written])),
        }
    }
    match snapshot.abilities.versioned_edits {
        true => versioned(files, snapshot),
        false => plain(files, snapshot),
    }
}

/// The edit's text with the line ends of its file: not every client sees to that.
fn with_line_ends(edit: &Edit, snapshot: &Snapshot) -> String {
    match edit.text.contains('\n') && snapshot.analysis.text(edit.site.file).contains("\r\n") {
        true => edit.text.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => edit.text.clone(),
    }
}

fn versioned(files: Vec<(FileId, Vec<TextEdit>)>, snapshot: &Snapshot) -> WorkspaceEdit {
    let document_edit = |(file, edits): (FileId, Vec<TextEdit>)| {
        let text_document =
            OptionalVersionedTextDocumentIdentifier { uri: snapshot.uri(file)?, version: snapshot.version(file) };
        Some(TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() })
    };
    let edits = files.into_iter().filter_map(document_edit).collect();
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(edits)), ..WorkspaceEdit::default() }
}

#[allow(clippy::mutable_key_type, reason = "the protocol's type; a URI's cache does not count in its hash")]
fn plain(files: Vec<(FileId, Vec<TextEdit>)>, snapshot: &Snapshot) -> WorkspaceEdit {
    let changes: HashMap<Uri, Vec<TextEdit>> =
        files.into_iter().filter_map(|(file, edits)| Some((snapshot.uri(file)?, edits))).collect();
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
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
