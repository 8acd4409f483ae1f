//! Line starts of one text, and the ways to count columns.

/// How columns are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Bytes of UTF-8.
    Utf8,
    /// UTF-16 code units, the default of LSP.
    Utf16,
    /// Unicode characters, what a person counts.
    Characters,
}

/// The line starts of one text. A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line starts of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// How many lines there are; an empty text has one.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds the byte `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32 - 1
    }

    /// The byte where `line` (from 0) starts; past the last line, the end of the text.
    pub fn start(&self, line: u32, text: &str) -> u32 {
        self.starts.get(line as usize).copied().unwrap_or(text.len() as u32)
    }

    /// The bytes of `line` (from 0) in `text`, without its line break.
    pub fn line_text<'t>(&self, line: u32, text: &'t str) -> &'t str {
        let (start, end) = (self.start(line, text), self.start(line + 1, text));
        text[start as usize..end as usize].trim_end_matches(['\n', '\r'])
    }

    /// Line and column, both from 0, of a byte offset. An offset inside a character counts as its start.
    pub fn position(&self, offset: u32, text: &str, column: Column) -> (u32, u32) {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset as u32);
        let before = &text[self.start(line, text) as usize..offset];
        (line, measure(before, column))
    }

    /// The byte offset of a line and column, both from 0. A column past the line's end is the line's end.
    pub fn offset(&self, line: u32, column: u32, text: &str, unit: Column) -> u32 {
        let start = self.start(line, text);
        let line_text = self.line_text(line, text);
        let mut counted = 0;
        for (at, character) in line_text.char_indices() {
            if counted >= column {
                return start + at as u32;
            }
            counted += match unit {
                Column::Utf8 => character.len_utf8() as u32,
                Column::Utf16 => character.len_utf16() as u32,
                Column::Characters => 1,
            };
        }
        start + line_text.len() as u32
    }
}

fn measure(text: &str, column: Column) -> u32 {
    match column {
        Column::Utf8 => text.len() as u32,
        Column::Utf16 => text.encode_utf16().count() as u32,
        Column::Characters => text.chars().count() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_the_asked_unit() {
        let text = "a\r\nπ😀x\rlast\n";
        let index = LineIndex::new(text);
        let x = text.find('x').map(|at| at as u32).unwrap_or_default();
        assert_eq!(index.lines(), 4);
        assert_eq!(index.position(x, text, Column::Utf8), (1, 6));
        assert_eq!(index.position(x, text, Column::Utf16), (1, 3));
        assert_eq!(index.position(x, text, Column::Characters), (1, 2));
        assert_eq!(index.offset(1, 3, text, Column::Utf16), x);
        assert_eq!(index.line_text(1, text), "π😀x");
        assert_eq!(index.offset(0, 99, text, Column::Utf16), 1);
    }
}
