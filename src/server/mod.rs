//! The language server: the only part that knows LSP.
//!
//! The protocol runs on one thread, the workspace on another (`analyst`). Handlers here do no work of their own:
//! they tell the analyst what happened, before their first `.await`, since the library may run what comes after
//! in any order; and they ask it for a picture to answer from. No notification's handler waits for the client.

mod analyst;
mod convert;
mod diagnostics;
mod documents;
mod handlers;
mod lifetime;
mod state;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, mpsc};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Notify, watch};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::notification::Notification;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer, LspService};

use analyst::{Analyst, Event};
use handlers::{actions, completion, definition, highlight, hover, references, rename, signature};
use state::{Abilities, Session};

/// How many messages may be under way: at the library's default of 4, a few slow requests keep even cancellations
/// from being read.
const CONCURRENCY: usize = 128;

/// Serves the client on stdin and stdout until one of the two ends the session.
pub fn run() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("crosswire: the server could not start: {error}");
            return ExitCode::from(2);
        }
    };
    let status = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout()));
    // A read of stdin may still be under way, and nothing could end it.
    runtime.shutdown_background();
    status
}

/// Serves the client on a pair of pipes. The status is success only where the client asked for the end.
pub async fn serve<R, W>(input: R, output: W) -> ExitCode
where
    R: AsyncRead + Unpin,
    W: AsyncWrite,
{
    let ended = Arc::new(Notify::new());
    let shutdown = Arc::new(AtomicBool::new(false));
    let (parent, mut parent_known) = watch::channel(None);
    let (service, socket) =
        LspService::new(|client| Server { client, session: OnceLock::new(), parent, shutdown: Arc::clone(&shutdown) });
    let input = lifetime::Watched::new(input, Arc::clone(&ended));
    let client_gone = async {
        match parent_known.wait_for(Option::is_some).await.ok().and_then(|parent| *parent) {
            Some(id) => lifetime::process_gone(id).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = tower_lsp::Server::new(input, output, socket).concurrency_level(CONCURRENCY).serve(service) => {}
        () = lifetime::pipe_closed(&ended) => {}
        () = client_gone => {}
    }
    match shutdown.load(Ordering::SeqCst) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The table of handlers.
struct Server {
    client: Client,
    session: OnceLock<Session>,
    parent: watch::Sender<Option<u32>>,
    shutdown: Arc<AtomicBool>,
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params.capabilities);
        let (events, received) = mpsc::channel();
        let (done, scanned) = watch::channel(false);
        if self.session.set(Session::new(abilities, events, scanned)).is_err() {
            return Err(Error::invalid_request());
        }
        Analyst::start(self.client.clone(), abilities, state::roots(&params), received, done);
        // Nobody watches the client's process only where the session has ended already.
        let _ = self.parent.send(params.process_id);
        Ok(InitializeResult {
            capabilities: capabilities(abilities),
            server_info: Some(ServerInfo {
                name: "crosswire".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.tell(Event::Ready);
        let Some(session) = self.session.get() else { return };
        if session.abilities.watches_files {
            tokio::spawn(watch_files(self.client.clone()));
        }
        if session.abilities.progress {
            tokio::spawn(show_scan(self.client.clone(), session.scanned.clone()));
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.shutdown.store(true, Ordering::SeqCst);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        if let Some(path) = convert::path(&params.text_document.uri) {
            self.tell(Event::Open(path, params.text_document));
        }
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        if let Some(path) = convert::path(&params.text_document.uri) {
            self.tell(Event::Change(path, params.text_document.version, params.content_changes));
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        if let Some(path) = convert::path(&params.text_document.uri) {
            self.tell(Event::Touched(vec![path]));
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        if let Some(path) = convert::path(&params.text_document.uri) {
            self.tell(Event::Close(path));
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.tell(Event::Touched(params.changes.iter().filter_map(|change| convert::path(&change.uri)).collect()));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: &[WorkspaceFolder]| -> Vec<PathBuf> {
            folders.iter().filter_map(|folder| convert::path(&folder.uri)).collect()
        };
        self.tell(Event::Folders { added: paths(&params.event.added), removed: paths(&params.event.removed) });
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.answer(move |snapshot| actions::at(snapshot, &params)).await.map(Some)
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.answer(move |snapshot| hover::at(snapshot, &params.text_document_position_params)).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.answer(move |snapshot| completion::at(snapshot, &params).map(CompletionResponse::Array)).await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        self.answer(move |snapshot| signature::at(snapshot, &params.text_document_position_params)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.answer(move |snapshot| definition::at(snapshot, &params.text_document_position_params)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.answer(move |snapshot| references::at(snapshot, &params)).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.answer(move |snapshot| highlight::at(snapshot, &params.text_document_position_params)).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.answer(move |snapshot| rename::prepare(snapshot, &params)).await?
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.answer(move |snapshot| rename::at(snapshot, &params)).await?
    }
}

impl Server {
    fn tell(&self, event: Event) {
        if let Some(session) = self.session.get() {
            session.tell(event);
        }
    }

    /// Answers a request from the picture as of now, off the protocol's thread. Where an edit overtook the
    /// answer, the client is told to ask again: the answer's places would be those of an older text.
    async fn answer<T: Send + 'static>(
        &self,
        feature: impl FnOnce(&state::Snapshot) -> T + Send + 'static,
    ) -> Result<T> {
        let session = self.session.get().ok_or_else(Error::internal_error)?;
        let asked = session.ask();
        let snapshot = asked.snapshot.await.map_err(|_| Error::internal_error())?;
        let answer = tokio::task::spawn_blocking(move || feature(&snapshot)).await;
        match session.is_current(asked.revision) {
            true => answer.map_err(|_| Error::internal_error()),
            false => Err(Error::new(ErrorCode::ContentModified)),
        }
    }
}

fn capabilities(abilities: Abilities) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, actions::FIX_ALL]),
        ..CodeActionOptions::default()
    };
    let completion = CompletionOptions {
        trigger_characters: Some(["\"", "'", "`", ".", "-", "#", "(", ",", "{", "["].map(str::to_owned).to_vec()),
        completion_item: Some(CompletionOptionsCompletionItem { label_details_support: Some(true) }),
        ..CompletionOptions::default()
    };
    let signature = SignatureHelpOptions {
        trigger_characters: Some(vec!["(".to_owned(), ",".to_owned()]),
        retrigger_characters: Some(vec!["=".to_owned()]),
        ..SignatureHelpOptions::default()
    };
    let rename = RenameOptions { prepare_provider: Some(true), work_done_progress_options: Default::default() };
    let folders =
        WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(OneOf::Left(true)) };
    ServerCapabilities {
        position_encoding: Some(convert::encoding(abilities.column)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        code_action_provider: abilities.action_literals.then_some(CodeActionProviderCapability::Options(actions)),
        completion_provider: Some(completion),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        signature_help_provider: Some(signature),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(rename)),
        workspace: Some(WorkspaceServerCapabilities { workspace_folders: Some(folders), file_operations: None }),
        ..ServerCapabilities::default()
    }
}

/// Asks the client to tell of changes on disk.
async fn watch_files(client: Client) {
    let watcher = |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None };
    let watchers = vec![watcher("**/*.{py,js,mjs,ts,tsx,jsx,html,css}"), watcher("**/{pyproject,crosswire}.toml")];
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = Registration {
        id: "crosswire/files".to_owned(),
        method: notification::DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    if let Err(error) = client.register_capability(vec![registration]).await {
        let message = format!("the client watches no files, so changes on disk are seen on save only: {error}");
        client.log_message(MessageType::WARNING, message).await;
    }
}

/// Shows that the workspace is being read, until it is.
async fn show_scan(client: Client, mut scanned: watch::Receiver<bool>) {
    let token = NumberOrString::String("crosswire/scan".to_owned());
    let create = WorkDoneProgressCreateParams { token: token.clone() };
    if client.send_request::<WorkDoneProgressCreate>(create).await.is_ok() {
        let progress = client.progress(token, "crosswire: reading the workspace").begin().await;
        // An analyst that is gone has read all it will.
        let _ = scanned.wait_for(|&scanned| scanned).await;
        progress.finish().await;
    }
}
