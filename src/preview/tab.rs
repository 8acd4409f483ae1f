//! One browser tab: between its page and its session.
//!
//! May not know how either is reached.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::sync::mpsc;

use super::findings::{Finding, Findings};
use super::http::guard::Token;
use super::http::special;
use super::hub::Hub;
use super::places::Scripts;
use super::protocol::{Carried, Cause, FileChange, FromWorker, Outcome, PageChange, Place, Rerun, ToWorker};
use super::session::{Session, Told};
use super::timeline::{Entry, Happening, Timeline};
use super::{Event, Theme};

/// Messages that may wait for a slow page before its worker has to.
const WAITING: usize = 1024;

/// How long a session is kept for a page whose connection broke.
const WAITS_FOR_PAGE: Duration = Duration::from_secs(60);

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

/// From the inspector, about a tab.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Wish {
    /// Send a value as if a widget or a component had.
    SetValue {
        /// The element's id.
        id: String,
        /// `state`, `trigger` or `value`.
        kind: String,
        /// The key of a component.
        key: Option<String>,
        /// The value.
        #[serde(default)]
        value: Value,
    },
    /// Show which element it is.
    Highlight {
        /// The element's id.
        element: String,
    },
    /// Draw in another theme.
    Theme {
        /// Which.
        theme: Theme,
    },
    /// Run the script.
    Rerun,
    /// Stop it.
    Stop,
    /// Go on with a script that was paused.
    Resume,
    /// Forget what the caches hold.
    ClearCaches,
    /// Forget the session.
    Reset,
    /// Go back to the session state after a run.
    GoBack {
        /// The number of the run's entry.
        entry: u64,
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
    /// The frame of the inspector in which the page is.
    frame: Option<String>,
    engine: Option<(String, String)>,
    /// Files that the last run read; none before the first.
    files: Option<Vec<PathBuf>>,
    timeline: Timeline,
    findings: Findings,
    /// The texts of components' scripts, by element.
    scripts: Scripts,
}

impl Tab {
    /// Starts a session for a tab.
    pub fn open(hub: Arc<Hub>) -> std::io::Result<Arc<Self>> {
        let name = Token::random().map_err(std::io::Error::other)?.as_str().to_string();
        let (session, told) = hub.launcher.start(hub.start_message())?;
        let buffers = hub.overlay.all();
        if !buffers.is_empty() {
            session.tell(ToWorker::Files { changes: buffers });
        }
        let tab = Arc::new(Self { name, hub, session, seen: Mutex::default() });
        tokio::spawn(pump(Arc::downgrade(&tab), told));
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
    pub fn joined(&self, frame: Option<String>) -> mpsc::Receiver<String> {
        let (page, hears) = mpsc::channel(WAITING);
        let mut seen = self.seen();
        // There is room in a new channel, and `hears` is alive.
        let _ = page.try_send(self.hello(&seen).to_string());
        (seen.page, seen.frame) = (Some(page), frame);
        seen.findings.page_loaded();
        drop(seen);
        self.hub.tell_inspectors(&self.described());
        hears
    }

    /// The page has gone. One that comes back in time finds its session.
    pub fn left(self: Arc<Self>) {
        self.hub.tell_inspectors(&self.described());
        tokio::spawn(async move {
            let (hub, name) = (self.hub.clone(), self.name.clone());
            drop(self);
            let mut ended = hub.ended.subscribe();
            tokio::select! {
                () = tokio::time::sleep(WAITS_FOR_PAGE) => hub.leave(&name),
                _ = ended.changed() => {}
            }
        });
    }

    /// Whether a page is there.
    pub fn is_shown(&self) -> bool {
        self.seen().page.as_ref().is_some_and(|page| !page.is_closed())
    }

    /// For the inspector: which tab this is.
    pub fn described(&self) -> Value {
        let (shown, seen) = (self.is_shown(), self.seen());
        let (engine, interpreter) = seen.engine.clone().unwrap_or_default();
        json!({
            "type": "tab",
            "tab": self.name,
            "frame": seen.frame,
            "shown": shown,
            "engine": engine,
            "interpreter": interpreter,
        })
    }

    /// For the inspector: all that happened so far.
    pub fn entries(&self) -> Vec<Value> {
        self.seen().timeline.entries().map(|entry| self.entry(entry)).collect()
    }

    fn entry(&self, entry: &Entry) -> Value {
        json!({ "type": "entry", "tab": self.name, "entry": entry })
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
        let entry = self.note_heard(&message);
        match message {
            FromPage::Rerun(rerun) => self.session.tell(ToWorker::Rerun(rerun)),
            FromPage::Stop => self.session.tell(ToWorker::Stop),
            FromPage::Resume => self.session.resume(),
            FromPage::ClearCaches => self.session.tell(ToWorker::ClearCaches),
            FromPage::Open { place } => self.hub.tell(Event::Open(place)),
            FromPage::Sent { .. } | FromPage::Rendered { .. } | FromPage::Cleanup { .. } | FromPage::JsError { .. } => {
            }
        }
        if let Some(entry) = entry {
            self.hub.tell_inspectors(&entry);
            self.hub.tell_findings();
        }
    }

    fn note_heard(&self, message: &FromPage) -> Option<Value> {
        let analysis = self.hub.analysis();
        let mut seen = self.seen();
        let Seen { scripts, timeline, findings, .. } = &mut *seen;
        let (element, stack) = match message {
            FromPage::Sent { element, stack, .. } => (Some(element), stack.as_str()),
            FromPage::JsError { element, stack, .. } => (element.as_ref(), stack.as_str()),
            _ => (None, ""),
        };
        let script = element.and_then(|element| scripts.of(element));
        let place = self.hub.ground(analysis.as_deref()).innermost(stack, script);
        findings.heard(message, place.clone(), script, timeline, analysis.as_deref());
        timeline.heard(message, place).map(|entry| self.entry(&entry))
    }

    /// What went wrong and is not mended yet.
    pub fn findings(&self) -> Vec<Finding> {
        self.seen().findings.all()
    }

    /// The inspector wants something.
    pub fn obey(&self, wish: Wish) {
        match wish {
            Wish::SetValue { id, kind, key, value } => {
                self.tell_page(&json!({ "type": "set-value", "id": id, "kind": kind, "key": key, "value": value }));
            }
            Wish::Highlight { element } => self.tell_page(&json!({ "type": "highlight", "element": element })),
            Wish::Theme { theme } => self.tell_page(&json!({ "type": "theme", "theme": theme.name() })),
            Wish::Rerun => self.ask_rerun("inspector", None),
            Wish::Stop => self.session.tell(ToWorker::Stop),
            Wish::Resume => self.session.resume(),
            Wish::ClearCaches => self.session.tell(ToWorker::ClearCaches),
            Wish::Reset => {
                self.session.tell(ToWorker::Reset);
                self.tell_page(&json!({ "type": "restored" }));
                self.ask_rerun("inspector", Some("reset".into()));
            }
            Wish::GoBack { entry } => {
                let Some(state) = self.seen().timeline.state_after(entry) else { return };
                self.session.tell(ToWorker::Restore { state: Carried::clone(&state) });
                self.tell_page(&json!({ "type": "restored" }));
                self.ask_rerun("inspector", Some("earlier state".into()));
            }
        }
    }

    /// Shows the components that are mounted on these lines of a file.
    pub fn reveal(&self, path: &Path, lines: &RangeInclusive<u32>) {
        let elements = self.seen().timeline.mounted_on(path, lines);
        elements.into_iter().for_each(|element| self.obey(Wish::Highlight { element }));
    }

    /// Files changed; `different` have another text now, and `served` of them the page may have. Runs the script again
    /// if the last run has anything to do with one.
    pub fn edited(&self, changes: &[FileChange], different: &[&Path], served: &[&Path]) {
        self.session.tell(ToWorker::Files { changes: changes.to_vec() });
        let seen = self.seen();
        let Some(files) = &seen.files else { return };
        let used = |path: &Path| served.contains(&path) || files.iter().any(|file| file == path);
        let edited = different.iter().find(|path| used(path));
        let name = edited.and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        drop(seen);
        if name.is_some() {
            self.ask_rerun("edit", name);
        }
    }

    /// Asks the page for a rerun: it holds the values of all widgets, which every rerun carries.
    fn ask_rerun(&self, kind: &str, what: Option<String>) {
        let cause = Cause { kind: kind.into(), element: None, what };
        self.tell_page(&json!({ "type": "rerun", "cause": cause }));
    }

    /// Tells the page something that is not the worker's. A page that has gone, or that is far behind, hears nothing.
    fn tell_page(&self, message: &Value) {
        if let Some(page) = &self.seen().page {
            let _ = page.try_send(message.to_string());
        }
    }

    fn note_told(&self, told: &Told) -> Option<Entry> {
        let mut seen = self.seen();
        match told {
            Told::Said(message) => {
                match message {
                    FromWorker::Ready { engine, interpreter, .. } => {
                        seen.engine = Some((engine.clone(), interpreter.clone()));
                        drop(seen);
                        self.hub.tell_inspectors(&self.described());
                        return None;
                    }
                    FromWorker::RunFinished { files, outcome, .. } if *outcome != Outcome::NotCompiled => {
                        seen.files = Some(files.clone());
                    }
                    FromWorker::Delta { node, .. } => seen.scripts.note(node),
                    _ => {}
                }
                let entry = seen.timeline.said(message);
                if let (FromWorker::RunFinished { outcome, .. }, Some(Happening::Run(run))) =
                    (message, entry.as_ref().map(|entry| &entry.what))
                    && *outcome != Outcome::Interrupted
                {
                    if run.run == 1 {
                        super::hub::warm(self.hub.launcher.clone());
                    }
                    seen.findings.run_ended(&run.exceptions);
                }
                entry
            }
            Told::Lost { reason, names, .. } => {
                let (reason, names) = (reason.clone(), names.clone());
                Some(seen.timeline.add(Happening::Lost { reason, names }))
            }
            Told::Paused { runs } => Some(seen.timeline.add(Happening::Paused { runs: *runs })),
        }
    }
}

/// Carries what the session tells to the page and to the inspectors.
async fn pump(tab: Weak<Tab>, mut hears: mpsc::Receiver<Told>) {
    while let Some(told) = hears.recv().await {
        let Some(tab) = tab.upgrade() else { break };
        if let Some(entry) = tab.note_told(&told) {
            tab.hub.tell_inspectors(&tab.entry(&entry));
            tab.hub.tell_findings();
        }
        let message = match told {
            Told::Said(message) => for_page(message, &tab.hub),
            Told::Lost { reason, names, replaced } => {
                json!({ "type": "lost", "reason": reason, "names": names, "replaced": replaced })
            }
            Told::Paused { runs } => json!({ "type": "paused", "runs": runs }),
        };
        let page = tab.seen().page.clone();
        if let Some(page) = page {
            // A page that has gone hears nothing.
            let _ = page.send(message.to_string()).await;
        }
    }
}

/// A worker's message as the page gets it: with html and addresses, without what only the hub needs.
fn for_page(mut message: FromWorker, hub: &Hub) -> Value {
    match &mut message {
        FromWorker::Delta { node, .. } => {
            node.props.values_mut().for_each(|value| special::resolve(value, &hub.assets));
        }
        FromWorker::Page(
            PageChange::Config { props } | PageChange::Logo { props } | PageChange::Navigation { props },
        ) => props.values_mut().for_each(|value| special::resolve(value, &hub.assets)),
        FromWorker::RunFinished { carried, session_state, files, .. } => {
            (*carried, *session_state, *files) = (None, Map::new(), Vec::new());
        }
        _ => {}
    }
    serde_json::to_value(message).unwrap_or_default()
}
