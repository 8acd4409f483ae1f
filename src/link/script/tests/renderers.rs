//! The forms of a default export, and of the renderer's argument.

use super::{check_scripts, follow_files, lines, renderer};

#[test]
fn the_default_export_is_found_in_every_form() {
    for (script, expected) in [
        ("export default function ({ data }) {}", "function ({ data })"),
        ("export default async function App(c) {}", "async function App(c)"),
        ("export default (c) => {};", "(c)"),
        ("const f = ({ data }) => {};\nexport default f;", "({ data })"),
        ("function f(c) {}\nexport { f as default };", "function f(c)"),
        ("let f;\nf = function (c) {};\nexport default f;", "function (c)"),
        ("const wrap = (f) => (c) => f(c);\nexport default wrap((c) => {});", "(c)"),
        ("export const f = () => {};", "missing"),
        ("", "missing"),
        ("export default class Widget {}", "missing: Widget"),
        ("export default { render() {} };", "missing: { render() {} }"),
        ("export default \"text\";", "missing: \"text\""),
        ("import { wrap } from \"lib\";\nexport default wrap((c) => {});", "unknown"),
        ("export default function (", "unknown"),
    ] {
        assert_eq!(renderer(script), expected, "\n{script}");
    }
}

#[test]
fn the_argument_is_taken_apart_in_every_form() {
    check_scripts(&[
        ("export default ({ setStateValue }) => setStateValue('a', 1);", &["state a!"]),
        ("export default ({ setStateValue: set }) => set('a', 1);", &["state a!"]),
        ("export default ({ setStateValue: set = () => {} }) => set('a', 1);", &["state a!"]),
        ("export default function (component) { component.setTriggerValue('a', 1); }", &["trigger a!"]),
        ("export default function (component) { component['setTriggerValue']('a', 1); }", &["trigger a!"]),
        ("export default (c) => { const { setTriggerValue: fire } = c; fire('a'); };", &["trigger a!"]),
        ("export default ({ data, ...rest }) => rest.setStateValue('a', data.x);", &["state a!"]),
        ("export default ({ setStateValue, ...rest }) => rest.setStateValue?.('a', 1);", &[]),
        ("export default (c) => { let set; ({ setStateValue: set } = c); set('a', 1); };", &["state a!"]),
        ("export default (c) => { const all = { ...c, extra: 1 }; all.setStateValue('a', 1); };", &["state a!"]),
        ("export default ({ setStateValue } = {}) => setStateValue('a', 1);", &["state a!"]),
        ("function f({ setStateValue }) { setStateValue('a', 1); }\nexport { f as default };", &["state a!"]),
        ("export default async ({ setStateValue }) => { await null; setStateValue('a', 1); };", &["state a!"]),
    ]);
}

#[test]
fn a_wrapper_that_is_not_there_leaves_the_set_open() {
    check_scripts(&[(
        "import { wrap } from 'lib';\nexport default wrap(({ setStateValue }) => setStateValue('a', 1));",
        &["open: the default export could not be followed to a function"],
    )]);
}

#[test]
fn modules_are_followed_through_imports_and_reexports() {
    let files = |entry: &str, others: &[(&'static str, &str)]| {
        let mut files = vec![("index.js", entry.to_owned())];
        files.extend(others.iter().map(|(name, text)| (*name, (*text).to_owned())));
        lines(&follow_files(files))
    };
    let entry = "import { emit } from './emit.js';\nexport default ({ setStateValue }) => emit(setStateValue, 'a');";
    let emit = "export function emit(set, key) { set(key, 1); }";
    assert_eq!(files(entry, &[("emit.js", emit)]), ["state a!"]);
    let through = [("emit.js", "export * from './real.js';"), ("real.js", emit)];
    assert_eq!(files(entry, &through), ["state a!"]);
    let named =
        [("emit.js", "export { go as emit } from './real.js';"), ("real.js", "export const go = (s, k) => s(k);")];
    assert_eq!(files(entry, &named), ["state a!"]);
    let cycle = [
        (
            "emit.js",
            "import { KEY } from './keys.js';\nexport const PREFIX = 'x_';\nexport const emit = (set) => set(KEY);",
        ),
        ("keys.js", "import { PREFIX } from './emit.js';\nexport const KEY = `${PREFIX}key`;"),
    ];
    assert_eq!(files(entry, &cycle), ["state x_key!"]);
    let whole = "import * as keys from './keys.js';\nexport default ({ setStateValue: s }) => s(keys.SAVE, 1);";
    assert_eq!(files(whole, &[("keys.js", "export const SAVE = 'save';")]), ["state save!"]);
    let endless = [("emit.js", "export * from './b.js';"), ("b.js", "export * from './emit.js';")];
    assert_eq!(files(entry, &endless), ["open: `setStateValue` is handed to `emit`, which cannot be followed"]);
    assert_eq!(
        files("export { default } from './app.js';", &[("app.js", "export default (c) => c.setStateValue('a');")]),
        ["state a!"]
    );
}
