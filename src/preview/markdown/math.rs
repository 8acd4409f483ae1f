//! Formulas in LaTeX as MathML, which the browser draws itself.
//!
//! May not know where a formula stands.

use std::sync::LazyLock;
use std::thread;

use ammonia::Builder;
use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, ParserError, RenderConfig, Storage, push_mathml};

/// Bytes of the longest formula that is drawn.
const LONGEST: usize = 2000;

/// The reader of formulas calls itself for each of their levels, of which there are fewer than bytes.
const STACK: usize = 64 << 20;

/// A command that defines others can make a formula that has no end.
const DEFINE: [&str; 6] = ["\\def", "\\let", "\\futurelet", "\\newcommand", "\\renewcommand", "\\providecommand"];

const TAGS: [&str; 22] = [
    "math", "menclose", "merror", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot", "mrow", "mspace",
    "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr",
];

const ATTRIBUTES: [&str; 17] = [
    "accent",
    "class",
    "columnspan",
    "display",
    "displaystyle",
    "fence",
    "form",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rspace",
    "stretchy",
    "style",
    "width",
];

/// Nothing but formulas: a formula with a `style` or a `script` in it could mean two things.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .add_tags(TAGS)
        .add_tags(["munder", "munderover", "mmultiscripts", "mprescripts"])
        .add_generic_attributes(ATTRIBUTES);
    cleaner
});

/// What pulldown-cmark puts around a formula.
const SPANS: [(&str, bool); 2] =
    [(r#"<span class="math math-inline">"#, false), (r#"<span class="math math-display">"#, true)];

/// Draws the formulas in the html of a markdown text, which has been cleaned: a formula is a text in a span.
pub fn draw_in(html: &str) -> String {
    let mut drawn = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((at, start, display)) = first_span(rest) {
        let (before, inside) = (&rest[..at], &rest[at + start.len()..]);
        drawn.push_str(before);
        drawn.push_str(start);
        let end = inside.find('<').unwrap_or(inside.len());
        drawn.push_str(&formula(&unescaped(&inside[..end]), display));
        rest = &inside[end..];
    }
    drawn + rest
}

fn first_span(html: &str) -> Option<(usize, &'static str, bool)> {
    let found = SPANS.iter().filter_map(|(start, display)| Some((html.find(start)?, *start, *display)));
    found.min_by_key(|(at, ..)| *at)
}

/// The html of a formula: MathML, or its source where it is none that can be drawn.
pub fn formula(latex: &str, display: bool) -> String {
    mathml(latex, display).unwrap_or_else(|| format!("<code>{}</code>", ammonia::clean_text(latex.trim())))
}

fn mathml(latex: &str, display: bool) -> Option<String> {
    if latex.len() > LONGEST || DEFINE.iter().any(|command| latex.contains(command)) {
        return None;
    }
    let source = latex.to_string();
    // What is being typed may be anything, and the reader of formulas gives way at some of it.
    let reader = thread::Builder::new().name("formula".to_string()).stack_size(STACK);
    let written = reader.spawn(move || written(&source, display)).ok()?.join().ok()??;
    Some(CLEANER.clean(&written).to_string())
}

fn written(latex: &str, display: bool) -> Option<String> {
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(latex, &storage).collect::<Result<_, _>>().ok()?;
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let mut written = String::new();
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    push_mathml(&mut written, events.into_iter().map(Ok::<_, ParserError>), config).ok()?;
    Some(written)
}

/// A text as it was before it became html: cleaned html has these four only.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml() {
        let cases = [
            ("x^2", "<math display=\"inline\"><msup><mi>x</mi><mn>2</mn></msup></math>"),
            (
                r"\frac{a}{b}",
                "<math display=\"inline\"><mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac></math>",
            ),
            (r"\text{<b>}", "<math display=\"inline\"><mtext>&lt;b&gt;</mtext></math>"),
            ("a < b", "<math display=\"inline\"><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>"),
        ];
        for (latex, expected) in cases {
            assert_eq!(formula(latex, false), expected, "{latex}");
        }
        assert!(formula(r"\begin{cases} 1 & x \\ 2 & y \end{cases}", true).contains("<mtr><mtd><mn>2</mn></mtd>"));
    }

    #[test]
    fn what_cannot_be_drawn_is_shown_as_it_is_written() {
        let deep = "\\hat{".repeat(300);
        let long = "x".repeat(LONGEST + 1);
        let cases =
            [r"\frac{a", r"\no_such", r"<script>\nowhere", r"\def\a{\a\a}\a", r"\char\u{e9}é", r"\charé", &deep, &long];
        for latex in cases {
            let html = formula(latex, true);
            assert!(html.starts_with("<code>") && !html.contains("<script"), "{html}");
        }
    }

    #[test]
    fn a_formula_in_a_text_is_drawn_in_its_place() {
        let html = r#"<p>a <span class="math math-inline">x &lt; 1</span> b <span class="math math-inline"><i>y</i></span></p>"#;
        let drawn = draw_in(html);
        assert!(drawn.starts_with(r#"<p>a <span class="math math-inline"><math"#), "{drawn}");
        assert!(drawn.contains("<mo>&lt;</mo>") && drawn.contains("<i>y</i>"), "{drawn}");
    }
}
