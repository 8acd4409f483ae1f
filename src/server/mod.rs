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
mod preferences;
mod previews;
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
use handlers::{
    actions, completion, definition, embedded, folding, highlight, hints, hover, lenses, links, references, rename,
    signature, symbols, tokens,
};
use preferences::Preferences;
use previews::Previews;
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
    let (service, socket) = LspService::build(|client| Server {
        previews: Previews::new(client.clone()),
        client,
        session: OnceLock::new(),
        parent,
        shutdown: Arc::clone(&shutdown),
    })
    .custom_method(embedded::METHOD, Server::embedded)
    .finish();
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
    previews: Previews,
    session: OnceLock<Session>,
    parent: watch::Sender<Option<u32>>,
    shutdown: Arc<AtomicBool>,
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params.capabilities);
        let (events, received) = mpsc::channel();
        let (done, scanned) = watch::channel(false);
        if self.session.set(Session::new(abilities, events.clone(), scanned)).is_err() {
            return Err(Error::invalid_request());
        }
        let preferences = params.initialization_options.as_ref().map(Preferences::read).unwrap_or_default();
        let previews = self.previews.clone();
        previews.tell_analyst(events.clone());
        let folders = state::roots(&params);
        Analyst::start(self.client.clone(), abilities, preferences, previews, folders, received, done)
            .map_err(|_| Error::internal_error())?;
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
        self.ask_preferences();
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

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        match self.session.get().is_some_and(|session| session.abilities.configuration) {
            true => self.ask_preferences(),
            false => self.tell(Event::Preferences(Preferences::read(&params.settings))),
        }
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

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.answer(move |snapshot| lenses::of(snapshot, &params)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.answer(move |snapshot| hints::of(snapshot, &params)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.answer(move |snapshot| symbols::of(snapshot, &params)).await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<OneOf<Vec<SymbolInformation>, Vec<WorkspaceSymbol>>>> {
        self.answer(move |snapshot| Some(OneOf::Right(symbols::everywhere(snapshot, &params)))).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.answer(move |snapshot| links::of(snapshot, &params)).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.answer(move |snapshot| folding::of(snapshot, &params)).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        self.answer(move |snapshot| tokens::of(snapshot, &uri, None).map(SemanticTokensResult::Tokens)).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let (uri, range) = (params.text_document.uri, params.range);
        let tokens = move |snapshot: &state::Snapshot| tokens::of(snapshot, &uri, Some(range));
        self.answer(move |snapshot| tokens(snapshot).map(SemanticTokensRangeResult::Tokens)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let report = self.answer(move |snapshot| handlers::diagnostics::of(snapshot, &params)).await;
        report.map(DocumentDiagnosticReportResult::Report).map_err(ask_again)
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let report = self.answer(move |snapshot| handlers::diagnostics::everywhere(snapshot, &params)).await;
        report.map(WorkspaceDiagnosticReportResult::Report).map_err(ask_again)
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.answer(move |snapshot| rename::prepare(snapshot, &params)).await?
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<serde_json::Value>> {
        let session = self.session.get().ok_or_else(Error::internal_error)?;
        let snapshot = session.ask().snapshot.await.map_err(|_| Error::internal_error())?;
        self.previews.command(&params.command, params.arguments, &snapshot).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.answer(move |snapshot| rename::at(snapshot, &params)).await?
    }
}

impl Server {
    async fn embedded(&self, params: embedded::Params) -> Result<embedded::Answer> {
        self.answer(move |snapshot| embedded::of(snapshot, &params)).await
    }

    /// Asks for the person's settings, where the client has them. The answer is told to the analyst when it comes.
    fn ask_preferences(&self) {
        let Some(session) = self.session.get().filter(|session| session.abilities.configuration) else { return };
        let (client, events) = (self.client.clone(), session.events());
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some(preferences::SECTION.to_owned()) };
            if let Ok(values) = client.configuration(vec![item]).await {
                let read = values.first().map(Preferences::read).unwrap_or_default();
                let _ = events.send(Event::Preferences(read));
            }
        });
    }

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

/// How a client that asks for diagnostics is told that an edit overtook the answer.
fn ask_again(error: Error) -> Error {
    const SERVER_CANCELLED: i64 = -32802;
    match error.code {
        ErrorCode::ContentModified => {
            let data = serde_json::json!({ "retriggerRequest": true });
            Error { code: ErrorCode::ServerError(SERVER_CANCELLED), message: error.message, data: Some(data) }
        }
        _ => error,
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
        code_action_kinds: Some(vec![
            CodeActionKind::QUICKFIX,
            CodeActionKind::REFACTOR_EXTRACT,
            CodeActionKind::REFACTOR_INLINE,
            CodeActionKind::REFACTOR_REWRITE,
            actions::FIX_ALL,
        ]),
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
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(tokens::options())),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: previews::COMMANDS.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        diagnostic_provider: abilities.pulls.then(pulled),
        workspace: Some(WorkspaceServerCapabilities { workspace_folders: Some(folders), file_operations: None }),
        ..ServerCapabilities::default()
    }
}

fn pulled() -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some("crosswire".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        work_done_progress_options: WorkDoneProgressOptions::default(),
    })
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
