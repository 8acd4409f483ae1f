//! What is broken, strange or missing: never a panic, never silence, and the rest is still analysed.

use std::collections::BTreeSet;

use crate::folder::{Folder, found};

const HOST: &str = "import streamlit as st\nknob = st.components.v2.component('knob', js='export default function () {}')\nknob(label='é')\n";
const IGNORED: &str = "app.py:3:6 ignored-argument";

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect()
}

#[test]
fn every_encoding_that_python_reads_is_read() {
    let utf16 =
        |text: &str| [&b"\xFF\xFE"[..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    let cases: [(&str, Vec<u8>, &str); 5] = [
        ("utf-8", HOST.into(), IGNORED),
        ("a byte order mark", [b"\xEF\xBB\xBF", HOST.as_bytes()].concat(), IGNORED),
        ("utf-16", utf16(HOST), IGNORED),
        ("crlf", HOST.replace('\n', "\r\n").into(), IGNORED),
        ("latin-1", latin1(&format!("# -*- coding: latin-1 -*-\n{HOST}")), "app.py:4:6 ignored-argument"),
    ];
    for (what, bytes, expected) in cases {
        let folder = Folder::new(&[]);
        folder.write("app.py", &bytes);
        assert_eq!(found(&folder.json(&["--select", "ignored-argument"])), [expected], "{what}");
    }
}

#[test]
fn a_file_that_cannot_be_decoded_is_told_and_the_rest_analysed() {
    let folder = Folder::new(&[("app.py", HOST)]);
    folder.write("broken.py", &latin1(HOST));
    let run = folder.run(&["check", "--format", "json", "--select", "ignored-argument,unreadable-source"]);
    assert_eq!(found(&run.json()), [IGNORED, "broken.py:1:1 unreadable-source"]);
    assert!(run.out.contains("not valid UTF-8 (byte 0xE9 at offset"), "{}", run.out);
    assert_eq!(run.status, 1);
    assert_eq!(folder.run(&["check", "broken.py"]).status, 1, "a warning, not a failure to run");
}

#[test]
fn broken_python_and_strange_bytes_do_no_harm() {
    let deep = format!("import streamlit as st\nst.components.v2.component('x', js={}1)\n", "(".repeat(20_000));
    let cases: [(&str, Vec<u8>); 6] = [
        ("empty", b"".to_vec()),
        ("half typed", b"import streamlit as st\nknob = st.components.v2.component('knob', js=\"\"\"export".to_vec()),
        ("deep", deep.into()),
        ("nul", b"import streamlit.components.v2\0\0".to_vec()),
        ("carriage returns", HOST.replace('\n', "\r").into()),
        ("import without end", b"import streamlit.components.v2 as v\nfrom a import (\\".to_vec()),
    ];
    let folder = Folder::new(&[("app.py", HOST)]);
    for (what, bytes) in cases {
        folder.write("odd.py", &bytes);
        let run = folder.run(&["check", "--format", "json", "--select", "ignored-argument"]);
        assert!(found(&run.json()).contains(&IGNORED.to_owned()), "{what}: {run:?}");
    }
}

#[test]
fn a_script_over_the_size_limit_is_told() {
    let folder = Folder::new(&[
        (
            "app.py",
            "import streamlit as st\nknob = st.components.v2.component('dials.knob', js='main.js')\nknob(key='k')\n",
        ),
        (
            "pyproject.toml",
            "[project]\nname = 'dials'\n[[tool.streamlit.component.components]]\nname = 'knob'\nasset_dir = 'front'\n",
        ),
    ]);
    for (bytes, expected) in [(20_000_001, vec!["app.py:2:8 analysis-limit"]), (1_000, vec![])] {
        folder.write("front/main.js", " ".repeat(bytes).as_bytes());
        assert_eq!(found(&folder.json(&["--select", "analysis-limit"])), expected, "{bytes}");
    }
}

#[test]
fn cyclic_imports_come_to_an_end() {
    let folder = Folder::new(&[
        ("app.py", "from parts import knob\nknob(label=1)"),
        ("parts.py", "import app\nfrom made import knob"),
        (
            "made.py",
            "import parts\nimport streamlit as st\nknob = st.components.v2.component('knob', js='export default () => {}')",
        ),
    ]);
    assert_eq!(found(&folder.json(&["--select", "ignored-argument"])), ["app.py:2:6 ignored-argument"]);
}

#[test]
#[cfg(unix)]
fn symbolic_links_do_not_lead_round_in_circles() {
    let folder = Folder::new(&[("app/app.py", HOST)]);
    std::os::unix::fs::symlink(folder.root(), folder.path("app/loop")).unwrap();
    std::os::unix::fs::symlink("self.py", folder.path("app/self.py")).unwrap();
    std::os::unix::fs::symlink("nowhere.py", folder.path("app/dangling.py")).unwrap();
    assert_eq!(found(&folder.json(&["--select", "ignored-argument"])), [format!("app/{IGNORED}")]);
    let through_the_link = folder.json(&["--select", "ignored-argument", "app/loop"]);
    assert_eq!(found(&through_the_link), [format!("app/loop/app/{IGNORED}")]);
}

#[test]
fn other_peoples_code_is_left_alone() {
    let ignored =
        [".git/HEAD", "node_modules/x/app.py", ".venv/app.py", "lib/site-packages/app.py", "generated/app.py"];
    let folder = Folder::new(&[("app.py", HOST), (".gitignore", "generated/\n")]);
    for path in ignored {
        folder.write(path, HOST.as_bytes());
    }
    let paths = |arguments: &[&str]| -> BTreeSet<String> {
        found(&folder.json(arguments)).iter().map(|found| found.split(':').next().unwrap().to_owned()).collect()
    };
    assert_eq!(paths(&[]), BTreeSet::from(["app.py".to_owned()]));
    assert_eq!(paths(&["generated/app.py"]), BTreeSet::from(["generated/app.py".to_owned()]), "named, so meant");
}

#[test]
fn nothing_in_a_source_acts_on_the_terminal() {
    let host = format!(
        "import streamlit as st\nknob = st.components.v2.component('k', js='export default () => {{}}')\nknob(label='\u{1b}[31m\u{202e}{}')\n",
        "x".repeat(5_000)
    );
    let folder = Folder::new(&[("app.py", &host)]);
    let out = folder.run(&["check", "--select", "ignored-argument"]).out;
    assert!(out.contains("app.py:3:6") && out.contains("^^^^^"), "{out}");
    assert!(!out.contains(['\u{1b}', '\u{202e}']), "{out:?}");
    assert!(out.lines().all(|line| line.chars().count() < 400), "{out}");
}
