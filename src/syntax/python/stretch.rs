//! The stretch of a text that an edit can have made incomplete: from the last statement of the top level before it to
//! the first one behind. Around it stands what stood there before, and that was complete.

use tree_sitter::Node;

use super::hir::{Comment, PythonFacts};
use super::kinds::kind;
use super::mend::Mends;
use super::moved::{self, Replaced};
use super::tokens::tokens;
use super::trivia::comments;
use crate::text::Span;

/// A stretch that is complete.
pub(super) struct Stretch {
    span: Span,
    edit: Replaced,
    /// The comments in it.
    comments: Vec<Comment>,
}

impl Stretch {
    /// The stretch around an edit; none where the whole text has to be looked at, as it does not parse, or did not
    /// before, or something in the stretch goes on behind it.
    pub(super) fn of(root: Node<'_>, text: &str, old: &PythonFacts, edit: Replaced) -> Option<Self> {
        if root.has_error() || old.pieces.is_empty() || !moved::is_plain(root) {
            return None;
        }
        let span = around(root, text, edit);
        let began = |at: u32| old.body.binary_search_by_key(&at, |statement| statement.span.start).is_ok();
        let ended = i64::from(span.end) - edit.by();
        let is_old_start = span.start == 0 || began(span.start);
        let is_old_end = span.end as usize == text.len() || u32::try_from(ended).is_ok_and(began);
        let within = text.get(span.range()).filter(|within| is_old_start && is_old_end && !is_continued(within))?;
        let tokens = tokens(within);
        let (_, is_complete) = Mends::of(within, &tokens, true);
        let at = |comment: Comment| Comment { span: comment.span.moved(i64::from(span.start)), ..comment };
        let comments = || comments(within, &tokens).into_iter().map(at).collect();
        is_complete.then(|| Self { span, edit, comments: comments() })
    }

    /// The comments of the text, by those that it had before.
    pub(super) fn comments(self, old: Vec<Comment>) -> Vec<Comment> {
        let Self { span, edit, comments: within } = self;
        let by = edit.by();
        let (before, behind) = (span.start, i64::from(span.end) - by);
        let mut comments = old;
        let behind: Vec<Comment> = comments
            .split_off(comments.partition_point(|comment| i64::from(comment.span.start) < behind))
            .into_iter()
            .map(|comment| Comment { span: comment.span.moved(by), ..comment })
            .collect();
        comments.truncate(comments.partition_point(|comment| comment.span.start < before));
        comments.extend(within);
        comments.extend(behind);
        comments
    }
}

/// From the start of the last statement before the edit to that of the first one behind, both at the start of a line.
fn around(root: Node<'_>, text: &str, edit: Replaced) -> Span {
    let (mut start, mut end) = (0, text.len() as u32);
    let mut cursor = root.walk();
    for node in root.children(&mut cursor) {
        if node.start_position().column > 0 || !kind(node).is_statement() {
            continue;
        }
        if (node.end_byte() as u32) < edit.start {
            start = node.start_byte() as u32;
        } else if node.start_byte() as u32 > edit.new_end {
            end = node.start_byte() as u32;
            break;
        }
    }
    Span::new(start, end)
}

/// Whether the last line is joined to the next.
fn is_continued(text: &str) -> bool {
    text.trim_end_matches(['\n', '\r']).ends_with('\\')
}
