//! What the renderer reads of `data`.

use super::{follow_body, follow_files, follow_script};
use crate::model::Script;

/// The reads as lines: the field, `?` where a missing field does no harm, `~` where `null` for data does none.
fn reads(script: &Script) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for read in script.data_reads.iter() {
        let guarded = if read.guarded { "?" } else { "" };
        let present = if read.null_guarded { "~" } else { "" };
        let line = format!("{}{guarded}{present}", read.field.text);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.sort();
    lines.extend(script.data_reads.open.iter().map(|opened| format!("open: {}", opened.why)));
    lines
}

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    for (body, expected) in cases {
        assert_eq!(reads(&follow_body(body)), *expected, "\n{body}");
    }
}

#[track_caller]
fn check_scripts(cases: &[(&str, &[&str])]) {
    for (script, expected) in cases {
        assert_eq!(reads(&follow_script(script)), *expected, "\n{script}");
    }
}

#[test]
fn fields_are_found_however_they_are_read() {
    check(&[
        ("use(data.x);", &["x"]),
        ("use(data['x']);", &["x"]),
        ("const K = 'x';\nuse(data[K].y);", &["x"]),
        ("use(component.data.x.y.z);", &["x"]),
        ("const { a, b: c } = data;", &["a", "b"]),
        ("const { a: { b } } = data;", &["a"]),
        ("let a; ({ a } = data);", &["a"]),
        ("data.onSave();", &["onSave"]),
        ("const d = data;\nconst show = () => d.x;\nparentElement.onclick = show;", &["x"]),
        ("show({ config: data });\nfunction show({ config }) { use(config.x); }", &["x"]),
        ("class View { constructor(d) { this.d = d; } draw() { return this.d.x; } }\nnew View(data).draw();", &["x"]),
        ("parentElement._data = data;\nparentElement.onclick = (e) => use(e.target._data.x);", &["x"]),
        ("const all = { size: 1, ...data };\nuse(all.size, all.color);", &["color~", "size?~"]),
        ("const { a, ...rest } = data;\nuse(rest.b);", &["a", "b~"]),
        ("use(structuredClone(data).x);", &["x"]),
        ("console.log(data, typeof data);", &[]),
        ("use(data.length, data[0]);", &[]),
    ]);
    check_scripts(&[
        ("export default ({ data: { a, b = 1 } }) => {};", &["a", "b?"]),
        ("export default ({ data }) => [data.x];", &["x"]),
        ("export default (c) => { const { data: d } = c; d.x; };", &["x"]),
        ("const App = (props) => <b>{props.data.x}</b>;\nexport default ({ data }) => <App data={data} />;", &["x"]),
        ("const App = ({ x, y = 1 }) => <b>{x}</b>;\nexport default ({ data }) => <App {...data} />;", &["x~", "y?~"]),
    ]);
    let files = vec![
        ("index.js", "import { draw } from './draw.js';\nexport default ({ data }) => draw(data);".to_owned()),
        ("draw.js", "export const draw = (config) => config?.title;".to_owned()),
    ];
    assert_eq!(reads(&follow_files(files)), ["title~"]);
}

#[test]
fn a_missing_field_does_no_harm_behind_a_test_or_with_a_fall_back() {
    check(&[
        ("use(data.x?.y);", &["x?"]),
        ("data.onSave?.();", &["onSave?"]),
        ("use(data.x ?? 1, data.y || 2);", &["x?", "y?"]),
        ("const { x = 1 } = data;", &["x?"]),
        ("if (data.x) use(data.x.y);", &["x?", "x?~"]),
        ("if (!data.x) return;\nuse(data.x.y);", &["x?", "x?~"]),
        ("data.x && use(data.x.y);", &["x?", "x?~"]),
        ("const n = data.x ? data.x.y : 0;", &["x?", "x?~"]),
        ("if ('x' in data) use(data.x);", &["x?~"]),
        ("if (data.hasOwnProperty('x')) use(data.x);", &["x?~"]),
        ("if (typeof data.x === 'string') use(data.x);", &["x?", "x?~"]),
        ("if (data.x != null) parentElement.onclick = () => use(data.x);", &["x?", "x?~"]),
        ("data.x ??= 1;\nuse(data.x);", &["x?"]),
        ("if (data.x) use(1);\nuse(data.x.y);", &["x", "x?"]),
        ("switch (data.x) { case 1: use(data.y); }", &["x?", "y~"]),
    ]);
}

#[test]
fn null_for_data_does_no_harm_behind_a_test_of_it() {
    check(&[
        ("use(data?.x);", &["x~"]),
        ("use(data?.['x']);", &["x~"]),
        ("use(data && data.x);", &["x~"]),
        ("if (data) use(data.x);", &["x~"]),
        ("if (!data) return;\nuse(data.x);", &["x~"]),
        ("if (data == null) return;\nconst { x } = data;", &["x~"]),
        ("use((data ?? {}).x);", &["x~"]),
        ("const { x } = data || {};", &["x~"]),
        ("const d = data ?? {};\nparentElement.onclick = () => use(d.x);", &["x~"]),
        ("if (data) draw();\nfunction draw() { use(data.x); }", &["x~"]),
        ("if (data) draw();\ndraw();\nfunction draw() { use(data.x); }", &["x"]),
        ("try { use(data.x); } catch {}", &["x~"]),
    ]);
    check_scripts(&[
        ("export default ({ data = {} }) => use(data.x);", &["x"]),
        ("const f = (d = {}) => d.x;\nexport default ({ data }) => f(data);", &["x"]),
    ]);
}

#[test]
fn what_happens_to_data_as_a_whole_opens_the_set() {
    check(&[
        ("draw(data);", &["open: `data` is handed to `draw`, which cannot be followed"]),
        ("draw({ data });", &["open: `data` is handed to `draw`, which cannot be followed"]),
        ("draw({ ...data });", &["open: `data` is handed to `draw`, which cannot be followed"]),
        ("for (const k in data) use(k);", &["open: `data` is gone over as a whole here"]),
        ("Object.entries(data).forEach(([k, v]) => use(v));", &["open: `data` is gone over as a whole here"]),
        ("use(Object.keys(data));", &["open: `data` is gone over as a whole here"]),
        ("data.map((row) => use(row));", &["open: `data` is gone over as a whole here"]),
        ("use(JSON.stringify(data));", &["open: `data` is taken as a whole here"]),
        ("use(data[parentElement.id]);", &["open: `data` is looked into by a key that is not known, as a whole here"]),
        ("setStateValue('a', data);", &["open: `data` is sent as a whole here"]),
        ("window.config = data;", &["open: `data` is stored in `window.config`, where it cannot be followed"]),
    ]);
}
