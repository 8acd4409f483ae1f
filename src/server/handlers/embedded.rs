//! `crosswire/embedded`: the texts in a host script's strings, for virtual documents. `docs/lsp.md` has its types.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{Position, Range, TextDocumentIdentifier};

use crate::ide::embedded::{self, Inner};
use crate::ide::ground::Tongue;
use crate::ide::refactor::types;
use crate::server::convert;
use crate::server::state::Snapshot;
use crate::text::{FileId, LineIndex, Span};

/// The method's name.
pub const METHOD: &str = "crosswire/embedded";

/// What is asked for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    text_document: TextDocumentIdentifier,
    position: Option<Position>,
}

/// The texts.
#[derive(Debug, Serialize)]
pub struct Answer {
    version: Option<i32>,
    texts: Vec<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<At>,
}

/// Where the position lies that was asked for.
#[derive(Debug, Serialize)]
struct At {
    text: usize,
    position: Position,
}

/// A text with its map.
#[derive(Debug, Serialize)]
struct Text {
    name: String,
    language: &'static str,
    component: Option<String>,
    text: String,
    range: Range,
    map: Vec<Piece>,
    /// Of a script: the type of its renderer's argument.
    #[serde(skip_serializing_if = "Option::is_none")]
    argument: Option<String>,
}

/// A piece of a text, and where it is written.
#[derive(Debug, Serialize)]
struct Piece {
    inner: Range,
    host: Range,
    verbatim: bool,
}

/// The texts of a document, or the one at a position of it.
pub fn of(snapshot: &Snapshot, params: &Params) -> Answer {
    let Some(file) = snapshot.file(&params.text_document.uri) else {
        return Answer { version: None, texts: Vec::new(), at: None };
    };
    let mut inner = embedded::embedded(&snapshot.analysis, file);
    let mut at = None;
    if let Some(position) = params.position {
        let offset = snapshot.site(file, Range { start: position, end: position }).span.start;
        inner.retain(|inner| inner.text.to_inner(file, offset).is_some());
        inner.truncate(1);
        at = inner.first().and_then(|inner| {
            let place = range(inner, Span::at(inner.text.to_inner(file, offset)?), snapshot).start;
            Some(At { text: 0, position: place })
        });
    }
    let texts = inner.iter().map(|inner| shown(inner, file, snapshot)).collect();
    Answer { version: snapshot.version(file), texts, at }
}

fn shown(inner: &Inner<'_>, file: FileId, snapshot: &Snapshot) -> Text {
    let lines = LineIndex::new(inner.text.text());
    let pieces = embedded::pieces(&inner.text, file);
    let map = pieces.into_iter().map(|piece| Piece {
        inner: convert::range(piece.inner, inner.text.text(), &lines, snapshot.abilities.column),
        host: snapshot.range(piece.host.in_file(file)),
        verbatim: piece.verbatim,
    });
    Text {
        name: inner.name.clone(),
        language: language(inner.tongue),
        component: inner.contract.component.name.as_ref().map(|name| name.text.clone()),
        text: inner.text.text().to_owned(),
        range: snapshot.range(inner.site),
        map: map.collect(),
        argument: (inner.tongue == Tongue::Script).then(|| types::argument(inner.contract)),
    }
}

fn range(inner: &Inner<'_>, span: Span, snapshot: &Snapshot) -> Range {
    let text = inner.text.text();
    convert::range(span, text, &LineIndex::new(text), snapshot.abilities.column)
}

fn language(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Python => "python",
        Tongue::Script => "javascript",
        Tongue::Markup => "html",
        Tongue::Style => "css",
    }
}
