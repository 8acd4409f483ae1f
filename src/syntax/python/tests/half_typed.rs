//! Texts that are being typed. What is there is kept, and what follows is not swallowed.

use super::printed::printed;
use crate::syntax::python::read;

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let facts = read(text);
        assert_eq!(printed(&facts), *expected, "{text}");
        assert_ne!(facts.errors, [], "{text}");
        assert!(facts.errors.iter().all(|error| error.end as usize <= text.len()), "{text}: {:?}", facts.errors);
    }
}

#[test]
fn calls() {
    check(&[
        ("comp(", "(call comp)"),
        ("comp(key='a', on_", "(call comp key=\"a\" **on_)"),
        ("comp(key='a', on_x=", "(call comp key=\"a\" on_x=(error))"),
        ("comp(key='a', on_x=)", "(call comp key=\"a\" on_x=(error))"),
        ("comp(key='a', on_x=lambda\nx = 1", "(call comp key=\"a\" on_x=(def lambda () {(return (error))}))\n(= x 1)"),
        ("comp(key='a', **", "(call comp key=\"a\" **(error))"),
        ("comp(key='a' on_x=f)", "(call comp key=\"a\" on_x=f)"),
        ("comp(\n  key='a'\n  on_x=f,\n)", "(call comp key=\"a\" on_x=f,)"),
        ("comp(key='a\nx = 1", "(call comp key=\"a\")\n(= x 1)"),
        ("comp(key='a'\n\ndef g():\n  pass\ng()", "(call comp key=\"a\")\n(def g () {pass})\n(call g)"),
        (
            "def f():\n  x = comp(key='a',\n  y = 2\n  return y\nz = 3",
            "(def f () local:x,y {(= x (call comp key=\"a\",)); (= y 2); (return y)})\n(= z 3)",
        ),
        (
            "with st.form('x'):\n  comp(key='a',\n\nst.write('x')",
            "(with (call st.form \"x\") {(call comp key=\"a\",)})\n(call st.write \"x\")",
        ),
        ("comp(data={'a': 1, 'b'}, key='k')", "(call comp data=(dict \"a\": 1 \"b\": (error)) key=\"k\")"),
        (
            "comp(data={'a': [1, 2, 'b': 3}, key='k')",
            "(call comp data=(dict \"a\": (list 1 2 \"b\" (error 3))) key=\"k\")",
        ),
        ("comp(data={'a': 1,\nx = comp(key='b')", "(call comp data=(dict \"a\": 1))\n(= x (call comp key=\"b\"))"),
    ]);
}

#[test]
fn operands() {
    check(&[
        ("r = comp()\nr.\nst.write(r)", "(= r (call comp))\nr.\n(call st.write r)"),
        ("st.write(r.)\nx = r[\ny", "(call st.write r.)\n(= x r[(error)])\ny"),
        ("x =\ny = a +\nz = not", "(= x (error))\n(= y (Add a (error)))\n(= z (not (error)))"),
        ("x = a if\ny = a if b else", "(= x (? (error) a (error)))\n(= y (? b a (error)))"),
        ("x = 'abc\ny = 1", "(= x \"abc\")\n(= y 1)"),
        ("x = f'a {y\nz = 1", "(= x \"a <y>\")\n(= z 1)"),
        ("x = f'a {y'\nz = f'{", "(= x \"a <y>\")\n(= z \"<(error)>\")"),
        ("js = '''\nexport default () => {", "(= js \"\\nexport default () => {\")"),
    ]);
}

#[test]
fn statements() {
    check(&[
        ("if x\n  y = 1\nz", "(if x {(= y 1)})\nz"),
        ("if x ==:\n  y\nelif\nelse\n  z", "(if (compare x Eq (error)) {y} elif (error) {} else {z})"),
        ("def f\nx = 1", "(def f () {})\n(= x 1)"),
        ("def f(a, b\n  x = 1\ny", "(def f (a b) local:a,b,x {(= x 1)})\ny"),
        (
            "class C\n  def m(self\n    return self.\n  x = 1",
            "(class C {(def m (self) local:self {(return self.)}); (= x 1)})",
        ),
        ("for x\nfor x in y\n  pass", "(for x (error) {})\n(for x y {pass})"),
        ("with a(1\n  b()\nc", "(with (call a 1) {(call b)})\nc"),
        ("try\n  x\nexcept E\n  y", "(try {x} except E {y})"),
        ("from x import\ny\nfrom .\nfrom a\nimport\nz", "(from x)\ny\n(from .)\n(from a)\n(import )\nz"),
        ("@st.\ndef f(): pass", "@st. (def f () {pass})"),
    ]);
}

#[test]
fn what_cannot_be_completed_keeps_its_parts() {
    check(&[
        ("x = 1\n) = f(a)\ny = 2", "(= x 1)\n(call f a)\n(= y 2)"),
        ("f(a, $ b)\ny = 2", "(call f a **(error) b)\n(= y 2)"),
    ]);
}

#[test]
fn a_file_parses_at_every_stage_of_its_typing() {
    let text = "import streamlit as st\n\njs = f\"\"\"a{x}\"\"\" 'é😀'\nr = st.c(js=js, data={'a': [1]})(\n    key='k',  # why\n    on_a_change=lambda *a: None,\n)\nif r.a:\n    for i in (1, 2):\n        st.write(r['a'], f'{i:>3} {r!r}')\nmatch r:\n    case {'a': b}: pass\n";
    assert_eq!(read(text).errors, []);
    for (end, _) in text.char_indices() {
        let facts = read(&text[..end]);
        assert!(facts.errors.iter().all(|error| error.end as usize <= end), "{end}: {:?}", facts.errors);
        let first = printed(&facts).lines().next().unwrap_or_default().to_owned();
        assert!(end < 22 || first == "(import streamlit=st)", "{end}: {first}");
    }
}
