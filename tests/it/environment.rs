//! Components of installed packages, in environments that are made here.

use serde_json::Value;

use crate::folder::{Folder, Run, found};

const PACKAGE: &str = r#"
from pathlib import Path

import numpy
import streamlit as st

gauge = st.components.v2.component("gauge", js=(Path(__file__).parent / "gauge.js").read_text())


def framed(key, **callbacks):
    return gauge(key=key, default={"nothing": 1}, **callbacks)
"#;
const SCRIPT: &str = r#"
export default function ({ parentElement, setStateValue, setTriggerValue }) {
  parentElement.onclick = () => setStateValue("level", 1);
  parentElement.ondblclick = () => setTriggerValue("reset", true);
}
"#;
const APP: &str = "from gauge import gauge\n\ngauge(key=\"g\", on_level_change=lambda: None)\n";
const FAULT: &str = "app.py:3:1 missing-callback";

/// The files of an environment with the package, and of the workspace that mounts it.
fn folder(site_packages: &str, more: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(&[("work/app.py", APP)]);
    folder.write(&format!("{site_packages}/gauge/__init__.py"), PACKAGE.as_bytes());
    folder.write(&format!("{site_packages}/gauge/gauge.js"), SCRIPT.as_bytes());
    for (path, text) in more {
        folder.write(path, text.replace("ROOT", folder.root().to_str().unwrap()).as_bytes());
    }
    folder
}

fn check(folder: &Folder, variables: &[(&str, &str)]) -> Value {
    let mut command = folder.command(&["check", "--format", "json"]);
    command.current_dir(folder.path("work"));
    for (name, value) in variables {
        command.env(name, folder.path(value));
    }
    Run::of(&mut command).json()
}

#[test]
fn a_mount_is_checked_against_the_installed_package() {
    let unix = "lib/python3.12/site-packages";
    let own = format!("work/.venv/{unix}");
    let elsewhere = format!("env/{unix}");
    let config = ("work/.venv/pyvenv.cfg", "home = /usr/bin\n");
    type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], &'c [(&'c str, &'c str)], bool);
    let cases: [Case<'_>; 12] = [
        (&own, &[config], &[], true),
        ("work/venv/Lib/site-packages", &[("work/venv/pyvenv.cfg", "")], &[], true),
        // What no Python made is somebody's folder.
        (&own, &[], &[], false),
        (&elsewhere, &[], &[], false),
        (&elsewhere, &[], &[("VIRTUAL_ENV", "env")], true),
        (&elsewhere, &[], &[("CONDA_PREFIX", "env")], true),
        (&elsewhere, &[("work/crosswire.toml", "environment = '../env'")], &[], true),
        (&own, &[config, ("work/crosswire.toml", "environment = false")], &[], false),
        (&own, &[config, ("work/pyproject.toml", "[tool.crosswire]\nenvironment = false")], &[], false),
        (
            "lib/src",
            &[(&format!("env/{unix}/gauge.pth"), "# linked\nimport os\nROOT/lib/src\n")],
            &[("VIRTUAL_ENV", "env")],
            true,
        ),
        (
            "lib/src",
            &[(
                &format!("env/{unix}/__editable___gauge_finder.py"),
                "MAPPING: dict[str, str] = {'other': '/x', 'gauge': 'ROOT/lib/src/gauge'}\n",
            )],
            &[("VIRTUAL_ENV", "env")],
            true,
        ),
        (
            &elsewhere,
            &[
                ("work/.venv/pyvenv.cfg", "home = ROOT/env/bin\ninclude-system-site-packages = true\n"),
                (&format!("{own}/x.py"), ""),
            ],
            &[],
            true,
        ),
    ];
    for (site_packages, more, variables, is_found) in cases {
        let report = check(&folder(site_packages, more), variables);
        let expected: &[&str] = if is_found { &[FAULT] } else { &[] };
        assert_eq!(found(&report), expected, "{site_packages} {more:?} {variables:?}\n{report:#}");
    }
}

#[test]
fn a_finding_names_both_ends_and_stands_in_the_workspace() {
    let folder = folder("env/lib/python3.12/site-packages", &[]);
    let cases = [
        (
            "gauge(key='g', on_level_change=lambda: None, on_rset_change=lambda: None)",
            "2:49 misspelled-key",
            "gauge.js",
        ),
        ("gauge(key='g', on_level_change=print, on_reset_change=print).levle", "2:62 unknown-result-key", "app.py"),
    ];
    for (mount, fault, other_end) in cases {
        folder.write("work/app.py", format!("from gauge import gauge\n{mount}\n").as_bytes());
        let report = check(&folder, &[("VIRTUAL_ENV", "env")]);
        let faults = found(&report);
        assert!(faults.contains(&format!("app.py:{fault}")), "{report:#}");
        assert!(faults.iter().all(|fault| fault.starts_with("app.py:")), "{faults:?}");
        let related = report["diagnostics"][0]["related"].as_array().unwrap();
        let named = |related: &Value| related["path"].as_str().unwrap().ends_with(other_end);
        assert!(related.iter().any(named), "{report:#}");
    }
}

#[test]
fn a_packages_own_faults_are_its_own() {
    let app = "from gauge import framed\n\nframed('g', on_level_change=print, on_reset_change=print)\n";
    let folder = folder("env/lib/python3.12/site-packages", &[("work/app.py", app)]);
    assert_eq!(found(&check(&folder, &[("VIRTUAL_ENV", "env")])), [""; 0]);
    let package = folder.path("env/lib/python3.12/site-packages/gauge");
    let report = folder.json(&[package.to_str().unwrap()]);
    assert!(!found(&report).is_empty(), "whoever asks for the package itself is told: {report:#}");
}

#[test]
fn only_packages_with_components_are_read() {
    let site_packages = "env/lib/python3.12/site-packages";
    let at = |path: &str| format!("{site_packages}/{path}");
    let app = format!("import numpy, streamlit, gauge\nfrom tool.deep.down import tool\ntool(label=1)\n{APP}");
    let folder = folder(
        site_packages,
        &[
            ("work/app.py", &app),
            (&at("numpy/__init__.py"), "import numpy.core\n"),
            (&at("streamlit/__init__.py"), "from streamlit.components.v2 import component\n"),
            (&at("tool/__init__.py"), ""),
            (&at("tool/deep/down.py"), "import streamlit as st\ntool = st.components.v2.component('tool', js='')\n"),
            (&at("tool-1.0.dist-info/METADATA"), "Name: tool\nRequires-Dist: streamlit>=1.51\n\n"),
        ],
    );
    let report = check(&folder, &[("VIRTUAL_ENV", "env")]);
    assert_eq!(found(&report), ["app.py:3:6 ignored-argument", "app.py:6:1 missing-callback"]);
    // The app, the module of each package, and the script.
    assert_eq!(report["summary"]["files"], 4, "{report:#}");
}

#[test]
fn inspect_lists_installed_components_with_their_paths() {
    let folder = folder("work/.venv/lib/python3.12/site-packages", &[("work/.venv/pyvenv.cfg", "")]);
    let mut command = folder.command(&["inspect", "--format", "json"]);
    let understood = Run::of(command.current_dir(folder.path("work"))).json();
    let component = &understood["components"][0];
    assert_eq!(component["path"], ".venv/lib/python3.12/site-packages/gauge/__init__.py");
    assert_eq!(component["mounts"][0]["path"], "app.py");
    assert_eq!(component["sends"].as_array().unwrap().len(), 2);
}

#[test]
fn an_environment_that_is_not_there_is_said() {
    let folder = Folder::new(&[("app.py", APP), ("crosswire.toml", "\nenvironment = 'gone'\n")]);
    let run = folder.run(&["check"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("crosswire.toml:2: there is no Python environment at"), "{}", run.err);
}
