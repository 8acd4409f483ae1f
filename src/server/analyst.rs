//! The thread that owns the workspace. Handlers send it what happened; it brings the analysis up to date once
//! for all that has queued up, publishes what changed, and hands pictures to whoever asked.
//!
//! It is a thread and not a task, so that no analysis, however long, keeps the protocol waiting.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch};
use tower_lsp::Client;
use tower_lsp::lsp_types::{
    MessageType, PublishDiagnosticsParams, TextDocumentContentChangeEvent, TextDocumentItem, Uri,
};

use super::diagnostics::Published;
use super::documents::Documents;
use super::preferences::Preferences;
use super::previews::Previews;
use super::state::{Abilities, OpenFile, Snapshot};
use crate::config::{ConfigError, Settings};
use crate::discover;
use crate::workspace::{self, Workspace};

/// Something that the client told, or asks.
pub enum Event {
    /// The client is ready to be told things.
    Ready,
    /// A buffer was opened.
    Open(PathBuf, TextDocumentItem),
    /// A buffer was edited.
    Change(PathBuf, i32, Vec<TextDocumentContentChangeEvent>),
    /// A buffer was closed.
    Close(PathBuf),
    /// Files changed on disk.
    Touched(Vec<PathBuf>),
    /// The open folders changed.
    Folders {
        /// Folders that were added.
        added: Vec<PathBuf>,
        /// Folders that were removed.
        removed: Vec<PathBuf>,
    },
    /// The person's settings in the editor.
    Preferences(Preferences),
    /// Other things go wrong in the previews than before.
    Previewed,
    /// Somebody wants the picture after all that was sent before.
    Ask(oneshot::Sender<Snapshot>),
}

/// The owner of the workspace.
pub struct Analyst {
    client: Client,
    runtime: Handle,
    abilities: Abilities,
    preferences: Preferences,
    previews: Previews,
    /// The folders that the client has open.
    folders: Vec<PathBuf>,
    /// What the workspace is over: the folders, and each Python buffer that lies in none of them.
    roots: Vec<PathBuf>,
    workspace: Workspace,
    /// Whether the workspace must be read again from its roots on.
    stale: bool,
    /// The last configuration without a fault.
    settings: Settings,
    /// What was said to be wrong with the configuration.
    complaints: Vec<ConfigError>,
    documents: Documents,
    published: Published,
    /// The buffers that were opened or edited since the last look at the findings.
    edited: Vec<Uri>,
}

impl Analyst {
    /// Starts the thread over `folders`; `scanned` turns true when the workspace has been read.
    pub fn start(
        client: Client,
        abilities: Abilities,
        preferences: Preferences,
        previews: Previews,
        folders: Vec<PathBuf>,
        events: Receiver<Event>,
        scanned: watch::Sender<bool>,
    ) -> std::io::Result<()> {
        let runtime = Handle::current();
        workspace::spawn_deep(move || {
            let mut analyst = Self {
                client,
                runtime,
                abilities,
                preferences,
                previews,
                folders,
                roots: Vec::new(),
                workspace: Workspace::new(Vec::new()),
                stale: true,
                settings: Settings::default(),
                complaints: Vec::new(),
                documents: Documents::default(),
                published: Published::default(),
                edited: Vec::new(),
            };
            analyst.guarded("reading the workspace", Self::read_again_where_stale);
            let _ = scanned.send(true);
            analyst.work(&events);
        })
    }

    /// Works until the session is gone.
    fn work(&mut self, events: &Receiver<Event>) {
        while let Ok(first) = events.recv() {
            let queued = std::iter::once(first).chain(events.try_iter());
            self.guarded("following the client", |analyst| analyst.catch_up(queued));
        }
    }

    /// Takes what has queued up, and tells and answers from the picture after all of it.
    fn catch_up(&mut self, queued: impl Iterator<Item = Event>) {
        let mut asked = Vec::new();
        for event in queued {
            self.take(event, &mut asked);
        }
        let snapshot = self.snapshot();
        self.publish(&snapshot);
        for answer in asked {
            // A request that was cancelled meanwhile no longer listens.
            let _ = answer.send(snapshot.clone());
        }
    }

    /// Notes one event; the workspace catches up when all that are queued have been noted.
    fn take(&mut self, event: Event, asked: &mut Vec<oneshot::Sender<Snapshot>>) {
        match event {
            Event::Ready | Event::Previewed => {}
            Event::Open(path, item) => {
                self.edited.push(item.uri.clone());
                self.documents.open(path, item);
            }
            Event::Change(path, version, changes) => {
                self.edited.extend(self.documents.uri(&path).cloned());
                if !self.documents.change(&path, version, changes, self.abilities.column) {
                    self.log(format!("an edit of {}, which is not open, was ignored", path.display()));
                }
            }
            Event::Close(path) => {
                self.documents.close(&path);
                self.workspace.close(&path);
                self.previews.edited(&path, None);
            }
            Event::Touched(paths) => {
                self.stale |= paths.iter().any(|path| Settings::is_config_file(path));
                paths.iter().for_each(|path| self.workspace.touched(path));
                paths.iter().for_each(|path| self.previews.touched(path));
            }
            Event::Folders { added, removed } => {
                self.folders.retain(|folder| !removed.contains(folder) && !added.contains(folder));
                self.folders.extend(added);
            }
            Event::Preferences(preferences) => self.prefer(preferences),
            Event::Ask(answer) => asked.push(answer),
        }
    }

    fn snapshot(&mut self) -> Snapshot {
        self.read_again_where_stale();
        let workspace = &mut self.workspace;
        let previews = &self.previews;
        self.documents.deliver(|path, text| {
            previews.edited(path, Some(&text));
            workspace.open(path, text);
        });
        let analysis = workspace.analyze();
        self.previews.read(analysis.clone());
        let open = self.documents.iter().map(|(path, document)| {
            (path.to_owned(), OpenFile { uri: document.uri.clone(), version: document.version })
        });
        Snapshot {
            analysis,
            open: Arc::new(open.collect()),
            folders: self.folders.clone().into(),
            previewed: self.previews.findings().into(),
            abilities: self.abilities,
            preferences: self.preferences,
        }
    }

    /// Reads the workspace from its roots on where they, or the configuration, are others than before.
    fn read_again_where_stale(&mut self) {
        let roots = self.roots_now();
        if !std::mem::take(&mut self.stale) && roots == self.roots {
            return;
        }
        let base = roots.first().map(|root| if root.is_file() { root.parent().unwrap_or(root) } else { root });
        let base = base.map(Path::to_owned).unwrap_or_default();
        let mut workspace = Workspace::new(roots.clone()).relative_to(base);
        match workspace.config_errors().is_empty() {
            true => self.settings = workspace.settings_mut().clone(),
            false => *workspace.settings_mut() = self.settings.clone(),
        }
        workspace.scan();
        self.workspace = workspace;
        self.roots = roots;
        self.documents.forget_delivery();
    }

    fn roots_now(&self) -> Vec<PathBuf> {
        let in_no_folder = |path: &&Path| !self.folders.iter().any(|folder| path.starts_with(folder));
        let buffers = self.documents.iter().map(|(path, _)| path);
        let alone = buffers.filter(|path| discover::is_python(path)).filter(in_no_folder).map(Path::to_owned);
        self.folders.iter().cloned().chain(alone).collect()
    }

    fn publish(&mut self, snapshot: &Snapshot) {
        let news = self.published.news(snapshot);
        match self.abilities.pulls {
            true => self.refresh(&news),
            false => {
                for news in news {
                    let sent = self.client.publish_diagnostics(news.uri, news.diagnostics, news.version);
                    self.runtime.block_on(sent);
                }
            }
        }
        let complaints = self.workspace.config_errors().to_vec();
        for complaint in complaints.iter().filter(|complaint| !self.complaints.contains(complaint)) {
            let message = format!("{complaint} (the last configuration without a fault counts)");
            self.runtime.block_on(self.client.show_message(MessageType::ERROR, message));
        }
        self.complaints = complaints;
    }

    /// Tells a client that asks for diagnostics itself to ask again, where something else than the buffer that it
    /// has just edited has other findings now: for that one it asks anyway.
    ///
    /// Whether it can is not to be known: lsp-types reads that ability under another name than the protocol has.
    /// One that cannot answers so, and nothing is lost.
    fn refresh(&mut self, news: &[PublishDiagnosticsParams]) {
        let edited = std::mem::take(&mut self.edited);
        let asks_anyway = |news: &PublishDiagnosticsParams| edited.contains(&news.uri);
        if !news.iter().all(asks_anyway) {
            let client = self.client.clone();
            // The client may be slow to answer, and nothing depends on it.
            self.runtime.spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }

    fn prefer(&mut self, preferences: Preferences) {
        if std::mem::replace(&mut self.preferences, preferences) == preferences {
            return;
        }
        let (client, refreshes) = (self.client.clone(), self.abilities.refreshes);
        self.runtime.spawn(async move {
            if refreshes.lenses {
                let _ = client.code_lens_refresh().await;
            }
            if refreshes.hints {
                let _ = client.inlay_hint_refresh().await;
            }
        });
    }

    /// Does what may have a fault of crosswire's own in it. The fault is told, the server lives on: a workspace
    /// that may be half changed is thrown away, and read again with the next event.
    fn guarded(&mut self, doing: &str, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            self.log(format!("crosswire failed while {doing}; please report this with the text that led to it"));
            self.workspace = Workspace::new(Vec::new());
            self.stale = true;
        }
    }

    fn log(&self, message: String) {
        self.runtime.block_on(self.client.log_message(MessageType::ERROR, message));
    }
}
