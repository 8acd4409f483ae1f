//! A light scanner of Python for texts that are being typed: words, operators, brackets, strings and comments.
//!
//! It never fails. A string that is not closed ends where its line does, and is put down in
//! [`Tokens::unclosed`] with what would close it.

use memchr::{memchr2, memchr3, memmem};

use crate::text::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name or keyword.
    Word,
    /// A number, or `...`.
    Number,
    String,
    Open,
    Close,
    Operator,
    Comment,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
    /// How far it is indented, where it is the first of its line.
    pub indent: Option<u32>,
}

#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub tokens: Vec<Token>,
    /// Where strings should have been closed, and by what.
    pub unclosed: Vec<(u32, String)>,
}

pub(super) fn tokens(text: &str) -> Tokens {
    let scanner = Scanner { bytes: text.as_bytes(), at: 0, indent: Some(0), found: Tokens::default() };
    scanner.run()
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The indentation so far, while no token of the line was seen.
    indent: Option<u32>,
    found: Tokens,
}

impl Scanner<'_> {
    fn run(mut self) -> Tokens {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b' ' | b'\t' | b'\x0c' => {
                    let width = if byte == b'\t' { 8 } else { 1 };
                    self.indent = self.indent.map(|indent| indent + width);
                    self.at += 1;
                }
                b'\n' | b'\r' => {
                    self.indent = Some(0);
                    self.at += 1;
                }
                b'\\' => self.continuation(),
                // The byte order mark; as white space it does not indent.
                0xef if self.bytes[self.at..].starts_with("\u{feff}".as_bytes()) => self.at += 3,
                _ => self.token(byte),
            }
        }
        self.found
    }

    /// A backslash, which joins its line to the next.
    fn continuation(&mut self) {
        self.at += match self.bytes.get(self.at + 1..) {
            Some([b'\r', b'\n', ..]) => 3,
            Some([b'\n' | b'\r', ..]) => 2,
            _ => 1,
        };
    }

    fn token(&mut self, byte: u8) {
        let start = self.at;
        let kind = match byte {
            b'#' => {
                self.at = self.line_end(start);
                TokenKind::Comment
            }
            b'"' | b'\'' => {
                self.string(start);
                TokenKind::String
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.bytes.get(start + 1).is_some_and(u8::is_ascii_digit) => self.number(),
            b'.' if self.bytes[start..].starts_with(b"...") => {
                self.at += 3;
                TokenKind::Number
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(),
            b'(' | b'[' | b'{' => {
                self.at += 1;
                TokenKind::Open
            }
            b')' | b']' | b'}' => {
                self.at += 1;
                TokenKind::Close
            }
            _ => {
                self.at += operator_length(&self.bytes[start..]);
                TokenKind::Operator
            }
        };
        let span = Span::new(start as u32, self.at as u32);
        let indent = self.indent.filter(|_| kind != TokenKind::Comment);
        if kind != TokenKind::Comment {
            self.indent = None;
        }
        self.found.tokens.push(Token { kind, span, indent });
    }

    fn line_end(&self, from: usize) -> usize {
        memchr2(b'\n', b'\r', &self.bytes[from..]).map_or(self.bytes.len(), |end| from + end)
    }

    fn word(&mut self) -> TokenKind {
        let start = self.at;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
        let length = self.bytes[start..].iter().position(|byte| !is_part(byte));
        let end = length.map_or(self.bytes.len(), |length| start + length);
        let is_prefix = |byte: &u8| matches!(byte.to_ascii_lowercase(), b'r' | b'b' | b'f' | b'u' | b't');
        let opens_string = matches!(self.bytes.get(end), Some(b'"' | b'\''));
        if opens_string && end - start <= 2 && self.bytes[start..end].iter().all(is_prefix) {
            self.string(start);
            return TokenKind::String;
        }
        self.at = end;
        TokenKind::Word
    }

    fn number(&mut self) -> TokenKind {
        let mut has_point = false;
        while let Some(&byte) = self.bytes.get(self.at) {
            let signed = matches!(byte, b'+' | b'-') && matches!(self.bytes.get(self.at - 1), Some(b'e' | b'E'));
            match byte {
                b'.' if !has_point => has_point = true,
                _ if byte.is_ascii_alphanumeric() || byte == b'_' || (signed && !self.is_radix()) => {}
                _ => break,
            }
            self.at += 1;
        }
        TokenKind::Number
    }

    /// Whether the number that is being read is hexadecimal, where `e` is a digit and no exponent.
    fn is_radix(&self) -> bool {
        let digits = self.bytes[..self.at].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        matches!(self.bytes.get(self.at - digits..), Some([b'0', b'x' | b'X', ..]))
    }

    /// A string; `start` is its prefix or its first quote.
    fn string(&mut self, start: usize) {
        let quote_at = start + self.bytes[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let format = self.bytes[start..quote_at].iter().any(|byte| matches!(byte, b'f' | b'F' | b't' | b'T'));
        let Some(&quote) = self.bytes.get(quote_at) else { return };
        let triple = self.bytes[quote_at..].starts_with(&[quote; 3]);
        self.at = quote_at + if triple { 3 } else { 1 };
        match (format, triple) {
            (true, _) => self.format_string(quote, triple),
            (false, true) => self.triple(quote),
            (false, false) => self.single(quote),
        }
    }

    fn triple(&mut self, quote: u8) {
        let closer = memmem::Finder::new(&[quote; 3]).into_owned();
        loop {
            let rest = &self.bytes[self.at..];
            let Some(end) = closer.find(rest) else {
                return self.unclosed(self.bytes.len(), quote, true);
            };
            let escapes = rest[..end].iter().rev().take_while(|byte| **byte == b'\\').count();
            // A quote behind a backslash closes nothing.
            self.at += if escapes % 2 == 1 { end + 1 } else { end + 3 };
            if escapes % 2 == 0 {
                return;
            }
        }
    }

    fn single(&mut self, quote: u8) {
        loop {
            let Some(found) = memchr3(quote, b'\\', b'\n', &self.bytes[self.at..]) else {
                return self.unclosed(self.bytes.len(), quote, false);
            };
            self.at += found;
            match self.bytes[self.at] {
                b'\\' => self.escaped(),
                b'\n' => return self.unclosed(self.at, quote, false),
                _ => {
                    self.at += 1;
                    return;
                }
            }
        }
    }

    /// A backslash in a string with the character, or line break, behind it.
    fn escaped(&mut self) {
        let crlf = self.bytes[self.at + 1..].starts_with(b"\r\n");
        self.at = (self.at + if crlf { 3 } else { 2 }).min(self.bytes.len());
    }

    fn format_string(&mut self, quote: u8, triple: bool) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => self.escaped(),
                b'{' if self.bytes.get(self.at + 1) == Some(&b'{') => self.at += 2,
                b'{' => {
                    if !self.field(quote, triple) {
                        return;
                    }
                }
                b'\n' if !triple => return self.unclosed(self.at, quote, triple),
                _ if byte == quote && !triple => {
                    self.at += 1;
                    return;
                }
                _ if byte == quote && self.bytes[self.at..].starts_with(&[quote; 3]) => {
                    self.at += 3;
                    return;
                }
                _ => self.at += 1,
            }
        }
        self.unclosed(self.bytes.len(), quote, triple);
    }

    /// A `{…}` of an f-string. Where it is not closed the string ends with it, and the answer is false.
    fn field(&mut self, quote: u8, triple: bool) -> bool {
        let opened_at = self.at;
        let mut depth = 0usize;
        let mut in_format = false;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 && byte == b'}' {
                        self.at += 1;
                        return true;
                    }
                    in_format &= depth > 0;
                }
                b':' if depth == 1 => in_format = true,
                b'\n' if !triple => break,
                b'"' | b'\'' if !in_format => {
                    if self.nested_string(byte, quote, triple) {
                        continue;
                    }
                    if byte == quote {
                        self.found.unclosed.push((self.at as u32, self.closing_field(opened_at)));
                        self.at += if triple { 3 } else { 1 };
                        return false;
                    }
                }
                _ if in_format && byte == quote && !triple => {
                    self.found.unclosed.push((self.at as u32, "}".to_owned()));
                    self.at += 1;
                    return false;
                }
                _ => {}
            }
            self.at += 1;
        }
        let closing = self.closing_field(opened_at);
        self.unclosed(self.at, quote, triple);
        if let Some((_, closer)) = self.found.unclosed.last_mut() {
            closer.insert_str(0, &closing);
        }
        false
    }

    /// A string inside a field, where its line closes it; one in the quotes of the string around it only
    /// where the field goes on to its end (Python 3.12).
    fn nested_string(&mut self, byte: u8, quote: u8, triple: bool) -> bool {
        let rest = &self.bytes[self.at + 1..];
        if triple && byte == quote && rest.starts_with(&[quote; 2]) {
            return false;
        }
        let line = memchr2(b'\n', b'\r', rest).map_or(rest, |end| &rest[..end]);
        let Some(end) = line.iter().position(|other| *other == byte) else { return false };
        if byte == quote && !triple && !line[end..].contains(&b'}') {
            return false;
        }
        self.at += end + 2;
        true
    }

    /// What closes the field that opened at `opened_at`, with a value where it has none.
    fn closing_field(&self, opened_at: usize) -> String {
        let written = &self.bytes[opened_at + 1..self.at];
        let is_empty = written.iter().all(u8::is_ascii_whitespace);
        if is_empty { "_}".to_owned() } else { "}".to_owned() }
    }

    /// Puts down that the string should have been closed at `at`.
    fn unclosed(&mut self, at: usize, quote: u8, triple: bool) {
        let at = if self.bytes[..at].ends_with(b"\r") { at - 1 } else { at };
        self.at = at;
        let closer = char::from(quote).to_string().repeat(if triple { 3 } else { 1 });
        self.found.unclosed.push((at as u32, closer));
    }
}

fn operator_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'*', b'*', b'=', ..] | [b'/', b'/', b'=', ..] | [b'<', b'<', b'=', ..] | [b'>', b'>', b'=', ..] => 3,
        [b'-', b'>', ..] | [b'*', b'*', ..] | [b'/', b'/', ..] | [b'<', b'<', ..] | [b'>', b'>', ..] => 2,
        [b'=' | b'!' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%', b'=', ..] => 2,
        [b'&' | b'|' | b'^' | b'@' | b':', b'=', ..] => 2,
        _ => 1,
    }
}
