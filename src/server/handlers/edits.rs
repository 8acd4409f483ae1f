//! Edits as the client applies them.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    CreateFile, CreateFileOptions, DeleteFile, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, ResourceOp, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use crate::diagnostic::Edit;
use crate::ide::refactor::Change;
use crate::server::convert;
use crate::server::state::Snapshot;
use crate::text::FileId;

/// Edits as the client applies them: with the versions they are for, where it can check them.
pub fn workspace_edit<'e>(edits: impl IntoIterator<Item = &'e Edit>, snapshot: &Snapshot) -> WorkspaceEdit {
    let files = by_file(edits, snapshot);
    match snapshot.abilities.versioned_edits {
        true => {
            let edits = versioned(files, snapshot);
            WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(edits)), ..WorkspaceEdit::default() }
        }
        false => plain(files, snapshot),
    }
}

fn by_file<'e>(edits: impl IntoIterator<Item = &'e Edit>, snapshot: &Snapshot) -> Vec<(FileId, Vec<TextEdit>)> {
    let mut files: Vec<(FileId, Vec<TextEdit>)> = Vec::new();
    for edit in edits {
        let written = TextEdit { range: snapshot.range(edit.site), new_text: with_line_ends(edit, snapshot) };
        match files.iter_mut().find(|(file, _)| *file == edit.site.file) {
            Some((_, edits)) => edits.push(written),
            None => files.push((edit.site.file, vec![written])),
        }
    }
    files
}

/// Changes that make or remove files, in the order in which the client carries them out: files first, then edits.
/// None where one of them has no URI.
pub fn with_files(changes: &[Change], snapshot: &Snapshot) -> Option<WorkspaceEdit> {
    let mut operations = Vec::new();
    let mut edits = Vec::new();
    for change in changes {
        match change {
            Change::Edit(edit) => edits.push(edit),
            Change::Create { path, text } => {
                let uri = convert::uri(path)?;
                let never = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
                let create = CreateFile { uri: uri.clone(), options: Some(never), annotation_id: None };
                operations.push(DocumentChangeOperation::Op(ResourceOp::Create(create)));
                let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: None };
                let written = TextEdit { range: Range::default(), new_text: text.clone() };
                let edit = TextDocumentEdit { text_document, edits: vec![OneOf::Left(written)] };
                operations.push(DocumentChangeOperation::Edit(edit));
            }
            Change::Delete(_) => {}
        }
    }
    operations.extend(versioned(by_file(edits, snapshot), snapshot).into_iter().map(DocumentChangeOperation::Edit));
    for change in changes {
        if let Change::Delete(file) = change {
            let delete = DeleteFile { uri: snapshot.uri(*file)?, options: None };
            operations.push(DocumentChangeOperation::Op(ResourceOp::Delete(delete)));
        }
    }
    let document_changes = Some(DocumentChanges::Operations(operations));
    Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() })
}

/// The edit's text with the line ends of its file: not every client sees to that.
fn with_line_ends(edit: &Edit, snapshot: &Snapshot) -> String {
    match edit.text.contains('\n') && snapshot.analysis.text(edit.site.file).contains("\r\n") {
        true => edit.text.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => edit.text.clone(),
    }
}

fn versioned(files: Vec<(FileId, Vec<TextEdit>)>, snapshot: &Snapshot) -> Vec<TextDocumentEdit> {
    let document_edit = |(file, edits): (FileId, Vec<TextEdit>)| {
        let text_document =
            OptionalVersionedTextDocumentIdentifier { uri: snapshot.uri(file)?, version: snapshot.version(file) };
        Some(TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() })
    };
    files.into_iter().filter_map(document_edit).collect()
}

#[allow(clippy::mutable_key_type, reason = "the protocol's type; a URI's cache does not count in its hash")]
fn plain(files: Vec<(FileId, Vec<TextEdit>)>, snapshot: &Snapshot) -> WorkspaceEdit {
    let changes: HashMap<Uri, Vec<TextEdit>> =
        files.into_iter().filter_map(|(file, edits)| Some((snapshot.uri(file)?, edits))).collect();
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}
