//! One browser tab: between its page and its session.
//!
//! May not know how either is reached.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::http::guard::Token;
use super::http::special;
use super::protocol::{Cause, FileChange, FromWorker, Place, Rerun, ToWorker, WidgetValue};
use super::session::{Session, Told};
use super::{Event, Hub};

/// Messages that may wait for a slow page before its worker has to.
const WAITING: usize = 1024;

/// From the page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum FromPage {
    /// Run the script.
    Rerun(Rerun),
    /// Stop it.
    Stop,
    /// Go on with a script that was paused.
    Resume,
    /// Forget what the caches hold.
    ClearCaches,
    /// A component sent a value.
    Sent {
        /// The component's id.
        element: String,
        /// `state` or `trigger`.
        kind: String,
        /// The key.
        key: String,
        /// The value.
        #[serde(default)]
        value: Value,
        /// The stack of the call.
        #[serde(default)]
        stack: String,
    },
    /// A renderer was called.
    Rendered {
        /// The component's id.
        element: String,
        /// Whether it was the first time.
        mount: bool,
        /// Milliseconds.
        ms: f64,
    },
    /// A cleanup was called.
    Cleanup {
        /// The component's id.
        element: String,
    },
    /// A component threw.
    JsError {
        /// The component's id.
        element: Option<String>,
        /// `load`, `render`, `event`, `promise`, `cleanup`.
        during: String,
        /// The error's text.
        message: String,
        /// Its stack.
        #[serde(default)]
        stack: String,
    },
    /// The person wants to see where something stands.
    Open {
        /// Where.
        place: Place,
    },
}

/// A tab.
#[derive(Debug)]
pub struct Tab {
    name: String,
    hub: Arc<Hub>,
    session: Session,
    seen: Mutex<Seen>,
}

/// What the tab has seen go by.
#[derive(Debug, Default)]
struct Seen {
    page: Option<mpsc::Sender<String>>,
    engine: Option<(String, String)>,
    /// The page's last wish, for a rerun that an edit makes.
    wish: Rerun,
    /// Files that the last run read; none before the first.
    files: Option<Vec<PathBuf>>,
}

impl Tab {
    /// Starts a session for a tab.
    pub fn open(hub: Arc<Hub>) -> std::io::Result<Arc<Self>> {
        let name = Token::random().map_err(std::io::Error::other)?.as_str().to_string();
        let (session, told) = Session::start(hub.start_message())?;
        let buffers = hub.overlay.all();
        if !buffers.is_empty() {
            session.tell(ToWorker::Files { changes: buffers });
        }
        let tab = Arc::new(Self { name, hub, session, seen: Mutex::default() });
        tokio::spawn(pump(tab.clone(), told));
        Ok(tab)
    }

    /// What the page calls the session.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A page has come: what it is to hear from now on. A page that was there before hears no more.
    pub fn joined(&self) -> mpsc::Receiver<String> {
        let (page, hears) = mpsc::channel(WAITING);
        let mut seen = self.seen();
        // There is room in a new channel, and `hears` is alive.
        let _ = page.try_send(self.hello(&seen).to_string());
        seen.page = Some(page);
        hears
    }

    fn hello(&self, seen: &Seen) -> Value {
        let (engine, interpreter) = seen.engine.clone().unwrap_or_else(|| ("embedded".into(), String::new()));
        json!({
            "type": "hello",
            "session": self.name,
            "engine": engine,
            "interpreter": interpreter,
            "theme": self.hub.theme().map(super::Theme::name),
            "theme_config": self.hub.config.theme,
            "script": self.hub.options.script,
        })
    }

    /// The page says something.
    pub fn hear(&self, message: FromPage) {
        match message {
            FromPage::Rerun(rerun) => {
                let mut wish = rerun.clone();
                wish.widgets.retain(|widget| matches!(widget.value, WidgetValue::Value(_)));
                self.seen().wish = wish;
                self.session.tell(ToWorker::Rerun(rerun));
            }
            FromPage::Stop => self.session.tell(ToWorker::Stop),
            FromPage::Resume => self.session.resume(),
            FromPage::ClearCaches => self.session.tell(ToWorker::ClearCaches),
            FromPage::Open { place } => self.hub.tell(Event::Open(place)),
            FromPage::Sent { .. } | FromPage::Rendered { .. } | FromPage::Cleanup { .. } | FromPage::JsError { .. } => {
            }
        }
    }

    /// Files changed; `served` are those of them that the page may have. Runs the script again if the last run has
    /// anything to do with one.
    pub fn edited(&self, changes: &[FileChange], served: &[&Path]) {
        self.session.tell(ToWorker::Files { changes: changes.to_vec() });
        let seen = self.seen();
        let Some(files) = &seen.files else { return };
        let used = |path: &Path| served.contains(&path) || files.iter().any(|file| file == path);
        let Some(edited) = changes.iter().find(|change| used(&change.path)) else { return };
        let what = edited.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let cause = Cause { kind: "edit".into(), element: None, what };
        let rerun = Rerun { cause, edited: true, fragment: None, query_changed: false, ..seen.wish.clone() };
        drop(seen);
        self.session.tell(ToWorker::Rerun(rerun));
    }
}

/// Carries what the session tells to the page.
async fn pump(tab: Arc<Tab>, mut told: mpsc::Receiver<Told>) {
    while let Some(told) = told.recv().await {
        let message = match told {
            Told::Said(mut message) => {
                tab.note(&message);
                if let FromWorker::Delta { node, .. } = &mut message {
                    node.props.values_mut().for_each(|value| special::resolve(value, &tab.hub.assets));
                }
                serde_json::to_value(message).unwrap_or_default()
            }
            Told::Lost { reason, names } => json!({ "type": "lost", "reason": reason, "names": names }),
            Told::Paused { runs } => json!({ "type": "paused", "runs": runs }),
        };
        let page = tab.seen().page.clone();
        if let Some(page) = page {
            // A page that has gone hears nothing.
            let _ = page.send(message.to_string()).await;
        }
    }
}

impl Tab {
    fn note(&self, message: &FromWorker) {
        let mut seen = self.seen();
        match message {
            FromWorker::Ready { engine, interpreter, .. } => seen.engine = Some((engine.clone(), interpreter.clone())),
            FromWorker::RunFinished { files, .. } => seen.files = Some(files.clone()),
            _ => {}
        }
    }
}
