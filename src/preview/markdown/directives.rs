//! What Streamlit adds to markdown: `:red[…]`, `:blue-background[…]`, `:green-badge[…]`, `:small[…]`, `:material/…:`,
//! `:emoji:` and arrows.
//!
//! Works on the events of the parser, so code stays as it is and markdown inside brackets is read.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

const COLORS: [&str; 10] = ["blue", "green", "orange", "red", "violet", "yellow", "gray", "grey", "rainbow", "primary"];

const ARROWS: [(&str, &str); 6] = [("<->", "↔"), ("->", "→"), ("<-", "←"), (">=", "≥"), ("<=", "≤"), ("~=", "≈")];

/// The events with all of it replaced.
pub fn replace(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut replaced = Vec::new();
    // Brackets that are open in this block: where their text stands, and what a directive's would become.
    let mut open: Vec<(usize, Option<Element>)> = Vec::new();
    let mut verbatim = 0;
    for event in events {
        match event {
            Event::Text(text) if verbatim == 0 => pieces(&text, &mut |piece| match piece {
                Piece::Open(source, element) => {
                    open.push((replaced.len(), element));
                    replaced.push(owned(source));
                }
                Piece::Close => match open.pop() {
                    Some((start, Some(element))) => {
                        replaced[start] = Event::InlineHtml(element.start.into());
                        replaced.push(Event::InlineHtml(element.end.into()));
                    }
                    _ => replaced.push(owned("]")),
                },
                Piece::Text(text) => replaced.push(owned(text)),
                Piece::Html(html) => replaced.push(Event::InlineHtml(html.into())),
            }),
            event => {
                match &event {
                    Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => verbatim += 1,
                    Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => verbatim -= 1,
                    Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
                        open.clear()
                    }
                    _ => {}
                }
                replaced.push(event);
            }
        }
    }
    replaced
}

fn owned<'e>(text: &str) -> Event<'e> {
    Event::Text(CowStr::from(text.to_string()))
}

/// What stands around the text of a directive.
struct Element {
    start: String,
    end: &'static str,
}

enum Piece<'t> {
    /// A `[`, after the directive's name if there is one.
    Open(&'t str, Option<Element>),
    /// A `]`.
    Close,
    Text(&'t str),
    Html(String),
}

fn pieces<'t>(text: &'t str, each: &mut impl FnMut(Piece<'t>)) {
    let mut plain = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (length, piece) = match rest.as_bytes()[0] {
            b'[' => (1, Piece::Open("[", None)),
            b']' => (1, Piece::Close),
            b':' => match directive(rest).or_else(|| shortcode(rest)) {
                Some(found) => found,
                None => {
                    at += 1;
                    continue;
                }
            },
            b'<' | b'-' | b'>' | b'~' if stands_alone(text, at) => match arrow(rest) {
                Some(found) => found,
                None => {
                    at += 1;
                    continue;
                }
            },
            _ => {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            }
        };
        if plain < at {
            each(Piece::Text(&text[plain..at]));
        }
        each(piece);
        at += length;
        plain = at;
    }
    if plain < text.len() {
        each(Piece::Text(&text[plain..]));
    }
}

/// `:name[` at the start of a text.
fn directive(text: &str) -> Option<(usize, Piece<'_>)> {
    let end = text.find('[')?;
    let element = element(&text[1..end])?;
    Some((end + 1, Piece::Open(&text[..=end], Some(element))))
}

fn element(name: &str) -> Option<Element> {
    if name == "small" {
        return Some(Element { start: "<small>".into(), end: "</small>" });
    }
    let (color, class) = match name.rsplit_once('-') {
        Some((color, "background")) => (color, "st-text-background"),
        Some((color, "badge")) => (color, "st-badge"),
        Some(_) => return None,
        None => (name, "st-text"),
    };
    let color = if color == "grey" { "gray" } else { color };
    let start = format!(r#"<span class="{class}" data-color="{color}">"#);
    COLORS.contains(&color).then_some(Element { start, end: "</span>" })
}

/// `:name:` at the start of a text: an icon or an emoji.
fn shortcode(text: &str) -> Option<(usize, Piece<'_>)> {
    let end = 1 + text[1..].find(':')?;
    let name = &text[1..end];
    if let Some(icon) = name.strip_prefix("material/") {
        let known = !icon.is_empty() && icon.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let html = format!(
            r#"<span class="st-material" role="img" aria-label="{icon} icon" data-icon="{icon}">{icon}</span>"#
        );
        return known.then_some((end + 1, Piece::Html(html)));
    }
    Some((end + 1, Piece::Text(emojis::get_by_shortcode(name)?.as_str())))
}

fn arrow(text: &str) -> Option<(usize, Piece<'_>)> {
    let (written, arrow) = ARROWS.iter().find(|(written, _)| text.starts_with(written))?;
    let ends = text[written.len()..].chars().next().is_none_or(char::is_whitespace);
    ends.then_some((written.len(), Piece::Text(arrow)))
}

fn stands_alone(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(char::is_whitespace)
}
