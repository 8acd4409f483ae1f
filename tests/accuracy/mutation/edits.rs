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
