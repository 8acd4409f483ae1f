//! The escape sequences of Python's string literals.

/// What a backslash and the text behind it mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// One character, written in so many bytes.
    Character(char, usize),
    /// A line that goes on in the next, written in so many bytes.
    Continuation(usize),
    /// Nothing: the backslash stands for itself.
    None,
}

/// Reads the escape that `text` begins with; its first byte is the backslash. A name (`\N{…}`) is not looked
/// up: it stands for one character that is not known.
pub(super) fn escape(text: &str, in_bytes: bool) -> Escape {
    let bytes = text.as_bytes();
    let one = |character| Escape::Character(character, 2);
    match bytes.get(1) {
        Some(b'\r') if bytes.get(2) == Some(&b'\n') => Escape::Continuation(3),
        Some(b'\n' | b'\r') => Escape::Continuation(2),
        Some(b'\\') => one('\\'),
        Some(b'\'') => one('\''),
        Some(b'"') => one('"'),
        Some(b'a') => one('\u{7}'),
        Some(b'b') => one('\u{8}'),
        Some(b'f') => one('\u{c}'),
        Some(b'n') => one('\n'),
        Some(b'r') => one('\r'),
        Some(b't') => one('\t'),
        Some(b'v') => one('\u{b}'),
        Some(b'0'..=b'7') => octal(&bytes[1..], in_bytes),
        Some(b'x') => hexadecimal(text, 2),
        Some(b'u') if !in_bytes => hexadecimal(text, 4),
        Some(b'U') if !in_bytes => hexadecimal(text, 8),
        Some(b'N') if !in_bytes => named(text),
        _ => Escape::None,
    }
}

/// Up to three digits.
fn octal(bytes: &[u8], in_bytes: bool) -> Escape {
    let digits = bytes.iter().take(3).take_while(|&&byte| (b'0'..=b'7').contains(&byte)).count();
    let value = bytes[..digits].iter().fold(0, |value, byte| value * 8 + u32::from(byte - b'0'));
    let value = if in_bytes { value & 0xff } else { value };
    Escape::Character(character(value), 1 + digits)
}

/// Exactly so many digits after the letter.
fn hexadecimal(text: &str, digits: usize) -> Escape {
    let value = text.get(2..2 + digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    match value.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        Some(value) => Escape::Character(character(value), 2 + digits),
        None => Escape::None,
    }
}

fn named(text: &str) -> Escape {
    let name = text.get(2..).filter(|name| name.starts_with('{'));
    match name.and_then(|name| name.find(['}', '\n'])).filter(|end| text.as_bytes().get(2 + end) == Some(&b'}')) {
        Some(end) => Escape::Character(char::REPLACEMENT_CHARACTER, 2 + end + 1),
        None => Escape::None,
    }
}

/// The character with this number. Half a surrogate pair is no character: it becomes U+FFFD.
fn character(value: u32) -> char {
    char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_pythons() {
        for (text, expected) in [
            (r"\n", Escape::Character('\n', 2)),
            (r"\'x", Escape::Character('\'', 2)),
            (r"\x41B", Escape::Character('A', 4)),
            (r"\x4g", Escape::None),
            (r"\0", Escape::Character('\0', 2)),
            (r"\1018", Escape::Character('A', 4)),
            (r"\777", Escape::Character('\u{1ff}', 4)),
            (r"\u00e9", Escape::Character('é', 6)),
            (r"\ud83d", Escape::Character('\u{fffd}', 6)),
            (r"\U0001f600", Escape::Character('😀', 10)),
            (r"\Uffffffff", Escape::Character('\u{fffd}', 10)),
            (r"\u00é", Escape::None),
            (r"\N{DASH}x", Escape::Character('\u{fffd}', 8)),
            (r"\N{DASH", Escape::None),
            (r"\N", Escape::None),
            (r"\d", Escape::None),
            (r"\", Escape::None),
            ("\\\n", Escape::Continuation(2)),
            ("\\\r\n", Escape::Continuation(3)),
            ("\\é", Escape::None),
        ] {
            assert_eq!(escape(text, false), expected, "{text:?}");
        }
        assert_eq!(escape(r"\777", true), Escape::Character('\u{ff}', 4));
        assert_eq!(escape(r"\u00e9", true), Escape::None);
    }
}
