//! `crosswire preview` on the command line: what it prints, how it ends.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn preview(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosswire"));
    command.current_dir(folder).arg("preview").args(arguments).arg("--no-open");
    command
}

fn folder_with_app() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("app.py"), "").unwrap();
    folder
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_cannot_be_previewed_is_said_in_a_line() {
    let folder = folder_with_app();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let cases: [(&[&str], &str); 3] = [
        (&["no.py"], "crosswire: no.py: there is no such file\n"),
        (&["."], "crosswire: . is a folder; name the app's script\n"),
        (&["app.py", "--port", &port], &format!("crosswire: cannot listen on port {port}: ")),
    ];
    for (arguments, expected) in cases {
        let output = preview(folder.path(), arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(complaint(&output).starts_with(expected), "{arguments:?}: {}", complaint(&output));
        assert_eq!(complaint(&output).lines().count(), 1, "{arguments:?}");
    }
}

/// A preview that serves, and the two addresses that it printed.
fn serving(folder: &Path, arguments: &[&str]) -> (Child, [String; 2]) {
    let mut child = preview(folder, arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut address = |label: &str| {
        let line = lines.next().unwrap().unwrap();
        line.strip_prefix(label).unwrap_or_else(|| panic!("{line}")).trim().to_string()
    };
    let addresses = [address("app with inspector"), address("app alone")];
    (child, addresses)
}

#[cfg(unix)]
#[test]
fn it_prints_where_it_is_and_ends_cleanly_when_told_to() {
    let folder = folder_with_app();
    for signal in [rustix::process::Signal::INT, rustix::process::Signal::TERM] {
        let (mut child, addresses) = serving(folder.path(), &["app.py"]);
        for address in &addresses {
            assert!(address.starts_with("http://127.0.0.1:") && address.ends_with('/'), "{address}");
        }
        let id = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(id, signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{signal:?}");
    }
}

#[test]
fn a_port_that_is_asked_for_is_the_pages() {
    let folder = folder_with_app();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (mut child, [page, _]) = serving(folder.path(), &["app.py", "--port", &port.to_string()]);
    assert!(page.starts_with(&format!("http://127.0.0.1:{port}/")), "{page}");
    child.kill().unwrap();
    child.wait().unwrap();
}
