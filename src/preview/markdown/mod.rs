//! Streamlit's markdown as html that cannot do harm.
//!
//! May not know which element shows it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

mod directives;
mod harmless;
mod math;

pub use harmless::harmless;
pub use math::formula;

/// How a text is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// A label: one line, without blocks.
    pub inline: bool,
    /// `unsafe_allow_html`.
    pub html: bool,
}

/// The html of a text.
pub fn html(source: &str, style: Style) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH;
    let events = TextMergeStream::new(Parser::new_ext(source, options).map(|event| shown(event, style)));
    let events = directives::replace(events.collect());
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    let html = math::draw_in(&harmless(&html));
    let html = html.trim();
    let alone = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    match alone {
        Some(line) if style.inline && !line.contains("<p>") => line.to_string(),
        _ => html.to_string(),
    }
}

/// An event as this style shows it: html that is not allowed is a text like any other.
fn shown(event: Event<'_>, style: Style) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) if !style.html => Event::Text(text),
        Event::Start(Tag::HtmlBlock) if !style.html => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) if !style.html => Event::End(TagEnd::Paragraph),
        event => event,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_the_html_that_streamlit_shows() {
        let cases = [
            ("**a** `b` ~~c~~", "<p><strong>a</strong> <code>b</code> <del>c</del></p>"),
            (":red[hot]", r#"<p><span class="st-text" data-color="red">hot</span></p>"#),
            (":red[a **b** c]", r#"<p><span class="st-text" data-color="red">a <strong>b</strong> c</span></p>"#),
            (
                ":blue-background[:red[x]]",
                r#"<p><span class="st-text-background" data-color="blue"><span class="st-text" data-color="red">x</span></span></p>"#,
            ),
            (":green-badge[new]", r#"<p><span class="st-badge" data-color="green">new</span></p>"#),
            (":small[x]", r#"<p><small>x</small></p>"#),
            (":red[open", "<p>:red[open</p>"),
            (":nothing[x]", "<p>:nothing[x]</p>"),
            ("`:red[x]`", "<p><code>:red[x]</code></p>"),
            (
                ":red[[a](https://b.example)]",
                r#"<p><span class="st-text" data-color="red"><a href="https://b.example" target="_blank" rel="noopener noreferrer">a</a></span></p>"#,
            ),
            (":smile: :no-such:", "<p>😄 :no-such:</p>"),
            ("at 10:30:45", "<p>at 10:30:45</p>"),
            (
                ":material/thumb_up: ok",
                r#"<p><span class="st-material" role="img" aria-label="thumb_up icon" data-icon="thumb_up">thumb_up</span> ok</p>"#,
            ),
            ("a -> b", "<p>a → b</p>"),
            ("$x$", r#"<p><span class="math math-inline"><math display="inline"><mi>x</mi></math></span></p>"#),
            ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
        ];
        for (source, expected) in cases {
            assert_eq!(html(source, Style::default()), expected, "{source}");
        }
    }

    #[test]
    fn allowed_html_keeps_its_look_and_loses_what_runs() {
        let allowed = Style { html: true, ..Style::default() };
        let cases = [
            (r#"<b style="color:red" class="c">a</b>"#, r#"<p><b style="color:red" class="c">a</b></p>"#),
            (r#"<b onclick="x()">a</b>"#, "<p><b>a</b></p>"),
            ("<script>x()</script>a", "a"),
            (r#"<a href="javascript:x()">a</a>"#, r#"<p><a target="_blank" rel="noopener noreferrer">a</a></p>"#),
            ("<style>b{}</style>", "<style>b{}</style>"),
            (r#"<img src="app/static/a.png" onerror="x()">"#, r#"<img src="app/static/a.png">"#),
        ];
        for (source, expected) in cases {
            assert_eq!(html(source, allowed), expected, "{source}");
        }
    }

    #[test]
    fn a_label_is_one_line() {
        let label = Style { inline: true, ..Style::default() };
        assert_eq!(html("a **b**", label), "a <strong>b</strong>");
    }
}
