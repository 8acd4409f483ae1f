//! The previews that the client asked for: started, fed with buffers and stopped by commands. `docs/lsp.md` has them.
//!
//! May not know how a preview draws or runs anything.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::broadcast::error::RecvError;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::notification::Notification;
use tower_lsp::lsp_types::{
    Position, Range, ShowDocumentParams, TextDocumentIdentifier, TextDocumentPositionParams, Uri,
};

use super::convert;
use super::state::Snapshot;
use crate::model::{Contract, Source};
use crate::preview::protocol::{FileChange, Place};
use crate::preview::{self, Event, Preview, Theme};
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

/// The commands, as the server announces them.
pub const COMMANDS: [&str; 5] = [START, STOP, ALLOW, THEME, REVEAL];
const START: &str = "crosswire.preview.start";
const STOP: &str = "crosswire.preview.stop";
const ALLOW: &str = "crosswire.preview.allow";
const THEME: &str = "crosswire.preview.theme";
const REVEAL: &str = "crosswire.preview.reveal";

/// What may frame a preview's page beside a browser's own window.
const EDITORS: &str = "vscode-webview:";

/// How a preview fares.
#[derive(Debug, Serialize, Deserialize)]
pub struct State {
    id: String,
    uri: Uri,
    state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    engine: String,
}

/// The notification that carries it.
#[derive(Debug)]
pub enum Told {}

impl Notification for Told {
    type Params = State;
    const METHOD: &'static str = "crosswire/preview";
}

/// A preview that runs.
#[derive(Clone)]
struct Running {
    uri: Uri,
    preview: Arc<Preview>,
}

/// All previews of a session.
#[derive(Clone)]
pub struct Previews {
    client: Client,
    runtime: Handle,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    running: BTreeMap<String, Running>,
    started: u64,
    /// The open buffers: a preview that starts later needs them too.
    buffers: BTreeMap<PathBuf, Arc<str>>,
}

#[derive(Deserialize)]
struct Start {
    uri: Uri,
}

#[derive(Deserialize)]
struct Stop {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Allow {
    id: String,
    app_url: String,
    inspector_url: String,
}

#[derive(Deserialize)]
struct Themed {
    id: String,
    theme: String,
}

#[derive(Deserialize)]
struct Reveal {
    uri: Uri,
    position: Position,
}

/// The answer to `crosswire.preview.start`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Started<'a> {
    id: &'a str,
    url: &'a str,
    inspector_url: &'a str,
    engine: &'static str,
}

/// The only engine there is so far.
const ENGINE: &str = "embedded";

impl Previews {
    /// None yet. Wants to be called in a Tokio runtime.
    pub fn new(client: Client) -> Self {
        Self { client, runtime: Handle::current(), shared: Arc::default() }
    }

    /// Carries a command out; `snapshot` is the picture as of the command.
    pub async fn command(&self, name: &str, arguments: Vec<Value>, snapshot: &Snapshot) -> Result<Option<Value>> {
        let argument = arguments.into_iter().next().unwrap_or_default();
        match name {
            START => self.start(read(argument)?, snapshot).await.map(Some),
            STOP => self.stop(&read::<Stop>(argument)?.id).await.map(|()| None),
            ALLOW => self.allow(&read(argument)?).map(|()| None),
            THEME => self.theme(&read(argument)?).map(|()| None),
            REVEAL => self.reveal(&read(argument)?, snapshot).map(|()| None),
            _ => Err(Error::method_not_found()),
        }
    }

    /// A buffer has another text, or none any more: then its file counts.
    pub fn edited(&self, path: &Path, text: Option<&str>) {
        let mut shared = self.shared();
        match text {
            Some(text) => drop(shared.buffers.insert(path.to_owned(), text.into())),
            None => drop(shared.buffers.remove(path)),
        }
        let change = FileChange { path: path.to_owned(), text: text.map(str::to_owned) };
        let previews: Vec<_> = shared.running.values().map(|running| running.preview.clone()).collect();
        drop(shared);
        let _runtime = self.runtime.enter();
        previews.iter().for_each(|preview| preview.files(vec![change.clone()]));
    }

    /// A file changed on disk. One that is open counts as its buffer.
    pub fn touched(&self, path: &Path) {
        if !self.shared().buffers.contains_key(path) {
            self.edited(path, None);
        }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn preview(&self, id: &str) -> Result<Arc<Preview>> {
        let found = self.shared().running.get(id).map(|running| running.preview.clone());
        found.ok_or_else(|| refused(format!("no preview {id} runs")))
    }

    async fn start(&self, Start { uri }: Start, snapshot: &Snapshot) -> Result<Value> {
        let asked = convert::path(&uri).ok_or_else(|| refused("only files can be previewed".to_owned()))?;
        let script = host_script(&asked, snapshot)?;
        let around = snapshot.folders.iter().filter(|folder| script.starts_with(folder));
        let innermost = around.max_by_key(|folder| folder.components().count()).cloned();
        let root = innermost.unwrap_or_else(|| preview::root_of(&script, Path::new("")));
        let options = preview::Options::new(script, root);
        let preview = Preview::start(options).await.map_err(|error| refused(error.to_string()))?;
        preview.expect_frame(EDITORS);
        let preview = Arc::new(preview);
        let (id, buffers) = {
            let mut shared = self.shared();
            shared.started += 1;
            let id = format!("preview-{}", shared.started);
            shared.running.insert(id.clone(), Running { uri: uri.clone(), preview: preview.clone() });
            (id, shared.buffers.clone())
        };
        preview
            .files(buffers.into_iter().map(|(path, text)| FileChange { path, text: Some(text.to_string()) }).collect());
        tokio::spawn(self.clone().follow(preview.events()));
        self.tell(&id, uri, "running").await;
        let (url, inspector_url) = (preview.app_url(), preview.inspector_url());
        let started = Started { id: &id, url, inspector_url, engine: ENGINE };
        serde_json::to_value(started).map_err(|_| Error::internal_error())
    }

    async fn stop(&self, id: &str) -> Result<()> {
        let stopped = self.shared().running.remove(id).ok_or_else(|| refused(format!("no preview {id} runs")))?;
        self.tell(id, stopped.uri, "stopped").await;
        Ok(())
    }

    fn allow(&self, allow: &Allow) -> Result<()> {
        self.preview(&allow.id)?.expect_origins(&allow.app_url, &allow.inspector_url);
        Ok(())
    }

    fn theme(&self, themed: &Themed) -> Result<()> {
        let theme = match themed.theme.as_str() {
            "light" => Some(Theme::Light),
            "dark" => Some(Theme::Dark),
            "app" => None,
            other => return Err(refused(format!("there is no theme {other}: light, dark and app are"))),
        };
        self.preview(&themed.id)?.set_theme(theme);
        Ok(())
    }

    /// Shows the components at the cursor in every preview that has them.
    fn reveal(&self, Reveal { uri, position }: &Reveal, snapshot: &Snapshot) -> Result<()> {
        let text_document = TextDocumentIdentifier { uri: uri.clone() };
        let Some((file, offset)) = snapshot.place(&TextDocumentPositionParams { text_document, position: *position })
        else {
            return Ok(());
        };
        let analysis = &snapshot.analysis;
        let lines = |site: Site| {
            (analysis.path(site.file).to_owned(), analysis.position(site).0, analysis.end_position(site).0)
        };
        let mounts: Vec<_> = mounts_at(analysis, file, offset).into_iter().map(lines).collect();
        let previews: Vec<_> = self.shared().running.values().map(|running| running.preview.clone()).collect();
        for (path, first, last) in &mounts {
            previews.iter().for_each(|preview| preview.reveal(path, *first..=*last));
        }
        Ok(())
    }

    async fn tell(&self, id: &str, uri: Uri, state: &'static str) {
        let state = State { id: id.to_owned(), uri, state: state.to_owned(), message: None, engine: ENGINE.to_owned() };
        self.client.send_notification::<Told>(state).await;
    }

    /// Does what the person asks for in the page, until the preview ends.
    async fn follow(self, mut events: tokio::sync::broadcast::Receiver<Event>) {
        loop {
            match events.recv().await {
                Ok(Event::Open(place)) => self.show(&place).await,
                Ok(Event::Findings(_)) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => break,
            }
        }
    }

    async fn show(&self, place: &Place) {
        let Some(uri) = convert::uri(&place.path) else { return };
        let position =
            |column: u32| Position { line: place.line.saturating_sub(1), character: column.saturating_sub(1) };
        let end = if place.end_column == 0 { place.column } else { place.end_column };
        let selection = Some(Range { start: position(place.column), end: position(end) });
        let params = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection };
        // An editor that cannot show documents leaves the person where they are.
        let _ = self.client.show_document(params).await;
    }
}

fn read<T: for<'de> Deserialize<'de>>(argument: Value) -> Result<T> {
    serde_json::from_value(argument).map_err(|error| Error::invalid_params(error.to_string()))
}

fn refused(why: String) -> Error {
    /// LSP's `RequestFailed`.
    const REQUEST_FAILED: i64 = -32803;
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: why.into(), data: None }
}

/// The script to run for a file: itself where its run mounts a component or nothing is known of it, else one that
/// mounts what it is a part of.
fn host_script(path: &Path, snapshot: &Snapshot) -> Result<PathBuf> {
    let analysis = &snapshot.analysis;
    let is_python = path.extension().is_some_and(|extension| extension == "py");
    let Some(file) = analysis.file(path) else {
        return match is_python {
            true => Ok(path.to_owned()),
            false => Err(refused(format!("{} belongs to no component that an app mounts", path.display()))),
        };
    };
    let mounts = || analysis.contracts.iter().flat_map(|contract| &contract.mounts);
    if mounts().any(|mount| mount.run == file) {
        return Ok(path.to_owned());
    }
    let parts = analysis.contracts.iter().filter(|contract| is_part(contract, file));
    let mut scripts: Vec<FileId> = parts.flat_map(|contract| &contract.mounts).map(|mount| mount.run).collect();
    scripts.sort_by_key(|script| analysis.path(*script).to_owned());
    match (scripts.first(), is_python) {
        (Some(script), _) => Ok(analysis.path(*script).to_owned()),
        (None, true) => Ok(path.to_owned()),
        (None, false) => Err(refused(format!("{} belongs to no component that an app mounts", path.display()))),
    }
}

/// The mounts that a place is about: those it lies in, else all of the component it lies in.
fn mounts_at(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Site> {
    let covers = |site: Site| site.file == file && site.span.start <= offset && offset <= site.span.end;
    let mounts = || analysis.contracts.iter().flat_map(|contract| &contract.mounts).map(|mount| mount.site);
    let inside: Vec<Site> = mounts().filter(|site| covers(*site)).collect();
    if !inside.is_empty() {
        return inside;
    }
    let text_covers = |source: &Source| matches!(source, Source::Text { site, .. } if covers(*site));
    let parts = analysis.contracts.iter().filter(|contract| {
        let component = &contract.component;
        covers(component.site) || [&component.html, &component.css, &component.js].into_iter().any(text_covers)
    });
    parts.flat_map(|contract| contract.mounts.iter().map(|mount| mount.site)).collect()
}

/// Whether a file registers or mounts the component, or is one of its texts.
fn is_part(contract: &Contract, file: FileId) -> bool {
    let component = &contract.component;
    let is_text = |source: &Source| match source {
        Source::Text { file: own, .. } => *own == Some(file),
        Source::Asset { files, .. } => files.contains(&file),
        _ => false,
    };
    component.site.file == file
        || [&component.html, &component.css, &component.js].into_iter().any(is_text)
        || contract.script.modules.contains(&file)
        || contract.mounts.iter().any(|mount| mount.site.file == file)
}
