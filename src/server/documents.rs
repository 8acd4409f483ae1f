//! The buffers that the client has open, and the edits it sends for them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::convert;
use crate::text::{Column, LineIndex};

/// An open buffer.
pub struct Document {
    /// The URI as the client spells it.
    pub uri: Uri,
    /// The client's number of this text.
    pub version: i32,
    /// The text.
    pub text: String,
    /// Whether the workspace has not been given this text yet.
    fresh: bool,
}

/// All open buffers, by path.
#[derive(Default)]
pub struct Documents {
    open: BTreeMap<PathBuf, Document>,
}

impl Documents {
    /// A buffer was opened.
    pub fn open(&mut self, path: PathBuf, item: TextDocumentItem) {
        let document = Document { uri: item.uri, version: item.version, text: item.text, fresh: true };
        self.open.insert(path, document);
    }

    /// A buffer was edited; false where it is not open.
    pub fn change(
        &mut self,
        path: &Path,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        column: Column,
    ) -> bool {
        let Some(document) = self.open.get_mut(path) else { return false };
        for change in changes {
            apply(&mut document.text, change, column);
        }
        document.version = version;
        document.fresh = true;
        true
    }

    /// The URI of an open buffer, as the client spells it.
    pub fn uri(&self, path: &Path) -> Option<&Uri> {
        self.open.get(path).map(|document| &document.uri)
    }

    /// A buffer was closed.
    pub fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }

    /// Hands every text that the workspace does not have yet to `take`.
    pub fn deliver(&mut self, mut take: impl FnMut(&Path, String)) {
        for (path, document) in &mut self.open {
            if std::mem::take(&mut document.fresh) {
                take(path, document.text.clone());
            }
        }
    }

    /// A new workspace knows none of the texts.
    pub fn forget_delivery(&mut self) {
        self.open.values_mut().for_each(|document| document.fresh = true);
    }

    /// The open buffers.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Document)> {
        self.open.iter().map(|(path, document)| (path.as_path(), document))
    }
}

/// One edit; each is about the text that the edit before it left.
fn apply(text: &mut String, change: TextDocumentContentChangeEvent, column: Column) {
    match change.range {
        None => *text = change.text,
        Some(range) => {
            let span = convert::span(range, text, &LineIndex::new(text), column);
            text.replace_range(span.range(), &change.text);
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use tower_lsp::lsp_types::{Position, Range};

    use super::*;

    fn change(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let position = |(line, character)| Position { line, character };
        let range = Some(Range { start: position(from), end: position(to) });
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn edits_of_one_notification_build_on_each_other() {
        let mut text = "😀 = 1\r\ny = 2\n".to_owned();
        for edit in [
            change((0, 2), (0, 2), "x"),
            change((1, 0), (1, 1), "long"),
            change((1, 8), (7, 0), ""),
            change((9, 9), (9, 9), "!"),
        ] {
            apply(&mut text, edit, Column::Utf16);
        }
        assert_eq!(text, "😀x = 1\r\nlong = 2!");
    }

    #[test]
    fn a_text_is_delivered_once() {
        let path = PathBuf::from("/a.py");
        let uri: Uri = "file:///a.py".parse().expect("a URI");
        let mut documents = Documents::default();
        documents.open(path.clone(), TextDocumentItem::new(uri, "python".to_owned(), 1, "x = 1\n".to_owned()));
        let mut delivered = Vec::new();
        documents.deliver(|_, text| delivered.push(text));
        documents.deliver(|_, text| delivered.push(text));
        assert!(documents.change(&path, 2, vec![change((0, 4), (0, 5), "2")], Column::Utf16));
        documents.deliver(|_, text| delivered.push(text));
        assert_eq!(delivered, ["x = 1\n", "x = 2\n"]);
        assert!(!documents.change(Path::new("/b.py"), 2, Vec::new(), Column::Utf16));
    }
}
