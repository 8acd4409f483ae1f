//! Strings and templates, their escapes resolved.

use std::borrow::Cow;

use tree_sitter::Node;

use super::super::hir::{StrLit, Template};
use super::super::kinds::Kind;
use super::{Lowering, last_child, span};
use crate::text::Span;

impl<'t> Lowering<'t> {
    pub(super) fn string(&mut self, node: Node<'t>) -> StrLit {
        let whole = span(node);
        let closed = node.child_count() > 1 && last_child(node).is_some_and(|end| !end.is_missing());
        let end = if closed { whole.end - 1 } else { whole.end };
        self.literal(Span { start: whole.start + 1, end: end.max(whole.start + 1) })
    }

    pub(super) fn template(&mut self, node: Node<'t>) -> Template {
        let whole = span(node);
        let content = Span { start: whole.start + 1, end: (whole.end - 1).max(whole.start + 1) };
        let mut texts = Vec::new();
        let mut values = Vec::new();
        let mut from = content.start;
        for child in self.children(node).0 {
            if child.1 != Kind::TemplateSubstitution {
                continue;
            }
            let hole = span(child.2);
            texts.push(self.literal(Span { start: from, end: hole.start.max(from) }));
            let inner = self.children(child.2).first_named();
            values.push(inner.map_or_else(|| super::missing(hole), |inner| self.expr(inner)));
            from = hole.end;
        }
        texts.push(self.literal(Span { start: from, end: content.end.max(from) }));
        Template { texts, values, content }
    }

    fn literal(&mut self, content: Span) -> StrLit {
        let known = !self.holes_in_literal(content);
        let raw = self.text.get(content.range()).unwrap_or_default();
        StrLit { text: self.intern(&unescape(raw)), content, known }
    }
}

/// The text of a string as the program sees it.
fn unescape(raw: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr2(b'\\', b'\r', raw.as_bytes()) else { return Cow::Borrowed(raw) };
    let mut text = raw[..first].to_owned();
    let mut rest = raw[first..].chars();
    while let Some(char) = rest.next() {
        match char {
            '\\' => escape(&mut rest, &mut text),
            // A line break in a template is one `\n`, however the file ends its lines.
            '\r' => {
                text.push('\n');
                skip(&mut rest, '\n');
            }
            plain => text.push(plain),
        }
    }
    Cow::Owned(text)
}

/// Resolves the escape whose backslash was just read.
fn escape(rest: &mut std::str::Chars<'_>, text: &mut String) {
    match rest.next() {
        Some('n') => text.push('\n'),
        Some('t') => text.push('\t'),
        Some('r') => text.push('\r'),
        Some('b') => text.push('\u{8}'),
        Some('f') => text.push('\u{c}'),
        Some('v') => text.push('\u{b}'),
        Some('0') => text.push('\0'),
        Some('x') => text.extend(hex(rest, 2).and_then(char::from_u32)),
        Some('u') => text.extend(unicode(rest)),
        Some('\r') => skip(rest, '\n'),
        Some('\n' | '\u{2028}' | '\u{2029}') | None => {}
        Some(other) => text.push(other),
    }
}

/// The character of a `\u` escape, both halves of a surrogate pair taken together.
fn unicode(rest: &mut std::str::Chars<'_>) -> Option<char> {
    if rest.as_str().starts_with('{') {
        let (digits, after) = rest.as_str()[1..].split_once('}')?;
        *rest = after.chars();
        return u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    }
    let first = hex(rest, 4)?;
    if !(0xD800..0xDC00).contains(&first) {
        return char::from_u32(first);
    }
    *rest = rest.as_str().strip_prefix("\\u")?.chars();
    let second = hex(rest, 4)?.checked_sub(0xDC00)?;
    char::from_u32(0x10000 + ((first - 0xD800) << 10) + second)
}

fn hex(rest: &mut std::str::Chars<'_>, digits: usize) -> Option<u32> {
    let value = u32::from_str_radix(rest.as_str().get(..digits)?, 16).ok()?;
    *rest = rest.as_str()[digits..].chars();
    Some(value)
}

fn skip(rest: &mut std::str::Chars<'_>, char: char) {
    if let Some(after) = rest.as_str().strip_prefix(char) {
        *rest = after.chars();
    }
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_resolved_as_javascript_does() {
        for (raw, text) in [
            ("plain", "plain"),
            (r"a\n\t\\\'\q", "a\n\t\\'q"),
            (r"\x41\u0042\u{1F600}", "AB😀"),
            (r"\ud83d\ude00!", "😀!"),
            ("one\\\ntwo\\\r\nthree", "onetwothree"),
            ("a\r\nb", "a\nb"),
            (r"\ud83d", ""),
            (r"\u{zz}", ""),
            (r"\x", ""),
            ("\\", ""),
        ] {
            assert_eq!(unescape(raw), text, "{raw}");
        }
    }
}
