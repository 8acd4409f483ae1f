//! An edit does again only what it made stale, and ends where a fresh start would.

use crosswire::workspace::{Analysis, Stats, Workspace};

use crate::folder::Folder;

fn registers(name: &str) -> String {
    format!("import streamlit as st\n{name} = st.components.v2.component('{name}', js='export default () => {{}}')\n")
}

fn open(folder: &Folder) -> Workspace {
    let mut workspace = Workspace::new(vec![folder.root().to_path_buf()]).relative_to(folder.root().to_path_buf());
    workspace.scan();
    workspace.analyze();
    workspace
}

/// The findings with their places, ids left out.
fn said(analysis: &Analysis) -> Vec<(String, u32, &'static str, String)> {
    let said = analysis.diagnostics.iter().map(|diagnostic| {
        let name = analysis.path(diagnostic.site.file).file_name().unwrap().to_string_lossy().into_owned();
        (name, analysis.position(diagnostic.site).0, diagnostic.rule, diagnostic.message.clone())
    });
    said.collect()
}

/// What one change costs.
fn cost(workspace: &mut Workspace, change: impl FnOnce(&mut Workspace)) -> Stats {
    let before = workspace.stats();
    change(workspace);
    workspace.analyze();
    let after = workspace.stats();
    Stats {
        parsed: after.parsed - before.parsed,
        linked: after.linked - before.linked,
        followed: after.followed - before.followed,
        checked: after.checked - before.checked,
    }
}

#[test]
fn an_edit_costs_one_parse_and_what_used_it() {
    let folder = Folder::new(&[
        ("knob.py", &registers("knob")),
        ("menu.py", &registers("menu")),
        ("one.py", "from knob import knob\nknob(label=1)\n"),
        ("two.py", "from menu import menu\nmenu(label=1)\n"),
        ("other.py", "import os\n"),
    ]);
    let mut workspace = open(&folder);
    let edit = |path: &str, text: &str| {
        let (path, text) = (folder.path(path), text.to_owned());
        move |workspace: &mut Workspace| workspace.open(&path, text)
    };
    let stats = |parsed, linked, followed, checked| Stats { parsed, linked, followed, checked };
    let mount = "from knob import knob\n\nknob(label=2)\n";
    assert_eq!(cost(&mut workspace, edit("one.py", mount)), stats(1, 1, 0, 1));
    assert_eq!(cost(&mut workspace, edit("one.py", mount)), stats(0, 0, 0, 0), "the same text is no edit");
    let behind = format!("{mount}# behind\n");
    assert_eq!(cost(&mut workspace, edit("one.py", &behind)), stats(1, 1, 0, 0), "its mounts are as they were");
    assert_eq!(cost(&mut workspace, edit("other.py", "import sys\n")), stats(0, 0, 0, 0), "it has no component");
    let registration = registers("knob").replace("st\n", "st\n# moved\n");
    assert_eq!(
        cost(&mut workspace, edit("knob.py", &registration)),
        stats(1, 2, 1, 1),
        "its own trace and its importer's"
    );
    assert_eq!(workspace.analyze().diagnostics.len(), 2);
}

#[test]
fn a_script_is_followed_again_where_it_or_its_place_changed() {
    const APP: &str = "from pathlib import Path\nimport streamlit as st\n\
        knob = st.components.v2.component('knob', js=(Path(__file__).parent / 'knob.js').read_text())\nknob(on_turned_change=print)\n";
    let script = |key: &str| format!("export default ({{ setStateValue }}) => setStateValue('{key}', 1);\n");
    let folder = Folder::new(&[("app.py", APP), ("knob.js", &script("turned"))]);
    let mut workspace = open(&folder);
    let mut after = |path: &str, text: String| {
        folder.write(path, text.as_bytes());
        let cost = cost(&mut workspace, |workspace| workspace.touched(&folder.path(path)));
        let incremental = said(&workspace.analyze());
        assert_eq!(incremental, said(&open(&folder).analyze()), "{path}: {text}");
        (cost.followed, incremental.iter().any(|(_, _, rule, _)| *rule == "unsent-key"))
    };
    assert_eq!(after("app.py", APP.replace("turned", "other")), (0, true), "behind the registration");
    assert_eq!(after("knob.js", script("other")), (1, false), "the script");
    assert_eq!(after("app.py", format!("{APP}\n")), (0, true), "behind it again");
    assert_eq!(after("app.py", format!("# moved\n{APP}")), (1, true), "before the registration");
    assert_eq!(after("knob.js", script("turned")), (1, false), "the script again");
}

#[test]
fn what_is_not_stale_is_the_same_object() {
    let folder = Folder::new(&[("knob.py", &registers("knob")), ("menu.py", &registers("menu"))]);
    let mut workspace = open(&folder);
    let before = workspace.analyze();
    workspace.open(&folder.path("knob.py"), registers("knob") + "knob(label=1)\n");
    let after = workspace.analyze();
    let of = |analysis: &Analysis, name: &str| {
        analysis.contracts.iter().find(|one| one.component.name.as_ref().unwrap().text == name).unwrap().clone()
    };
    assert!(std::sync::Arc::ptr_eq(&of(&before, "menu"), &of(&after, "menu")));
    assert!(!std::sync::Arc::ptr_eq(&of(&before, "knob"), &of(&after, "knob")));
    assert_eq!(&*before.text(before.contracts[0].component.site.file), registers("knob"), "a picture does not change");
}

#[test]
fn files_that_come_go_and_change_are_followed() {
    let folder = Folder::new(&[("app.py", "from parts.knob import knob\nknob(label=1)\n")]);
    let mut workspace = open(&folder);
    let steps: [(&str, Option<&str>); 9] = [
        ("parts/knob.py", Some("REGISTERS")),
        ("app.py", Some("from parts.knob import knob\n\nknob(label=1)\nknob(name=1)\n")),
        ("late.py", Some("import app\nfrom parts import knob as k\nk.knob(key='k', title=1)\n")),
        ("parts/__init__.py", Some("from .knob import knob as late\n")),
        ("parts/knob.py", None),
        ("parts/knob/__init__.py", Some("REGISTERS")),
        ("app.py", Some("import os\n")),
        ("late.py", None),
        ("parts/knob/__init__.py", Some("x = 1\n")),
    ];
    let mut counts = Vec::new();
    for (path, text) in steps {
        match text {
            Some(text) => folder.write(path, text.replace("REGISTERS", &registers("knob")).as_bytes()),
            None => std::fs::remove_file(folder.path(path)).unwrap(),
        }
        workspace.touched(&folder.path(path));
        let incremental = workspace.analyze();
        let fresh = open(&folder).analyze();
        assert_eq!(said(&incremental), said(&fresh), "{path}");
        counts.push(incremental.diagnostics.len());
    }
    assert!(counts.iter().any(|count| *count > 1), "{counts:?}");
    assert_eq!(counts.last(), Some(&0));
}

#[test]
fn buffers_stand_over_the_disk_also_where_there_is_no_file() {
    let folder = Folder::new(&[("app.py", "from knob import knob\nknob(label=1)\n")]);
    let mut workspace = open(&folder);
    assert_eq!(workspace.analyze().contracts.len(), 0);
    workspace.open(&folder.path("knob.py"), registers("knob"));
    assert_eq!(workspace.analyze().diagnostics.len(), 1);
    workspace.close(&folder.path("knob.py"));
    assert_eq!(workspace.analyze().contracts.len(), 0);
}

#[test]
fn assets_and_manifests_that_come_and_go_are_heard_of() {
    const MANIFEST: &str =
        "[project]\nname = 'pkg'\n[[tool.streamlit.component.components]]\nname = 'menu'\nasset_dir = 'build'\n";
    let folder = Folder::new(&[
        ("menu.py", "import streamlit as st\nst.components.v2.component('pkg.menu', js='index-*.js')\n"),
        ("build/readme.txt", ""),
    ]);
    let mut workspace = open(&folder);
    let mut after = |path: &str, text: Option<&str>| {
        let path = folder.path(path);
        match text {
            Some(text) => std::fs::write(&path, text).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
        workspace.touched(&path);
        let analysis = workspace.analyze();
        said(&analysis).into_iter().map(|(_, _, rule, _)| rule).collect::<Vec<_>>()
    };
    let script = Some("export default () => {};\n");
    assert_eq!(after("menu.txt", Some("")), ["path-without-manifest"]);
    assert_eq!(after("pyproject.toml", Some(MANIFEST)), ["missing-asset"]);
    assert_eq!(after("build/index-1.js", script), [""; 0]);
    assert_eq!(after("build/index-2.js", script), ["ambiguous-asset"]);
    assert_eq!(after("build/index-1.js", None), [""; 0]);
    assert_eq!(after("pyproject.toml", Some("[project\n")), ["unreadable-source"]);
    assert_eq!(after("pyproject.toml", None), ["path-without-manifest"]);
}
