//! The text around a cursor, read token by token: open brackets, the string that is being typed, the names before.
//!
//! It asks for nothing whole, so it knows where a cursor stands also in a line that does not parse yet.

use super::ground::Tongue;

/// Where a cursor stands in a text.
#[derive(Debug)]
pub struct Typing<'t> {
    text: &'t str,
    /// The cursor.
    pub offset: usize,
    /// Where the string that the cursor is in begins, behind its quote.
    pub string: Option<usize>,
    /// Whether the cursor is in a comment.
    pub in_comment: bool,
    /// The brackets around it, outermost first.
    pub brackets: Vec<Bracket>,
}

/// An open bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// `(`, `[` or `{`.
    pub kind: u8,
    /// Where it stands.
    pub at: usize,
    /// Where each of its parts begins: behind it, and behind each comma.
    pub parts: Vec<usize>,
}

/// A string that has begun.
struct Quote {
    quote: u8,
    /// Whether it ends with three of them.
    triple: bool,
    start: usize,
}

impl<'t> Typing<'t> {
    /// Reads Python or a script up to `offset`.
    pub fn read(text: &'t str, offset: usize, tongue: Tongue) -> Self {
        let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let mut typing = Self { text, offset, string: None, in_comment: false, brackets: Vec::new() };
        typing.scan(tongue == Tongue::Python);
        typing
    }

    fn scan(&mut self, python: bool) {
        let bytes = &self.text.as_bytes()[..self.offset];
        let mut at = 0;
        // Template literals that stopped for a `${`, by the number of brackets around it.
        let mut templates: Vec<(usize, Quote)> = Vec::new();
        let mut string: Option<Quote> = None;
        while at < bytes.len() {
            let byte = bytes[at];
            if let Some(quote) = &string {
                match byte {
                    b'\\' => at += 1,
                    b'\n' if !quote.triple && quote.quote != b'`' => string = None,
                    b'$' if quote.quote == b'`' && bytes.get(at + 1) == Some(&b'{') => {
                        at += 1;
                        templates.extend(string.take().map(|quote| (self.brackets.len(), quote)));
                        self.open(b'{', at);
                    }
                    _ if byte == quote.quote && quote.triple && bytes[at..].starts_with(&[byte; 3]) => {
                        at += 2;
                        string = None;
                    }
                    _ if byte == quote.quote && !quote.triple => string = None,
                    _ => {}
                }
                at += 1;
                continue;
            }
            if !matches!(byte, b'#' | b'/' | b'"' | b'\'' | b'`' | b'(' | b'[' | b'{' | b')' | b']' | b'}' | b',') {
                at += 1;
                continue;
            }
            let line_comment = if python { byte == b'#' } else { bytes[at..].starts_with(b"//") };
            if line_comment || (!python && bytes[at..].starts_with(b"/*")) {
                let end = if line_comment { &b"\n"[..] } else { &b"*/"[..] };
                let rest = &bytes[at + 1..];
                match rest.windows(end.len()).position(|part| part == end) {
                    Some(len) => at += 1 + len + end.len(),
                    None => {
                        self.in_comment = true;
                        return;
                    }
                }
                continue;
            }
            match byte {
                b'"' | b'\'' | b'`' if byte != b'`' || !python => {
                    let triple = python && bytes[at..].starts_with(&[byte; 3]);
                    at += if triple { 2 } else { 0 };
                    string = Some(Quote { quote: byte, triple, start: at + 1 });
                }
                b'(' | b'[' | b'{' => self.open(byte, at),
                b')' | b']' | b'}' => {
                    self.brackets.pop();
                    if let Some((_, quote)) = templates.pop_if(|(depth, _)| *depth == self.brackets.len()) {
                        string = Some(quote);
                    }
                }
                b',' => {
                    if let Some(bracket) = self.brackets.last_mut() {
                        bracket.parts.push(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        self.string = string.map(|quote| quote.start.min(self.offset));
    }

    fn open(&mut self, kind: u8, at: usize) {
        self.brackets.push(Bracket { kind, at, parts: vec![at + 1] });
    }

    /// Where the name that is being typed begins.
    pub fn word_start(&self) -> usize {
        self.start_of_run(|c| c.is_alphanumeric() || c == '_' || c == '$')
    }

    /// Where the name begins, hyphens counted in, as in CSS.
    pub fn dashed_start(&self) -> usize {
        self.start_of_run(|c| c.is_alphanumeric() || c == '_' || c == '-')
    }

    fn start_of_run(&self, is_part: impl Fn(char) -> bool) -> usize {
        let before = &self.text[..self.offset];
        before.trim_end_matches(is_part).len()
    }

    /// Where the name under the cursor ends.
    pub fn word_end(&self) -> usize {
        let rest = &self.text[self.offset..];
        let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len());
        self.offset + len
    }

    /// Where the string under the cursor ends: at its quote, at the end of the line, or at the cursor.
    pub fn string_end(&self) -> usize {
        let Some(quote) = self.string.and_then(|start| self.text[..start].chars().next_back()) else {
            return self.offset;
        };
        let rest = &self.text[self.offset..];
        match rest.find([quote, '\n', '\\']) {
            Some(len) if rest[len..].starts_with(quote) => self.offset + len,
            _ => self.offset,
        }
    }

    /// The innermost bracket.
    pub fn innermost(&self) -> Option<&Bracket> {
        self.brackets.last()
    }

    /// The bracket around the innermost.
    pub fn around(&self) -> Option<&Bracket> {
        self.brackets.iter().rev().nth(1)
    }

    /// The expression before `at`: names, dots, calls and subscripts without spaces.
    pub fn chain_before(&self, at: usize) -> &'t str {
        let bytes = self.text.as_bytes();
        let mut start = at;
        while start > 0 {
            let byte = bytes[start - 1];
            let is_part = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b'?') || byte >= 0x80;
            if is_part {
                start -= 1;
            } else if matches!(byte, b']' | b')') {
                match opening(bytes, start - 1) {
                    Some(open) => start = open,
                    None => break,
                }
            } else {
                break;
            }
        }
        self.text.get(start..at).unwrap_or_default()
    }

    /// The name of the argument that the cursor is in the value of: `data` in `f(data=…`.
    pub fn argument(&self, bracket: &Bracket) -> Option<&'t str> {
        let part = self.text.get(*bracket.parts.last()?..self.offset)?.trim_start();
        let (name, _) = part.split_once('=')?;
        let name = name.trim_end();
        (!name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')).then_some(name)
    }

    /// Whether nothing but a part of a name was typed of the part of the bracket that the cursor is in.
    pub fn begins_part(&self, bracket: &Bracket) -> bool {
        let part = bracket.parts.last().and_then(|start| self.text.get(*start..self.offset)).unwrap_or_default();
        part.trim_start().chars().all(|c| c.is_alphanumeric() || c == '_')
    }

    /// Whether the first argument of a call is given without its name.
    pub fn has_positional(&self, bracket: &Bracket) -> bool {
        let first = bracket.parts.get(..2).and_then(|parts| self.text.get(parts[0]..parts[1]));
        first.is_some_and(|first| !first.split(['"', '\'', '(']).next().unwrap_or_default().contains('='))
    }

    /// The names of the arguments that a call has, before and behind the cursor, as far as it is written.
    pub fn arguments(&self, bracket: &Bracket, tongue: Tongue) -> Vec<&'t str> {
        let end = self.closing(bracket, tongue);
        let inner = self.text.get(bracket.at + 1..end).unwrap_or_default();
        let mut names = Vec::new();
        let whole = Typing::parts(inner, tongue);
        for part in whole {
            if let Some((name, rest)) = part.split_once('=')
                && !rest.starts_with('=')
            {
                names.push(name.trim());
            }
        }
        names
    }

    /// Where a bracket closes; the end of the text where it does not.
    pub fn closing(&self, bracket: &Bracket, tongue: Tongue) -> usize {
        let rest = &self.text[bracket.at..];
        let mut end = self.text.len();
        let mut depth = 0usize;
        for (at, byte) in code(rest, tongue) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        end = bracket.at + at;
                        break;
                    }
                }
                _ => {}
            }
        }
        end
    }

    /// A text at its commas, those in brackets and strings left alone.
    fn parts(text: &'t str, tongue: Tongue) -> Vec<&'t str> {
        let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
        for (at, byte) in code(text, tongue) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                b',' if depth == 0 => {
                    parts.push(&text[start..at]);
                    start = at + 1;
                }
                _ => {}
            }
        }
        parts.push(&text[start..]);
        parts
    }
}

/// The bracket that the one at `close` closes, strings taken for what they are not.
fn opening(bytes: &[u8], close: usize) -> Option<usize> {
    const FARTHEST: usize = 400;
    let mut depth = 0;
    for at in (close.saturating_sub(FARTHEST)..=close).rev() {
        match bytes[at] {
            b')' | b']' => depth += 1,
            b'(' | b'[' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

/// The bytes of a text that are neither in strings nor in comments.
fn code(text: &str, tongue: Tongue) -> impl Iterator<Item = (usize, u8)> + '_ {
    let python = tongue == Tongue::Python;
    let bytes = text.as_bytes();
    let (mut at, mut quote) = (0, None::<(u8, bool)>);
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let here = at;
            let byte = bytes[at];
            at += 1;
            match quote {
                Some((mark, triple)) => {
                    if byte == b'\\' {
                        at += 1;
                    } else if byte == b'\n' && !triple && mark != b'`' {
                        quote = None;
                    } else if byte == mark && (!triple || bytes[here..].starts_with(&[mark; 3])) {
                        at += if triple { 2 } else { 0 };
                        quote = None;
                    }
                }
                None if byte == b'"' || byte == b'\'' || (byte == b'`' && !python) => {
                    let triple = python && bytes[here..].starts_with(&[byte; 3]);
                    at += if triple { 2 } else { 0 };
                    quote = Some((byte, triple));
                }
                None if (python && byte == b'#') || (!python && bytes[here..].starts_with(b"//")) => {
                    while at < bytes.len() && bytes[at] != b'\n' {
                        at += 1;
                    }
                }
                None => return Some((here, byte)),
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(marked: &str, tongue: Tongue) -> (String, usize) {
        let offset = marked.find('|').unwrap_or(marked.len());
        let text = marked.replacen('|', "", 1);
        let typing = Typing::read(&text, offset, tongue);
        let kinds: String = typing.brackets.iter().map(|bracket| bracket.kind as char).collect();
        let place = match (typing.in_comment, typing.string) {
            (true, _) => "comment".to_owned(),
            (_, Some(start)) => format!("\"{}", &text[start..offset]),
            _ => text[typing.word_start()..offset].to_owned(),
        };
        (format!("{kinds} {place}"), typing.innermost().map_or(0, |bracket| bracket.parts.len()))
    }

    #[test]
    fn a_cursor_knows_what_it_stands_in() {
        use Tongue::{Python, Script};
        for (tongue, marked, expected, parts) in [
            (Python, "f(a, b=\"x, y\", da|", "( da", 3),
            (Python, "f(default={\"co|\n", "({ \"co", 1),
            (Python, "x = '''f(\n\"''' + g(|", "( ", 1),
            (Python, "f(1)  # no (|\n", " comment", 0),
            (Python, "f('half\ng(k|", "(( k", 1),
            (Script, "setStateValue(\"k|", "( \"k", 1),
            (Script, "f(`a ${b(c|)}`)", "({( c", 1),
            (Script, "f(`a ${b}, |`)", "( \"a ${b}, ", 1),
            (Script, "/* ( */ f(// x\n |", "( ", 1),
        ] {
            assert_eq!(read(marked, tongue), (expected.to_owned(), parts), "{marked}");
        }
    }

    #[test]
    fn expressions_before_a_place_are_read_backwards() {
        for (text, expected) in [
            ("x = st.session_state[\"a\"].", "st.session_state[\"a\"]."),
            ("if result.", "result."),
            ("(component?.data.", "component?.data."),
            ("", ""),
        ] {
            assert_eq!(Typing::read(text, text.len(), Tongue::Python).chain_before(text.len()), expected, "{text}");
        }
        let text = "f(key='a, b=1', data={'x=': 1}, w|=3)";
        let typing = Typing::read(text, 33, Tongue::Python);
        let bracket = typing.innermost().cloned();
        let names = bracket.map(|bracket| typing.arguments(&bracket, Tongue::Python));
        assert_eq!(names, Some(vec!["key", "data", "w|"]));
    }
}
