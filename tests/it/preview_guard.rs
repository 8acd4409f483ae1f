//! A running preview is closed to strangers: what must not be answered, a line each.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use crosswire::preview::session::{Launcher, Limits};
use crosswire::preview::{Options, Preview};
use tempfile::TempDir;

/// A preview of an empty script, with the runtime that serves it.
struct Running {
    preview: Preview,
    runtime: tokio::runtime::Runtime,
    folder: TempDir,
}

impl Running {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("app.py"), "").unwrap();
        fs::create_dir_all(folder.path().join("static")).unwrap();
        fs::create_dir_all(folder.path().join(".streamlit")).unwrap();
        fs::write(folder.path().join("static/page.html"), "<script>1</script>").unwrap();
        fs::write(folder.path().join(".streamlit/config.toml"), "[server]\nenableStaticServing = true\n").unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let preview = runtime.block_on(Preview::start(options(folder.path(), 0))).unwrap();
        Self { preview, runtime, folder }
    }

    /// The app's host with port, and its token.
    fn app(&self) -> (String, String) {
        split(self.preview.app_url())
    }

    fn inspector(&self) -> (String, String) {
        split(self.preview.inspector_url())
    }
}

fn options(folder: &Path, port: u16) -> Options {
    let root = folder.canonicalize().unwrap();
    let launcher = Launcher::new(env!("CARGO_BIN_EXE_crosswire").into(), Limits::default());
    Options { port, launcher: Some(launcher), ..Options::new(root.join("app.py"), root) }
}

fn split(url: &str) -> (String, String) {
    let (host, token) = url.strip_prefix("http://").unwrap().trim_end_matches('/').split_once('/').unwrap();
    (host.to_string(), token.to_string())
}

/// The answer's status and head to a request line and headers.
fn ask(host: &str, line: &str, headers: &[&str]) -> (u16, String) {
    let mut stream = TcpStream::connect(host).unwrap();
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    write!(stream, "{line} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    while !answer.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut part).unwrap() {
            0 => break,
            read => answer.extend(&part[..read]),
        }
    }
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, answer.to_ascii_lowercase())
}

const UPGRADE: [&str; 4] = [
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
];

/// The status of the answer to an attempt to open a socket.
fn open_socket(host: &str, path: &str, headers: &[&str]) -> u16 {
    let all: Vec<&str> = headers.iter().copied().chain(UPGRADE).collect();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\n{}\r\n\r\n", all.join("\r\n")).unwrap();
    let mut head = [0; 12];
    stream.read_exact(&mut head).unwrap();
    String::from_utf8_lossy(&head)[9..].parse().unwrap()
}

#[test]
fn requests_of_strangers_are_refused_on_every_route() {
    let running = Running::start();
    for ((host, token), other) in [(running.app(), running.inspector()), (running.inspector(), running.app())] {
        let own = format!("Host: {host}");
        let wrong = "0".repeat(token.len());
        for route in ["", "ws", "main.js", "assets/0/0/x.js", "bytes/0", "app/static/page.html", "no/such/route"] {
            let path = format!("/{token}/{route}");
            let cases: [(&str, String, Vec<&str>, u16); 13] = [
                ("no token", format!("GET /{route}"), vec![&own], 403),
                ("a wrong token", format!("GET /{wrong}/{route}"), vec![&own], 403),
                ("half a token", format!("GET /{}/{route}", &token[..16]), vec![&own], 403),
                ("the other port's token", format!("GET /{}/{route}", other.1), vec![&own], 403),
                ("the token elsewhere", format!("GET /x/{token}/{route}"), vec![&own], 403),
                ("a name bound to this machine", format!("GET {path}"), vec!["Host: evil.example"], 421),
                ("a name that begins like ours", format!("GET {path}"), vec!["Host: 127.0.0.1.evil.example"], 421),
                ("our name without its port", format!("GET {path}"), vec!["Host: 127.0.0.1"], 421),
                ("two hosts", format!("GET {path}"), vec![&own, "Host: evil.example"], 400),
                ("another host in the request line", format!("GET http://evil.example{path}"), vec![&own], 421),
                ("a stranger's page", format!("GET {path}"), vec![&own, "Origin: https://evil.example"], 403),
                ("a page without origin", format!("GET {path}"), vec![&own, "Origin: null"], 403),
                ("something to change", format!("POST {path}"), vec![&own], 405),
            ];
            for (what, line, headers, expected) in cases {
                let (status, head) = ask(&host, &line, &headers);
                // hyper itself answers two hosts on some versions; either way nobody is let in.
                let refused = status == expected || (what == "two hosts" && status == 421);
                assert!(refused, "{what} at /{route}: {head}");
                assert!(!head.contains("access-control-allow"), "{what} at /{route}: {head}");
            }
        }
    }
}

#[test]
fn sockets_open_for_our_own_pages_only() {
    let running = Running::start();
    for (host, token) in [running.app(), running.inspector()] {
        let (own, path) = (format!("Host: {host}"), format!("/{token}/ws"));
        let origin = format!("Origin: http://{host}");
        let other_scheme = format!("Origin: https://{host}");
        let other_port = "Origin: http://127.0.0.1:1".to_string();
        assert_eq!(open_socket(&host, &path, &[&own, &origin]), 101);
        assert_eq!(open_socket(&host, &path, &[&own]), 403, "no origin");
        assert_eq!(open_socket(&host, &path, &[&own, "Origin: https://evil.example"]), 403, "a stranger's");
        assert_eq!(open_socket(&host, &path, &[&own, "Origin: null"]), 403, "a sandboxed frame's");
        assert_eq!(open_socket(&host, &path, &[&own, &other_scheme]), 403, "another scheme");
        assert_eq!(open_socket(&host, &path, &[&own, &other_port]), 403, "another program's on this machine");
        assert_eq!(open_socket(&host, "/ws", &[&own, &origin]), 403, "no token");
        assert_eq!(open_socket(&host, &format!("/{}/ws", "f".repeat(32)), &[&own, &origin]), 403, "a wrong token");
        assert_eq!(open_socket(&host, &path, &["Host: evil.example", &origin]), 421, "a name bound to this machine");
    }
}

#[test]
fn the_apps_page_may_not_speak_for_the_inspector() {
    let running = Running::start();
    let ((app, _), (inspector, token)) = (running.app(), running.inspector());
    assert_ne!(app, inspector);
    let headers = [format!("Host: {inspector}"), format!("Origin: http://{app}")];
    assert_eq!(open_socket(&inspector, &format!("/{token}/ws"), &[&headers[0], &headers[1]]), 403);
}

#[test]
fn every_answer_bears_its_guards() {
    let running = Running::start();
    for (host, token) in [running.app(), running.inspector()] {
        let own = format!("Host: {host}");
        for path in [format!("/{token}/"), format!("/{token}/no.such"), "/".to_string()] {
            let (_, head) = ask(&host, &format!("GET {path}"), &[&own]);
            assert!(head.contains("x-content-type-options: nosniff"), "{path}: {head}");
            assert!(head.contains("cross-origin-resource-policy: same-origin"), "{path}: {head}");
            assert!(head.contains("referrer-policy: strict-origin"), "{path}: {head}");
            assert!(head.contains("content-security-policy: ") && head.contains("frame-ancestors"), "{path}: {head}");
        }
    }
    let (host, token) = running.inspector();
    let (_, head) = ask(&host, &format!("GET /{token}/"), &[&format!("Host: {host}")]);
    assert!(head.contains("default-src 'none'; script-src 'self'"), "{head}");
}

#[test]
fn an_editors_address_is_let_in_once_it_is_registered() {
    let running = Running::start();
    let (host, token) = running.app();
    let outside = ["Host: app-1.preview.example", "Origin: https://app-1.preview.example"];
    assert_eq!(open_socket(&host, &format!("/{token}/ws"), &outside), 421);
    running.preview.expect_origins("https://app-1.preview.example/x/", "https://inspector-1.preview.example");
    assert_eq!(open_socket(&host, &format!("/{token}/ws"), &outside), 101);
    let (_, head) = ask(&host, &format!("GET /{token}/"), &outside[..1]);
    assert!(head.contains("https://inspector-1.preview.example"), "the inspector may frame the app: {head}");
    assert_eq!(open_socket(&host, &format!("/{token}/ws"), &[outside[0], "Origin: https://evil.example"]), 403);
}

#[test]
fn only_this_machine_can_connect() {
    let running = Running::start();
    for (host, _) in [running.app(), running.inspector()] {
        let port = host.rsplit_once(':').unwrap().1;
        // Another of this machine's own addresses: a socket that listens everywhere would answer.
        assert!(TcpStream::connect(format!("127.0.0.2:{port}")).is_err(), "{host}");
    }
}

#[test]
fn paths_stay_in_the_static_folder_and_its_files_do_not_run() {
    let running = Running::start();
    fs::write(running.folder.path().join("secret.txt"), "secret").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.txt", running.folder.path().join("static/link.txt")).unwrap();
    let (host, token) = running.app();
    let own = format!("Host: {host}");
    let get = |path: &str| ask(&host, &format!("GET /{token}/app/static/{path}"), &[&own]);
    let (status, head) = get("page.html");
    assert_eq!(status, 200);
    assert!(head.contains("content-type: text/plain"), "{head}");
    for path in
        ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "%2fetc/passwd", "link.txt", "..%5csecret.txt"]
    {
        assert_eq!(get(path).0, 404, "{path}");
    }
    for path in ["assets/0/0/..%2f..%2fsecret.txt", "assets/7/0/app.py", "..%2fmod.rs"] {
        assert_eq!(ask(&host, &format!("GET /{token}/{path}"), &[&own]).0, 404, "{path}");
    }
}

#[test]
fn a_port_that_is_taken_is_an_error_that_says_so() {
    let running = Running::start();
    let (host, _) = running.inspector();
    let port: u16 = host.rsplit_once(':').unwrap().1.parse().unwrap();
    let error = running.runtime.block_on(Preview::start(options(running.folder.path(), port))).unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot listen on port {port}: ")), "{error}");
}

#[test]
fn tokens_differ() {
    let (one, other) = (Running::start(), Running::start());
    let tokens = [one.app().1, one.inspector().1, other.app().1, other.inspector().1];
    for (at, token) in tokens.iter().enumerate() {
        assert_eq!(token.len(), 32);
        assert!(!tokens[..at].contains(token));
    }
}
