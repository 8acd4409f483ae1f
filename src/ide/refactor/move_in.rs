//! A text that is read from a file comes into the module.

use super::{Argument, Change, Kind, Refactor};
use crate::diagnostic::Edit;
use crate::model::{Contract, Source};
use crate::text::FileId;
use crate::workspace::Analysis;

/// The refactor, for a file that is read as it is.
pub fn refactor(analysis: &Analysis, contract: &Contract, argument: Argument) -> Option<Refactor> {
    let Source::Text { text, file: Some(file), site } = argument.of(&contract.component) else { return None };
    let path = analysis.path(*file);
    let name = path.file_name()?.to_string_lossy().into_owned();
    let mut changes = vec![Change::Edit(Edit { site: *site, text: literal(text.text()) })];
    let is_beside = path.parent() == analysis.path(site.file).parent();
    if is_beside && !is_shared(analysis, *file, site) && imports_nothing(contract, argument) {
        changes.push(Change::Delete(*file));
    } else if !imports_nothing(contract, argument) {
        // What it imports is looked up beside the file, which the text in the module has no more (FACTS 17a).
        return None;
    }
    Some(Refactor { title: format!("Move {name} into this module"), kind: Kind::Inline, changes })
}

fn imports_nothing(contract: &Contract, argument: Argument) -> bool {
    argument != Argument::Js || !contract.rendering.imports.iter().any(|import| import.text.starts_with('.'))
}

/// Whether another registration, or another argument, reads the file.
fn is_shared(analysis: &Analysis, file: FileId, by: &crate::text::Site) -> bool {
    analysis.contracts.iter().flat_map(|contract| Argument::ALL.map(|argument| argument.of(&contract.component))).any(
        |source| match source {
            Source::Text { file: Some(other), site, .. } => *other == file && site != by,
            Source::Asset { files, .. } => files.contains(&file),
            _ => false,
        },
    )
}

/// A text as a Python string.
fn literal(text: &str) -> String {
    let text = text.trim_end_matches('\n');
    let mut escaped = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    if escaped.ends_with('"') {
        escaped.insert(escaped.len() - 1, '\\');
    }
    match text.contains('\n') {
        true => format!("\"\"\"\n{escaped}\n\"\"\""),
        false => format!("\"\"\"{escaped}\"\"\""),
    }
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_text_keeps_its_characters() {
        for (text, expected) in [
            ("a\nb\n", "\"\"\"\na\nb\n\"\"\""),
            ("a \\n \"\"\" b", "\"\"\"a \\\\n \\\"\\\"\\\" b\"\"\""),
            ("say \"a\"", "\"\"\"say \"a\\\"\"\"\""),
        ] {
            assert_eq!(literal(text), expected);
        }
    }
}
