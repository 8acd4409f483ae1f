//! What the bytes of a Python file say about components before anyone parses them: whether it uses the form
//! of an import that can register one, and its import statements.
//!
//! Both may say too much (a docstring is not told from code) and never too little.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// What one file mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Whether it can register a component itself.
    pub registers: bool,
    /// Its import statements, one a line, without comments, parentheses and line continuations.
    pub imports: Box<str>,
}

static COMPONENTS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("components"));
static V2: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("v2"));
static STREAMLIT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("streamlit"));
static IMPORT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("import"));

impl Mentions {
    /// Reads the bytes of a file in an encoding that keeps ASCII as it is.
    pub fn read(bytes: &[u8]) -> Self {
        Self { registers: registers(bytes), imports: imports(bytes) }
    }
}

/// `components.v2` in any spacing, or all the words of a form that takes it apart
/// (`from streamlit.components import v2`, `from streamlit import components as c` … `c.v2`).
fn registers(bytes: &[u8]) -> bool {
    let mut mentioned = false;
    for at in COMPONENTS.find_iter(bytes) {
        mentioned = true;
        let after = skip_blank(&bytes[at + "components".len()..]);
        if after.strip_prefix(b".").is_some_and(|rest| skip_blank(rest).starts_with(b"v2")) {
            return true;
        }
    }
    mentioned && STREAMLIT.find(bytes).is_some() && V2.find_iter(bytes).any(|at| is_word(bytes, at, 2))
}

fn skip_blank(bytes: &[u8]) -> &[u8] {
    let blank = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\\')).count();
    &bytes[blank..]
}

pub(super) fn is_word(bytes: &[u8], at: usize, length: usize) -> bool {
    let in_name = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    !in_name(at.checked_sub(1).and_then(|before| bytes.get(before))) && !in_name(bytes.get(at + length))
}

/// A statement that starts further to the left than this is in no file that a person wrote.
const LONGEST_START: usize = 4_000;

fn imports(bytes: &[u8]) -> Box<str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut found = Vec::with_capacity(512);
    let mut read_to = 0;
    for at in IMPORT.find_iter(bytes) {
        if at < read_to || !is_word(bytes, at, "import".len()) {
            continue;
        }
        if let Some(start) = statement_start(bytes, at) {
            let from = bytes[start..at].strip_prefix(b"from");
            if let Some(module) = from {
                found.extend_from_slice(b"from ");
                copy_line(module.trim_ascii_start(), &mut found);
            }
            read_to = copy_rest(bytes, at, &mut found);
            found.push(b'\n');
        }
    }
    match std::str::from_utf8(&found) {
        Ok(text) => text.into(),
        Err(_) => String::from_utf8_lossy(&found).into(),
    }
}

/// Where the statement that has its `import` at `at` starts; none where that is no statement.
fn statement_start(bytes: &[u8], at: usize) -> Option<usize> {
    let reach = at.saturating_sub(LONGEST_START);
    let line_start = |end: usize| memchr::memrchr(b'\n', &bytes[reach..end]).map_or(reach, |found| reach + found + 1);
    let mut start = line_start(at);
    while start > reach && is_continued(&bytes[reach..start - 1]) {
        start = line_start(start - 1);
    }
    start = memchr::memrchr(b';', &bytes[start..at]).map_or(start, |found| start + found + 1);
    let before = &bytes[start..at];
    let indent = before.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    match &before[indent..] {
        [] => return Some(at),
        [b'f', b'r', b'o', b'm', b' ' | b'.' | b'\t', ..] => return Some(start + indent),
        _ if before.contains(&b'#') => return None,
        _ => {}
    }
    // What stands on the line of its `if`, `try` and their like.
    let last_from = memchr::memmem::rfind(before, b"from").filter(|&from| is_word(before, from, "from".len()));
    let (begin, before) = last_from.map_or((at, before), |from| (start + from, &before[..from]));
    before.trim_ascii_end().ends_with(b":").then_some(begin)
}

/// Whether a line (without its line break) goes on in the next.
fn is_continued(line: &[u8]) -> bool {
    matches!(line, [.., b'\\'] | [.., b'\\', b'\r'])
}

/// Copies a statement from its `import` on and says where it ends.
fn copy_rest(bytes: &[u8], at: usize, found: &mut Vec<u8>) -> usize {
    let mut at = at;
    let mut open = false;
    loop {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
        let line = &bytes[at..end];
        let continued = is_continued(line);
        let code = memchr::memchr2(b'#', b';', line).map_or(line, |length| &line[..length]);
        open |= code.contains(&b'(');
        copy_line(code, found);
        let closed = open && code.contains(&b')');
        if end == bytes.len() || closed || (!open && !continued) {
            return at + code.len();
        }
        found.push(b' ');
        at = end + 1;
    }
}

/// Copies a part of a statement without what only lays it out.
fn copy_line(line: &[u8], found: &mut Vec<u8>) {
    let layout = |byte: &u8| matches!(byte, b'(' | b')' | b'\\' | b'\r' | b'\n');
    match line.iter().any(layout) {
        false => found.extend_from_slice(line),
        true => found.extend(line.iter().map(|byte| if layout(byte) { b' ' } else { *byte })),
    }
}

/// One import as written: `from` with its names, or one module of an `import`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import<'t> {
    /// How many leading dots.
    pub level: u32,
    /// The dotted path after the dots.
    pub module: Vec<&'t str>,
    /// The names that are imported from it; none for an `import`.
    pub names: Vec<&'t str>,
}

impl Mentions {
    /// The import statements, read.
    pub fn imports(&self) -> impl Iterator<Item = Import<'_>> {
        self.imports.lines().flat_map(read_statement)
    }
}

/// The imports of one statement.
pub(super) fn read_statement(line: &str) -> Vec<Import<'_>> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("from") {
        let Some(at) = IMPORT.find_iter(rest.as_bytes()).find(|&at| is_word(rest.as_bytes(), at, "import".len()))
        else {
            return Vec::new();
        };
        let (module, names) = (&rest[..at], &rest[at + "import".len()..]);
        let module = module.trim();
        let path = module.trim_start_matches(['.', ' ']);
        let level = module[..module.len() - path.len()].matches('.').count() as u32;
        return vec![Import { level, module: dotted(path), names: listed(names).collect() }];
    }
    let Some(modules) = line.strip_prefix("import") else { return Vec::new() };
    listed(modules).map(|module| Import { level: 0, module: dotted(module), names: Vec::new() }).collect()
}

/// The names of a list, their `as` names left out.
fn listed(list: &str) -> impl Iterator<Item = &str> {
    let name = |item: &'_ str| item.split_once(" as ").map_or(item.len(), |(name, _)| name.len());
    list.split(',').map(move |item| item[..name(item)].trim()).filter(|name| !name.is_empty())
}

fn dotted(path: &str) -> Vec<&str> {
    path.split('.').map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_registration_is_seen() {
        let forms = [
            "import streamlit as st\nst.components.v2.component('x')",
            "st . components \\\n . v2 . component('x')",
            "import streamlit.components.v2 as v2",
            "from streamlit.components.v2 import component as make",
            "from streamlit.components import v2",
            "from streamlit.components import (\n    v1,\n    v2 as c,\n)",
            "from streamlit import components as c\nc.v2.component('x')",
            "import streamlit.components as c\nc.v2.component('x')",
        ];
        for form in forms {
            assert!(Mentions::read(form.as_bytes()).registers, "{form}");
        }
        for other in ["import streamlit as st", "st.components.v1.html('x')", "components = 1\nv2 = 2", "import v2"] {
            assert!(!Mentions::read(other.as_bytes()).registers, "{other}");
        }
    }

    #[test]
    fn import_statements_are_read_in_every_layout() {
        // The text; each import's dots, module and names.
        type Case = (&'static str, &'static [(u32, &'static str, &'static str)]);
        let cases: [Case; 16] = [
            ("import a.b, c as d", &[(0, "a.b", ""), (0, "c", "")]),
            ("from a.b import c as d, e", &[(0, "a.b", "c,e")]),
            ("from . import a", &[(1, "", "a")]),
            ("from ..a import *", &[(2, "a", "*")]),
            ("from a import (  # why\n    b,\n    c,  # (this)\n)\nimport d", &[(0, "a", "b,c"), (0, "d", "")]),
            ("from a \\\n  import b, \\\n  c\n", &[(0, "a", "b,c")]),
            ("try: import a\nexcept ImportError: import b", &[(0, "a", ""), (0, "b", "")]),
            ("def f():\n    from a import b; import c", &[(0, "a", "b"), (0, "c", "")]),
            ("import a\r\nfrom b import c\r\n", &[(0, "a", ""), (0, "b", "c")]),
            ("# import a\nx = important\nprint('an import of b')", &[]),
            ("from a import import_b", &[(0, "a", "import_b")]),
            ("from imports import b", &[(0, "imports", "b")]),
            ("\u{feff}import a", &[(0, "a", "")]),
            ("from a import (b, c); import d", &[(0, "a", "b,c"), (0, "d", "")]),
            ("    \"from a import b\"\nyield from a; from .b import c", &[(1, "b", "c")]),
            ("from a import (", &[(0, "a", "")]),
        ];
        for (text, expected) in cases {
            let mentions = Mentions::read(text.as_bytes());
            let read: Vec<(u32, String, String)> = mentions
                .imports()
                .map(|import| (import.level, import.module.join("."), import.names.join(",")))
                .collect();
            let read: Vec<(u32, &str, &str)> =
                read.iter().map(|(level, module, names)| (*level, module.as_str(), names.as_str())).collect();
            assert_eq!(read, expected, "{text}");
        }
    }
}
