//! The reader on small scripts, broken ones and ones that are hard to read.

use super::hir::{Exported, FuncId, ScriptFacts};
use super::{Dialect, read};
use crate::text::Span;

fn facts(text: &str) -> ScriptFacts {
    read(text, &[], Dialect::JavaScript)
}

#[test]
fn what_does_not_parse_is_said_in_words() {
    for (text, expected) in [
        ("f(1);", None),
        ("export default function ({ a }) {\n  f(a;\n}", Some("`a`: expected `)`")),
        ("const a = ;", Some("`=`: unexpected `=`")),
        ("f();\n}", Some("`}`: unexpected `}`")),
        ("function f() {\n  g();\n", Some("`;`: expected `}`")),
        ("const x: number = 1;", Some("`:`: unexpected `:`")),
        ("f(\"text);", Some("`(`: `(` is never closed")),
        ("const {a, b = f();", Some("`)`: expected `}`")),
        ("if (a { b(); }", Some("`a`: expected `)`")),
    ] {
        let found = facts(text).errors;
        let found: Vec<_> = found.iter().map(|(at, what)| format!("`{}`: {what}", &text[at.range()])).collect();
        assert_eq!(found, Vec::from_iter(expected), "{text}");
    }
}

#[test]
fn functions_that_make_nothing_are_known() {
    for (text, expected) in [
        ("function f(x) { return x; }", true),
        ("function f(x) { if (x.val) { return x(); } return `${x}`; }\nconst other = { a: 1 };", true),
        ("(x) => ({ x })", false),
        ("(x) => [...x]", false),
        ("(x) => new Set(x)", false),
        ("(x, make = () => x) => make", false),
        ("function f(x) { for (;;) { function inner() {} } }", false),
    ] {
        let facts = facts(text);
        assert_eq!(facts.makes_nothing(FuncId(0)), expected, "{text}");
    }
}

#[test]
fn comments_are_kept_with_their_places() {
    let text = "// one\nf(); // two\nfoo(/* three */ a, `${ /* four */ b }`);\n  /* five */\nclass A { // six\n}";
    let found = facts(text).comments;
    let found: Vec<_> = found.iter().map(|comment| (&text[comment.span.range()], comment.own_line)).collect();
    assert_eq!(
        found,
        [
            ("// one", true),
            ("// two", false),
            ("/* three */", false),
            ("/* four */", false),
            ("/* five */", true),
            ("// six", false),
        ]
    );
}

#[test]
fn exports_are_listed_with_what_they_hand_out() {
    let text = "export const a = 1, { b } = x;\nexport function c() {}\nexport { a as d };\n\
                export { e, f as g } from './m.js';\nexport * as ns from './m.js';\nexport * from './n.js';\n\
                export default 1;";
    let facts = facts(text);
    let shown: Vec<_> = facts
        .exports
        .iter()
        .map(|export| match &export.of {
            Exported::Local(name) => format!("{} = {}", export.name, name.text),
            Exported::From(import) => {
                format!("{} = {} of {}", export.name, import.name.as_deref().unwrap_or("all"), import.source.text)
            }
        })
        .collect();
    assert_eq!(
        shown,
        [
            "a = a",
            "b = b",
            "c = c",
            "d = a",
            "e = e of ./m.js",
            "g = f of ./m.js",
            "ns = all of ./m.js",
            "default = *default*",
        ]
    );
    assert_eq!(facts.star_exports.len(), 1);
}

#[test]
fn names_mean_the_declaration_that_is_visible() {
    // Each use of `x` is followed by a comment that says where its declaration starts.
    let text = "let x = 0;\n{ let x = 1; use(x); }\nfunction f(x) { use(x); var y; { use(y); } }\n\
                function g() { use(x); { var x; } }\nfor (const x of []) use(x);\ntry {} catch (x) { use(x); }\n\
                (function h() { use(h); });\nuse(x);";
    let facts = facts(text);
    let mut uses = Vec::new();
    let body = format!("{facts:?}");
    for (at, _) in text.match_indices("use(") {
        let at = at as u32 + 4;
        let name = format!("span: Span {{ start: {at}, end: {} }}, binding: Some(BindingId(", at + 1);
        let id: usize = body
            .split(&name)
            .nth(1)
            .and_then(|rest| rest.split(')').next())
            .and_then(|id| id.parse().ok())
            .unwrap_or(usize::MAX);
        uses.push(facts.bindings.get(id).map(|binding| binding.span.start));
    }
    let declared = |what: &str, skip: usize| text.find(what).map(|at| (at + skip) as u32);
    assert_eq!(
        uses,
        [
            declared("let x = 1", 4),
            declared("f(x)", 2),
            declared("var y", 4),
            declared("var x", 4),
            declared("const x", 6),
            declared("catch (x", 7),
            declared("h()", 0),
            declared("let x = 0", 4),
        ]
    );
}

#[test]
fn holes_are_told_apart_by_where_they_stand() {
    let text = "const a = '__hole__'; // __hole__\n`__hole__`; f(__hole__);";
    let holes: Vec<Span> =
        text.match_indices("__hole__").map(|(at, hole)| Span::new(at as u32, (at + hole.len()) as u32)).collect();
    let facts = read(text, &holes, Dialect::JavaScript);
    assert_eq!(facts.code_holes, holes[3..]);
}

#[test]
fn input_of_any_depth_is_read() {
    const DEEP: usize = 20_000;
    for (before, after) in
        [("(", ")"), ("[", "]"), ("()=>{f(", ")}"), ("`${", "}`"), ("!", ""), ("a?b:", ""), ("<a>", "</a>")]
    {
        let text = format!("x = {}1{}; f(", before.repeat(DEEP), after.repeat(DEEP));
        assert!(!facts(&text).too_deep.is_empty(), "{before}");
    }
    for chain in ["+b", " else if (b) {}", ", b"] {
        let text = format!("if (a) {{}}{}", chain.repeat(DEEP));
        assert!(facts(&text).too_deep.is_empty(), "{chain}");
    }
}
