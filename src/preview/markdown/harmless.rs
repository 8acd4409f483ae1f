//! Html without what runs: no scripts, no handlers, no addresses that are code.

use std::sync::LazyLock;

use ammonia::Builder;

/// Tags beyond those that ammonia lets through.
const TAGS: [&str; 6] = ["style", "section", "main", "button", "label", "input"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .rm_clean_content_tags(["style"])
        .add_tags(TAGS)
        .add_tag_attributes("a", ["target"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_generic_attributes(["class", "id", "style", "role", "aria-label", "aria-hidden"])
        .add_generic_attribute_prefixes(["data-"])
        .add_url_schemes(["data"])
        .url_relative(ammonia::UrlRelative::PassThrough)
        .set_tag_attribute_value("a", "target", "_blank");
    cleaner
});

/// The html, cleaned.
pub fn harmless(html: &str) -> String {
    CLEANER.clean(html).to_string()
}
