//! Suppressions: comments that ask for silence about a rule on their line or, at the top, in their whole text.
//!
//! ```text
//! result = button(key="b")  # crosswire: ignore[missing-callback]
//! send("saved", true); // crosswire: ignore[missing-callback, dict-method-key]
//! ```
//!
//! `/* … */` and `<!-- … -->` do as well. The line is the one on which the squiggle starts. A comment that
//! stands alone on its line suppresses nothing on other lines, unless it stands at the top, before any code.
//!
//! This module knows no language: who reads the files hands over their comments.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::rules::runner::sorted;
use crate::rules::{Context, all, invalid_suppression, unused_suppression};
use crate::text::{Site, Span};

/// A comment of any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Where it is written, its marks included.
    pub site: Site,
    /// Its text, the marks included.
    pub text: String,
    /// Whether nothing but white space stands beside it on its line.
    pub own_line: bool,
    /// What it speaks for where it stands before any code: the whole file, or the whole script in a string.
    pub top_of: Option<Site>,
}

/// A comment that suppresses, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Suppression<'c> {
    pub comment: &'c Comment,
    /// From its `#` or `//` to its `]`, in the comment's text.
    pub directive: Span,
    /// The rules that it names, with their places in the comment's text.
    pub names: Vec<(Span, &'c str)>,
}

/// What a comment is to crosswire.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Parsed<'c> {
    /// None of its business.
    Other,
    /// A suppression.
    Suppression(Suppression<'c>),
    /// Meant as a suppression; the place in the comment's text and what is wrong, as a sentence.
    Invalid(Span, String),
}

/// Takes out what the comments suppress, and adds what is wrong with the comments themselves. A suppression
/// of a rule that is not `on` cannot be told from an unused one, and is left alone.
pub fn apply(
    comments: &[Comment],
    found: Vec<Diagnostic>,
    on: &dyn Fn(&str) -> bool,
    ctx: &Context<'_>,
) -> Vec<Diagnostic> {
    let parsed: Vec<(&Comment, Parsed<'_>)> = comments.iter().map(|comment| (comment, parse(comment))).collect();
    let suppressions: Vec<&Suppression<'_>> = parsed.iter().filter_map(|(_, parsed)| suppression(parsed)).collect();
    let suppresses = |suppression: &Suppression<'_>, name: &str, diagnostic: &Diagnostic| {
        name == diagnostic.rule && reaches(suppression.comment, diagnostic.site, ctx)
    };

    let mut about_comments = Vec::new();
    for (comment, parsed) in &parsed {
        match parsed {
            Parsed::Invalid(place, why) => about_comments.push(invalid_suppression::diagnostic(comment, *place, why)),
            Parsed::Suppression(suppression) => {
                about_comments.extend(invalid_suppression::unknown_rules(suppression));
                let idle: Vec<usize> = (0..suppression.names.len())
                    .filter(|&at| {
                        let name = suppression.names[at].1;
                        let judged = !is_about_comments(name) && crate::rules::named(name).is_some() && on(name);
                        judged && !found.iter().any(|diagnostic| suppresses(suppression, name, diagnostic))
                    })
                    .collect();
                about_comments.extend(unused_suppression::diagnostics(suppression, &idle, ctx));
            }
            Parsed::Other => {}
        }
    }
    about_comments.retain(|diagnostic| on(diagnostic.rule));

    let is_suppressed = |diagnostic: &Diagnostic| {
        suppressions
            .iter()
            .any(|suppression| suppression.names.iter().any(|(_, name)| suppresses(suppression, name, diagnostic)))
    };
    let left = found.into_iter().chain(about_comments).filter(|diagnostic| !is_suppressed(diagnostic)).collect();
    sorted(left, ctx)
}

fn suppression<'p, 'c>(parsed: &'p Parsed<'c>) -> Option<&'p Suppression<'c>> {
    match parsed {
        Parsed::Suppression(suppression) => Some(suppression),
        Parsed::Other | Parsed::Invalid(..) => None,
    }
}

fn is_about_comments(name: &str) -> bool {
    name == unused_suppression::RULE.name || name == invalid_suppression::RULE.name
}

fn reaches(comment: &Comment, site: Site, ctx: &Context<'_>) -> bool {
    let in_text = |whole: Site| comment.own_line && whole.file == site.file && whole.span.contains(site.span);
    let same_line = || comment.site.file == site.file && (ctx.line)(comment.site) == (ctx.line)(site);
    comment.top_of.is_some_and(in_text) || same_line()
}

const MARK: &str = "crosswire:";

/// Reads `crosswire: ignore[a, b]` after a comment's start, or after another tool's comment on the same line.
pub(super) fn parse(comment: &Comment) -> Parsed<'_> {
    let text = comment.text.as_str();
    let Some((start, mark)) = directive_start(text) else { return Parsed::Other };
    let after_mark = mark + MARK.len();
    let rest = &text[after_mark..];
    let word_at = after_mark + (rest.len() - rest.trim_start().len());
    let word_end = text[word_at..]
        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .map_or(text.len(), |len| word_at + len);
    let word = &text[word_at..word_end];
    let after_word = text[word_end..].trim_start();
    if word != "ignore" {
        let meant = after_word.starts_with('[')
            || ["noqa", "disable", "off", "skip", "ignored", "Ignore", "IGNORE"].contains(&word);
        let why = format!("nothing is suppressed: \"{word}\" is not known here; write `crosswire: ignore[rule]`");
        return if meant { Parsed::Invalid(span(mark, word_end), why) } else { Parsed::Other };
    }
    let open = text.len() - after_word.len();
    let Some(list) = after_word.strip_prefix('[') else {
        return Parsed::Invalid(
            span(mark, word_end),
            "nothing is suppressed: it names no rule; write `crosswire: ignore[rule]`".to_string(),
        );
    };
    let Some(close) = list.find(']').map(|len| open + 1 + len) else {
        return Parsed::Invalid(span(mark, text.len()), "nothing is suppressed: the `]` is missing".to_string());
    };
    let names = names(text, open + 1, close);
    if names.is_empty() {
        return Parsed::Invalid(
            span(mark, close + 1),
            "nothing is suppressed: there is no rule between the brackets".to_string(),
        );
    }
    Parsed::Suppression(Suppression { comment, directive: span(start, close + 1), names })
}

/// Where the directive's own comment mark and its `crosswire:` start.
fn directive_start(text: &str) -> Option<(usize, usize)> {
    text.match_indices(MARK).find_map(|(mark, _)| {
        let before = text[..mark].trim_end();
        let start = ["<!--", "/*", "//", "#", "*"].iter().find_map(|start| before.strip_suffix(start).map(str::len))?;
        Some((start, mark))
    })
}

fn names(text: &str, from: usize, to: usize) -> Vec<(Span, &str)> {
    let mut at = from;
    let mut names = Vec::new();
    for part in text[from..to].split(',') {
        let name = part.trim();
        let start = at + (part.len() - part.trim_start().len());
        if !name.is_empty() {
            names.push((span(start, start + name.len()), name));
        }
        at += part.len() + 1;
    }
    names
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

/// The place in the file of a part of a comment's text. Where the text is not written byte for byte (in a string
/// with escapes), that is the whole comment, and no edit can be made.
pub(super) fn place(comment: &Comment, part: Span) -> (Site, bool) {
    let whole = comment.site.span;
    let verbatim = whole.len() as usize == comment.text.len();
    match verbatim {
        true => (Span::new(whole.start + part.start, whole.start + part.end).in_file(comment.site.file), true),
        false => (comment.site, false),
    }
}

/// A fix that takes a part of a comment out, with the blanks before it; with its line where nothing else is on it.
pub(super) fn removal(suppression: &Suppression<'_>, title: String, ctx: &Context<'_>) -> Option<Fix> {
    let comment = suppression.comment;
    let is_line_comment = comment.text.starts_with('#') || comment.text.starts_with("//");
    let rest = comment.text[suppression.directive.end as usize..].trim();
    let whole = suppression.directive.start == 0 && !rest.starts_with('#');
    let last = is_line_comment && rest.is_empty();
    if !whole && !last {
        return None;
    }
    let (site, exact) = match whole {
        true => (comment.site, true),
        false => place(comment, Span::new(suppression.directive.start, comment.text.len() as u32)),
    };
    if !exact {
        return None;
    }
    let source = (ctx.source)(site.file);
    let before = source.get(..site.span.start as usize)?.trim_end_matches([' ', '\t']);
    let after = source.get(site.span.end as usize..)?;
    let alone = whole && comment.own_line && (before.is_empty() || before.ends_with('\n'));
    let line_break = match after {
        _ if !alone => 0,
        _ if after.starts_with("\r\n") => 2,
        _ if after.starts_with('\n') => 1,
        _ => 0,
    };
    let gone = Span::new(before.len() as u32, site.span.end + line_break);
    Some(Fix { title, edits: vec![Edit { site: gone.in_file(site.file), text: String::new() }], safe: true })
}

/// The rules' names, for suggestions.
pub(super) fn rule_names() -> impl Iterator<Item = &'static str> {
    all().iter().map(|rule| rule.name)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Severity;
    use crate::text::FileId;

    const FILE: FileId = FileId(0);

    fn comment(source: &str, text: &str) -> Comment {
        let before = source.split(text).next().unwrap_or_default();
        let start = before.len() as u32;
        Comment {
            site: Span::new(start, start + text.len() as u32).in_file(FILE),
            text: text.to_owned(),
            own_line: before.is_empty() || before.ends_with('\n'),
            top_of: before.is_empty().then(|| Span::new(0, source.len() as u32).in_file(FILE)),
        }
    }

    fn diagnostic(source: &str, rule: &'static str, at: &str) -> Diagnostic {
        let start = source.find(at).unwrap_or_default() as u32;
        let site = Span::new(start, start + at.len() as u32).in_file(FILE);
        Diagnostic { rule, severity: Severity::Error, message: String::new(), site, related: vec![], fixes: vec![] }
    }

    /// What is left of `unsent-key` under `x`, as rules, and the source after the fixes of the rest.
    fn applied(source: &str, text: &str, on: &dyn Fn(&str) -> bool) -> (Vec<&'static str>, String) {
        let line = |site: Site| {
            source[..site.span.start as usize].lines().count().max(1) as u32
                + u32::from(source[..site.span.start as usize].ends_with('\n') && site.span.start > 0)
        };
        let text_of = |_: FileId| Arc::from(source);
        let ctx = Context { path: &|_| "app.py".to_owned(), line: &line, source: &text_of, is_own: &|_| true };
        let left = apply(&[comment(source, text)], vec![diagnostic(source, "unsent-key", "x")], on, &ctx);
        let mut fixed = source.to_owned();
        for edit in left.iter().flat_map(|diagnostic| &diagnostic.fixes).flat_map(|fix| &fix.edits) {
            fixed.replace_range(edit.site.span.range(), &edit.text);
        }
        (left.iter().map(|diagnostic| diagnostic.rule).collect(), fixed)
    }

    #[test]
    fn a_comment_counts_for_its_line_or_from_the_top_for_all() {
        let (unused, invalid) = ("unused-suppression", "invalid-suppression");
        let cases: [(&str, &str, &[&str], &str); 10] = [
            ("a\nx  # crosswire: ignore[unsent-key]\n", "# crosswire: ignore[unsent-key]", &[], ""),
            ("# crosswire: ignore[unsent-key]\na\nx\n", "# crosswire: ignore[unsent-key]", &[], ""),
            ("x; /* crosswire: ignore[unsent-key] */\n", "/* crosswire: ignore[unsent-key] */", &[], ""),
            ("x <!-- crosswire: ignore[ unsent-key ] -->\n", "<!-- crosswire: ignore[ unsent-key ] -->", &[], ""),
            ("x  # noqa # crosswire: ignore[unsent-key]\n", "# noqa # crosswire: ignore[unsent-key]", &[], ""),
            (
                "a\n# crosswire: ignore[unsent-key]\nx\n",
                "# crosswire: ignore[unsent-key]",
                &[unused, "unsent-key"],
                "a\nx\n",
            ),
            (
                "a  # crosswire: ignore[unsent-key]\nx\n",
                "# crosswire: ignore[unsent-key]",
                &[unused, "unsent-key"],
                "a\nx\n",
            ),
            (
                "x  # crosswire: ignore[unsent-key, missing-callback]\n",
                "# crosswire: ignore[unsent-key, missing-callback]",
                &[unused],
                "x  # crosswire: ignore[unsent-key]\n",
            ),
            (
                "x  # crosswire: ignore[unsent-keys]\n",
                "# crosswire: ignore[unsent-keys]",
                &["unsent-key", invalid],
                "x  # crosswire: ignore[unsent-key]\n",
            ),
            ("x  # crosswire: ignore\n", "# crosswire: ignore", &["unsent-key", invalid], ""),
        ];
        for (source, text, left, fixed) in cases {
            let fixed = if fixed.is_empty() { source } else { fixed };
            assert_eq!(applied(source, text, &|_| true), (left.to_vec(), fixed.to_owned()), "{source}");
        }
    }

    #[test]
    fn what_is_switched_off_is_not_called_unused() {
        let source = "a  # crosswire: ignore[missing-callback]\nx\n";
        let (left, _) = applied(source, "# crosswire: ignore[missing-callback]", &|rule| rule != "missing-callback");
        assert_eq!(left, ["unsent-key"]);
    }

    #[test]
    fn prose_is_no_suppression() {
        for text in [
            "# crosswire: a linter",
            "# see crosswire: ignore it",
            "// ignore[unsent-key]",
            "# crosswire:",
            "/* crosswire: */",
        ] {
            assert_eq!(parse(&comment(text, text)), Parsed::Other, "{text}");
        }
    }
}
