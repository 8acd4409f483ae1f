//! From a stack of the browser's back to the line that a person wrote.
//!
//! A component's script is a file that the page loads from its address, or a text inside a Python string. Where a
//! text of the string stands in the Python file is the analysis's to say.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::http::assets::Assets;
use super::overlay::Overlay;
use super::protocol::{Node, Place};
use crate::model::Source;
use crate::text::{Column, Embedded, LineIndex, Span};
use crate::workspace::Analysis;

/// How the page names the scripts that it loads from texts.
const INLINE: &str = "st-bidi-";

/// The texts of components' scripts that are no files.
#[derive(Debug, Default)]
pub struct Scripts(FxHashMap<String, Inline>);

/// A component's script that is a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// The component's name.
    pub component: String,
    /// The text, as it was registered.
    pub text: String,
}

impl Scripts {
    /// Remembers the script of a component that is drawn.
    pub fn note(&mut self, node: &Node) {
        let text = |name: &str| node.props.get(name).and_then(Value::as_str).map(str::to_string);
        if let (Some(id), Some(component), Some(text)) = (&node.id, text("component"), text("js")) {
            self.0.insert(id.clone(), Inline { component, text });
        }
    }

    /// The script of an element.
    pub fn of(&self, element: &str) -> Option<&Inline> {
        self.0.get(element)
    }
}

/// A call in a stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The script's address or name.
    pub script: String,
    /// From 1.
    pub line: u32,
    /// From 1, in UTF-16 units.
    pub column: u32,
    /// The function.
    pub function: String,
}

/// The calls of a stack as Chromium (`at f (script:1:2)`) or Firefox and Safari (`f@script:1:2`) write it.
pub fn frames(stack: &str) -> Vec<Frame> {
    stack.lines().filter_map(|line| frame(line.trim())).collect()
}

fn frame(line: &str) -> Option<Frame> {
    let (function, place) = match line.strip_prefix("at ") {
        Some(rest) => match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
            Some((function, place)) => (function, place),
            None => ("", rest),
        },
        None => line.rsplit_once('@')?,
    };
    let (rest, column) = place.rsplit_once(':')?;
    let (script, line) = rest.rsplit_once(':')?;
    let (line, column) = (line.parse().ok()?, column.parse().ok()?);
    let function = function.strip_prefix("async ").unwrap_or(function);
    Some(Frame { script: script.to_string(), line, column, function: function.to_string() })
}

impl Frame {
    /// The number of a served folder and the path below it, where the script is such a file.
    pub fn asset(&self) -> Option<(usize, String)> {
        let (_, rest) = self.script.split_once("/assets/")?;
        let mut parts = rest.splitn(3, '/');
        let (folder, _version, below) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        let below = percent_encoding::percent_decode_str(below.split(['?', '#']).next()?);
        Some((folder, below.decode_utf8_lossy().into_owned()))
    }
}

/// What it takes to find a place.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'g> {
    /// The files that the page loads from addresses.
    pub assets: &'g Assets,
    /// Their texts.
    pub overlay: &'g Overlay,
    /// Where texts stand in Python files, if somebody reads them.
    pub analysis: Option<&'g Analysis>,
}

impl Ground<'_> {
    /// Where the innermost call of a stack stands that a person wrote; `script` is the text of the component's
    /// script, where it is no file.
    pub fn innermost(&self, stack: &str, script: Option<&Inline>) -> Option<Place> {
        frames(stack).iter().find_map(|frame| match frame.asset() {
            Some((folder, below)) => self.in_asset(frame, folder, &below),
            None if frame.script.contains(INLINE) => self.in_text(frame, script?),
            None => None,
        })
    }

    fn in_asset(&self, frame: &Frame, folder: usize, below: &str) -> Option<Place> {
        let path = self.assets.path(folder, below)?;
        let text = String::from_utf8(self.overlay.read(&path).ok()?).ok()?;
        let lines = LineIndex::new(&text);
        let span = frame.span(&text, &lines);
        let (line, column) = lines.position(span.start, &text, Column::Characters);
        let (_, end) = lines.position(span.end, &text, Column::Characters);
        let function = frame.function.clone();
        Some(Place { path, line: line + 1, column: column + 1, end_column: end + 1, function })
    }

    fn in_text(&self, frame: &Frame, script: &Inline) -> Option<Place> {
        let analysis = self.analysis?;
        let texts = analysis.contracts.iter().filter_map(|contract| match &contract.component.js {
            Source::Text { text, .. } => Some((contract, &**text)),
            _ => None,
        });
        let named = |name: Option<&str>| name.is_none_or(|name| name == script.component);
        let site = texts
            .filter(|(contract, _)| named(contract.component.name.as_ref().map(|name| &*name.text)))
            .find_map(|(_, text)| text.cover(same_span(frame, &script.text, text)?))?;
        let ((line, column), (last, end)) = (analysis.position(site), analysis.end_position(site));
        let path = analysis.path(site.file).to_path_buf();
        let end_column = if last == line { end } else { 0 };
        Some(Place { path, line, column, end_column, function: frame.function.clone() })
    }
}

/// The frame's place in the text as it was read. The two texts are the same, or one has something put in that was
/// known only at run time: then the line counts, if there is only one such.
fn same_span(frame: &Frame, run: &str, read: &Embedded) -> Option<Span> {
    let lines = LineIndex::new(run);
    let span = frame.span(run, &lines);
    if read.text() == run {
        return Some(span);
    }
    let line = lines.line_text(frame.line.saturating_sub(1), run);
    let mut found = read.text().match_indices(line).filter(|_| !line.trim().is_empty());
    let (at, _) = found.next()?;
    let start = lines.start(frame.line.saturating_sub(1), run);
    found.next().is_none().then(|| Span::new(span.start - start + at as u32, span.end - start + at as u32))
}

impl Frame {
    /// From the call to the end of its line.
    fn span(&self, text: &str, lines: &LineIndex) -> Span {
        let line = self.line.saturating_sub(1);
        let start = lines.offset(line, self.column.saturating_sub(1), text, Column::Utf16);
        let end = lines.start(line, text) + lines.line_text(line, text).trim_end().len() as u32;
        Span::new(start, end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacks_of_all_browsers_are_read() {
        let cases = [
            (
                "at onclick (http://127.0.0.1:1/t/assets/0/2/a%20b/main.js:3:14)",
                "onclick",
                3,
                14,
                Some((0, "a b/main.js")),
            ),
            ("at async default (http://127.0.0.1:1/t/assets/4/0/main.js:3:14)", "default", 3, 14, Some((4, "main.js"))),
            ("at st-bidi-menu-0a1b2c3d.js:7:1", "", 7, 1, None),
            (
                "at HTMLButtonElement.<anonymous> (st-bidi-menu-0a1b2c3d.js:7:1)",
                "HTMLButtonElement.<anonymous>",
                7,
                1,
                None,
            ),
            ("handler@http://127.0.0.1:1/t/assets/0/0/main.js:9:2", "handler", 9, 2, Some((0, "main.js"))),
        ];
        for (line, function, row, column, asset) in cases {
            let [frame] = &frames(&format!("Error: x\n    {line}"))[..] else { panic!("{line}") };
            assert_eq!((frame.function.as_str(), frame.line, frame.column), (function, row, column), "{line}");
            assert_eq!(frame.asset(), asset.map(|(folder, below)| (folder, below.to_string())), "{line}");
        }
    }

    #[test]
    fn a_line_of_a_text_that_was_put_together_is_found_if_it_is_the_only_one() {
        let read = Embedded::unmapped("const a = __hole__;\n  boom();\nagain();\nagain();\n");
        let run = "const a = 1;\n\n  boom();\nagain();\nagain();\n";
        let at = |line, column| Frame { script: String::new(), line, column, function: String::new() };
        assert_eq!(same_span(&at(3, 3), run, &read), Some(Span::new(22, 29)));
        assert_eq!(same_span(&at(4, 1), run, &read), None, "two lines are the same");
        assert_eq!(same_span(&at(2, 1), run, &read), None, "an empty line says nothing");
    }

    #[test]
    fn what_is_no_call_is_passed_over() {
        assert_eq!(frames("TypeError: a@b: c\n\nat <anonymous>\n  at f (native)"), []);
    }
}
