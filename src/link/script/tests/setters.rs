//! The ways on which a setter gets to where it is called.

use super::{check_bodies, follow_body, lines};

#[test]
fn setters_are_followed_by_value() {
    check_bodies(&[
        ("setStateValue('a', 1);", &["state a!"]),
        ("const send = (k, v) => setStateValue(k, v);\nsend('a', 1);\nsend('b', 2);", &["state a!", "state b!"]),
        (
            "const createEmitter = (set) => (k, v) => set(k, v);\nconst emit = createEmitter(setTriggerValue);\nemit('X', 1);",
            &["trigger X!"],
        ),
        ("const api = { set: setStateValue };\napi.set('a', 1);", &["state a!"]),
        ("const api = {};\napi.set = setStateValue;\napi.set('a', 1);", &["state a!"]),
        ("const api = { save(v) { this.send('a', v); }, send: setStateValue };\napi.save(1);", &["state a!"]),
        ("setStateValue.bind(null, 'a')(1);", &["state a!"]),
        ("setStateValue.call(null, 'a', 1);", &["state a!"]),
        ("setStateValue.apply(null, ['a', 1]);", &["state a!"]),
        ("function f() { arguments[0]('a', 1); }\nf(setStateValue);", &["state a!"]),
        ("function f() { (() => arguments[1](...arguments))(); }\nf('a', setTriggerValue);", &["trigger a!"]),
        ("const send = (...args) => setStateValue(...args);\nsend('a', 1);", &["state a!"]),
        (
            "const helper = ({ setStateValue: s }, k = 'a') => s(k, 1);\nhelper({ ...component });\nhelper(component, 'b');",
            &["state a!", "state b!"],
        ),
        (
            "const send = Math.random() > 0.5 ? setStateValue : setTriggerValue;\nsend('a', 1);",
            &["state a!", "trigger a!"],
        ),
        ("setStateValue?.('a', 1);", &["state a!"]),
        ("const noop = () => {};\n(setStateValue || noop)('a', 1);", &["state a!"]),
        (
            "const state = { emit: (k) => setTriggerValue(k) };\nparentElement.state = state;\nstate.emit('a');",
            &["trigger a!"],
        ),
        (
            "let known = parentElement.known ?? {};\nknown.emit = (k) => setTriggerValue(k);\nknown.emit('a');",
            &["trigger a!"],
        ),
        ("let send;\nsend = setStateValue;\nparentElement.onclick = () => send('a', 1);", &["state a"]),
        (
            "const setters = [setStateValue, setTriggerValue];\nsetters.forEach((set) => set('a', 1));",
            &["state a!", "trigger a!"],
        ),
        (
            "const bus = new Map();\nbus.set('x', setStateValue);\nparentElement.onclick = () => bus.get('x')('a', 1);",
            &["state a"],
        ),
        (
            "parentElement._send = setStateValue;\nparentElement.onclick = function () { parentElement._send('a', 1); };",
            &["state a"],
        ),
    ]);
}

#[test]
fn calls_of_a_helper_that_makes_nothing_are_told_apart_however_many() {
    let calls: String = (0..100).map(|n| format!("setTriggerValue(same({{ k: 'k{n}' }}).k);\n")).collect();
    let mut expected: Vec<String> = (0..100).map(|n| format!("trigger k{n}!")).collect();
    expected.sort();
    assert_eq!(lines(&follow_body(&format!("const same = (x) => x;\n{calls}"))), expected);
}

#[test]
fn calls_that_nest_deeply_are_followed() {
    let wrapped: String = (1..20).map(|n| format!("const f{n} = wrap(f{}, 'k{n}');\n", n - 1)).collect();
    let wrap = "const wrap = (inner, k) => () => { setTriggerValue(k); inner(); };\nconst f0 = () => {};";
    let body = format!("{wrap}\n{wrapped}\nparentElement.onclick = () => f19();");
    let mut expected: Vec<String> = (1..20).map(|n| format!("trigger k{n}")).collect();
    expected.sort();
    assert_eq!(lines(&follow_body(&body)), expected);
}

#[test]
fn what_an_element_keeps_is_found_beside_much_of_strangers() {
    let put = |n| format!("lib.state().val = {{ go: () => setTriggerValue('k{n}') }};\n");
    let of_strangers: String = (0..20).map(put).collect();
    let own = "parentElement.val = { go: () => setTriggerValue('own') };";
    let body = format!("{of_strangers}{own}\nparentElement.onclick = () => parentElement.val.go();");
    let mut expected: Vec<String> = (0..20).map(|n| format!("trigger k{n}")).chain(["trigger own".into()]).collect();
    expected.sort();
    assert_eq!(lines(&follow_body(&body)), expected);
}

#[test]
fn classes_hold_setters() {
    check_bodies(&[
        (
            "class Widget {\n constructor({ setStateValue }) { this.set = setStateValue; parentElement.onclick = () => this.click(); }\n click() { this.set('a', 1); }\n}\nnew Widget({ setStateValue });",
            &["state a"],
        ),
        (
            "class Widget {\n constructor(set) { this.set = set; parentElement.onclick = this.click.bind(this); }\n click() { this.set('a', 1); }\n}\nnew Widget(setTriggerValue);",
            &["trigger a"],
        ),
        (
            "class Base { constructor(c) { this.c = c; } emit(k) { this.c.setStateValue(k, 1); } }\nclass App extends Base { go() { this.emit('a'); super.emit('b'); } }\nnew App(component).go();",
            &["state a!", "state b!"],
        ),
        (
            "class App { #set; static KEY = 'a'; constructor(s) { this.#set = s; } run = () => this.#set(App.KEY, 1); }\nnew App(setStateValue).run();",
            &["state a!"],
        ),
        (
            "function App(set) { this.set = set; }\nApp.prototype.go = function () { this.set('a', 1); };\nnew App(setStateValue).go();",
            &["state a!"],
        ),
        (
            "class App { constructor(s) { this.s = s; } dead() { this.s('a', 1); } }\nnew App(setStateValue);",
            &["state a?"],
        ),
    ]);
}

#[test]
fn callbacks_are_entered() {
    check_bodies(&[
        ("parentElement.addEventListener('click', () => setTriggerValue('a', 1));", &["trigger a"]),
        (
            "const button = parentElement.querySelector('button');\nbutton.onclick = () => setTriggerValue('a', 1);",
            &["trigger a"],
        ),
        ("setTimeout(() => setStateValue('a', 1), 1000);", &["state a"]),
        ("fetch('/x').then((r) => setStateValue('a', r));", &["state a"]),
        ("new ResizeObserver(() => setStateValue('a', 1)).observe(parentElement);", &["state a"]),
        ("return () => setStateValue('a', 1);", &["state a"]),
        ("return { destroy() { setStateValue('a', 1); } };", &["state a"]),
        (
            "function onClick() { setTriggerValue('a', 1); }\nparentElement.addEventListener('click', onClick);",
            &["trigger a"],
        ),
        (
            "const handlers = { click() { setTriggerValue('a', 1); } };\nparentElement.onclick = (e) => handlers[e.type]();",
            &["trigger a"],
        ),
        (
            "const handlers = { a: () => setTriggerValue('a', 1) };\nfor (const [type, f] of Object.entries(handlers)) parentElement.addEventListener(type, f);",
            &["trigger a"],
        ),
        (
            "async function save() { const r = await fetch('/x'); setStateValue('a', r); }\nparentElement.onclick = save;",
            &["state a"],
        ),
        ("data.items.map((item) => { parentElement.onclick = () => setStateValue('a', item); });", &["state a"]),
    ]);
}

#[test]
fn what_is_only_called_like_a_setter_is_none() {
    check_bodies(&[
        ("function inner(setStateValue) { setStateValue('a', 1); }\ninner(() => {});", &[]),
        ("{ const setStateValue = () => {}; setStateValue('a', 1); }", &[]),
        ("const api = { setStateValue() {} };\napi.setStateValue('a', 1);", &[]),
        (
            "// setStateValue('a', 1);\nconst text = `setStateValue('b', 1)`;\nconst other = \"setStateValue('c', 1)\";",
            &[],
        ),
        ("const [value, setTriggerValue2] = [1, () => {}];\nsetTriggerValue2('a');", &[]),
        ("const f = (setTriggerValue = () => {}) => setTriggerValue('a');\nf();", &[]),
    ]);
    super::check_scripts(&[
        ("function setStateValue() {}\nexport default ({ data }) => setStateValue('a', 1);", &[]),
        ("export default (c) => { window.setStateValue('a', 1); };", &[]),
    ]);
}

#[test]
fn a_setter_out_of_reach_opens_the_set() {
    check_bodies(&[
        ("somewhere(setStateValue);", &["open: `setStateValue` is handed to `somewhere`, which cannot be followed"]),
        (
            "window.send = setStateValue;",
            &["open: `setStateValue` is stored in `window.send`, where it cannot be followed"],
        ),
        (
            "somewhere({ on: { set: setTriggerValue } });",
            &["open: `setTriggerValue` is handed to `somewhere`, which cannot be followed"],
        ),
        (
            "lib.mount(component);",
            &["open: the renderer's argument is handed to `lib.mount`, which cannot be followed"],
        ),
        (
            "lib.mount((key) => setStateValue(key, 1));",
            &["open: the key of this send is not a literal that can be followed: `key`"],
        ),
        ("lib.mount(() => setStateValue('a', 1));", &["state a"]),
        ("console.log(setStateValue, component);", &[]),
    ]);
}

#[test]
fn what_is_not_followed_is_said() {
    check_bodies(&[
        ("Object.entries(component).forEach(([, f]) => f('a', 1));", &["state a", "trigger a"]),
        ("return new (class { constructor() { this.c = component; } })();", &[]),
        (
            "Reflect.apply(setStateValue, null, ['a', 1]);",
            &["open: `setStateValue` is handed to `Reflect.apply`, which cannot be followed"],
        ),
        (
            "import('./x.js').then((m) => m.mount(component));",
            &["open: the renderer's argument is handed to `m.mount`, which cannot be followed"],
        ),
        (
            "'a,b'.split(',').forEach((k) => setStateValue(k, 1));",
            &["open: the key of this send is not a literal that can be followed: `k`"],
        ),
        ("html`<button @click=${() => setTriggerValue('a')}></button>`;", &["trigger a"]),
    ]);
}
