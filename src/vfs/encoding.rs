//! Bytes to text and back: UTF-8 with or without a byte order mark, UTF-16 with one, and the encoding that a
//! Python file declares in its first two lines (PEP 263).

use std::sync::Arc;

use encoding_rs::{UTF_16BE, UTF_16LE};

/// How a file's text is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    charset: Charset,
    /// Whether a byte order mark stands before the text.
    bom: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charset {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// ISO 8859-1 as Python means it. The web's tables, which `encoding_rs` has, take it for windows-1252.
    Latin1,
    Other(&'static encoding_rs::Encoding),
}

impl Encoding {
    /// UTF-8 without a byte order mark.
    pub const UTF_8: Encoding = Encoding { charset: Charset::Utf8, bom: false };

    /// The bytes that store `text`; why not, where the encoding lacks one of its characters.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, String> {
        let units = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
        let (bom, bytes): (&[u8], Vec<u8>) = match self.charset {
            Charset::Utf8 => (b"\xEF\xBB\xBF", text.as_bytes().to_vec()),
            Charset::Utf16Le => (b"\xFF\xFE", units(u16::to_le_bytes)),
            Charset::Utf16Be => (b"\xFE\xFF", units(u16::to_be_bytes)),
            Charset::Latin1 => (b"", encode_latin1(text)?),
            Charset::Other(other) => (b"", encode_other(text, other)?),
        };
        Ok(if self.bom { [bom, &bytes].concat() } else { bytes })
    }
}

fn encode_latin1(text: &str) -> Result<Vec<u8>, String> {
    let byte = |character: char| {
        u8::try_from(u32::from(character)).map_err(|_| format!("latin-1 has no character for `{character}`"))
    };
    text.chars().map(byte).collect()
}

fn encode_other(text: &str, encoding: &'static encoding_rs::Encoding) -> Result<Vec<u8>, String> {
    match encoding.encode(text) {
        (bytes, _, false) => Ok(bytes.into_owned()),
        (_, _, true) => Err(format!("{} has no character for a part of the new text", encoding.name())),
    }
}

/// Decodes a file's bytes; why not, as the end of a sentence.
pub fn decode(bytes: Vec<u8>, is_python: bool) -> Result<(Arc<str>, Encoding), String> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let text = utf8(rest.to_vec(), 3)?;
        return Ok((text, Encoding { charset: Charset::Utf8, bom: true }));
    }
    let wide = [(&b"\xFF\xFE"[..], Charset::Utf16Le, UTF_16LE), (b"\xFE\xFF", Charset::Utf16Be, UTF_16BE)];
    for (mark, charset, encoding) in wide {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = other(rest, encoding)?;
            return Ok((text, Encoding { charset, bom: true }));
        }
    }
    match is_python.then(|| declared(&bytes)).flatten() {
        None => Ok((utf8(bytes, 0)?, Encoding::UTF_8)),
        Some(name) => {
            let charset = charset(&name)
                .ok_or_else(|| format!("it declares the encoding `{name}`, which is not known; save it as UTF-8"))?;
            let text = match charset {
                Charset::Latin1 => encoding_rs::mem::decode_latin1(&bytes).into(),
                Charset::Other(encoding) => other(&bytes, encoding)?,
                Charset::Utf8 | Charset::Utf16Le | Charset::Utf16Be => utf8(bytes, 0)?,
            };
            Ok((text, Encoding { charset, bom: false }))
        }
    }
}

fn utf8(bytes: Vec<u8>, skipped: usize) -> Result<Arc<str>, String> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let offset = at + skipped;
            Err(format!(
                "it is not valid UTF-8 (byte 0x{byte:02X} at offset {offset}); save it as UTF-8 or declare its encoding"
            ))
        }
    }
}

fn other(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<Arc<str>, String> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into()),
        None => Err(format!("it is not valid {}; save it as UTF-8", encoding.name())),
    }
}

/// The encoding that a comment in the first two lines declares; the second counts only after a comment or a
/// blank line, as in Python.
fn declared(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|&byte| byte == b'\n').take(2) {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let comment = line.strip_prefix(b"#")?;
        if let Some(name) = cookie(comment) {
            return Some(name);
        }
    }
    None
}

/// The name after `coding:` or `coding=` in a comment.
fn cookie(comment: &[u8]) -> Option<String> {
    let at = memchr::memmem::find(comment, b"coding")? + b"coding".len();
    let rest = match comment.get(at..)? {
        [b':' | b'=', rest @ ..] => rest.trim_ascii_start(),
        _ => return None,
    };
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let name: Vec<u8> = rest.iter().take_while(is_name).copied().collect();
    String::from_utf8(name).ok().filter(|name| !name.is_empty())
}

fn charset(name: &str) -> Option<Charset> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    match name.as_str() {
        "ascii" | "us-ascii" | "utf8" => return Some(Charset::Utf8),
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" => return Some(Charset::Latin1),
        _ if name.starts_with("utf-8") => return Some(Charset::Utf8),
        _ => {}
    }
    // Python writes `cp1251` and `iso8859-15` where the web's labels are `windows-1251` and `iso-8859-15`.
    let labels = [name.clone(), name.replace("cp125", "windows-125"), name.replace("iso8859", "iso-8859")];
    let found = labels.iter().find_map(|label| encoding_rs::Encoding::for_label(label.as_bytes()))?;
    Some(Charset::Other(found))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decoded_is_encoded_to_the_same_bytes() {
        let cases: [(&[u8], bool, &str); 7] = [
            (b"x = '\xC3\xA9'\r\n", true, "x = 'é'\r\n"),
            (b"\xEF\xBB\xBFx", true, "x"),
            (b"\xFF\xFEx\x00\xE9\x00", false, "xé"),
            (b"\xFE\xFF\x00x\xD8\x3D\xDE\x00", false, "x😀"),
            (b"# -*- coding: latin-1 -*-\n'\xE9\x80'", true, "# -*- coding: latin-1 -*-\n'é\u{80}'"),
            (
                b"#!/usr/bin/python\n# vim: set fileencoding=cp1251 :\n'\xEA'",
                true,
                "#!/usr/bin/python\n# vim: set fileencoding=cp1251 :\n'к'",
            ),
            (b"\n# coding: utf_8\n", true, "\n# coding: utf_8\n"),
        ];
        for (bytes, is_python, text) in cases {
            let (decoded, encoding) = decode(bytes.to_vec(), is_python).unwrap();
            assert_eq!(&*decoded, text);
            assert_eq!(encoding.encode(&decoded).unwrap(), bytes, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_decoded_says_why() {
        let cases: [(&[u8], bool, &str); 5] = [
            (b"x = '\xE9'", true, "(byte 0xE9 at offset 5)"),
            (b"\xEF\xBB\xBF\xE9", true, "(byte 0xE9 at offset 3)"),
            (b"# coding: klingon\n", true, "`klingon`"),
            (b"# coding: latin-1\n\xE9", false, "not valid UTF-8"),
            (b"x = 1\n# coding: latin-1\n\xE9", true, "not valid UTF-8"),
        ];
        for (bytes, is_python, expected) in cases {
            let why = decode(bytes.to_vec(), is_python).unwrap_err();
            assert!(why.contains(expected), "{why}");
        }
    }

    #[test]
    fn a_character_that_the_encoding_lacks_is_refused() {
        let (_, latin1) = decode(b"# coding: latin-1\n".to_vec(), true).unwrap();
        assert!(latin1.encode("π").unwrap_err().contains('π'));
    }
}
