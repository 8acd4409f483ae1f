//! Edits that keep every line where it is.

use crosswire::diagnostic::Edit;
use crosswire::text::{Site, Span, Word};
use crosswire::workspace::Analysis;

/// Writes `name` in the place of a word; none where the word is not written as it reads.
pub fn rename(analysis: &Analysis, word: &Word, name: &str) -> Option<Edit> {
    let written = written(analysis, word.site);
    (!word.text.is_empty() && written == word.text).then(|| Edit { site: word.site, text: name.to_owned() })
}

/// What is written at a site.
pub fn written(analysis: &Analysis, site: Site) -> String {
    analysis.text(site.file).get(site.span.range()).unwrap_or_default().to_owned()
}

/// The argument or dict item whose name stands at a site, where the model does not know its extent: from the
/// name to the comma or bracket that ends it.
pub fn item_of(analysis: &Analysis, name: Site) -> Option<Site> {
    let text = analysis.text(name.file);
    let quoted = text.get(..name.span.start as usize)?.ends_with(['"', '\'']);
    let start = name.span.start - u32::from(quoted);
    let value = name.span.end + u32::from(quoted);
    let after = text.get(value as usize..)?;
    let assigned = if quoted { ':' } else { '=' };
    if !after.trim_start().starts_with(assigned) {
        return None;
    }
    let (mut depth, mut quote) = (0u32, None);
    for (at, c) in after.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}' | ',') if depth == 0 => {
                let end = value + after[..at].trim_end().len() as u32;
                return Some(Span::new(start, end).in_file(name.file));
            }
            (None, ')' | ']' | '}') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Takes out an argument or a dict's item, with the comma after it.
pub fn remove_item(analysis: &Analysis, item: Site) -> Edit {
    let text = analysis.text(item.file);
    let after = text.get(item.span.end as usize..).unwrap_or_default();
    let blank = after.len() - after.trim_start().len();
    let with_comma = after[blank..].starts_with(',');
    let end = if with_comma { item.span.end + blank as u32 + 1 } else { item.span.end };
    let site = Span::new(item.span.start, end).in_file(item.file);
    Edit { site, text: written(analysis, site).chars().filter(|c| matches!(c, '\n' | '\r')).collect() }
}

/// The text of a file after those of the edits that are in it.
pub fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut edits: Vec<&&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.site.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.site.span.range(), &edit.text);
    }
    text
}
