//! The commands: exit statuses, output formats, configuration.

use serde_json::{Value, json};

use crate::folder::{Folder, Run, found};

/// Its `default` names a key without a callback (error, with a safe fix), and `label` is ignored (warning).
const FAULTY: &str = r#"import streamlit as st

JS = "export default function ({ parentElement, setStateValue }) { parentElement.onclick = () => setStateValue('level', 1); }"
knob = st.components.v2.component("knob", js=JS)
knob(key="knöb", default={"level": 30}, title="Volume")
"#;

const CLEAN: &str = r#"import streamlit as st

JS = "export default function ({ parentElement, setStateValue }) { parentElement.onclick = () => setStateValue('level', 1); }"
knob = st.components.v2.component("knob", js=JS)
knob(key="knob", default={"level": 30}, on_level_change=lambda: None)
"#;

const DEFAULT: &str = "default-without-callback";

#[test]
fn the_exit_status_says_what_was_found() {
    let folder = Folder::new(&[("faulty.py", FAULTY), ("clean.py", CLEAN), ("none/other.py", "import os")]);
    let cases: [(&[&str], i32); 14] = [
        (&["check"], 1),
        (&["check", "clean.py"], 0),
        (&["check", "none"], 0),
        (&["check", "faulty.py", "--select", DEFAULT], 1),
        (&["check", "faulty.py", "--select", "ignored-argument"], 1),
        (&["check", "faulty.py", "--ignore", "all"], 0),
        (&["check", "faulty.py", "--ignore", "missing-callback,ignored-argument", "--ignore", DEFAULT], 0),
        (&["check", "--select", "no-such-rule"], 2),
        (&["check", "clean.py", "gone.py"], 2),
        (&["check", "faulty.py", "gone.py"], 2),
        (&["inspect"], 0),
        (&["inspect", "gone"], 2),
        (&["explain", "no-such-rule"], 2),
        (&["no-such-command"], 2),
    ];
    for (arguments, status) in cases {
        let run = folder.run(arguments);
        assert_eq!(run.status, status, "{arguments:?}: {run:?}");
    }
}

#[test]
fn a_path_that_does_not_exist_is_told_after_the_rest() {
    let folder = Folder::new(&[("faulty.py", FAULTY)]);
    let run = folder.run(&["check", "gone.py", "faulty.py", "--format", "json"]);
    assert!(found(&run.json()).contains(&format!("faulty.py:5:28 {DEFAULT}")), "{}", run.out);
    assert!(run.err.contains("gone.py: there is no such file or folder"), "{}", run.err);
}

#[test]
fn json_is_one_object_of_the_promised_shape() {
    let folder = Folder::new(&[("app/faulty.py", FAULTY)]);
    let mut report = folder.json(&["--select", DEFAULT]);
    assert!(report["summary"]["ms"].is_u64());
    report["summary"]["ms"] = json!(0);
    let message = report["diagnostics"][0]["message"].take();
    assert!(message.as_str().unwrap().contains("app/faulty.py:5"), "{message}");
    let range = |line, from, to| json!({"start": {"line": line, "column": from}, "end": {"line": line, "column": to}});
    let fix = report["diagnostics"][0]["fix"].take();
    assert_eq!(fix["edits"][0]["path"], "app/faulty.py");
    assert_eq!(fix["edits"][0]["range"]["start"]["line"], 5);
    assert!(fix["edits"][0]["text"].as_str().unwrap().contains("on_level_change=lambda: None"), "{fix}");
    let related = report["diagnostics"][0]["related"].take();
    for other_end in related.as_array().unwrap() {
        assert!(other_end["message"].is_string() && other_end["path"].is_string() && other_end["range"].is_object());
    }
    let expected = json!({
        "version": 1,
        "diagnostics": [{
            "rule": DEFAULT,
            "severity": "error",
            "message": null,
            "path": "app/faulty.py",
            "range": range(5, 28, 33),
            "related": null,
            "fix": null,
            "url": null,
        }],
        "summary": {"files": 1, "components": 1, "mounts": 1, "errors": 1, "warnings": 0, "hints": 0, "ms": 0},
    });
    assert_eq!(report, expected);
}

#[test]
fn paths_start_from_the_working_folder() {
    let folder = Folder::new(&[("app/faulty.py", FAULTY), ("sub/other.txt", "")]);
    let mut command = folder.command(&["check", "--format", "json", "--select", DEFAULT, "../app"]);
    let report = Run::of(command.current_dir(folder.path("sub"))).json();
    assert_eq!(found(&report), [format!("../app/faulty.py:5:28 {DEFAULT}")]);
    assert!(report["diagnostics"][0]["message"].as_str().unwrap().contains("../app/faulty.py:5"));
}

#[test]
fn what_a_file_imports_is_read_wherever_it_is() {
    let registers = CLEAN.replace("knob(key", "# knob(key");
    let mounts = "from parts.knob import knob\nknob(label=1)\n";
    let folder = Folder::new(&[
        ("pyproject.toml", ""),
        ("parts/__init__.py", ""),
        ("parts/knob.py", &registers),
        ("parts/other.py", FAULTY),
        ("pages/one.py", mounts),
        ("pages/two.py", mounts),
    ]);
    let [one, two] = ["one", "two"].map(|page| format!("pages/{page}.py:2:6 ignored-argument"));
    let only = "--select=ignored-argument";
    assert_eq!(found(&folder.json(&[only, "pages/one.py"])), std::slice::from_ref(&one));
    assert_eq!(found(&folder.json(&[only, "pages"])), [one, two]);
}

#[test]
fn sarif_has_what_the_schema_requires() {
    let folder = Folder::new(&[("a b/faulty.py", FAULTY)]);
    let log = folder.run(&["check", "--format", "sarif"]).json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["tool"]["driver"]["name"], "crosswire");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["ruleId"] == DEFAULT).unwrap();
    assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], DEFAULT);
    assert_eq!(result["level"], "error");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "a%20b/faulty.py");
    assert_eq!(location["region"], json!({"startLine": 5, "startColumn": 28, "endLine": 5, "endColumn": 33}));
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "a%20b/faulty.py");
    assert!(change["replacements"][0]["deletedRegion"]["startLine"].is_u64());
    for result in results {
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
    }
    for rule in rules {
        assert!(rule["shortDescription"]["text"].is_string() && rule["defaultConfiguration"]["level"].is_string());
    }
}

#[test]
fn github_commands_stand_alone_on_their_lines() {
    let folder = Folder::new(&[("a,b/faulty.py", FAULTY)]);
    let run = folder.run(&["check", "--format", "github", "--select", DEFAULT]);
    let start =
        format!("::error file=a%2Cb/faulty.py,line=5,endLine=5,col=28,endColumn=32,title=crosswire ({DEFAULT})::");
    assert!(run.out.starts_with(&start), "{}", run.out);
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn text_draws_the_line_and_closes_with_a_summary() {
    let folder = Folder::new(&[("faulty.py", FAULTY), ("clean.py", CLEAN)]);
    let run = folder.run(&["check", "--select", DEFAULT]);
    for part in
        ["error[default-without-callback]", "--> faulty.py:5:28", "^^^^^", "1 error in 1 file; 1 fixable with --fix"]
    {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    let run = folder.run(&["check", "clean.py"]);
    assert!(run.out.starts_with("All wires hold: 1 component, 1 mount in 1 file ("), "{}", run.out);
}

#[test]
fn colour_goes_to_those_who_want_it() {
    let folder = Folder::new(&[("faulty.py", FAULTY)]);
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = folder.command(&["check"]);
        Run::of(command.envs(variables.iter().copied()).env("TERM", "xterm")).out.contains('\u{1b}')
    };
    assert!(!coloured(&[]), "a pipe is no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
}

#[test]
fn the_configuration_is_found_above_and_refused_with_its_line() {
    let folder = Folder::new(&[("app/faulty.py", FAULTY)]);
    let rules = |arguments: &[&str]| found(&folder.json(arguments));
    folder.write(
        "crosswire.toml",
        b"select = ['default-without-callback']\n[severity]\ndefault-without-callback = 'hint'\n",
    );
    assert_eq!(rules(&["app"]), [format!("app/faulty.py:5:28 {DEFAULT}")]);
    assert_eq!(folder.run(&["check", "app"]).status, 0, "hints don't count");
    assert_eq!(rules(&["--select", "ignored-argument"]), ["app/faulty.py:5:41 ignored-argument"]);

    folder.write("app/pyproject.toml", b"[tool.crosswire]\nper-file-ignores = { 'faulty.py' = ['all'] }\n");
    assert!(rules(&["app"]).is_empty());
    folder.write("app/pyproject.toml", b"[tool.crosswire]\nexclude = ['faulty*']\n");
    assert_eq!(folder.json(&["app"])["summary"]["components"], 0);

    folder.write("crosswire.toml", b"\nselct = []\n");
    folder.write("app/pyproject.toml", b"[project]\nname = 'x'\n");
    let run = folder.run(&["check", "app"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("crosswire.toml:2: unknown key `selct`; did you mean `select`?"), "{}", run.err);
}

#[test]
fn inspect_tells_what_was_understood() {
    let host = "import streamlit as st\nfrom elsewhere import more\n\
                knob = st.components.v2.component('knob', js='export default function () {}')\n\
                def draw(**extra):\n    return knob(key='k', data={'low': 1}, **extra)\n\
                r = draw(default={'level': 1}, on_level_change=print)\nr.level\nr2 = draw(**more)\n";
    let folder = Folder::new(&[("app.py", host)]);
    let seen = folder.run(&["inspect", "--format", "json"]).json();
    let component = &seen["components"][0];
    assert_eq!(
        (&component["name"], &component["path"], &component["line"]),
        (&json!("knob"), &json!("app.py"), &json!(3))
    );
    assert_eq!(component["script"], json!({"kind": "inline", "path": "app.py"}));
    assert!(component["sends"].is_array() && component["sends_open"].is_boolean());
    let mount = json!({
        "path": "app.py", "line": 5, "key": "k",
        "callbacks": ["level"], "callbacks_open": true,
        "defaults": ["level"], "defaults_open": true,
        "data": ["low"], "data_open": false,
        "reads": ["level"],
    });
    assert_eq!(component["mounts"], json!([mount]), "one entry for a call, however often it is reached");
    let opened: Vec<&Value> = seen["opened"].as_array().unwrap().iter().map(|opened| &opened["set"]).collect();
    assert!(opened.contains(&&json!("callbacks of the mount at app.py:5")), "{opened:?}");
    let summary = &seen["summary"];
    assert_eq!((&summary["components"], &summary["mounts"], &summary["sets"]), (&json!(1), &json!(1), &json!(4)));
    let text = folder.run(&["inspect"]).out;
    assert!(text.contains("knob  app.py:3") && text.contains("mount    app.py:5  key k"), "{text}");
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = Folder::new(&[]);
    let rules = folder.run(&["rules", "--format", "json"]).json();
    for rule in rules.as_array().unwrap() {
        let name = rule["name"].as_str().unwrap();
        assert!(rule["severities"].is_array() && rule["summary"].is_string());
        let page = folder.run(&["explain", name]);
        assert_eq!(page.status, 0);
        assert!(page.out.contains(rule["summary"].as_str().unwrap()), "{name}");
    }
    let near = folder.run(&["explain", "mising-callback"]);
    assert!(near.err.contains("did you mean `missing-callback`?"), "{}", near.err);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::new(&[]);
    let mounts: String = (0..2_000).map(|number| format!("knob(key=\"k{number}\", label=1)\n")).collect();
    folder.write("many.py", format!("{FAULTY}{mounts}").as_bytes());
    let mut child = folder
        .command(&["check"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn watching_checks_again_when_a_file_changes() {
    use std::io::BufRead;
    let folder = Folder::new(&[("app.py", CLEAN)]);
    let mut child = folder
        .command(&["check", "--watch"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let (sender, lines) = std::sync::mpsc::channel();
    let out = std::io::BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    let mut wait_for = |start: &str, change: &dyn Fn()| {
        let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while std::time::Instant::now() < until {
            // The watch begins some time after the first report, so a change may have to be made again.
            change();
            while let Ok(line) = lines.recv_timeout(std::time::Duration::from_millis(500)) {
                if line.starts_with(start) {
                    return;
                }
            }
        }
        let _ = child.kill();
        panic!("no line starts with {start:?}");
    };
    wait_for("All wires hold", &|| {});
    wait_for("error[default-without-callback]", &|| folder.write("app.py", FAULTY.as_bytes()));
    wait_for("All wires hold", &|| folder.write("app.py", CLEAN.as_bytes()));
    child.kill().unwrap();
    child.wait().unwrap();
}
