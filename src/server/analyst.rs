//! The thread that owns the workspace. Handlers send it what happened; it brings the analysis up to date once
//! for all that has queued up, publishes what changed, and hands pictures to whoever asked.
//!
//! It is a thread and not a task, so that no analysis, however long, keeps the protocol waiting.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch};
use tower_lsp::Client;
use tower_lsp::lsp_types::{MessageType, TextDocumentContentChangeEvent, TextDocumentItem};

use super::diagnostics::Published;
use super::documents::Documents;
use super::state::{Abilities, OpenFile, Snapshot};
use crate::workspace::{Analysis, Workspace};

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
    /// Somebody wants the picture after all that was sent before.
    Ask(oneshot::Sender<Snapshot>),
}

/// The owner of the workspace.
pub struct Analyst {
    client: Client,
    runtime: Handle,
    abilities: Abilities,
    roots: Vec<PathBuf>,
    workspace: Workspace,
    documents: Documents,
    published: Published,
}

impl Analyst {
    /// Starts the thread over `roots`; `scanned` turns true when the workspace has been read.
    pub fn start(
        client: Client,
        abilities: Abilities,
        roots: Vec<PathBuf>,
        events: Receiver<Event>,
        scanned: watch::Sender<bool>,
    ) {
        let runtime = Handle::current();
        std::thread::spawn(move || {
            let mut analyst = Self {
                client,
                runtime,
                abilities,
                workspace: Workspace::new(roots.clone()),
                roots,
                documents: Documents::default(),
                published: Published::default(),
            };
            analyst.guarded("reading the workspace", |analyst| analyst.workspace.scan());
            let _ = scanned.send(true);
            analyst.work(&events);
        });
    }

    /// Works until the session is gone.
    fn work(&mut self, events: &Receiver<Event>) {
        while let Ok(first) = events.recv() {
            let mut asked = Vec::new();
            self.take(first, &mut asked);
            while let Ok(next) = events.try_recv() {
                self.take(next, &mut asked);
            }
            self.guarded("analysing", |analyst| {
                let snapshot = analyst.snapshot();
                analyst.publish(&snapshot);
                for answer in asked {
                    // A request that was cancelled meanwhile no longer listens.
                    let _ = answer.send(snapshot.clone());
                }
            });
        }
    }

    /// Notes one event; the workspace catches up when all that are queued have been noted.
    fn take(&mut self, event: Event, asked: &mut Vec<oneshot::Sender<Snapshot>>) {
        match event {
            Event::Ready => {}
            Event::Open(path, item) => self.documents.open(path, item),
            Event::Change(path, version, changes) => {
                if !self.documents.change(&path, version, changes, self.abilities.column) {
                    self.log(format!("an edit of {}, which is not open, was ignored", path.display()));
                }
            }
            Event::Close(path) => {
                self.documents.close(&path);
                self.workspace.close(&path);
            }
            Event::Touched(paths) => paths.iter().for_each(|path| self.workspace.touched(path)),
            Event::Folders { added, removed } => {
                self.roots.retain(|root| !removed.contains(root) && !added.contains(root));
                self.roots.extend(added);
                self.begin_again();
            }
            Event::Ask(answer) => asked.push(answer),
        }
    }

    fn snapshot(&mut self) -> Snapshot {
        let workspace = &mut self.workspace;
        self.documents.deliver(|path, text| workspace.open(path, text));
        let analysis: Arc<Analysis> = workspace.analyze();
        let open: BTreeMap<PathBuf, OpenFile> = self
            .documents
            .iter()
            .map(|(path, document)| {
                (path.to_owned(), OpenFile { uri: document.uri.clone(), version: document.version })
            })
            .collect();
        Snapshot { analysis, open: Arc::new(open), abilities: self.abilities }
    }

    fn publish(&mut self, snapshot: &Snapshot) {
        for news in self.published.news(snapshot) {
            let sent = self.client.publish_diagnostics(news.uri, news.diagnostics, news.version);
            self.runtime.block_on(sent);
        }
    }

    /// A workspace over the present roots, with the open buffers in it.
    fn begin_again(&mut self) {
        self.workspace = Workspace::new(self.roots.clone());
        self.documents.forget_delivery();
        self.workspace.scan();
    }

    /// Does what may have a fault of crosswire's own in it. The fault is told, the server lives on: a workspace
    /// that may be half changed is thrown away.
    fn guarded(&mut self, doing: &str, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            self.log(format!("crosswire failed while {doing}; please report this with the text that led to it"));
            self.workspace = Workspace::new(self.roots.clone());
            self.documents.forget_delivery();
            if catch_unwind(AssertUnwindSafe(|| self.workspace.scan())).is_err() {
                self.workspace = Workspace::new(Vec::new());
            }
        }
    }

    fn log(&self, message: String) {
        self.runtime.block_on(self.client.log_message(MessageType::ERROR, message));
    }
}
