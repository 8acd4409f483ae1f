//! The ways in which a key is written.

use super::{check_bodies, check_scripts, follow_script, lines};
use crate::text::{Embedded, FileId, Origin, Segment, Span};

#[test]
fn keys_are_followed_to_their_literals() {
    check_bodies(&[
        ("const KEY = 'a';\nsetStateValue(KEY, 1);", &["state a!"]),
        ("setStateValue(parentElement.hidden ? 'a' : 'b', 1);", &["state a!", "state b!"]),
        ("const KEYS = Object.freeze({ SAVE: 'save' });\nsetTriggerValue(KEYS.SAVE);", &["trigger save!"]),
        ("const KEYS = { SAVE: 'save' };\nsetTriggerValue(KEYS['SAVE']);", &["trigger save!"]),
        ("setStateValue(`a`, 1);", &["state a!"]),
        ("const p = 'x';\nsetStateValue(`${p}_${1}`, 1);", &["state x_1!"]),
        ("setStateValue('a' + '_' + 'b', 1);", &["state a_b!"]),
        ("for (const k of ['a', 'b']) setStateValue(k, 1);", &["state a!", "state b!"]),
        ("['a', 'b'].forEach((k) => setStateValue(k, 1));", &["state a!", "state b!"]),
        ("Object.keys({ a: 1, 'b-c': 2 }).forEach((k) => setStateValue(k, 1));", &["state a!", "state b-c!"]),
        ("for (const [k, v] of Object.entries({ a: 1, b: 2 })) setStateValue(k, v);", &["state a!", "state b!"]),
        ("for (const k in { a: 1 }) setStateValue(k, 1);", &["state a!"]),
        ("['a'].map((k) => `${k}_b`).forEach((k) => setStateValue(k, 1));", &["state a_b!"]),
        ("let k = 'a';\nparentElement.onclick = () => { setStateValue(k, 1); k = 'b'; };", &["state a", "state b"]),
        ("const f = (k) => setStateValue(k || 'none', 1);\nf('a');\nf();", &["state a!", "state none!"]),
        ("const f = (k = 'none') => setStateValue(k, 1);\nf('a');\nf();", &["state a!", "state none!"]),
        ("const name2 = (on) => { if (on) return 'a'; return 'b'; };\nsetStateValue(name2(true), 1);", &["state a!"]),
        ("setStateValue('\\x61\\u{62}', 1);", &["state ab!"]),
    ]);
    check_scripts(&[
        (
            "var Keys;\n(function (Keys) { Keys['SAVE'] = 'save'; })(Keys || (Keys = {}));\nexport default (c) => c.setTriggerValue(Keys.SAVE);",
            &["trigger save!"],
        ),
        (
            "const KEYS = {};\nKEYS.SAVE = 'save';\nexport default (c) => c.setTriggerValue(KEYS.SAVE);",
            &["trigger save!"],
        ),
        ("var K = ((e) => ((e.A = 'a'), e))(K || {});\nexport default (c) => c.setTriggerValue(K.A);", &["trigger a!"]),
    ]);
}

#[test]
fn a_key_that_cannot_be_followed_opens_the_set() {
    let open = |name: &str| vec![format!("open: the key of this send is not a literal that can be followed: `{name}`")];
    for (body, name) in [
        ("setStateValue(data.key, 1);", "data.key"),
        ("parentElement.onclick = (e) => setStateValue(e.target.name, 1);", "e.target.name"),
        ("for (let i = 0; i < 3; i++) setStateValue(`item_${i}`, 1);", "`item_${i}`"),
        ("const f = (k) => setStateValue(k, 1);\nparentElement.onclick = f;", "k"),
        ("setStateValue(lookup['x'], 1);", "lookup['x']"),
    ] {
        assert_eq!(lines(&super::follow_body(body)), open(name), "\n{body}");
    }
    let some = "const f = (k) => setStateValue(k, 1);\nf('a');\nf(unknown());";
    let mut both = vec!["state a!".to_owned()];
    both.extend(open("k"));
    assert_eq!(lines(&super::follow_body(some)), both);
}

#[test]
fn the_site_is_where_the_literal_is_written() {
    let script = "const KEYS = { SAVE: 'save' };\nexport default ({ setStateValue }) => {\n  const go = (k) => setStateValue(k, 1);\n  go(KEYS.SAVE);\n};";
    let found = follow_script(script);
    let send = &found.sends.members[0];
    assert_eq!(&script[send.key.site.span.range()], "save");
    assert_eq!(&script[send.call.span.range()], "setStateValue(k, 1)");
}

#[test]
fn a_hole_in_a_text_is_no_key_and_one_in_the_code_opens_the_set() {
    let follow_with_hole = |before: &str, after: &str| {
        let file = FileId(0);
        let text = format!("{before}{}{after}", crate::text::HOLE);
        let hole = Span::new(before.len() as u32, (text.len() - after.len()) as u32);
        let place = Span::at(hole.start).in_file(file);
        let verbatim = |inner: Span| Segment { inner, origin: Origin::Verbatim { file, start: inner.start } };
        let segments = [
            verbatim(Span::new(0, hole.start)),
            Segment { inner: hole, origin: Origin::Hole(Some(place)) },
            verbatim(Span::new(hole.end, text.len() as u32)),
        ];
        let text = std::sync::Arc::new(Embedded::from_segments(&text, segments));
        let script = super::follow(&text, None, crate::model::ScriptKind::Inline, &super::Files(Vec::new()));
        (lines(&script), script.syntax_errors.len())
    };
    let head = "export default ({ setStateValue }) => {\n";
    assert_eq!(
        follow_with_hole(&format!("{head}setStateValue('a_"), "', 1); };").0,
        ["open: the key of this send is not a literal that can be followed: `'a___hole__'`"]
    );
    assert_eq!(follow_with_hole(&format!("{head}setStateValue('a', '"), "'); };").0, ["state a!"]);
    let (found, errors) = follow_with_hole(&format!("{head}setStateValue('a', 1);\n"), " more code; };");
    assert_eq!(errors, 0);
    assert!(found.contains(&"open: a part of the script's text is not known".to_owned()), "{found:?}");
}
