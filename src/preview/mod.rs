//! The live preview: the app and its components running beside the editor, from unsaved buffers.
//!
//! [`Preview`] is what the command line and the language server hold. Behind it, a [`tab::Tab`] stands between one
//! browser tab and one session with its worker; `http` is the way in.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::{broadcast, watch};

mod config;
pub mod disk;
mod findings;
pub mod http;
mod hub;
pub mod markdown;
pub mod overlay;
mod places;
pub mod protocol;
mod remarks;
pub mod session;
mod tab;
mod timeline;
#[cfg(feature = "preview")]
pub mod worker;

pub use findings::Finding;

use crate::workspace::Analysis;
use http::guard::{self, Guard, Policy, Token};
use hub::Hub;
use protocol::{FileChange, Place};
use session::Launcher;

/// What to preview, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The host script, absolute.
    pub script: PathBuf,
    /// The folder that the script may read, absolute.
    pub root: PathBuf,
    /// Folders for `sys.path`, after the script's own.
    pub python_path: Vec<PathBuf>,
    /// The inspector's port; 0 for any that is free.
    pub port: u16,
    /// The theme to begin with; none for the app's own, or the browser's.
    pub theme: Option<Theme>,
    /// What starts workers; none for workers of the program that is running.
    pub launcher: Option<Arc<Launcher>>,
}

impl Options {
    /// A preview of `script`, which may read what is below `root`; all else as it comes.
    pub fn new(script: PathBuf, root: PathBuf) -> Self {
        Self { script, root, python_path: Vec::new(), port: 0, theme: None, launcher: None }
    }
}

/// A theme to draw in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// As the page and the script name it.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// What whoever holds a preview wants to know.
#[derive(Clone, Debug)]
pub enum Event {
    /// The person clicked something that stands there.
    Open(Place),
    /// All that goes wrong now; what was told before and is not among it is mended.
    Findings(Vec<Finding>),
}

/// Why a preview cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A build without the embedded engine.
    #[error("this build has no interpreter for previews: it was made without the feature `preview`")]
    NoInterpreter,
    /// No socket.
    #[error("cannot listen on port {port}: {source}")]
    Port {
        /// The port that was asked for.
        port: u16,
        /// What the system says.
        source: std::io::Error,
    },
    /// No way to start workers.
    #[error("cannot find the program that runs the app: {0}")]
    Worker(std::io::Error),
    /// The system gives no random bytes.
    #[error("cannot make a secret address: {0}")]
    Token(getrandom::Error),
}

/// A running preview. It ends when this is dropped.
#[derive(Debug)]
pub struct Preview {
    hub: Arc<Hub>,
    app: Address,
    inspector: Address,
    servers: Vec<tokio::task::JoinHandle<()>>,
}

#[derive(Debug)]
struct Address {
    guard: Arc<Guard>,
    url: String,
}

impl Preview {
    /// Listens on two ports of this machine, one for the inspector and one for the app, so that neither page can
    /// reach into the other. Wants to be called in a Tokio runtime.
    pub async fn start(mut options: Options) -> Result<Self, StartError> {
        if cfg!(not(feature = "preview")) {
            return Err(StartError::NoInterpreter);
        }
        for path in [&mut options.script, &mut options.root] {
            *path = path.canonicalize().unwrap_or_else(|_| std::mem::take(path));
        }
        let launcher = options.launcher.clone().map_or_else(Launcher::own, Ok).map_err(StartError::Worker)?;
        hub::warm(launcher.clone());
        let app = listen(0).await?;
        let inspector = listen(options.port).await?;
        let (app_address, inspector_address) = (address(&app, Policy::App)?, address(&inspector, Policy::Inspector)?);
        let hub = Arc::new(Hub::new(options, launcher, app_address.url.clone()));
        for origin in inspector_address.guard.origins() {
            app_address.guard.expect_frame(&origin);
        }
        let app_routes = http::app_routes(hub.clone(), app_address.guard.clone());
        let inspector_routes = http::inspector_routes(hub.clone(), inspector_address.guard.clone());
        let servers = vec![
            tokio::spawn(async move { drop(axum::serve(app.tap_io(at_once), app_routes).await) }),
            tokio::spawn(async move { drop(axum::serve(inspector.tap_io(at_once), inspector_routes).await) }),
        ];
        Ok(Self { hub, app: app_address, inspector: inspector_address, servers })
    }

    /// The app's page alone.
    pub fn app_url(&self) -> &str {
        &self.app.url
    }

    /// The inspector, with the app in a frame.
    pub fn inspector_url(&self) -> &str {
        &self.inspector.url
    }

    /// Lets in an editor that reaches the two ports from elsewhere, through a proxy: the addresses as the browser
    /// has them.
    pub fn expect_origins(&self, app: &str, inspector: &str) {
        self.app.guard.expect_origin(app);
        self.inspector.guard.expect_origin(inspector);
        self.app.guard.expect_frame(&guard::origin_of(inspector));
        self.hub.set_app_address(app);
    }

    /// Lets pages of this source (an origin, or a scheme such as `vscode-webview:`) frame the inspector or the app.
    pub fn expect_frame(&self, source: &str) {
        self.app.guard.expect_frame(source);
        self.inspector.guard.expect_frame(source);
    }

    /// Tells of buffers and files that changed.
    pub fn files(&self, changes: Vec<FileChange>) {
        self.hub.files(changes);
    }

    /// Draws all pages in a theme from now on; none is the app's own.
    pub fn set_theme(&self, theme: Option<Theme>) {
        self.hub.choose_theme(theme);
        let theme = self.hub.theme().unwrap_or(Theme::Light);
        self.hub.tabs().iter().for_each(|tab| tab.obey(tab::Wish::Theme { theme }));
        self.hub.tell_inspectors(&serde_json::json!({ "type": "theme", "theme": theme.name() }));
    }

    /// Shows the components that are mounted on these lines of a file, counted from 1.
    pub fn reveal(&self, path: &Path, lines: std::ops::RangeInclusive<u32>) {
        self.hub.tabs().iter().for_each(|tab| tab.reveal(path, &lines));
    }

    /// Where the sources are read: with it, an error in a script inside a Python string is found in that string.
    pub fn read_by(&self, readings: watch::Receiver<Arc<Analysis>>) {
        self.hub.read_by(readings);
    }

    /// What happens from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.hub.events.subscribe()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.servers.iter().for_each(tokio::task::JoinHandle::abort);
        self.hub.end();
    }
}

/// Sends small messages at once: a page waits for each of them.
fn at_once(stream: &mut tokio::net::TcpStream) {
    // A system that refuses is slower and no worse.
    let _ = stream.set_nodelay(true);
}

async fn listen(port: u16) -> Result<TcpListener, StartError> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    TcpListener::bind(address).await.map_err(|source| StartError::Port { port, source })
}

fn address(listener: &TcpListener, policy: Policy) -> Result<Address, StartError> {
    let port = listener.local_addr().map_err(|source| StartError::Port { port: 0, source })?.port();
    let token = Token::random().map_err(StartError::Token)?;
    let url = format!("http://127.0.0.1:{port}/{}/", token.as_str());
    Ok(Address { guard: Arc::new(Guard::new(token, port, policy)), url })
}

/// The folder that a script may read when nobody names one: the working folder where the script is below it, else
/// the script's own.
pub fn root_of(script: &Path, working_folder: &Path) -> PathBuf {
    let own = script.parent().unwrap_or(script);
    if script.starts_with(working_folder) { working_folder.to_path_buf() } else { own.to_path_buf() }
}
