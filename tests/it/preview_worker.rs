//! A session and its worker under scripts that do not mean well: each is reported, and the next rerun is fine.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crosswire::preview::protocol::{Cause, FileChange, FromWorker, Outcome, Rerun, Start, ToWorker, VERSION};
use crosswire::preview::session::{Launcher, Limits, Session, Told};
use tokio::sync::mpsc::Receiver;

const PROGRAM: &str = env!("CARGO_BIN_EXE_crosswire");

const LIMITS: Limits = Limits {
    silence: Duration::from_millis(600),
    edited: Duration::from_millis(300),
    grace: Duration::from_millis(300),
    start: Duration::from_secs(20),
    reruns: 20,
    memory: 200,
};

/// For what is no matter of the watchdog: imports take their time on a machine that has other things to do.
const PATIENT: Limits = Limits { silence: Duration::from_secs(15), edited: Duration::from_secs(15), ..LIMITS };

/// Counts its runs in session state; what it imports is in no file on the disk.
const GOOD: &str = "import streamlit as st\nimport buffer\nst.session_state.n = st.session_state.get('n', 0) + 1\n";

/// An app in a folder of its own, and a session with it.
struct App {
    folder: tempfile::TempDir,
    session: Session,
    told: Receiver<Told>,
    requests: u64,
}

/// What a run came to.
#[derive(Debug, Default)]
struct Ran {
    outcome: Option<Outcome>,
    exceptions: Vec<(String, String, Option<u32>)>,
    output: String,
    lost: Option<(String, Vec<String>)>,
    n: Option<u64>,
}

impl App {
    fn new() -> Self {
        Self::with(&Launcher::new(PathBuf::from(PROGRAM), LIMITS))
    }

    fn patient() -> Self {
        Self::with(&Launcher::new(PathBuf::from(PROGRAM), PATIENT))
    }

    fn with(launcher: &Arc<Launcher>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let script = root.join("app.py");
        std::fs::write(&script, "").unwrap();
        let start = Start { version: VERSION, root, script, python_path: Vec::new(), theme: "light".to_string() };
        let (session, told) = launcher.start(start).unwrap();
        let mut app = Self { folder, session, told, requests: 0 };
        app.buffer("buffer.py", "held = 'in the editor'\n");
        app
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    fn buffer(&mut self, name: &str, text: &str) {
        let changes = vec![FileChange { path: self.path(name), text: Some(text.to_string()) }];
        self.session.tell(ToWorker::Files { changes });
    }

    fn ask(&mut self, script: &str, kind: &str) {
        self.buffer("app.py", script);
        self.requests += 1;
        let cause = Cause { kind: kind.to_string(), ..Cause::default() };
        self.session.tell(ToWorker::Rerun(Rerun { request: self.requests, cause, ..Rerun::default() }));
    }

    /// Waits for what is told; a session that says nothing has failed the test.
    fn hear(&mut self) -> Told {
        let begun = Instant::now();
        loop {
            match self.told.try_recv() {
                Ok(told) => return told,
                Err(_) if begun.elapsed() < Duration::from_secs(20) => std::thread::sleep(Duration::from_millis(2)),
                Err(error) => panic!("nothing is told: {error}"),
            }
        }
    }

    /// Until the run has ended, one way or another.
    fn ran(&mut self) -> Ran {
        let mut ran = Ran::default();
        loop {
            match self.hear() {
                Told::Said(FromWorker::Exception { name, message, frames, .. }) => {
                    ran.exceptions.push((name, message, frames.last().map(|place| place.line)));
                }
                Told::Said(FromWorker::Output { text, .. }) => ran.output.push_str(&text),
                Told::Said(FromWorker::RunFinished { outcome, session_state, .. }) => {
                    ran.outcome = Some(outcome);
                    ran.n = session_state.get("n").and_then(serde_json::Value::as_u64);
                    return ran;
                }
                Told::Lost { reason, names, .. } => {
                    ran.lost = Some((reason, names));
                    return ran;
                }
                Told::Said(_) | Told::Paused { .. } => {}
            }
        }
    }

    fn run(&mut self, script: &str) -> Ran {
        self.ask(script, "edit");
        self.ran()
    }

    /// A good run after a bad one: with the buffers, and with the state of the last good one.
    #[track_caller]
    fn is_fine(&mut self, n: u64) {
        let ran = self.run(GOOD);
        assert_eq!((ran.outcome, ran.n), (Some(Outcome::Done), Some(n)), "{ran:?}");
    }
}

#[test]
fn a_run_that_does_not_answer_is_interrupted_where_it_is() {
    let cases = [
        ("while True: pass\n", 1),
        ("try:\n    while True:\n        pass\nexcept Exception:\n    pass\n", 3),
        ("import time\ntime.sleep(60)\n", 2),
        ("import re\nx = 0\nwhile True:\n    x += len(re.findall('a', 'banana'))\n", 4),
    ];
    let mut app = App::new();
    app.is_fine(1);
    for (n, (script, line)) in cases.into_iter().enumerate() {
        let ran = app.run(script);
        let [(name, message, at)] = &ran.exceptions[..] else { panic!("{script}: {ran:?}") };
        assert_eq!(name, "Interrupted", "{script}");
        assert!(message.contains("gave no sign for 0.6 s"), "{message}");
        assert!((line - 1..=line + 1).contains(&at.unwrap()), "{script}: line {at:?}");
        assert_eq!(ran.outcome, Some(Outcome::Interrupted), "{script}");
        app.is_fine(n as u64 + 2);
    }
}

#[test]
fn an_edit_ends_a_loop_sooner_and_without_reproach() {
    let mut app = App::new();
    app.is_fine(1);
    app.ask("while True: pass\n", "edit");
    while !matches!(app.hear(), Told::Said(FromWorker::RunStarted { .. })) {}
    app.ask(GOOD, "edit");
    let ran = app.ran();
    assert_eq!((ran.outcome, ran.exceptions.len()), (Some(Outcome::Interrupted), 0), "{ran:?}");
    assert_eq!(app.ran().n, Some(2));
}

#[test]
fn a_worker_that_dies_is_replaced() {
    let cases = [
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass\n", "gave no sign"),
        ("sum(range(10 ** 13))\n", "gave no sign"),
        ("import os\nos._exit(3)\n", "exit status 3"),
        ("kept = []\nwhile True: kept.append(bytes(20_000_000))\n", "more than 200 MB"),
        ("import os\nfor d in range(3, 50):\n    try: os.close(d)\n    except OSError: pass\nwhile True: pass\n", ""),
    ];
    let mut app = App::new();
    app.is_fine(1);
    let unkept = "import streamlit as st\nst.session_state.n = 10\nst.session_state.f = (i for i in [])\n";
    for (script, reason) in cases {
        app.run(unkept);
        let ran = app.run(script);
        let Some((told, names)) = &ran.lost else { panic!("{script}: {ran:?}") };
        assert!(told.contains(reason), "{script}: {told}");
        assert!(names.iter().any(|name| name.contains('f')), "{script}: {names:?}");
        app.is_fine(11);
    }
}

#[test]
fn what_is_python_s_own_matter_stays_an_exception() {
    let cases = [
        ("def f(): return f()\nf()\n", "RecursionError"),
        ("import os\nos.fork()\n", "PermissionError"),
        ("open('new.txt', 'w')\n", "PermissionError"),
        ("import subprocess\nsubprocess.run(['true'])\n", "PermissionError"),
        ("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:1')\n", ""),
    ];
    let mut app = App::patient();
    app.is_fine(1);
    for (n, (script, name)) in cases.into_iter().enumerate() {
        let ran = app.run(script);
        assert_eq!(ran.exceptions.len(), 1, "{script}: {ran:?}");
        assert!(ran.exceptions[0].0.contains(name), "{script}: {ran:?}");
        app.is_fine(n as u64 + 2);
    }
}

#[test]
fn recursion_without_a_limit_ends_too() {
    let mut app = App::new();
    app.is_fine(1);
    let ran = app.run("import sys\nsys.setrecursionlimit(10 ** 8)\ndef f(): return f()\nf()\n");
    assert!(ran.lost.is_some() || ran.exceptions.len() == 1, "{ran:?}");
    app.is_fine(2);
}

#[test]
fn threads_and_event_loops_work_and_hold_nothing_up() {
    let script = "import asyncio, threading\n\
                  def spin():\n    while True: pass\n\
                  threading.Thread(target=spin, daemon=True).start()\n\
                  done = []\n\
                  t = threading.Thread(target=done.append, args=('thread',)); t.start(); t.join()\n\
                  async def late():\n    await asyncio.sleep(0.01)\n    return 'loop'\n\
                  print(done, asyncio.run(late()))\n";
    let mut app = App::patient();
    let ran = app.run(script);
    assert_eq!(ran.output, "['thread'] loop\n", "{ran:?}");
    app.is_fine(1);
}

#[test]
fn the_standard_streams_are_no_way_to_the_session() {
    let mut app = App::patient();
    let script = "import os\nos.write(1, b'{\"type\":\"ready\"}\\n')\nos.write(2, b'two\\n')\nprint(os.read(0, 9))\n";
    let mut ran = app.run(script);
    assert_eq!(ran.outcome, Some(Outcome::Done), "{ran:?}");
    // What comes by a pipe of its own may come after the run has ended.
    while !ran.output.contains("two") {
        if let Told::Said(FromWorker::Output { text, .. }) = app.hear() {
            ran.output.push_str(&text);
        }
    }
    assert!(ran.output.contains("{\"type\":\"ready\"}") && ran.output.contains("b''"), "{ran:?}");
}

/// The modules below `os`, `io` and `socket` know nothing of the guards that our Python code puts on those.
#[cfg(target_os = "linux")]
#[test]
fn around_the_guards_the_kernel_refuses() {
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("secret"), "secret").unwrap();
    let attempts = [
        "posix.fork()",
        "posix.execv('/bin/true', ['true'])",
        "posix.system('true') and fail()",
        "posix.kill(posix.getppid(), 0)",
        "_io.FileIO(own, 'w')",
        "_io.FileIO(new, 'x')",
        "posix.open(own, posix.O_RDWR)",
        "posix.unlink(own)",
        "posix.rename(own, new)",
        "posix.mkdir(new)",
        "posix.symlink('/', new)",
        "posix.chmod(own, 0o777)",
        "posix.truncate(own, 0)",
        "_io.FileIO(secret)",
        "_io.FileIO(way_out)",
        "posix.listdir(elsewhere)",
        "_io.FileIO(f'/proc/{posix.getppid()}/environ')",
        "_socket.socket()",
        "_socket.socket(_socket.AF_UNIX)",
    ];
    let mut app = App::patient();
    let own = app.path("own.txt");
    std::fs::write(&own, "own").unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("secret"), app.path("way_out")).unwrap();
    let names = [
        ("own", own.clone()),
        ("new", app.path("new.txt")),
        ("way_out", app.path("way_out")),
        ("secret", elsewhere.path().join("secret")),
        ("elsewhere", elsewhere.path().to_path_buf()),
    ];
    let mut script = "import posix, _io, _socket\ndef fail(): raise OSError('refused')\n".to_string();
    for (name, path) in names {
        script.push_str(&format!("{name} = {:?}\n", path.to_str().unwrap()));
    }
    for attempt in attempts {
        script.push_str(&format!(
            "try:\n    {attempt}\n    print({attempt:?}, 'was let through')\nexcept OSError: pass\n"
        ));
    }
    script.push_str("print(_io.FileIO(own).read())\n");
    let ran = app.run(&script);
    assert_eq!(ran.output, "b'own'\n", "{ran:?}");
    assert_eq!(std::fs::read(&own).unwrap(), b"own");
    assert!(!app.path("new.txt").exists());
    app.is_fine(1);
}

#[test]
fn a_script_that_reruns_itself_is_paused_and_goes_on_when_told() {
    let mut app = App::new();
    app.ask("import streamlit as st\nst.write('again')\nst.rerun()\n", "load");
    for _ in 0..2 {
        while app.hear() != (Told::Paused { runs: 20 }) {}
        app.session.resume();
    }
    app.ask(GOOD, "edit");
    while app.ran().n != Some(1) {}
}

#[test]
fn text_is_utf_8_whatever_the_locale_says() {
    let environment = ["LANG", "LC_ALL"].map(|name| (name.to_string(), "C".to_string())).to_vec();
    let mut app = App::with(&Launcher::with_environment(PathBuf::from(PROGRAM), PATIENT, environment));
    std::fs::write(app.path("text.txt"), "grün ✓").unwrap();
    let ran =
        app.run("from pathlib import Path\nprint(open('text.txt').read() == Path('text.txt').read_text(), 'ß✓')\n");
    assert_eq!(ran.output, "True ß✓\n", "{ran:?}");
}

#[test]
fn a_session_that_is_gone_takes_its_worker_along() {
    let mut child = Command::new(PROGRAM).arg("worker").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut input = child.stdin.take().unwrap();
    for message in looping(folder.path()) {
        writeln!(input, "{}", serde_json::to_string(&message).unwrap()).unwrap();
    }
    let mut output = child.stdout.take().unwrap();
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains("run-started") {
        let mut some = [0; 4096];
        let read = output.read(&mut some).unwrap();
        assert_ne!(read, 0, "{}", String::from_utf8_lossy(&heard));
        heard.extend_from_slice(&some[..read]);
    }
    drop(input);
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < Duration::from_secs(5), "the worker lives on");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn looping(folder: &Path) -> [ToWorker; 2] {
    let root = folder.canonicalize().unwrap();
    let script = root.join("app.py");
    std::fs::write(&script, "while True: pass\n").unwrap();
    let start = Start { version: VERSION, root, script, python_path: Vec::new(), theme: "light".to_string() };
    [ToWorker::Start(start), ToWorker::Rerun(Rerun::default())]
}
