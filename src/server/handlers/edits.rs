//! Edits as the client applies them.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use crate::diagnostic::Edit;
use crate::server::state::Snapshot;
use crate::text::FileId;

/// Edits as the client applies them: with the versions they are for, where it can check them.
pub fn workspace_edit<'e>(edits: impl IntoIterator<Item = &'e Edit>, snapshot: &Snapshot) -> WorkspaceEdit {
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
