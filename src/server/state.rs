//! What a session remembers: what its client can do, and one consistent picture for each request.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use serde_json::Value;
use tokio::sync::{oneshot, watch};
use tower_lsp::lsp_types::{
    ClientCapabilities, InitializeParams, Location, Range, ResourceOperationKind, TextDocumentPositionParams, Uri,
    WorkspaceClientCapabilities,
};

use super::analyst::Event;
use super::convert;
use super::handlers::lenses::{PREVIEW, SHOW_REFERENCES};
use super::preferences::Preferences;
use crate::text::{Column, FileId, Site};
use crate::workspace::Analysis;

/// What the client can do, as far as the server does something else for a client that cannot.
#[derive(Clone, Copy, Debug)]
pub struct Abilities {
    /// How it counts columns.
    pub column: Column,
    /// Shows related information.
    pub related: bool,
    /// Links a code to its page.
    pub code_description: bool,
    /// Hands a diagnostic's `data` back.
    pub data: bool,
    /// Takes edits with the version of the text they are for.
    pub versioned_edits: bool,
    /// Takes edits that make and remove files.
    pub resource_edits: bool,
    /// Takes code actions that are more than commands.
    pub action_literals: bool,
    /// Watches files that the server names.
    pub watches_files: bool,
    /// Shows progress that the server begins.
    pub progress: bool,
    /// Fills in the places of a snippet.
    pub snippets: bool,
    /// Takes a definition with the name that leads to it.
    pub definition_links: bool,
    /// Takes an argument of a signature by its place in the label.
    pub label_offsets: bool,
    /// Shows symbols inside of symbols.
    pub nested_symbols: bool,
    /// Asks for diagnostics itself; then nothing is published.
    pub pulls: bool,
    /// Asks again for lenses and hints where it is told to.
    pub refreshes: Refreshes,
    /// Has settings to be asked for.
    pub configuration: bool,
    /// Opens previews: the command `crosswire.preview`.
    pub previews: bool,
    /// Shows places: the command `crosswire.showReferences`.
    pub shows_references: bool,
}

/// What the client can be told to ask for again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refreshes {
    /// Code lenses.
    pub lenses: bool,
    /// Inlay hints.
    pub hints: bool,
}

impl Abilities {
    /// Reads the client's capabilities.
    pub fn of(client: &ClientCapabilities) -> Self {
        let general = client.general.as_ref();
        let text = client.text_document.as_ref();
        let publish = text.and_then(|text| text.publish_diagnostics.as_ref());
        let action = text.and_then(|text| text.code_action.as_ref());
        let workspace = client.workspace.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let watch = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let window = client.window.as_ref();
        let own = client.experimental.as_ref().and_then(|experimental| experimental.pointer("/crosswire/commands"));
        let commands: Vec<&str> =
            own.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let item =
            text.and_then(|text| text.completion.as_ref()).and_then(|completion| completion.completion_item.as_ref());
        let signature = text.and_then(|text| text.signature_help.as_ref());
        let signature = signature.and_then(|help| help.signature_information.as_ref());
        Self {
            column: convert::negotiate(general.and_then(|general| general.position_encodings.as_deref())),
            related: publish.and_then(|publish| publish.related_information).unwrap_or(false),
            code_description: publish.and_then(|publish| publish.code_description_support).unwrap_or(false),
            data: publish.and_then(|publish| publish.data_support).unwrap_or(false),
            versioned_edits: edit.and_then(|edit| edit.document_changes).unwrap_or(false),
            resource_edits: edit.and_then(|edit| edit.resource_operations.as_ref()).is_some_and(|operations| {
                operations.contains(&ResourceOperationKind::Create)
                    && operations.contains(&ResourceOperationKind::Delete)
            }),
            action_literals: action.is_some_and(|action| action.code_action_literal_support.is_some()),
            watches_files: watch.and_then(|watch| watch.dynamic_registration).unwrap_or(false),
            progress: window.and_then(|window| window.work_done_progress).unwrap_or(false),
            snippets: item.and_then(|item| item.snippet_support).unwrap_or(false),
            definition_links: text
                .and_then(|text| text.definition.as_ref())
                .and_then(|goto| goto.link_support)
                .unwrap_or(false),
            label_offsets: signature
                .and_then(|signature| signature.parameter_information.as_ref())
                .and_then(|parameter| parameter.label_offset_support)
                .unwrap_or(false),
            nested_symbols: text
                .and_then(|text| text.document_symbol.as_ref())
                .and_then(|symbol| symbol.hierarchical_document_symbol_support)
                .unwrap_or(false),
            pulls: text.is_some_and(|text| text.diagnostic.is_some()),
            refreshes: Refreshes::of(workspace),
            configuration: workspace.and_then(|workspace| workspace.configuration).unwrap_or(false),
            previews: commands.contains(&PREVIEW),
            shows_references: commands.contains(&SHOW_REFERENCES),
        }
    }
}

impl Refreshes {
    fn of(workspace: Option<&WorkspaceClientCapabilities>) -> Self {
        let Some(workspace) = workspace else { return Self::default() };
        let lenses = workspace.code_lens.as_ref().and_then(|lens| lens.refresh_support);
        let hints = workspace.inlay_hint.as_ref().and_then(|hint| hint.refresh_support);
        Self { lenses: lenses.unwrap_or(false), hints: hints.unwrap_or(false) }
    }
}

/// The folders that the client has open: none for a single file.
#[allow(deprecated, reason = "older clients send nothing but the root")]
pub fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|folder| convert::path(&folder.uri)).collect(),
        None => {
            let uri = params.root_uri.as_ref().and_then(convert::path);
            uri.or_else(|| params.root_path.as_ref().map(PathBuf::from)).into_iter().collect()
        }
    }
}

/// What the handlers share once the client has introduced itself.
pub struct Session {
    /// What the client can do.
    pub abilities: Abilities,
    /// Turns true when the workspace has been read.
    pub scanned: watch::Receiver<bool>,
    events: Sender<Event>,
    revision: AtomicU64,
}

impl Session {
    /// A session whose events go to `events`.
    pub fn new(abilities: Abilities, events: Sender<Event>, scanned: watch::Receiver<bool>) -> Self {
        Self { abilities, scanned, events, revision: AtomicU64::new(0) }
    }

    /// Sends what happened to the analyst, in the order of calls.
    pub fn tell(&self, event: Event) {
        self.revision.fetch_add(1, Ordering::SeqCst);
        // The analyst ends only with the session; then nobody waits for an answer.
        let _ = self.events.send(event);
    }

    /// Where events go, for what comes later.
    pub fn events(&self) -> Sender<Event> {
        self.events.clone()
    }

    /// Asks for the picture as of now. Call it before the first `.await` of a handler: then every edit that the
    /// client sent earlier is in the picture.
    pub fn ask(&self) -> Asked {
        let (answer, snapshot) = oneshot::channel();
        let _ = self.events.send(Event::Ask(answer));
        Asked { revision: self.revision.load(Ordering::SeqCst), snapshot }
    }

    /// Whether nothing has happened since `revision`.
    pub fn is_current(&self, revision: u64) -> bool {
        self.revision.load(Ordering::SeqCst) == revision
    }
}

/// A picture that was asked for.
pub struct Asked {
    /// When it was asked for.
    pub revision: u64,
    /// The picture.
    pub snapshot: oneshot::Receiver<Snapshot>,
}

/// A buffer's name and number for the client.
#[derive(Clone, Debug)]
pub struct OpenFile {
    /// The URI as the client spells it.
    pub uri: Uri,
    /// The version.
    pub version: i32,
}

/// One analysis, and the buffers it was made from, as one client sees them.
#[derive(Clone)]
pub struct Snapshot {
    /// The analysis.
    pub analysis: Arc<Analysis>,
    /// The open buffers, by path.
    pub open: Arc<BTreeMap<PathBuf, OpenFile>>,
    /// The folders that the client has open.
    pub folders: Arc<[PathBuf]>,
    /// What the client can do.
    pub abilities: Abilities,
    /// What the person set in the editor.
    pub preferences: Preferences,
}

impl Snapshot {
    /// The URI of a file: the client's own where it has it open.
    pub fn uri(&self, file: FileId) -> Option<Uri> {
        let path = self.analysis.path(file);
        match self.open.get(path) {
            Some(open) => Some(open.uri.clone()),
            None => convert::uri(path),
        }
    }

    /// The version of a file that is open.
    pub fn version(&self, file: FileId) -> Option<i32> {
        self.open.get(self.analysis.path(file)).map(|open| open.version)
    }

    /// The range of a site.
    pub fn range(&self, site: Site) -> Range {
        let (text, lines) = (self.analysis.text(site.file), self.analysis.line_index(site.file));
        convert::range(site.span, &text, &lines, self.abilities.column)
    }

    /// The site of a range.
    pub fn site(&self, file: FileId, range: Range) -> Site {
        let (text, lines) = (self.analysis.text(file), self.analysis.line_index(file));
        convert::span(range, &text, &lines, self.abilities.column).in_file(file)
    }

    /// The file and byte of a position.
    pub fn place(&self, at: &TextDocumentPositionParams) -> Option<(FileId, u32)> {
        let file = self.file(&at.text_document.uri)?;
        Some((file, self.site(file, Range { start: at.position, end: at.position }).span.start))
    }

    /// The file of a URI, where the analysis has its text.
    pub fn file(&self, uri: &Uri) -> Option<FileId> {
        self.analysis.file(&convert::path(uri)?)
    }

    /// A site as the client names it.
    pub fn location(&self, site: Site) -> Option<Location> {
        Some(Location { uri: self.uri(site.file)?, range: self.range(site) })
    }
}
