//! Certain or not, on render or not: what the tests around a send mean for it.

use super::{check_bodies, follow_body};
use crate::model::{Condition, Constant, Holds, Needs};

#[test]
fn a_send_that_only_the_data_decides_is_not_certain() {
    check_bodies(&[
        ("if (data.editable) setStateValue('a', 1);", &["state a?"]),
        ("if (!data?.editable) return;\nparentElement.onclick = () => setStateValue('a', 1);", &["state a?"]),
        (
            "const { editable = true } = data ?? {};\nif (editable) parentElement.onclick = () => setStateValue('a', 1);",
            &["state a?"],
        ),
        (
            "const on = data.mode === 'edit' && !data.locked;\nparentElement.onclick = () => { if (on) setStateValue('a', 1); };",
            &["state a?"],
        ),
        (
            "switch (data.mode) { case 'x': setStateValue('a', 1); break; default: setStateValue('b', 1); }",
            &["state a?", "state b?"],
        ),
        ("data.editable && setStateValue('a', 1);", &["state a?"]),
        (
            "const k = data.x ? 'a' : 'b';\nconst f = data.x ? () => setStateValue('c', 1) : () => setStateValue('d', 1);\nf();",
            &["state c?", "state d?"],
        ),
        ("parentElement.onclick = (e) => { if (data.keys && e.key === 'x') setStateValue('a', 1); };", &["state a?"]),
        ("if (data.list.length > 2) { send(); }\nfunction send() { setStateValue('a', 1); }", &["state a?"]),
        ("if (data.x) send();\nsend();\nfunction send() { setStateValue('a', 1); }", &["state a!"]),
        ("function dead() { setStateValue('a', 1); }", &["state a?"]),
        (
            "parentElement._on = !!data.on;\nparentElement.onclick = () => { if (parentElement._on) setStateValue('a', 1); };",
            &["state a?"],
        ),
        (
            "const s = {};\ns.on = data.on ?? false;\nparentElement.onclick = () => { if (s.on) setStateValue('a', 1); };",
            &["state a?"],
        ),
    ]);
}

#[test]
fn a_send_that_the_browser_decides_is_certain() {
    check_bodies(&[
        ("parentElement.onclick = (e) => { if (e.key === 'x') setStateValue('a', 1); };", &["state a"]),
        (
            "parentElement.onclick = (e) => { if (data.careful && !e.shiftKey) return; setStateValue('a', 1); };",
            &["state a"],
        ),
        (
            "let open = data.open;\nparentElement.onclick = () => { open = !open; if (open) setStateValue('a', 1); };",
            &["state a"],
        ),
        (
            "const state = { open: data.open };\nparentElement.onclick = () => { state.open = !state.open; if (state.open) setStateValue('a', 1); };",
            &["state a"],
        ),
        ("parentElement.onclick = (e) => { if (e.target.value !== data.value) setStateValue('a', 1); };", &["state a"]),
        (
            "const el = parentElement.querySelector('x');\nif (!el) return;\nel.onclick = () => setStateValue('a', 1);",
            &["state a"],
        ),
        ("for (const item of data.items) { parentElement.onclick = () => setStateValue('a', item); }", &["state a"]),
        (
            "let timer = null;\nparentElement.onclick = () => { if (timer) return; timer = 1; setStateValue('a', 1); };",
            &["state a"],
        ),
        (
            "parentElement._on = data.on;\nparentElement.onclick = () => { parentElement._on = !parentElement._on; if (parentElement._on) setStateValue('a', 1); };",
            &["state a"],
        ),
        (
            "parentElement.value = data.value;\nparentElement.onclick = () => { if (parentElement.value) setStateValue('a', 1); };",
            &["state a"],
        ),
        ("for (const x of data.items) { if (x.skip) continue; }\nsetStateValue('a', 1);", &["state a!"]),
    ]);
}

#[test]
fn sends_of_the_renderers_own_run() {
    check_bodies(&[
        ("init();\nfunction init() { setStateValue('a', 1); }", &["state a!"]),
        ("(() => { setStateValue('a', 1); })();", &["state a!"]),
        ("if (parentElement.hidden) setStateValue('a', 1);", &["state a"]),
        ("if (parentElement.done) return;\nsetStateValue('a', 1);", &["state a"]),
        ("try { setStateValue('a', 1); } catch { setStateValue('b', 1); }", &["state a!", "state b"]),
        ("while (next()) setStateValue('a', 1);", &["state a"]),
        ("setInterval(() => setStateValue('a', 1), 1000);", &["state a"]),
        ("{ setStateValue('a', 1); }\nqueueMicrotask(() => setStateValue('b', 1));", &["state a!", "state b!"]),
    ]);
}

#[test]
fn a_value_that_only_the_data_picks_is_not_certain() {
    check_bodies(&[
        ("setStateValue(data.x ? 'a' : 'b', 1);", &["state a?", "state b?"]),
        (
            "const send = data.x ? setStateValue : setTriggerValue;\nparentElement.onclick = () => send('a', 1);",
            &["state a?", "trigger a?"],
        ),
        ("let k = 'a';\nif (data.x) k = 'b';\nsetStateValue(k, 1);", &["state a!", "state b?"]),
        (
            "const pick = () => { if (data.x) return 'a'; return 'b'; };\nsetStateValue(pick(), 1);",
            &["state a?", "state b?"],
        ),
        ("const on = data.onSave ?? (() => setStateValue('a', 1));\non();", &["state a?"]),
    ]);
}

#[test]
fn tests_of_constants_are_decided() {
    check_bodies(&[
        ("const DEBUG = false;\nif (DEBUG) setStateValue('a', 1); else setStateValue('b', 1);", &["state b!"]),
        ("if (!setStateValue) return;\nsetStateValue('a', 1);", &["state a!"]),
        (
            "const send = (kind, key) => { if (kind === 'state') setStateValue(key, 1); else setTriggerValue(key, 1); };\n\
             send('state', 'a');\nsend('trigger', 'b');",
            &["state a!", "trigger b!"],
        ),
        (
            "const send = (kind, key) => { switch (kind) { case 'state': setStateValue(key, 1); break;\n\
             case 'trigger': setTriggerValue(key, 1); break; default: setStateValue('other', 1); } };\n\
             send('state', 'a');\nsend('trigger', 'b');",
            &["state a", "trigger b"],
        ),
        ("const f = (k, after) => { setStateValue(k, 1); if (after) after(); };\nf('a');", &["state a!"]),
        ("let on = false;\nparentElement.onclick = () => { if (on) setStateValue('a', 1); on = true; };", &["state a"]),
        (
            "const s = { on: false };\nparentElement.onclick = () => { if (s.on) setStateValue('a', 1); s.on = true; };",
            &["state a"],
        ),
    ]);
}

#[test]
fn what_a_value_is_decides_a_test_of_its_type() {
    let closing = "const close = (props) => { if (typeof props.onClose === 'function') props.onClose(); else setTriggerValue('closed', 1); };";
    for (call, expected) in [
        ("close({ onClose: () => {} });", &[][..]),
        ("close({});", &["trigger closed!"]),
        ("close({ onClose: parentElement.onclose });", &["trigger closed"]),
        ("close({ onClose: data.onClose });", &["trigger closed?"]),
    ] {
        check_bodies(&[(&format!("{closing}\n{call}"), expected)]);
    }
    check_bodies(&[
        ("if (typeof 'x' === 'string' && typeof 1 === 'number') setStateValue('a', 1);", &["state a!"]),
        ("if (typeof true !== 'boolean' || typeof {} !== 'object') setStateValue('a', 1);", &[]),
        ("if (typeof undefined === 'function') setStateValue('a', 1);", &[]),
    ]);
}

#[test]
fn a_chain_that_breaks_off_is_undefined() {
    check_bodies(&[
        ("const props = {};\nif (props.shown?.val) setStateValue('a', 1);", &[]),
        ("const props = {};\nif (!props.shown?.val.length) setStateValue('a', 1);", &["state a!"]),
        ("const props = {};\nif (props.read?.() || props.list?.at(0)) setStateValue('a', 1);", &[]),
        ("const props = { shown: true };\nif (props.shown.val) setStateValue('a', 1);", &[]),
        ("const props = { shown: true };\nif (props.shown?.toString()) setStateValue('a', 1);", &["state a"]),
    ]);
}

#[test]
fn what_a_send_needs_of_the_data_is_told_field_by_field() {
    for (body, needs) in [
        ("setStateValue('a', 1);", "nothing"),
        ("if (data.x) setStateValue('a', 1);", "x"),
        ("const { x, y = 1 } = data;\nif (!x && y > 2) setStateValue('a', 1);", "!x ?y"),
        ("const x = data?.x ?? false;\nif (!x) return;\nsetStateValue('a', 1);", "x|false"),
        ("if (!data) return;\nsetStateValue('a', 1);", "data"),
        ("const all = { ...data };\nif (all.x) setStateValue('a', 1);", "?x"),
        (
            "parentElement._x = data.x;\nparentElement.onclick = () => { if (parentElement._x) setStateValue('a', 1); };",
            "?x",
        ),
        ("const send = data.x ? (k) => setStateValue(k, 1) : () => {};\nsend('a');", "x"),
        ("const isOn = (x) => x.on;\nif (isOn(data.x)) setStateValue('a', 1);", "unclear"),
        ("if (key) setStateValue('a', 1);", "unclear"),
        ("function dead() { setStateValue('a', 1); }", "unclear"),
    ] {
        assert_eq!(needed(body), [needs], "\n{body}");
    }
}

#[test]
fn a_plain_test_says_which_values_a_send_needs() {
    for (body, needs) in [
        ("if (!data.x) setStateValue('a', 1);", "!x"),
        ("if (!!data.x) setStateValue('a', 1);", "x"),
        ("if (data.x) return;\nsetStateValue('a', 1);", "!x"),
        ("if (data.x) { parentElement.focus(); } else { setStateValue('a', 1); }", "!x"),
        ("if (data.m === 'edit') setStateValue('a', 1);", "m==edit"),
        ("if ('edit' != data.m) return;\nsetStateValue('a', 1);", "m==edit"),
        ("if (data.m !== 'view' && data.on === true) setStateValue('a', 1);", "m!=view on==true"),
        ("if (data.x == null || data.n === 0) return;\nsetStateValue('a', 1);", "n!=0 x!=null"),
        (
            "const on = data.m === 'edit' && !data.locked;\nparentElement.onclick = () => on && setStateValue('a', 1);",
            "!locked m==edit",
        ),
        ("const { on = true } = data;\nif (on) setStateValue('a', 1);", "on|true"),
        ("if (data.x || false) setStateValue('a', 1);", "x"),
        ("if ((data.x && data.y) === 1) parentElement.focus();\nif (data.x) setStateValue('a', 1);", "x"),
        ("const x = data && data.x;\nif (x) setStateValue('a', 1);", "x"),
        ("const { x } = data ?? {};\nif (!x) setStateValue('a', 1);", "!x"),
        (
            "if (!data) return;\nif (data.x) parentElement.onclick = (e) => { if (e.key) setStateValue('a', 1); };",
            "data x",
        ),
        ("switch (data.m) { case 'x': setStateValue('a', 1); }", "m==x"),
        ("switch (data.m) { case 'x': break; case 'y': break; default: setStateValue('a', 1); }", "m!=x m!=y"),
    ] {
        assert_eq!(needed(body), [needs], "\n{body}");
    }
}

#[test]
fn what_a_test_asks_is_vague_where_it_is_not_of_the_field_itself() {
    for (body, needs) in [
        ("if (data.x.y) setStateValue('a', 1);", "?x"),
        ("if (data.x[0] === 'b') setStateValue('a', 1);", "?x"),
        ("if (data.n > 2) setStateValue('a', 1);", "?n"),
        ("if (data.x.trim()) setStateValue('a', 1);", "?x"),
        ("if (data.x === data.y) setStateValue('a', 1);", "?x ?y"),
        ("if (!(data.x && data.y)) setStateValue('a', 1);", "?x ?y"),
        ("const on = data.x || data.y;\nif (on) setStateValue('a', 1);", "?x ?y"),
        ("const f = data.x ? false : null;\nif (f || data.y) setStateValue('a', 1);", "?x y"),
        ("data.x = !data.x;\nif (data.x) setStateValue('a', 1);", "?x"),
        ("Object.assign(data, { x: 1 });\nif (data.x) setStateValue('a', 1);", "?x"),
        ("while (data.x) { if (parentElement.hidden) return; }\nif (data.y) setStateValue('a', 1);", "y"),
        ("for (const item of data.items) { if (item.on) setStateValue('a', 1); }", "?items"),
        ("switch (data.m) { case 'x': case 'y': setStateValue('a', 1); }", "?m"),
        ("switch (data.m) { case 'x': return; }\nsetStateValue('a', 1);", "m!=x"),
        ("switch (data.m) { case 'x': case 'y': return; }\nsetStateValue('a', 1);", "?m"),
        (
            "const list = [data.x];\nconst f = list[0] ? () => setStateValue('a', 1) : () => {};\nf();\nparentElement.onclick = () => { list.push(data.y); };",
            "?x",
        ),
    ] {
        assert_eq!(needed(body), [needs], "\n{body}");
    }
}

/// What each send needs, in short.
fn needed(body: &str) -> Vec<String> {
    let short = |needs: &Needs| match needs {
        Needs::Nothing => "nothing".to_owned(),
        Needs::Data(conditions) => conditions.iter().map(condition).collect::<Vec<String>>().join(" "),
        Needs::Unfollowed => "unfollowed".to_owned(),
        Needs::Unclear => "unclear".to_owned(),
    };
    follow_body(body).sends.iter().map(|send| short(&send.needs)).collect()
}

fn condition(condition: &Condition) -> String {
    let field = condition.field.as_deref().unwrap_or("data");
    let otherwise = condition.otherwise.map(|flag| format!("|{flag}")).unwrap_or_default();
    let constant = |constant: &Constant| match constant {
        Constant::Nullish => "null".to_owned(),
        Constant::Bool(flag) => flag.to_string(),
        Constant::Number(number) => number.to_string(),
        Constant::Text(text) => text.clone(),
    };
    match &condition.holds {
        Holds::Truthy => format!("{field}{otherwise}"),
        Holds::Falsy => format!("!{field}{otherwise}"),
        Holds::Equal(other) => format!("{field}=={}{otherwise}", constant(other)),
        Holds::Unequal(other) => format!("{field}!={}{otherwise}", constant(other)),
        Holds::Unclear(_) => format!("?{field}"),
    }
}
