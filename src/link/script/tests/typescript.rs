//! TypeScript: types mean nothing, what has a value is followed.

use super::{follow_files, lines};

/// A front end whose entry is TypeScript with JSX, or without.
#[track_caller]
fn check(name: &'static str, cases: &[(&str, &[&str])]) {
    for (script, expected) in cases {
        let script = follow_files(vec![(name, (*script).to_owned())]);
        assert!(script.syntax_errors.is_empty(), "{:?}", script.syntax_errors);
        assert_eq!(lines(&script), *expected, "\n{}", expected.join(" "));
    }
}

#[test]
fn types_are_looked_through() {
    check(
        "index.ts",
        &[
            (
                "import type { FrontendRenderer } from '@streamlit/component-v2-lib';\n\
                 type State = { a: number };\ninterface Data { b: string }\n\
                 const render: FrontendRenderer<State, Data> = ({ setStateValue, data }) => { setStateValue('a', data.b); };\n\
                 export default render;",
                &["state a!"],
            ),
            ("export default function (c: Args): void { (c as any).setStateValue('a', 1); }", &["state a!"]),
            ("export default (c: Args) => { c!.setStateValue!('a', 1 as const); };", &["state a!"]),
            ("const r = ((c: Args) => c.setStateValue('a')) satisfies R;\nexport default r;", &["state a!"]),
            ("export default (c: Args) => (<any>c).setStateValue('a', 1);", &["state a!"]),
            (
                "function send<T>(set: (k: string, v: T) => void, value: T): void;\n\
                 function send<T>(set: (k: string, v: T) => void, value: T, key?: string): void;\n\
                 function send(set: any, value: any, key = 'a') { set(key, value); }\n\
                 export default (c: Args) => { send<number>(c.setTriggerValue, 1); };",
                &["trigger a!"],
            ),
            ("export default function (this: Window, c: Args) { c.setStateValue?.('a', 1); }", &["state a!"]),
            (
                "declare const set: (k: string) => void;\nexport default ({ setStateValue }: Args) => { set('x'); };",
                &[],
            ),
            (
                "const r: R = (c) => c.setStateValue('a');\nexport { r as default };\nexport type { R } from './types';",
                &["state a!"],
            ),
        ],
    );
}

#[test]
fn enums_namespaces_and_classes_have_values() {
    check(
        "index.ts",
        &[
            (
                "enum Keys { Save = 'save', Load = 'load' }\n\
                 export default (c: Args) => { c.setStateValue(Keys.Save, 1); c.setTriggerValue(Keys['Load'], 1); };",
                &["state save!", "trigger load!"],
            ),
            ("export const enum K { A = 'a' }\nexport default (c: Args) => c.setStateValue(K.A, 1);", &["state a!"]),
            (
                "namespace Keys { export const SAVE = 'save'; const other = 'x'; }\n\
                 export default (c: Args) => c.setStateValue(Keys.SAVE, 1);",
                &["state save!"],
            ),
            (
                "abstract class Base<T> { constructor(protected readonly set: Setter<T>, private n = 1) {} abstract go(): void; }\n\
                 class View extends Base<number> implements Other { private key: string = 'a'; go(): void { this.set(this.key, 1); } }\n\
                 export default (c: Args) => { new View(c.setStateValue).go(); };",
                &["state a!"],
            ),
            (
                "@decorated class V { @observed() key = 'a'; constructor(@inject() private set: S) {} @bound go() { this.set(this.key); } }\n\
                 export default (c: Args) => new V(c.setStateValue).go();",
                &["state a!"],
            ),
        ],
    );
}

#[test]
fn jsx_stands_among_types() {
    check(
        "index.tsx",
        &[(
            "type Props = Pick<FrontendRendererArgs<State>, 'setStateValue'> & { label: string };\n\
             const App: FC<Props> = ({ setStateValue, label }): ReactElement => (\n\
               <Button<string> onClick={(e: MouseEvent) => setStateValue('a', e!)}>{label as string}</Button>\n\
             );\n\
             const render: FrontendRenderer<State> = ({ setStateValue }) => { root.render(<App setStateValue={setStateValue} label=\"x\" />); };\n\
             export default render;",
            &["state a"],
        )],
    );
}
