//! A small language client over stdio: what an editor does, one step at a time, and strict about what it is sent.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long the client waits for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the server said of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    pub version: Option<i64>,
    pub diagnostics: Vec<Value>,
}

/// An open buffer.
#[derive(Clone, Debug)]
pub struct Buffer {
    pub version: i64,
    pub text: String,
}

/// The editor's side of a session.
pub struct LspClient {
    child: Child,
    stdin: Option<ChildStdin>,
    incoming: Receiver<Value>,
    next_id: i64,
    /// Whether columns are bytes; else UTF-16 units.
    pub utf8: bool,
    /// The server's capabilities.
    pub capabilities: Value,
    /// The last publication for each file.
    pub published: BTreeMap<PathBuf, Published>,
    /// Every publication, in order.
    pub history: Vec<(PathBuf, Published)>,
    /// The open buffers.
    pub buffers: BTreeMap<PathBuf, Buffer>,
    /// The globs that the server wants to be told of.
    pub watched: Vec<String>,
    /// The kinds of progress that were shown.
    pub progress: Vec<String>,
    /// Messages for the person or the log.
    pub messages: Vec<String>,
    /// Requests whose answers nobody waits for, and that have not come yet.
    pub asked: BTreeSet<i64>,
    /// Those of them that the server answered with "the text has changed".
    pub dropped: BTreeSet<i64>,
    /// How long an answer may take.
    pub patience: Duration,
    /// How often the server said that there is something new to ask for.
    pub refreshed: usize,
    /// What the server is answered when it asks for settings.
    pub settings: Value,
    /// How often it asked.
    pub asked_settings: usize,
}

/// What an editor of today can do.
pub fn full_capabilities() -> Value {
    json!({
        "experimental": { "crosswire": { "commands": ["crosswire.preview", "crosswire.showReferences"] } },
        "general": { "positionEncodings": ["utf-16"] },
        "window": { "workDoneProgress": true },
        "workspace": {
            "workspaceFolders": true,
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true, "dataSupport": true,
            },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "completion": { "completionItem": { "snippetSupport": true } },
            "signatureHelp": { "signatureInformation": { "activeParameterSupport": true } },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source"] } },
                "isPreferredSupport": true,
                "dataSupport": true,
            },
        },
    })
}

impl LspClient {
    /// A session over these folders, ready to work.
    pub fn start(folders: &[&Path]) -> Self {
        Self::start_with(folders, full_capabilities(), Value::Null)
    }

    /// The same for an editor with other capabilities and the process id that it gives as its own.
    pub fn start_with(folders: &[&Path], capabilities: Value, process: Value) -> Self {
        let mut client = Self::spawn();
        client.introduce(folders, capabilities, process);
        client
    }

    /// The first two messages.
    pub fn introduce(&mut self, folders: &[&Path], capabilities: Value, process: Value) {
        let folder = |path: &&Path| json!({ "uri": uri(path), "name": "folder" });
        let folders: Vec<Value> = folders.iter().map(folder).collect();
        let folders = if folders.is_empty() { Value::Null } else { Value::Array(folders) };
        let params = json!({
            "processId": process, "rootUri": null, "workspaceFolders": folders, "capabilities": capabilities,
        });
        let answer = self.request("initialize", params).expect("initialize is answered");
        self.utf8 = answer["capabilities"]["positionEncoding"] == "utf-8";
        self.capabilities = answer["capabilities"].clone();
        self.notify("initialized", json!({}));
    }

    /// The server's process before any message.
    pub fn spawn() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_crosswire"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let stdout = child.stdout.take().expect("stdout is piped");
        let (send, incoming) = channel();
        std::thread::spawn(move || {
            let mut reader = BufReader::new(stdout);
            while let Some(message) = read_message(&mut reader) {
                if send.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            stdin: child.stdin.take(),
            child,
            incoming,
            next_id: 0,
            utf8: false,
            capabilities: Value::Null,
            published: BTreeMap::new(),
            history: Vec::new(),
            buffers: BTreeMap::new(),
            watched: Vec::new(),
            progress: Vec::new(),
            messages: Vec::new(),
            asked: BTreeSet::new(),
            dropped: BTreeSet::new(),
            patience: PATIENCE,
            refreshed: 0,
            settings: Value::Null,
            asked_settings: 0,
        }
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and waits for its answer.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.next_id += 1;
        let id = self.next_id;
        let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        let deadline = Instant::now() + self.patience;
        loop {
            let message = self.receive(deadline).unwrap_or_else(|| panic!("{method} was not answered"));
            if message["id"] == json!(id) && message.get("method").is_none() {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].clone()),
                };
            }
            self.handle(&message);
        }
    }

    /// Sends a request whose answer is looked at when it comes.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        self.asked.insert(self.next_id);
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params }));
        self.next_id
    }

    /// Deals with what has come so far.
    pub fn drain(&mut self) {
        while let Ok(message) = self.incoming.try_recv() {
            self.handle(&message);
        }
    }

    /// Opens a file with the text on disk.
    pub fn open(&mut self, path: &Path) {
        let text = std::fs::read_to_string(path).expect("the file is there");
        self.open_text(path, &text);
    }

    /// Opens a buffer.
    pub fn open_text(&mut self, path: &Path, text: &str) {
        self.buffers.insert(path.to_owned(), Buffer { version: 1, text: text.to_owned() });
        let document = json!({ "uri": uri(path), "languageId": "python", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Closes a buffer.
    pub fn close(&mut self, path: &Path) {
        self.buffers.remove(path);
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri(path) } }));
    }

    /// Saves a buffer.
    pub fn save(&mut self, path: &Path) {
        std::fs::write(path, &self.buffers[path].text).expect("the file can be written");
        self.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri(path) } }));
    }

    /// Replaces bytes of an open buffer, in one notification with a ranged change for each.
    pub fn edit(&mut self, path: &Path, edits: &[(std::ops::Range<usize>, &str)]) {
        let mut text = self.buffers[path].text.clone();
        let mut changes = Vec::new();
        for (bytes, new) in edits {
            let range = json!({ "start": self.position(&text, bytes.start), "end": self.position(&text, bytes.end) });
            changes.push(json!({ "range": range, "text": new }));
            text.replace_range(bytes.clone(), new);
        }
        self.change(path, text, Value::Array(changes));
    }

    /// Sends changes, and notes the text that they lead to.
    pub fn change(&mut self, path: &Path, text: String, changes: Value) {
        let buffer = self.buffers.get_mut(path).expect("the buffer is open");
        buffer.version += 1;
        buffer.text = text;
        let document = json!({ "uri": uri(path), "version": buffer.version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Tells of changes on disk, as a client that was asked to watch.
    pub fn touch(&mut self, paths: &[&Path]) {
        assert!(!self.watched.is_empty(), "the server asked for no file events");
        let change = |path: &&Path| json!({ "uri": uri(path), "type": if path.exists() { 2 } else { 3 } });
        let changes: Vec<Value> = paths.iter().map(change).collect();
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// Waits until the server has dealt with everything sent so far, and has said what it has to say.
    pub fn settle(&mut self) {
        // A request is answered from the picture after all that was sent before it. Its answer may overtake
        // the last publication, the answer to the second request cannot.
        let anywhere = std::env::temp_dir().join("nowhere.py");
        for _ in 0..2 {
            self.code_actions(&anywhere, (0, 0), (0, 0), None).expect("code actions are answered");
        }
    }

    /// Code actions for a range.
    pub fn code_actions(
        &mut self,
        path: &Path,
        start: (u32, u32),
        end: (u32, u32),
        only: Option<&str>,
    ) -> Result<Vec<Value>, Value> {
        let position = |(line, character)| json!({ "line": line, "character": character });
        let mut context = json!({ "diagnostics": [] });
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({
            "textDocument": { "uri": uri(path) },
            "range": { "start": position(start), "end": position(end) },
            "context": context,
        });
        let answer = self.request("textDocument/codeAction", params)?;
        Ok(answer.as_array().cloned().unwrap_or_default())
    }

    /// The code actions for a diagnostic.
    pub fn actions_for(&mut self, path: &Path, diagnostic: &Value) -> Vec<Value> {
        let at = |end: &str| {
            let position = &diagnostic["range"][end];
            (number(&position["line"]) as u32, number(&position["character"]) as u32)
        };
        self.code_actions(path, at("start"), at("end"), None).expect("code actions are answered")
    }

    /// Applies an action's edit as an editor does: to buffers where the file is open, else on disk.
    pub fn apply(&mut self, action: &Value) {
        let changes = action["edit"]["documentChanges"].as_array().expect("a versioned edit").clone();
        for change in changes {
            if self.make_or_remove(&change) {
                continue;
            }
            let path = path(change["textDocument"]["uri"].as_str().expect("a URI"));
            let buffer = self.buffers.get(&path).cloned();
            let version = buffer.as_ref().map_or(Value::Null, |buffer| json!(buffer.version));
            assert_eq!(change["textDocument"]["version"], version, "the edit is for another text of {path:?}");
            let text = buffer.map(|buffer| buffer.text).unwrap_or_else(|| read(&path));
            let edits = change["edits"].as_array().expect("edits");
            let changed = self.edited(&text, edits);
            match self.buffers.contains_key(&path) {
                true => self.change(&path, changed.clone(), json!([{ "text": changed }])),
                false => {
                    std::fs::write(&path, changed).expect("the file can be written");
                    self.touch(&[&path]);
                }
            }
        }
    }

    /// A change that makes or removes a file.
    fn make_or_remove(&mut self, change: &Value) -> bool {
        let Some(kind) = change["kind"].as_str() else { return false };
        let path = path(change["uri"].as_str().expect("a URI"));
        match kind {
            "create" => {
                assert!(!path.exists(), "{path:?} is there already");
                std::fs::write(&path, "").expect("the file can be written");
            }
            "delete" => {
                if self.buffers.contains_key(&path) {
                    self.close(&path);
                }
                std::fs::remove_file(&path).expect("the file can be removed");
            }
            _ => panic!("{kind} was not offered"),
        }
        self.touch(&[&path]);
        true
    }

    /// A text after edits that are all about the text as it was.
    fn edited(&self, text: &str, edits: &[Value]) -> String {
        let mut spans: Vec<(usize, usize, &str)> = edits
            .iter()
            .map(|edit| {
                let new = edit["newText"].as_str().expect("a text");
                (self.offset(text, &edit["range"]["start"]), self.offset(text, &edit["range"]["end"]), new)
            })
            .collect();
        spans.sort_by_key(|span| span.0);
        assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "edits overlap: {spans:?}");
        let mut changed = text.to_owned();
        for (start, end, new) in spans.into_iter().rev() {
            changed.replace_range(start..end, new);
        }
        changed
    }

    /// A byte offset as a position.
    pub fn position(&self, text: &str, offset: usize) -> Value {
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = &before[line_start..];
        let character = if self.utf8 { column.len() } else { column.encode_utf16().count() };
        json!({ "line": before.matches('\n').count(), "character": character })
    }

    /// The byte offset of a position, which must be in the text.
    pub fn offset(&self, text: &str, position: &Value) -> usize {
        let line = number(&position["line"]);
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = number(&position["character"]);
        for (at, character) in text[start..].char_indices() {
            if units == 0 {
                return start + at;
            }
            units -= if self.utf8 { character.len_utf8() } else { character.len_utf16() };
        }
        assert_eq!(units, 0, "{position} is outside the text");
        text.len()
    }

    /// Ends the session as an editor does.
    pub fn shut_down(mut self) -> ExitStatus {
        self.request("shutdown", Value::Null).expect("shutdown is answered");
        self.notify("exit", Value::Null);
        self.wait(Duration::from_secs(2)).expect("the server ends after exit")
    }

    /// Closes the server's stdin.
    pub fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// The exit status, if it comes in time.
    pub fn wait(&mut self, patience: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("the server can be waited for") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }

    /// Deals with messages until `done`, which must come to be.
    pub fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + self.patience;
        while !done(self) {
            let message = self.receive(deadline).unwrap_or_else(|| panic!("{what} did not come"));
            self.handle(&message);
        }
    }

    /// Sends any message.
    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let stdin = self.stdin.as_mut().expect("the session is open");
        write!(stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
        stdin.flush().expect("the server reads");
    }

    fn receive(&mut self, deadline: Instant) -> Option<Value> {
        let left = deadline.saturating_duration_since(Instant::now());
        match self.incoming.recv_timeout(left) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => panic!("the server closed its pipe"),
        }
    }

    /// Takes what the server sends of its own accord; anything that an editor would not know is a failure.
    fn handle(&mut self, message: &Value) {
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        let params = &message["params"];
        if message.get("method").is_none() {
            self.note_answer(message);
            return;
        }
        match message["method"].as_str().unwrap_or_else(|| panic!("an answer nobody asked for: {message}")) {
            "textDocument/publishDiagnostics" => self.note_publication(params),
            "window/logMessage" | "window/showMessage" => {
                self.messages.push(params["message"].as_str().expect("a message").to_owned());
            }
            "$/progress" => self.progress.push(params["value"]["kind"].as_str().expect("a kind").to_owned()),
            "client/registerCapability" => {
                self.note_registrations(params);
                self.respond(message, Value::Null);
            }
            "window/workDoneProgress/create" => {
                self.progress.push("create".to_owned());
                self.respond(message, Value::Null);
            }
            "workspace/configuration" => {
                let items = params["items"].as_array().expect("items");
                self.asked_settings += 1;
                self.respond(message, vec![self.settings.clone(); items.len()].into());
            }
            "workspace/diagnostic/refresh" => {
                self.refreshed += 1;
                self.respond(message, Value::Null);
            }
            _ => panic!("the server sent what no editor asked for: {message}"),
        }
    }

    /// An answer that nobody waits for: a result, or one of the reasons for which there is none.
    fn note_answer(&mut self, message: &Value) {
        const EXCUSES: [i64; 3] = [-32800, -32801, -32802];
        let id = message["id"].as_i64().unwrap_or_else(|| panic!("an answer to nothing: {message}"));
        assert!(self.asked.remove(&id), "an answer nobody asked for: {message}");
        if let Some(code) = message["error"]["code"].as_i64() {
            // A name that cannot be renamed is an error with words for a person.
            assert!(EXCUSES.contains(&code) || code == -32803, "{message}");
            if code == -32801 {
                self.dropped.insert(id);
            }
        }
    }

    fn respond(&mut self, request: &Value, result: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
    }

    fn note_publication(&mut self, params: &Value) {
        let path = path(params["uri"].as_str().expect("a URI"));
        let published = Published {
            version: params["version"].as_i64(),
            diagnostics: params["diagnostics"].as_array().expect("diagnostics").clone(),
        };
        self.history.push((path.clone(), published.clone()));
        self.published.insert(path, published);
    }

    fn note_registrations(&mut self, params: &Value) {
        for registration in params["registrations"].as_array().expect("registrations") {
            assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
            let watchers = registration["registerOptions"]["watchers"].as_array().expect("watchers");
            self.watched
                .extend(watchers.iter().map(|watcher| watcher["globPattern"].as_str().expect("a glob").to_owned()));
        }
    }
}

impl Drop for LspClient {
    fn drop(&mut self) {
        // A test that failed half way leaves no process behind; one that has ended cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_message(reader: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let mut body = vec![0; length?];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// A JSON number.
pub fn number(value: &Value) -> usize {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number")) as usize
}

/// The URI of a path, every byte but the plainest encoded, as some editors do.
pub fn uri(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    for byte in path.to_str().expect("test paths are text").bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => uri.push(byte.into()),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// The path of a URI.
pub fn path(uri: &str) -> PathBuf {
    let mut bytes = Vec::new();
    let mut rest = uri.strip_prefix("file://").unwrap_or_else(|| panic!("{uri} is no file"));
    while let Some((plain, encoded)) = rest.split_once('%') {
        bytes.extend(plain.bytes());
        bytes.push(u8::from_str_radix(&encoded[..2], 16).expect("two hex digits"));
        rest = &encoded[2..];
    }
    bytes.extend(rest.bytes());
    PathBuf::from(String::from_utf8(bytes).expect("test paths are text"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}
