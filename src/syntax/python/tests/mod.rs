//! Reading as tables: a text, and what is kept of it.

mod embedding;
mod half_typed;
mod printed;

use printed::printed;
use tree_sitter::{InputEdit, Point};

use super::hir::{Expr, ExprKind, StmtKind};
use super::{parse, read, read_tree};
use crate::text::Span;

/// Each text parses and reads as the line behind it says.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let facts = read(text);
        assert_eq!(printed(&facts), *expected, "{text}");
        assert_eq!(facts.errors, [], "{text}");
    }
}

#[test]
fn expressions() {
    check(&[
        ("x.y[0](1)", "(call x.y[0] 1)"),
        ("((x))", "x"),
        ("(x, (y,), ())", "(tuple x (tuple y) (tuple ))"),
        ("x, y", "(tuple x y)"),
        ("x,", "(tuple x)"),
        ("[1, *a, {2}]", "(list 1 *a (set 2))"),
        ("{'a': 1, **b, c: d}", "(dict \"a\": 1 **b c: d)"),
        ("a[1:2, ::3]", "a[(tuple (slice 1 2) (slice 3))]"),
        ("a[1,]", "a[(tuple 1)]"),
        ("a if b else c if d else e", "(? b a (? d c e))"),
        ("a or b and not c", "(or a (and b (not c)))"),
        ("1 < x <= y is not None", "(compare 1 Order x Order y IsNot None)"),
        ("a not in b == c", "(compare a NotIn b Eq c)"),
        ("a + b % c / d | e ** f", "(BitOr (Add a (Div (Mod b c) d)) (Other e f))"),
        ("-x ** 2", "(unary (Other x 2))"),
        ("0x_ff, 1_000, 0b11, 99999999999999999999, 1.5, 2j", "(tuple 255 1000 3 number number number)"),
        ("True, False, None, ...", "(tuple True False None ...)"),
        ("await f(*a, **k)", "(await (call f *a **k))"),
        ("f(a, b=1,)", "(call f a b=1,)"),
        ("f(x for x in y)", "(call f (Generator x for x in y))"),
        ("[i for i, j in z if i if j for k in j]", "(List i for (tuple i j) in z if i if j for k in j)"),
        ("{k: v for k in a}, {k async for k in a}", "(tuple (Dict k: v for k in a) (Set k for k in a))"),
        ("f(n := 10)", "(call f (:= n 10))"),
        ("f(lambda a, *b, c=1: a)", "(call f (def lambda (a *b =c=1) local:a,b,c {(return a)}))"),
        ("f(  # why\n  a  # what\n)", "(call f a)"),
        ("print(1)", "(call print 1)"),
    ]);
}

#[test]
fn statements() {
    check(&[
        ("a = b.c = d[0] = 1", "(= a b.c d[0] 1)"),
        ("a, *b = c = 1, 2", "(= (tuple a *b) c (tuple 1 2))"),
        ("x: list[str] = []\ny: int", "(: x list[str] = (list ))\n(: y int)"),
        ("x: A | None = None", "(: x (BitOr A None) = None)"),
        ("x += 1; y //= 2", "(Add= x 1)\n(Other= y 2)"),
        ("if a: b\nelif c: d\nelif e: f\nelse: g", "(if a {b} elif c {d} elif e {f} else {g})"),
        ("for i, j in a, b:\n  break\nelse:\n  continue", "(for (tuple i j) (tuple a b) {break} else {continue})"),
        ("while x: pass\nelse: y", "(while x {pass} else {y})"),
        (
            "try: a\nexcept (A, B) as e: b\nexcept C: c\nexcept: d\nelse: e\nfinally: f",
            "(try {a} except (tuple A B) as e {b} except C {c} except {d} else {e} finally {f})",
        ),
        ("with a as b, c: pass", "(with a as b, c {pass})"),
        ("with (a as b, c() as (d, e)): pass", "(with a as b, (call c) as (tuple d e) {pass})"),
        ("with (a): pass", "(with a {pass})"),
        ("return\nreturn 1, 2", "(return)\n(return (tuple 1 2))"),
        ("raise\nraise A from b", "(raise)\n(raise A)"),
        ("del a, b.c\nassert x, 'm'", "(del a b.c)\n(assert x \"m\")"),
        ("import a.b, c as d", "(import a.b c=d)"),
        ("from a.b import (c as d, e,)\nfrom x import *", "(from a.b c=d e)\n(from x *)"),
        ("from . import a\nfrom ..b.c import d", "(from . a)\n(from ..b.c d)"),
        ("from __future__ import annotations", "(from __future__ annotations)"),
        ("type X = int\nglobal a", "pass\npass"),
        ("type(x).y = f(z)", "(= (error x.y) (call f z))"),
    ]);
}

#[test]
fn definitions() {
    check(&[
        (
            "def f(a, /, b: int = 2, *args, c, d=3, **kw) -> None: pass",
            "(def f (/a b:int=2 *args =c =d=3 **kw) local:a,b,args,c,d,kw {pass})",
        ),
        ("def f(a, *, b): pass", "(def f (a =b) local:a,b {pass})"),
        ("@d(1)\n@e\nasync def f(): yield", "@(call d 1) @e (async def f () yields {(yield)})"),
        (
            "@d\nclass C(B, m=M):\n  x = 1\n  def f(self): pass",
            "@d (class C B m=M {(= x 1); (def f (self) local:self {pass})})",
        ),
        (
            "def f():\n  def g():\n    nonlocal x\n    x = 1\n    yield",
            "(def f () local:g {(def g () yields nonlocal:x {pass; (= x 1); (yield)})})",
        ),
        (
            "def f():\n  global G, H\n  G = a = 1\n  for b, c in x: pass\n  with x as d: pass\n  import e.x, y as g\n  from x import h, i as j",
            "(def f () global:G,H local:a,b,c,d,e,g,h,j {pass; (= G a 1); (for (tuple b c) x {pass}); (with x as d {pass}); (import e.x y=g); (from x h i=j)})",
        ),
        (
            "def f():\n  try: pass\n  except E as a: pass\n  (b := 1)\n  c: int\n  d += 1\n  del e\n  [g := h for h in x]\n  i.j = k[l] = 1\n  lambda m: (n := m)\n  class O: p = 1",
            "(def f () local:a,b,c,d,e,g,O {(try {pass} except E as a {pass}); (:= b 1); (: c int); (Add= d 1); (del e); (List (:= g h) for h in x); (= i.j k[l] 1); (def lambda (m) local:m,n {(return (:= n m))}); (class O {(= p 1)})})",
        ),
    ]);
}

#[test]
fn cases_of_match() {
    check(&[
        (
            "match x, y:\n  case 1 | -2 | 'a' | A.B: pass\n  case (C.D): pass\n  case None | _: pass",
            "(match (tuple x y) (case [1 (unary 2) \"a\" A.B] {pass}) (case [C.D] {pass}) (case all {pass}))",
        ),
        ("match x:\n  case z if z: pass\n  case z: pass", "(match x (case ->z if z {pass}) (case all ->z {pass}))"),
        (
            "match x:\n  case {'k': v, **rest}: pass\n  case P(x=0, y=yy): pass\n  case [a, *b] as c: pass\n  case 1, 2: pass",
            "(match x (case ->v ->rest {pass}) (case ->yy {pass}) (case ->a ->b ->c {pass}) (case {pass}))",
        ),
        ("def f():\n  match x:\n    case [a, _]: pass", "(def f () local:a {(match x (case ->a {pass}))})"),
    ]);
}

#[test]
fn literals() {
    check(&[
        (r#"'a' "b" '''c'''"#, r#""abc""#),
        (r"'\x41\u00e9\101\n\d\\'", r#""AéA\n\\d\\""#),
        (r"R'\n' rb'\x' b'\x41\u0041'", r#"b"\\n\\xA\\u0041""#),
        ("'a\\\nb'", "\"ab\""),
        ("'''a\r\nb\rc\\\r\nd'''", r#""a\nb\nc""#.replace("c\"", "cd\"").as_str()),
        (r#"f"a{x}b{{c}}{y!r}{z:>{w}}{ q = }""#, r#""a<x>b{c}<y!><z!> q = <q!>""#),
        (r#"f'{a["b"]}' '{x}' rf"\{y}""#, r#""<a[\"b\"]>{x}\\<y>""#),
        (r#"f"{f'{x}'}""#, r#""<\"<x>\">""#),
        ("(\n  'a'  # why\n  'b'\n)", "\"ab\""),
        (r#"f"{a, b}" f"{yield_}""#, r#""<(tuple a b)><yield_>""#),
        ("t'{x}'", "(error x)"),
    ]);
}

#[test]
fn spans_leave_parentheses_out() {
    let text = "x = ((a + b))(  c , k = (d), )";
    let facts = read(text);
    let StmtKind::Assign { value, .. } = &facts.body[0].kind else { panic!("{facts:?}") };
    let ExprKind::Call(call) = &*value.kind else { panic!("{facts:?}") };
    let written = |span: Span| &text[span.range()];
    assert_eq!(written(value.span), "((a + b))(  c , k = (d), )");
    assert_eq!(written(call.func.span), "a + b");
    assert_eq!(written(call.parens), "(  c , k = (d), )");
    assert!(call.trailing_comma);
    assert_eq!(written(call.args[1].span), "k = (d)");
    assert_eq!(written(call.args[1].value.span), "d");
}

#[test]
fn a_literals_runs_know_their_bytes() {
    let text = "x = 'a\\n\\\nb' f'{{{y}'";
    let facts = read(text);
    let StmtKind::Assign { value: Expr { kind, .. }, .. } = &facts.body[0].kind else { panic!("{facts:?}") };
    let ExprKind::Str(literal) = &**kind else { panic!("{facts:?}") };
    let runs: Vec<_> =
        literal.chunks.iter().map(|chunk| (&literal.text[chunk.inner.range()], &text[chunk.host.range()])).collect();
    assert_eq!(runs, [("a", "a"), ("\n", "\\n"), ("b", "b"), ("{", "{{")]);
    assert_eq!((literal.holes[0].at, &text[literal.holes[0].span.range()]), (4, "{y}"));
}

#[test]
fn comments_are_kept_wherever_they_stand() {
    let text = "\u{feff}# a\nx = 1  # b\r\nf(  # c\n  # d\n  '# no', f\"{x} # no\")\n  \t# e";
    let facts = read(text);
    let comments: Vec<_> = facts.comments.iter().map(|found| (&text[found.span.range()], found.own_line)).collect();
    assert_eq!(comments, [("# a", true), ("# b", false), ("# c", false), ("# d", true), ("# e", true)]);
}

#[test]
fn an_edited_tree_reads_as_a_new_one() {
    let (before, after) = ("a = f(1)\nb = 2\n", "a = f(1, k='x')\nb = 2\n");
    let mut tree = parse(before, None);
    tree.edit(&InputEdit {
        start_byte: 7,
        old_end_byte: 7,
        new_end_byte: 14,
        start_position: Point::new(0, 7),
        old_end_position: Point::new(0, 7),
        new_end_position: Point::new(0, 14),
    });
    assert_eq!(read_tree(&parse(after, Some(&tree)), after), read(after));
}

#[test]
fn a_long_sum_keeps_every_term() {
    let lines: Vec<String> = (0..3_000).map(|line| format!("'{line};'")).collect();
    let facts = read(&format!("x = ({})", lines.join(" +\n")));
    let text = printed(&facts);
    assert!(!text.contains("error"));
    let at = |line: usize| text.find(&format!("\"{line};\"")).unwrap_or_else(|| panic!("{line}"));
    assert!((1..3_000).all(|line| at(line - 1) < at(line)));
}

#[test]
fn nesting_has_a_bound_and_the_stack_none_of_it() {
    let deep = [
        "(".repeat(50_000) + "1" + &")".repeat(50_000),
        "[".repeat(50_000) + &"]".repeat(50_000),
        "f(".repeat(20_000),
        "{".repeat(20_000),
        vec!["'a'"; 20_000].join(" + "),
        "not ".repeat(20_000) + "x",
        "x".to_owned() + &".y()".repeat(20_000),
        (0..2_000).map(|depth| " ".repeat(depth) + "if x:\n").collect(),
        "match x:\n case ".to_owned() + &"[".repeat(5_000) + &"]".repeat(5_000) + ": pass",
    ];
    for text in deep {
        let small_stack = std::thread::Builder::new().stack_size(1 << 20);
        let reading = small_stack.spawn(move || read(&text).body.is_empty());
        let is_empty = reading.map(|reading| reading.join());
        assert!(matches!(is_empty, Ok(Ok(false))));
    }
}
