//! Large bundles, which are read and not run: what is handed to methods.

use std::sync::Arc;

use super::super::bundle::LARGE;
use super::{Files, follow, in_renderer, lines};
use crate::link::Sources;
use crate::model::ScriptKind;
use crate::text::{Embedded, FileId};

const LOST: &str = "open: a setter goes from here to where the bundle is not followed";

/// The sends of a bundle of these statements beside the renderer, its body, and much else.
fn sends(library: &str, body: &str) -> Vec<String> {
    let script = format!("{library}\n{}\n// {}", in_renderer(body), "-".repeat(LARGE));
    let files = Files(vec![("index.js", script)]);
    let entry = FileId(0);
    let text = Arc::new(Embedded::whole_file(entry, files.text(entry).unwrap()));
    lines(&follow(&text, Some(entry), ScriptKind::Bundle, &files))
}

#[test]
fn a_setter_is_followed_into_the_methods_of_one_name() {
    for (library, body, expected) in [
        (
            "const make = () => { let old = null; return (chart, send) => { old = chart; chart.on('click', (e) => send('clicked', e)); }; };\n\
             const parts = { wire: make() };",
            "parts.wire(parentElement, setTriggerValue);\nparts.wire = make();",
            &["trigger clicked?"][..],
        ),
        ("class Part { wire(send) { send('a', 1); } }", "new Part().wire(setStateValue);", &["state a?"]),
        (
            "class One { wire(send) { send('a', 1); } }\nclass Two { wire = (send) => { send('b', 1); }; }",
            "const part = data.two ? new Two() : new One();\npart.wire(setStateValue);",
            &["state a?", "state b?"],
        ),
        (
            "const inner = (send) => send('a', 1);\nconst part = { wire: inner };",
            "part.wire?.(setStateValue);",
            &["state a?"],
        ),
    ] {
        assert_eq!(sends(library, body), expected, "\n{library}\n{body}");
    }
}

#[test]
fn a_setter_that_goes_to_other_methods_opens_the_set() {
    for (library, body) in [
        ("", "lib.wire(setStateValue);"),
        ("const part = { wire: (send) => send('a', 1) };\npart.wire = lib.wire;", "part.wire(setStateValue);"),
        ("const part = { get wire() { return (send) => send('a', 1); } };", "part.wire(setStateValue);"),
        ("const part = { wire() { arguments[0]('a', 1); } };", "part.wire(setStateValue);"),
        ("const part = { wire(send) { lib.keep(send); } };", "part.wire(setStateValue);"),
        (
            "const make = (on) => { if (on) return (send) => send('b', 1); return (send) => send('a', 1); };\nconst part = { wire: make() };",
            "part.wire(setStateValue);",
        ),
        (
            "const all = [{ on(s) {} }, { on(s) {} }, { on(s) {} }, { on(s) {} }, { on(s) {} }];",
            "all[0].on(setStateValue);",
        ),
    ] {
        assert!(sends(library, body).contains(&LOST.to_owned()), "\n{library}\n{body}");
    }
}
