//! The map of embedded texts, held against sources that are generated together with what they mean.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::syntax::python::hir::{BinOp, Expr, ExprKind, StmtKind};
use crate::syntax::python::read;
use crate::text::{Embedded, FileId, HOLE, Span};

const APP: FileId = FileId(7);

/// A character as the program sees it, and the bytes of the source that it is written in, if it is.
#[derive(Clone, Debug)]
struct Seen {
    character: char,
    host: Option<Range<usize>>,
}

/// A piece of a literal's source and what it means.
#[derive(Clone, Copy, Debug)]
enum Unit {
    /// Each character means itself.
    Plain(&'static str),
    /// All of it means one character.
    Escape(&'static str, char),
    /// It means nothing.
    Skipped(&'static str),
    /// A hole whose text is not known.
    Hole(&'static str),
    /// A hole whose text is computed.
    Computed(&'static str, &'static str),
}

#[derive(Clone, Debug)]
struct Literal {
    prefix: &'static str,
    quote: &'static str,
    units: Vec<Unit>,
}

/// An expression that makes a text.
#[derive(Clone, Debug)]
enum Text {
    Literal(Literal),
    Implicit(Vec<Literal>),
    Sum(Box<Text>, Box<Text>),
    Dedent(Box<Text>),
}

/// Characters of every length in UTF-8 and UTF-16, and white space for `dedent` to find.
const ANYWHERE: &[Unit] = &[
    Unit::Plain("a"),
    Unit::Plain("</b>; //"),
    Unit::Plain("é"),
    Unit::Plain("π€"),
    Unit::Plain("😀"),
    Unit::Plain(" "),
    Unit::Plain("    "),
    Unit::Plain("\t"),
    Unit::Plain("`#$%"),
];
const LINES: &[Unit] = &[
    Unit::Plain("\n"),
    Unit::Plain("\n    "),
    Unit::Plain("\n    "),
    Unit::Plain("\n  \t"),
    Unit::Plain("\n\n      b"),
    Unit::Escape("\r\n", '\n'),
    Unit::Escape("\r\n", '\n'),
];
const ESCAPES: &[Unit] = &[
    Unit::Escape("\\n", '\n'),
    Unit::Escape("\\t", '\t'),
    Unit::Escape("\\r", '\r'),
    Unit::Escape("\\\\", '\\'),
    Unit::Escape("\\'", '\''),
    Unit::Escape("\\\"", '"'),
    Unit::Escape("\\a", '\u{7}'),
    Unit::Escape("\\b", '\u{8}'),
    Unit::Escape("\\f", '\u{c}'),
    Unit::Escape("\\v", '\u{b}'),
    Unit::Escape("\\x41", 'A'),
    Unit::Escape("\\xe9", 'é'),
    Unit::Escape("\\101", 'A'),
    Unit::Escape("\\000", '\0'),
    Unit::Plain("\\d"),
    Unit::Plain("\\ "),
    Unit::Skipped("\\\n"),
    Unit::Skipped("\\\r\n"),
];
const STR_ESCAPES: &[Unit] = &[
    Unit::Escape("\\u00e9", 'é'),
    Unit::Escape("\\ud83d", '\u{fffd}'),
    Unit::Escape("\\U0001F600", '😀'),
    Unit::Escape("\\N{EM DASH}", '\u{fffd}'),
    Unit::Escape("\\777", '\u{1ff}'),
    Unit::Plain("\\é"),
];
// The grammar misreads `\N'` in bytes, so a character follows.
const BYTES_ESCAPES: &[Unit] = &[Unit::Plain("\\u00e9"), Unit::Plain("\\N."), Unit::Escape("\\777", '\u{ff}')];
const RAW: &[Unit] = &[Unit::Plain("\\n"), Unit::Plain("\\\\"), Unit::Plain("\\d"), Unit::Plain("\\x4")];
const BRACES: &[Unit] = &[
    Unit::Escape("{{", '{'),
    Unit::Escape("}}", '}'),
    Unit::Hole("{x}"),
    Unit::Hole("{ f(x, [1]) }"),
    Unit::Hole("{x!r:>{w}}"),
    Unit::Computed("{42}", "42"),
];
const NO_FORMAT: &[Unit] = &[Unit::Plain("{x}"), Unit::Plain("}"), Unit::Plain("{{")];

fn literal(bytes: bool) -> impl Strategy<Value = Literal> {
    let str_prefixes = ["", "", "u", "U", "r", "R", "f", "F", "rf", "fR", "Fr"].as_slice();
    let prefixes = if bytes { ["b", "B", "rb", "bR", "Br"].as_slice() } else { str_prefixes };
    (select(prefixes), select(["'", "\"", "'''", "\"\"\""].as_slice())).prop_flat_map(|(prefix, quote)| {
        let has = |letter: char| prefix.to_ascii_lowercase().contains(letter);
        let mut units: Vec<Unit> = ANYWHERE.to_vec();
        units.push(Unit::Plain(if quote.starts_with('"') { "'" } else { "\"" }));
        if quote.len() == 3 {
            units.extend(LINES);
        }
        units.extend(if has('f') { BRACES } else { NO_FORMAT });
        units.extend(if has('r') { RAW } else { ESCAPES });
        match (has('r'), has('b')) {
            (true, _) => {}
            (false, true) => units.extend(BYTES_ESCAPES),
            (false, false) => units.extend(STR_ESCAPES),
        }
        if has('b') {
            units.retain(|unit| unit.source().is_ascii());
        }
        vec(select(units), 0..12).prop_map(move |units| Literal { prefix, quote, units })
    })
}

fn text(bytes: bool) -> impl Strategy<Value = Text> {
    let leaf = prop_oneof![literal(bytes).prop_map(Text::Literal), vec(literal(bytes), 2..4).prop_map(Text::Implicit),];
    leaf.prop_recursive(4, 12, 2, move |inner| {
        let sum = (inner.clone(), inner.clone()).prop_map(|(left, right)| Text::Sum(left.into(), right.into()));
        match bytes {
            true => sum.boxed(),
            false => prop_oneof![sum, inner.prop_map(|text| Text::Dedent(text.into()))].boxed(),
        }
    })
}

impl Unit {
    fn source(self) -> &'static str {
        match self {
            Unit::Plain(source)
            | Unit::Escape(source, _)
            | Unit::Skipped(source)
            | Unit::Hole(source)
            | Unit::Computed(source, _) => source,
        }
    }

    /// Writes the unit and says what the program sees.
    fn write(self, source: &mut String) -> Vec<Seen> {
        let start = source.len();
        source.push_str(self.source());
        let nowhere = |text: &str| text.chars().map(|character| Seen { character, host: None }).collect();
        match self {
            Unit::Plain(text) => {
                let seen = |(at, character): (usize, char)| {
                    let host = start + at..start + at + character.len_utf8();
                    Seen { character, host: Some(host) }
                };
                text.char_indices().map(seen).collect()
            }
            Unit::Escape(_, character) => vec![Seen { character, host: Some(start..source.len()) }],
            Unit::Skipped(_) => Vec::new(),
            Unit::Hole(_) => nowhere(HOLE),
            Unit::Computed(_, text) => nowhere(text),
        }
    }
}

impl Literal {
    fn write(&self, source: &mut String) -> Vec<Seen> {
        source.push_str(self.prefix);
        source.push_str(self.quote);
        let seen = self.units.iter().flat_map(|unit| unit.write(source)).collect();
        source.push_str(self.quote);
        seen
    }
}

impl Text {
    fn write(&self, source: &mut String) -> Vec<Seen> {
        match self {
            Text::Literal(literal) => literal.write(source),
            Text::Implicit(literals) => {
                source.push('(');
                let mut seen = Vec::new();
                for (index, literal) in literals.iter().enumerate() {
                    source.push_str(["  # é\n ", " ", "\r\n"][index % 3]);
                    seen.extend(literal.write(source));
                }
                source.push(')');
                seen
            }
            Text::Sum(left, right) => {
                source.push('(');
                let mut seen = left.write(source);
                source.push_str(" + \\\n ");
                seen.extend(right.write(source));
                source.push(')');
                seen
            }
            Text::Dedent(inner) => {
                source.push_str("textwrap.dedent(");
                let seen = inner.write(source);
                source.push(')');
                dedent(&seen)
            }
        }
    }
}

/// `textwrap.dedent` by its documentation: the white space that all lines share goes, blank lines do not count
/// and become empty.
fn dedent(seen: &[Seen]) -> Vec<Seen> {
    let lines: Vec<&[Seen]> = seen.split_inclusive(|seen| seen.character == '\n').collect();
    let is_space = |seen: &&Seen| matches!(seen.character, ' ' | '\t');
    let indent = |line: &[Seen]| -> String { line.iter().take_while(is_space).map(|seen| seen.character).collect() };
    let is_blank = |line: &[Seen]| line.iter().skip_while(is_space).all(|seen| seen.character == '\n');
    let mut shared: Option<String> = None;
    for line in lines.iter().filter(|line| !is_blank(line)) {
        let indent = indent(line);
        let mut kept = shared.unwrap_or_else(|| indent.clone());
        while !indent.starts_with(&kept) {
            kept.pop();
        }
        shared = Some(kept);
    }
    let margin = shared.unwrap_or_default().len();
    let left = |line: &&[Seen]| match is_blank(line) {
        true => line.iter().skip_while(is_space).cloned().collect::<Vec<_>>(),
        false => line[margin..].to_vec(),
    };
    lines.iter().flat_map(left).collect()
}

/// The text that an expression of the generated kind makes.
fn evaluate(value: &Expr) -> Embedded {
    match &*value.kind {
        ExprKind::Str(literal) => literal.embed(APP, |hole| match &*literal.holes[hole].value.kind {
            ExprKind::Int(number) => Some(Embedded::unmapped(&number.to_string())),
            _ => None,
        }),
        ExprKind::Binary { op: BinOp::Add, left, right } => Embedded::concat(&[&evaluate(left), &evaluate(right)]),
        ExprKind::Call(call) => evaluate(&call.args[0].value).dedent(),
        other => panic!("not generated: {other:?}"),
    }
}

fn check(text: &Text) -> Result<(), TestCaseError> {
    let mut source = "# 😀 é\nx = ".to_owned();
    let seen = text.write(&mut source);
    source.push('\n');
    let facts = read(&source);
    prop_assert_eq!(&facts.errors, &[], "{}", source);
    let StmtKind::Assign { value, .. } = &facts.body[0].kind else { panic!("{source}") };
    let embedded = evaluate(value);
    let expected: String = seen.iter().map(|seen| seen.character).collect();
    prop_assert_eq!(embedded.text(), expected, "{}", source);

    let site = |host: &Range<usize>| Some(Span::new(host.start as u32, host.end as u32).in_file(APP));
    let mut inner = 0;
    for seen in &seen {
        let length = seen.character.len_utf8();
        for byte in 0..length {
            let at = (inner + byte) as u32;
            let found = embedded.to_host(Span::new(at, at + 1));
            let Some(host) = &seen.host else {
                prop_assert_eq!(found, None, "{} at {}", source, at);
                continue;
            };
            let is_verbatim = source[host.clone()].chars().eq([seen.character]);
            if is_verbatim {
                prop_assert_eq!(found, site(&(host.start + byte..host.start + byte + 1)), "{} at {}", source, at);
                prop_assert_eq!(embedded.to_inner(APP, (host.start + byte) as u32), Some(at), "{}", source);
            } else {
                prop_assert_eq!(found, site(host), "{} at {}", source, at);
                for written in host.clone() {
                    prop_assert_eq!(embedded.to_inner(APP, written as u32), Some(inner as u32), "{}", source);
                }
            }
        }
        inner += length;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every inner byte maps to its host byte and back.
    #[test]
    fn every_byte_of_a_text_maps_to_its_host_and_back(text in text(false)) {
        check(&text)?;
    }

    #[test]
    fn every_byte_of_a_bytes_literal_maps_to_its_host_and_back(text in text(true)) {
        check(&text)?;
    }
}
