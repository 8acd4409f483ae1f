//! "Suppress here": the comment that silences a rule on the line of a finding.

use std::path::Path;

use tree_sitter::{Language, Node, Parser};

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::model::Source;
use crate::text::{Embedded, LineIndex, Site, Span};
use crate::workspace::Analysis;

/// What the comment says before the rules.
const IGNORE: &str = "crosswire: ignore[";

/// The fix that silences the finding where it stands. None where no comment can stand at the end of its line:
/// inside a string, say, or in a language without the comment.
pub fn suppress(diagnostic: &Diagnostic, analysis: &Analysis) -> Option<Fix> {
    let site = diagnostic.site;
    let edit = match Tongue::of(analysis.path(site.file))? {
        Tongue::Python => match script_at(site, analysis) {
            Some(script) => in_embedded(diagnostic, &script, analysis),
            None => in_file(diagnostic, Tongue::Python, analysis),
        },
        Tongue::Script => in_file(diagnostic, Tongue::Script, analysis),
    }?;
    let title = format!("Suppress `{}` on this line", diagnostic.rule);
    Some(Fix { title, edits: vec![edit], safe: false })
}

/// A language that has the comment.
#[derive(Clone, Copy)]
enum Tongue {
    Python,
    Script,
}

impl Tongue {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "py" | "pyw" => Some(Self::Python),
            "js" | "mjs" | "cjs" | "jsx" => Some(Self::Script),
            _ => None,
        }
    }

    fn grammar(self) -> Language {
        match self {
            Self::Python => tree_sitter_python::LANGUAGE.into(),
            Self::Script => tree_sitter_javascript::LANGUAGE.into(),
        }
    }

    fn comment(self) -> &'static str {
        match self {
            Self::Python => "#",
            Self::Script => "//",
        }
    }

    /// Nodes in which a comment's characters are just text.
    fn is_verbatim(self, kind: &str) -> bool {
        match self {
            Self::Python => matches!(kind, "string" | "line_continuation"),
            Self::Script => matches!(kind, "string" | "template_string" | "regex" | "jsx_text" | "jsx_element"),
        }
    }
}

/// The script in a Python string that the site lies in.
fn script_at(site: Site, analysis: &Analysis) -> Option<std::sync::Arc<Embedded>> {
    analysis.contracts.iter().find_map(|contract| match &contract.component.js {
        Source::Text { text, .. } => text.to_inner(site.file, site.span.start).map(|_| text.clone()),
        _ => None,
    })
}

fn in_file(diagnostic: &Diagnostic, tongue: Tongue, analysis: &Analysis) -> Option<Edit> {
    let site = diagnostic.site;
    let text = analysis.text(site.file);
    let (at, text) = comment(diagnostic.rule, &text, site.span.start, tongue)?;
    Some(Edit { site: Span::at(at).in_file(site.file), text })
}

fn in_embedded(diagnostic: &Diagnostic, script: &Embedded, analysis: &Analysis) -> Option<Edit> {
    let site = diagnostic.site;
    let inner = script.to_inner(site.file, site.span.start)?;
    let (at, text) = comment(diagnostic.rule, script.text(), inner, Tongue::Script)?;
    let host = script.to_host(Span::at(at))?;
    let lines = analysis.line_index(site.file);
    let same_line = host.file == site.file && lines.line(host.span.start) == lines.line(site.span.start);
    same_line.then_some(Edit { site: host, text })
}

/// What to insert, and where, to have the comment on the line of `offset`.
fn comment(rule: &str, text: &str, offset: u32, tongue: Tongue) -> Option<(u32, String)> {
    let lines = LineIndex::new(text);
    let line = lines.line(offset);
    let (start, line_text) = (lines.start(line, text), lines.line_text(line, text));
    let end = start + line_text.trim_end().len() as u32;
    let at_end = around(text, end, tongue)?;
    match at_end {
        Around::Comment(comment) => {
            let comment_text = text.get(comment.range())?;
            match comment_text.find(IGNORE).map(|at| at + IGNORE.len()) {
                Some(list) => {
                    let close = list + comment_text.get(list..)?.find(']')?;
                    Some((comment.start + close as u32, format!(", {rule}")))
                }
                None => Some((end, format!("  {} {IGNORE}{rule}]", tongue.comment()))),
            }
        }
        Around::Code => Some((end, format!("  {} {IGNORE}{rule}]", tongue.comment()))),
    }
}

/// What stands at a line's end.
enum Around {
    Code,
    Comment(Span),
}

/// None where a comment cannot be written.
fn around(text: &str, end: u32, tongue: Tongue) -> Option<Around> {
    let mut parser = Parser::new();
    parser.set_language(&tongue.grammar()).ok()?;
    let tree = parser.parse(text, None)?;
    let last = (end as usize).saturating_sub(1);
    let mut node = Some(tree.root_node().descendant_for_byte_range(last, end as usize)?);
    while let Some(here) = node {
        if here.kind() == "comment" && here.start_byte() < end as usize {
            return line_comment(here, text, tongue)
                .or_else(|| (here.end_byte() <= end as usize).then_some(Around::Code));
        }
        let goes_on = here.start_byte() < end as usize && (end as usize) < here.end_byte();
        if goes_on && tongue.is_verbatim(here.kind()) {
            return None;
        }
        node = here.parent();
    }
    let continued = matches!(tongue, Tongue::Python) && text.get(..end as usize)?.ends_with('\\');
    (!continued).then_some(Around::Code)
}

fn line_comment(comment: Node<'_>, text: &str, tongue: Tongue) -> Option<Around> {
    let is_line = text.get(comment.byte_range())?.starts_with(tongue.comment());
    is_line.then(|| Around::Comment(Span::new(comment.start_byte() as u32, comment.end_byte() as u32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_stands_at_the_end_of_the_line() {
        use Tongue::{Python, Script};
        let cases = [
            (Python, "f(a)\nx", "f(a)  # crosswire: ignore[r]\nx"),
            (Python, "f(a)  \r\nx", "f(a)  # crosswire: ignore[r]  \r\nx"),
            (Python, "f(\n  a\n)", "f(  # crosswire: ignore[r]\n  a\n)"),
            (Python, "f(\"b\")", "f(\"b\")  # crosswire: ignore[r]"),
            (Python, "f(a)  # why", "f(a)  # why  # crosswire: ignore[r]"),
            (Python, "f()  # crosswire: ignore[s]", "f()  # crosswire: ignore[s, r]"),
            (Python, "f(\"\"\"\ntext\"\"\")", ""),
            (Python, "f + \\\n g", ""),
            (Script, "f(\"b\");\nx", "f(\"b\");  // crosswire: ignore[r]\nx"),
            (Script, "f() // why", "f() // why  // crosswire: ignore[r]"),
            (Script, "f() /* why */", "f() /* why */  // crosswire: ignore[r]"),
            (Script, "f() /* why\n*/", ""),
            (Script, "f(`a\nb`)", ""),
            (Script, "f(`a ${b\n}`)", ""),
        ];
        for (tongue, text, expected) in cases {
            let written = comment("r", text, 0, tongue).map(|(at, new)| {
                let (before, after) = text.split_at(at as usize);
                format!("{before}{new}{after}")
            });
            assert_eq!(written.as_deref().unwrap_or_default(), expected, "{text:?}");
        }
    }
}
