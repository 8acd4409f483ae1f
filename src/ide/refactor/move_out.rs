//! An inline text gets a file beside the module.

use std::path::Path;

use super::{Argument, Change, Kind, Refactor, in_one_piece, python_import};
use crate::diagnostic::Edit;
use crate::model::{Contract, Source};
use crate::text::{Site, Span};
use crate::workspace::Analysis;

/// The refactor, where the text is written in one string of one file and all of it is known.
pub fn refactor(analysis: &Analysis, contract: &Contract, argument: Argument) -> Option<Refactor> {
    let Source::Text { text, file: None, site } = argument.of(&contract.component) else { return None };
    let file = text.host_file().filter(|file| *file == site.file)?;
    let literal = text.literal().filter(|literal| literal.trim().contains('\n'))?;
    let source = analysis.text(file);
    let whole = in_one_piece(text, file)?;
    let replaced = if site.span.contains(whole.span) { *site } else { literal_around(&source, whole)? };
    let module = analysis.path(file);
    let name = free_name(analysis, module, contract, argument)?;
    let value = format!("(Path(__file__).parent / \"{name}\").read_text(encoding=\"utf-8\")");
    let mut changes = vec![
        Change::Create { path: module.with_file_name(&name), text: tidy(literal, argument) },
        Change::Edit(Edit { site: replaced, text: value }),
    ];
    changes.extend(python_import(&source, file, "pathlib", &["Path"]).map(Change::Edit));
    Some(Refactor { title: format!("Move this {} to {name}", argument.name()), kind: Kind::Extract, changes })
}

/// The string literal whose inside `inner` is.
fn literal_around(source: &str, inner: Site) -> Option<Site> {
    let (start, end) = (inner.span.start as usize, inner.span.end as usize);
    let (before, after) = (source.get(..start)?, source.get(end..)?);
    let quote =
        ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| before.ends_with(quote) && after.starts_with(quote))?;
    let opening = &before[..start - quote.len()];
    let prefix = opening.len() - opening.trim_end_matches(|c: char| "rRbBuUfF".contains(c)).len();
    let from = start - quote.len() - prefix;
    Some(Span::new(from as u32, (end + quote.len()) as u32).in_file(inner.file))
}

/// `<component>.js`, with a number where there is such a file already.
fn free_name(analysis: &Analysis, module: &Path, contract: &Contract, argument: Argument) -> Option<String> {
    let stem = super::identifier(contract);
    let name = |number: u32| match number {
        1 => format!("{stem}.{}", argument.name()),
        _ => format!("{stem}_{number}.{}", argument.name()),
    };
    (1..100).map(name).find(|name| analysis.file(&module.with_file_name(name)).is_none())
}

/// The text without the indentation that it had in the string, unless a string of its own may hold that.
fn tidy(text: &str, argument: Argument) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = lines().map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0);
    let keeps = argument == Argument::Js && text.contains('`') || argument == Argument::Html && text.contains("<pre");
    let indent = if keeps { 0 } else { indent };
    let body: Vec<&str> = text.lines().map(|line| line.get(indent..).unwrap_or_default().trim_end()).collect();
    let body = if keeps { text.to_owned() } else { body.join("\n") };
    format!("{}\n", body.trim_start_matches('\n').trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    #[test]
    fn a_literal_is_found_around_its_text() {
        for (source, expected) in [("x = r'''a'''", Some("r'''a'''")), ("f(\"a\")", Some("\"a\"")), ("x = a", None)] {
            let at = source.find('a').unwrap_or_default() as u32;
            let inner = Span::new(at, at + 1).in_file(FileId(0));
            let found = literal_around(source, inner).and_then(|site| source.get(site.span.range()));
            assert_eq!(found, expected, "{source}");
        }
    }

    #[test]
    fn indentation_goes_where_it_means_nothing() {
        assert_eq!(tidy("\n    a {\n      b\n    }\n    ", Argument::Css), "a {\n  b\n}\n");
        assert_eq!(tidy("\n    f(`\n    `)\n", Argument::Js), "    f(`\n    `)\n");
    }
}
