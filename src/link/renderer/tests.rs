//! What selectors find, and what one run of small renderers leaves behind.

#![allow(clippy::unwrap_used)]

use super::selector::{self, Found};
use super::{markup, style};
use crate::model::{Element, Markup, Source, Style};
use crate::text::{Embedded, FileId, Span};
use std::sync::Arc;

const FILE: FileId = FileId(0);

fn read_markup(html: &str) -> Markup {
    markup(&text(html), |text| Arc::new(crate::syntax::markup::read(text.text())))
}

fn read_style(css: &str) -> Style {
    style(&text(css), |text| Arc::new(crate::syntax::style::read(text.text())))
}

fn text(of: &str) -> Source {
    let text = Arc::new(Embedded::whole_file(FILE, of.into()));
    Source::Text { text, file: Some(FILE), site: Span::at(0).in_file(FILE) }
}

fn elements(html: &str) -> Vec<Element> {
    read_markup(html).elements.members
}

#[test]
fn selectors_find_what_the_browser_finds() {
    let html = "<ul id='list' class='a b'><li data-n='1'>x</li><li class='on'><b>y</b></li></ul><p>z</p>";
    let elements = elements(html);
    let element = |index| Some(Found::Element(index));
    let cases = [
        ("#list", element(0)),
        (".a.b", element(0)),
        ("ul.a#list", element(0)),
        ("li", element(1)),
        ("LI", element(1)),
        (".on", element(2)),
        ("#list > .on", element(2)),
        ("#list > b", None),
        ("#list b", element(3)),
        ("div b", element(3)),
        ("div > div > ul", element(0)),
        ("div > div > div > ul", None),
        ("li + li", element(1)),
        ("ul ~ p", element(4)),
        ("b ~ p", None),
        ("[data-n]", element(1)),
        ("[data-n='1']", element(1)),
        ("[data-n=\"2\"]", None),
        ("[data-n^=\"2\"]", element(1)),
        ("#no, p", element(4)),
        ("#no, .none", None),
        ("li:nth-child(2n + 1)", element(1)),
        ("p:not(.x)", element(4)),
        (":scope > div", Some(Found::Wrapper)),
        ("*", element(0)),
        ("style", Some(Found::Wrapper)),
        ("script", None),
    ];
    for (text, expected) in cases {
        let selector = selector::parse(text).unwrap();
        assert_eq!(selector.find(&elements, true), expected, "{text}");
    }
}

#[test]
fn selectors_that_are_not_understood_find_nothing_and_lack_nothing() {
    for text in ["", ":host", "a::before", "#", ".", "[x", "a,,b", "a > > b", "svg|circle", "#\\31 x", ":not(a", "é("]
    {
        assert_eq!(selector::parse(text), None, "{text}");
    }
}

#[test]
fn the_name_that_is_wanted_is_the_one_that_no_element_has() {
    let elements = elements("<ul id='list'><li class='on'></li></ul>");
    let cases = [("#lst", "lst"), ("#list .off", "off"), ("ol > .on", "ol"), ("ul.on", ""), ("#list [title]", "title")];
    for (text, expected) in cases {
        let selector = selector::parse(text).unwrap();
        let wanted = selector.wanted(&elements);
        assert_eq!(wanted.map(|name| name.text.as_str()).unwrap_or_default(), expected, "{text}");
        if let Some(name) = wanted {
            assert_eq!(&text[name.span.range()], name.text);
        }
    }
}

#[test]
fn sheets_of_a_component() {
    let html = "<p style='color: var(--one); --own: 1px'></p><style>p { margin: var(--two, 0) var(--three) }</style>";
    let css = "/* <style> */\n<STYLE>\n#a .b { --set: 1px; color: var(--four) }\n</style>";
    let (markup, style) = (read_markup(html), read_style(css));
    let written = |source: &str, words: &[crate::text::Word]| {
        let texts: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
        let at: Vec<String> = words.iter().map(|word| source[word.site.span.range()].to_owned()).collect();
        assert_eq!(texts, at);
        texts
    };
    assert_eq!(written(html, &markup.variables), ["--one", "--three"]);
    assert_eq!(written(html, &markup.properties), ["--own"]);
    assert_eq!(written(css, &style.variables), ["--four"]);
    assert_eq!(written(css, &style.properties), ["--set"]);
    let tags: Vec<&str> = style.tags.iter().map(|site| &css[site.span.range()]).collect();
    assert_eq!(tags, ["<STYLE>", "</style>"]);
}
