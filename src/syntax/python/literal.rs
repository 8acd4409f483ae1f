//! String literals: prefixes, escapes, f-strings and implicit concatenation become one text with its map.

use tree_sitter::Node;

use super::escapes::{Escape, escape};
use super::hir::{Chunk, ExprKind, FHole, StrLit};
use super::kinds::{Kind, kind};
use super::reader::{Reader, expr};
use crate::text::{Embedded, EmbeddedBuilder, FileId, Origin, Span};

impl StrLit {
    /// The literal as a text of `file`. `hole` gives the text of each of its holes, by their index; where it
    /// knows none, the text stays unknown there.
    pub fn embed(&self, file: FileId, mut hole: impl FnMut(usize) -> Option<Embedded>) -> Embedded {
        let mut builder = EmbeddedBuilder::default();
        let mut holes = self.holes.iter().enumerate().peekable();
        let mut fill = |builder: &mut EmbeddedBuilder, up_to: u32| {
            while let Some((index, place)) = holes.next_if(|(_, place)| place.at <= up_to) {
                match hole(index) {
                    Some(text) => builder.push_embedded(&text),
                    None => builder.push_hole(Some(place.value.span.in_file(file))),
                }
            }
        };
        for chunk in &self.chunks {
            fill(&mut builder, chunk.inner.start);
            let origin = match chunk.verbatim {
                true => Origin::Verbatim { file, start: chunk.host.start },
                false => Origin::Escape(chunk.host.in_file(file)),
            };
            builder.push(self.text.get(chunk.inner.range()).unwrap_or_default(), origin);
        }
        fill(&mut builder, u32::MAX);
        builder.finish()
    }

    fn push(&mut self, text: &str, host: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let end = self.text.len() as u32;
        match self.chunks.last_mut() {
            Some(last) if verbatim && last.verbatim && last.host.end == host.start => {
                last.inner.end = end;
                last.host.end = host.end;
            }
            _ => self.chunks.push(Chunk { inner: Span::new(start, end), host, verbatim }),
        }
    }
}

/// What stands before a literal's quotes.
#[derive(Clone, Copy, Debug, Default)]
struct Prefix {
    raw: bool,
    bytes: bool,
    format: bool,
    /// A template or a backquote: no string at all.
    other: bool,
}

impl Prefix {
    fn of(opening: &str) -> Self {
        let mut prefix = Self::default();
        for letter in opening.bytes() {
            match letter.to_ascii_lowercase() {
                b'r' => prefix.raw = true,
                b'b' => prefix.bytes = true,
                b'f' => prefix.format = true,
                b't' => (prefix.format, prefix.other) = (true, true),
                b'`' => prefix.other = true,
                _ => {}
            }
        }
        prefix
    }
}

impl<'t> Reader<'t> {
    /// A string literal with all that is implicitly concatenated to it.
    pub(super) fn string(&mut self, node: Node<'t>) -> ExprKind {
        let mut literal = StrLit::default();
        let mut parts = vec![node];
        if kind(node) == Kind::ConcatenatedString {
            parts = self.named_children(node);
            parts.retain(|part| kind(*part) == Kind::String);
        }
        let mut is_string = true;
        for part in parts {
            is_string &= self.string_part(part, &mut literal);
        }
        match is_string {
            true => ExprKind::Str(literal),
            false => ExprKind::Error(literal.holes.into_iter().map(|hole| hole.value).collect()),
        }
    }

    /// Adds one literal; whether it is a string or bytes.
    fn string_part(&mut self, node: Node<'t>, literal: &mut StrLit) -> bool {
        let children = self.children(node);
        let Some(opening) = children.first().filter(|child| kind(**child) == Kind::StringStart) else { return false };
        let mut at = opening.end_byte();
        let opening = self.node_text(*opening);
        let prefix = Prefix::of(opening);
        literal.bytes |= prefix.bytes;
        let quotes = opening.len() - opening.trim_end_matches(['"', '\'']).len();
        let mut end = node.end_byte();
        for child in &children[1..] {
            match kind(*child) {
                Kind::Interpolation | Kind::Error if prefix.format => {
                    self.string_text(at, child.start_byte(), prefix, literal);
                    self.interpolation(*child, literal);
                    at = child.end_byte();
                }
                // The grammar takes backslashes that begin a raw literal for a part of its end.
                Kind::StringEnd => end = child.end_byte() - quotes,
                _ => {}
            }
        }
        self.string_text(at, end, prefix, literal);
        !prefix.other
    }

    /// A `{…}`. With `=` in it, its own text is part of the literal's.
    fn interpolation(&mut self, node: Node<'t>, literal: &mut StrLit) {
        let span = self.span(node);
        let children = self.children(node);
        let mut value = None;
        let mut plain = true;
        for (index, child) in children.iter().enumerate() {
            match kind(*child) {
                Kind::TypeConversion | Kind::FormatSpecifier => plain = false,
                Kind::EqualsToken => {
                    plain = false;
                    let from = children.first().map_or(child.start_byte(), |brace| brace.end_byte());
                    let to = children.get(index + 1).map_or(child.end_byte(), |next| next.start_byte());
                    self.string_text(from, to, Prefix { raw: true, ..Prefix::default() }, literal);
                }
                kind if kind.is_expression() => value = Some(self.expr(*child)),
                _ => {}
            }
        }
        let value = value.unwrap_or_else(|| expr(span, ExprKind::Error(Vec::new())));
        literal.holes.push(FHole { at: literal.text.len() as u32, span, value, plain });
    }

    /// The text between two bytes of the tree's text, escapes resolved.
    fn string_text(&mut self, from: usize, to: usize, prefix: Prefix, literal: &mut StrLit) {
        let text = self.text.get(..to).unwrap_or_default();
        let special = |byte: u8| match byte {
            b'\\' => !prefix.raw,
            b'{' | b'}' => prefix.format,
            byte => byte == b'\r',
        };
        let mut at = from;
        while at < text.len() {
            let rest = &text.as_bytes()[at..];
            let plain = rest.iter().position(|byte| special(*byte)).unwrap_or(rest.len());
            literal.push(&text[at..at + plain], self.host(at, at + plain), true);
            at += plain;
            let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) else { break };
            let meaning = match rest.as_bytes() {
                [b'\r', b'\n', ..] => Escape::Character('\n', 2),
                [b'\r', ..] => Escape::Character('\n', 1),
                [b'{', b'{', ..] => Escape::Character('{', 2),
                [b'}', b'}', ..] => Escape::Character('}', 2),
                [b'\\', ..] => escape(rest, prefix.bytes),
                _ => Escape::None,
            };
            let length = match meaning {
                Escape::Character(character, length) => {
                    literal.push(character.encode_utf8(&mut [0; 4]), self.host(at, at + length), false);
                    length
                }
                Escape::Continuation(length) => length,
                Escape::None => {
                    literal.push(&rest[..1], self.host(at, at + 1), true);
                    1
                }
            };
            at += length;
        }
    }
}
