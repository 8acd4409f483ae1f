//! LSP's words for places: positions in the units the client counts, ranges and URIs, both ways.
//!
//! It knows neither the session nor the analysis.

use std::path::{Path, PathBuf};

use tower_lsp::UriExt;
use tower_lsp::lsp_types::{Position, PositionEncodingKind, Range, Uri};

use crate::text::{Column, LineIndex, Span};

/// The unit of columns for a client that offers these. UTF-8 saves counting; UTF-16 is what every client knows.
pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Column {
    match offered {
        Some(kinds) if kinds.contains(&PositionEncodingKind::UTF8) => Column::Utf8,
        _ => Column::Utf16,
    }
}

/// The protocol's name of a unit.
pub fn encoding(column: Column) -> PositionEncodingKind {
    match column {
        Column::Utf8 => PositionEncodingKind::UTF8,
        Column::Utf16 => PositionEncodingKind::UTF16,
        Column::Characters => PositionEncodingKind::UTF32,
    }
}

/// A span as the client counts.
pub fn range(span: Span, text: &str, lines: &LineIndex, column: Column) -> Range {
    let position = |offset| {
        let (line, character) = lines.position(offset, text, column);
        Position { line, character }
    };
    Range { start: position(span.start), end: position(span.end) }
}

/// The bytes of a client's range. What lies outside the text is clamped to it, a reversed range is turned.
pub fn span(range: Range, text: &str, lines: &LineIndex, column: Column) -> Span {
    let offset = |position: Position| {
        let line = position.line.min(lines.lines() as u32);
        lines.offset(line, position.character, text, column)
    };
    let (start, end) = (offset(range.start), offset(range.end));
    Span::new(start.min(end), start.max(end))
}

/// The path of a `file:` URI; none for other schemes (an editor's unsaved or virtual documents).
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().is_some_and(|scheme| scheme.as_str().eq_ignore_ascii_case("file"));
    let path = is_file.then(|| uri.to_file_path())??;
    path.is_absolute().then(|| crate::vfs::plain(&path, Path::new("")))
}

/// The URI of an absolute path.
pub fn uri(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn the_client_offers_and_the_server_picks() {
        let (utf8, utf16, utf32) =
            (PositionEncodingKind::UTF8, PositionEncodingKind::UTF16, PositionEncodingKind::UTF32);
        assert_eq!(negotiate(None), Column::Utf16);
        assert_eq!(negotiate(Some(std::slice::from_ref(&utf32))), Column::Utf16);
        assert_eq!(negotiate(Some(&[utf32, utf16, utf8])), Column::Utf8);
    }

    #[test]
    fn ranges_outside_the_text_are_clamped() {
        let text = "é😀 = 1\r\nlast";
        let lines = LineIndex::new(text);
        let cases = [
            ((0, 0), (0, 3), Column::Utf16, "é😀"),
            ((0, 0), (0, 6), Column::Utf8, "é😀"),
            ((0, 3), (0, 0), Column::Utf16, "é😀"),
            ((0, 4), (0, 999), Column::Utf16, "= 1"),
            ((1, 0), (9, 9), Column::Utf16, "last"),
            ((u32::MAX, u32::MAX), (u32::MAX, 0), Column::Utf8, ""),
        ];
        for (start, end, column, expected) in cases {
            let asked = Range {
                start: Position { line: start.0, character: start.1 },
                end: Position { line: end.0, character: end.1 },
            };
            assert_eq!(&text[span(asked, text, &lines, column).range()], expected, "{asked:?}");
        }
    }

    #[test]
    fn uris_and_paths_are_each_others_inverse() {
        for name in ["/a/b.py", "/with space/ü#?.py", "/100%/[x].js"] {
            let written = uri(Path::new(name)).expect("an absolute path has a URI");
            assert_eq!(path(&written).as_deref(), Some(Path::new(name)), "{}", written.as_str());
        }
        let foreign: Uri = "untitled:Untitled-1".parse().expect("a URI");
        assert_eq!(path(&foreign), None);
    }
}
