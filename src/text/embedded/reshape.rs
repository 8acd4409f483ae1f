//! What a host script's string methods do to a text, its map kept.

use std::ops::Range;

use super::{Embedded, EmbeddedBuilder, Origin};

impl Embedded {
    /// The bytes `range` of the text; ends past the text are its end, ends inside a character its start.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.floor_char_boundary(range.end).max(start);
        let mut builder = EmbeddedBuilder::default();
        builder.push_slice(self, start..end);
        builder.finish()
    }

    /// The text as `textwrap.dedent` makes it: lines of nothing but spaces and tabs become empty, and the
    /// white space that all others begin with goes.
    pub fn dedent(&self) -> Self {
        let margin = margin(&self.text).len();
        let mut builder = EmbeddedBuilder::default();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let content = line.strip_suffix('\n').unwrap_or(line);
            let skipped = if is_blank(content) { content.len() } else { margin };
            builder.push_slice(self, at + skipped..at + line.len());
            at += line.len();
        }
        builder.finish()
    }

    /// The text without the given characters (white space, where none are given) at both ends.
    pub fn strip(&self, chars: Option<&str>) -> Self {
        self.slice(self.first_kept(chars)..self.last_kept(chars))
    }

    /// The text without the given characters (white space, where none are given) at its start.
    pub fn lstrip(&self, chars: Option<&str>) -> Self {
        self.slice(self.first_kept(chars)..self.text.len())
    }

    /// The text without the given characters (white space, where none are given) at its end.
    pub fn rstrip(&self, chars: Option<&str>) -> Self {
        self.slice(0..self.last_kept(chars))
    }

    /// The text with every `from` in it replaced. What stands in a hole is not searched.
    pub fn replace(&self, from: &str, to: &Embedded) -> Self {
        let mut builder = EmbeddedBuilder::default();
        let mut done = 0;
        for (at, found) in self.text.match_indices(from) {
            let after = at + found.len();
            if self.touches_hole(at..after) {
                continue;
            }
            builder.push_slice(self, done..at);
            builder.push_embedded(to);
            done = after;
        }
        builder.push_slice(self, done..self.text.len());
        builder.finish()
    }

    /// The text without `prefix` at its start.
    pub fn removeprefix(&self, prefix: &str) -> Self {
        match self.text.starts_with(prefix) && !self.touches_hole(0..prefix.len()) {
            true => self.slice(prefix.len()..self.text.len()),
            false => self.clone(),
        }
    }

    /// The text without `suffix` at its end.
    pub fn removesuffix(&self, suffix: &str) -> Self {
        let kept = self.text.len().saturating_sub(suffix.len());
        match self.text.ends_with(suffix) && !self.touches_hole(kept..self.text.len()) {
            true => self.slice(0..kept),
            false => self.clone(),
        }
    }

    /// Where the text starts after the characters that are stripped; a hole is never stripped.
    fn first_kept(&self, chars: Option<&str>) -> usize {
        let rest = self.text.trim_start_matches(|character| is_stripped(character, chars));
        let hole = self.holes().first().map_or(self.text.len(), |hole| hole.start as usize);
        (self.text.len() - rest.len()).min(hole)
    }

    /// Where the text ends before the characters that are stripped; a hole is never stripped.
    fn last_kept(&self, chars: Option<&str>) -> usize {
        let rest = self.text.trim_end_matches(|character| is_stripped(character, chars));
        let hole = self.holes().last().map_or(0, |hole| hole.end as usize);
        rest.len().max(hole)
    }

    fn touches_hole(&self, range: Range<usize>) -> bool {
        let is_hole = |origin| matches!(origin, Origin::Hole(_));
        let overlaps = |inner: Range<usize>| inner.start < range.end && range.start < inner.end;
        self.segments.iter().any(|segment| is_hole(segment.origin) && overlaps(segment.inner.range()))
    }
}

/// Python's `str.isspace` for one character: Unicode white space and the four separators of ASCII.
fn is_stripped(character: char, chars: Option<&str>) -> bool {
    match chars {
        Some(chars) => chars.contains(character),
        None => character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character),
    }
}

/// Whether a line has nothing but spaces and tabs, the only white space that `dedent` knows.
fn is_blank(line: &str) -> bool {
    indent(line).len() == line.len()
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// The longest indentation that every line begins with which is not blank.
fn margin(text: &str) -> &str {
    let mut indents = text.split('\n').filter(|line| !is_blank(line)).map(indent);
    let first = indents.next().unwrap_or_default();
    indents.fold(first, |margin, indent| {
        let shared = margin.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
        &margin[..shared]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Span};

    fn whole(text: &str) -> Embedded {
        Embedded::whole_file(FileId(0), text.into())
    }

    #[test]
    fn dedent_is_pythons() {
        for (text, expected) in [
            ("", ""),
            ("a", "a"),
            ("\n    a\n      b\n    ", "\na\n  b\n"),
            ("  a\n\tb", "  a\n\tb"),
            ("  \ta\n  b\n", "\ta\nb\n"),
            ("    a\n  \n    b", "a\n\nb"),
            ("   \n\t\n", "\n\n"),
            ("  a\r\n  \r\n  b", "a\r\n\r\nb"),
            ("    a\n \r\n", "   a\n\r\n"),
            ("  é\n  😀", "é\n😀"),
        ] {
            assert_eq!(whole(text).dedent().text(), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_left_keeps_its_place() {
        let dedented = whole("    a\n    b\n").dedent();
        assert_eq!(dedented.to_host(Span::new(2, 3)), Some(Span::new(10, 11).in_file(FileId(0))));
        assert_eq!(dedented.to_host(Span::at(2)), Some(Span::at(10).in_file(FileId(0))));
        assert_eq!(dedented.to_inner(FileId(0), 4), Some(0));
        assert_eq!(dedented.to_inner(FileId(0), 7), None);
        let stripped = whole("\n\u{1f}  a b \t").strip(None);
        assert_eq!(stripped.text(), "a b");
        assert_eq!(stripped.to_host(Span::new(0, 3)), Some(Span::new(4, 7).in_file(FileId(0))));
    }

    #[test]
    fn methods_do_what_pythons_do() {
        let text = whole("xxaxbxx");
        assert_eq!(text.lstrip(Some("x")).text(), "axbxx");
        assert_eq!(text.rstrip(Some("x")).text(), "xxaxb");
        assert_eq!(text.strip(Some("ax")).text(), "b");
        assert_eq!(text.removeprefix("xx").text(), "axbxx");
        assert_eq!(text.removeprefix("a").text(), "xxaxbxx");
        assert_eq!(text.removesuffix("bxx").text(), "xxax");
        assert_eq!(text.slice(5..99).text(), "xx");
        assert_eq!(text.slice(Range { start: 5, end: 3 }).text(), "");
        assert_eq!(whole("é").slice(1..2).text(), "é");
        assert_eq!(text.replace("x", &Embedded::unmapped("--")).text(), "----a--b----");
        assert_eq!(whole("ab").replace("", &Embedded::unmapped("-")).text(), "-a-b-");
    }

    #[test]
    fn holes_stay_whole() {
        let text = Embedded::concat(&[&whole("_"), &Embedded::hole(None), &whole("_")]);
        assert_eq!(text.strip(Some("_")), Embedded::hole(None));
        assert_eq!(text.replace("hole", &Embedded::unmapped("x")), text);
        assert_eq!(Embedded::hole(None).removeprefix("__"), Embedded::hole(None));
    }
}
