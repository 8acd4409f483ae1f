//! Streamlit's markdown as html that cannot do harm.
//!
//! May not know which element shows it.

use std::collections::HashSet;

use ammonia::Builder;
use pulldown_cmark::{Options, Parser};

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
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(source, options));
    let html = harmless(&html);
    match style.inline {
        true => html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_string(),
        false => html,
    }
}

fn harmless(html: &str) -> String {
    Builder::default()
        .add_generic_attributes(["class"])
        .generic_attribute_prefixes(HashSet::from(["data-"]))
        .clean(html)
        .to_string()
}
