//! From a stack of the browser's back to the line that a person wrote.
//!
//! A component's script is a file that the page loads from its address, or a text inside a Python string. Where a
//! text of the string stands in the Python file is the analysis's to say.

use std::path::PathBuf;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::protocol::{Node, Place};

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

    /// The place in a file.
    pub fn in_file(&self, path: PathBuf) -> Place {
        Place { path, line: self.line, column: self.column, end_column: 0, function: self.function.clone() }
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
    fn what_is_no_call_is_passed_over() {
        assert_eq!(frames("TypeError: a@b: c\n\nat <anonymous>\n  at f (native)"), []);
    }
}
