//! React: setters through properties, hooks, contexts and classes.

use super::check_scripts;

#[test]
fn setters_pass_through_properties() {
    check_scripts(&[
        (
            "import { createRoot } from 'react-dom/client';\n\
             const App = ({ setStateValue: set }) => <button onClick={() => set('a', 1)} />;\n\
             export default ({ parentElement, setStateValue }) => { createRoot(parentElement).render(<React.StrictMode><App setStateValue={setStateValue} /></React.StrictMode>); };",
            &["state a"],
        ),
        (
            "import { createElement } from 'react';\nfunction App(props) { return createElement('b', { onClick: () => props.fire('a') }); }\n\
             export default (c) => { root.render(createElement(App, { fire: c.setTriggerValue })); };",
            &["trigger a"],
        ),
        (
            "import { jsx, jsxs } from 'react/jsx-runtime';\nconst App = (p) => jsxs('div', { children: [jsx('b', { onClick: () => p.setStateValue('a') })] });\n\
             export default (args) => root.render(jsx(App, { ...args }));",
            &["state a"],
        ),
        (
            "const App = (args) => { args.setStateValue('a'); };\nexport default (args) => root.render(<App {...args} />);",
            &["state a"],
        ),
        (
            "import { memo, forwardRef } from 'react';\nconst A = memo(forwardRef((p, ref) => <b onClick={() => p.set('a')} />));\n\
             export default (c) => root.render(<A set={c.setStateValue} />);",
            &["state a"],
        ),
        (
            "import { Button } from 'lib';\nexport default (c) => root.render(<Button onClick={() => c.setStateValue('a')} />);",
            &["state a"],
        ),
        (
            "import { Form } from 'lib';\nexport default (c) => root.render(<Form set={c.setStateValue} />);",
            &["open: `setStateValue` is handed to `Form`, which cannot be followed"],
        ),
        (
            "const App = ({ data, set }) => data.on ? <b onClick={() => set('a')} /> : <i onClick={() => set('b')} />;\n\
             export default (c) => root.render(<App data={c.data} set={c.setStateValue} />);",
            &["state a?", "state b?"],
        ),
    ]);
}

#[test]
fn hooks_hand_functions_on() {
    let app = |body: &str, expected: &'static [&'static str]| {
        let script = format!(
            "import React, {{ useCallback, useContext, createContext, useEffect, useMemo, useReducer, useRef, useState }} from 'react';\n\
             const App = ({{ set }}) => {{\n{body}\n}};\nexport default (c) => root.render(<App set={{c.setStateValue}} />);"
        );
        check_scripts(&[(script.as_str(), expected)]);
    };
    app("const go = useCallback((v) => set('a', v), [set]);\nreturn <b onClick={go} />;", &["state a"]);
    app("const go = useMemo(() => () => set('a'), [set]);\nreturn <b onClick={go} />;", &["state a"]);
    app("React.useEffect(() => { set('a'); return () => set('b'); }, [set]);", &["state a", "state b"]);
    app("const r = useRef(set);\nr.current = set;\nuseEffect(() => r.current('a'));", &["state a"]);
    app("const [f, setF] = useState(() => (k) => set(k));\nuseEffect(() => f('a'), [f]);", &["state a"]);
    app("const [key, setKey] = useState('a');\nuseEffect(() => { if (key) set('x', key); }, [key]);", &["state x"]);
    app(
        "const [s, dispatch] = useReducer((s, action) => { set(action.key); return s; }, {});\nreturn <b onClick={() => dispatch({ key: 'a' })} />;",
        &["state a"],
    );
    app(
        "const { value } = useField(set);\nfunction useField(send) { useEffect(() => send('a'), [send]); return {}; }",
        &["state a"],
    );
}

#[test]
fn contexts_and_classes_keep_setters() {
    check_scripts(&[
        (
            "import { createContext, useContext } from 'react';\nconst Wires = createContext(null);\n\
             const Leaf = () => { const { set } = useContext(Wires); return <b onClick={() => set('a')} />; };\n\
             export default (c) => root.render(<Wires.Provider value={{ set: c.setStateValue }}><Leaf /></Wires.Provider>);",
            &["state a"],
        ),
        (
            "import { Component } from 'react';\nclass App extends Component {\n\
             go = () => this.props.setStateValue('a');\nrender() { return <b onClick={this.go} onBlur={() => this.props.setTriggerValue('b')} />; } }\n\
             export default (args) => root.render(<App {...args} />);",
            &["state a", "trigger b"],
        ),
        (
            "import React from 'react';\nclass App extends React.PureComponent { constructor(props) { super(props); this.state = {}; }\n\
             componentDidMount() { this.props.set('a'); } render() { return null; } }\n\
             export default (c) => root.render(<App set={c.setStateValue} />);",
            &["state a"],
        ),
    ]);
}

#[test]
fn a_bundle_brings_react_along() {
    check_scripts(&[(
        "var R = {}; R.useState = function (v) { return D.current.useState(v); }; R.useEffect = function (f, d) { return D.current.useEffect(f, d); };\n\
         R.useRef = function (v) { return D.current.useRef(v); }; R.useCallback = function (f, d) { return D.current.useCallback(f, d); };\n\
         function j(t, p, k) { var props = {}; for (var n in p) props[n] = p[n]; return { $$typeof: Symbol.for('react.element'), type: t, key: k, props: props }; }\n\
         const App = ({ setStateValue: s }) => { const go = (0, R.useCallback)((e) => s(`a`, e), [s]); return j('b', { onClick: go }); };\n\
         const render = ({ setStateValue: s, data: d }) => { reconcile(j(App, { setStateValue: s })); };\nexport { render as default };",
        &["state a"],
    )]);
}
