//! What the session and its worker say to each other: two enums, one a direction, a line of JSON a message.
//!
//! The rerun model lives in the worker, in Python, as it does in Streamlit: the page keeps the values of widgets and
//! components and sends all of them with each rerun; the worker compares, calls back, runs the script and answers
//! with what to draw. So every engine that can run the `streamlit` module can stand behind this protocol.
//!
//! May not know how messages travel, nor what a page does with them.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What both sides must agree on; a worker of another version is refused.
pub const VERSION: u32 = 1;

/// From the session to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ToWorker {
    /// The first message, once.
    Start(Start),
    /// Buffers that differ from the disk, or no longer do. Takes effect for all that the script reads afterwards:
    /// imports, `open`, `Path.read_text`, assets.
    Files {
        /// What changed.
        changes: Vec<FileChange>,
    },
    /// Run the script. A running one is interrupted at its next call of Streamlit, its triggers carried over.
    Rerun(Rerun),
    /// Stop the running script at its next call of Streamlit.
    Stop,
    /// Leave this run at once, wherever it is: it did not answer. Python never receives this as a message.
    Interrupt {
        /// The run; nothing happens where another goes on.
        run: u64,
        /// Why, for a person.
        reason: String,
    },
    /// Forget what `cache_data` and `cache_resource` hold.
    ClearCaches,
    /// Forget the session: state, fragments, page.
    Reset,
    /// Take over a session that another worker had, or go back to an earlier state of this one.
    Restore {
        /// As it came in `RunFinished`.
        state: Carried,
    },
}

/// How a worker begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// `VERSION`.
    pub version: u32,
    /// The folder that the script may read.
    pub root: PathBuf,
    /// The host script, below `root`.
    pub script: PathBuf,
    /// Folders for `sys.path`, after the script's own.
    pub python_path: Vec<PathBuf>,
    /// `light` or `dark`: what `st.context.theme` says.
    pub theme: String,
}

/// A file as the editor has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileChange {
    /// Absolute.
    pub path: PathBuf,
    /// The buffer's text; none once the disk counts again.
    pub text: Option<String>,
}

/// A rerun, as the page asks for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rerun {
    /// Numbers the requests of a session; `RunStarted` names those that a run answers.
    pub request: u64,
    /// What made it necessary.
    pub cause: Cause,
    /// The values of all widgets and components that the page holds.
    pub widgets: Vec<WidgetState>,
    /// The fragment that shall run alone.
    pub fragment: Option<String>,
    /// The page's hash, where there are several.
    pub page: Option<String>,
    /// The query of the page's address, without `?`.
    pub query: String,
    /// Whether the query is news to the worker (the person navigated), and not its own.
    pub query_changed: bool,
    /// The same run again after an edit: nobody did anything.
    pub edited: bool,
    /// `light` or `dark`.
    pub theme: Option<String>,
    /// The browser's time zone, IANA name.
    pub timezone: Option<String>,
    /// The browser's language.
    pub locale: Option<String>,
    /// The page's address.
    pub url: Option<String>,
}

/// What made a run necessary, as the timeline tells it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cause {
    /// `load`, `widget`, `component`, `edit`, `rerun` (`st.rerun`), `timer` (`run_every`), `navigation`, `inspector`,
    /// `restart`.
    pub kind: String,
    /// The element's id, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// For a person: a label, a key, a file's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
}

/// The value of one widget in the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WidgetState {
    /// The element's id.
    pub id: String,
    /// What it holds.
    #[serde(flatten)]
    pub value: WidgetValue,
}

/// What a widget holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum WidgetValue {
    /// A value that stays: of an input, or all state keys of a component (an object).
    Value(Value),
    /// A value for one run: a button's `true`, a chat input's text.
    Trigger(Value),
    /// What a component sent with `setTriggerValue`, in order.
    Events(Vec<Event>),
}

/// One `setTriggerValue`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The trigger key.
    pub event: String,
    /// The value; null where the renderer gave none.
    pub value: Value,
}

/// Session state, as it goes from one worker to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    /// Opaque to everything but the `streamlit` module.
    pub state: Value,
    /// Names whose values cannot be carried.
    pub lost: Vec<String>,
}

/// From the worker to the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum FromWorker {
    /// The answer to `Start`.
    Ready {
        /// `VERSION` of the worker.
        version: u32,
        /// `embedded` or another engine.
        engine: String,
        /// The interpreter's name and version, for a person.
        interpreter: String,
    },
    /// A run begins. What it draws replaces what the last run drew at the same paths.
    RunStarted {
        /// Numbers the runs of a worker.
        run: u64,
        /// The requests that it answers: several where they were coalesced.
        requests: Vec<u64>,
        /// The cause of the last of them.
        cause: Cause,
        /// The fragments that run alone; none for the whole script.
        fragments: Vec<String>,
    },
    /// Something to draw.
    Delta {
        /// The run.
        run: u64,
        /// Where: the container (0 main, 1 sidebar, 2 event, 3 bottom), then an index at each level.
        path: Vec<u32>,
        /// What.
        node: Node,
    },
    /// What the script asks of the page itself.
    Page(PageChange),
    /// A callback was called.
    Callback {
        /// The run whose body follows.
        run: u64,
        /// The element whose callback it is.
        element: String,
        /// The element's `key=`.
        key: Option<String>,
        /// The key of a component.
        event: Option<String>,
        /// The function's name.
        function: String,
        /// Where the function is.
        place: Option<Place>,
    },
    /// A component was mounted.
    Mounted {
        /// The run.
        run: u64,
        /// The element's id.
        element: String,
        /// The component's name.
        name: String,
        /// The mount's `key=`.
        key: Option<String>,
        /// Where the mount is.
        place: Option<Place>,
        /// The keys that have a callback.
        registered: Vec<String>,
        /// What the mount returned.
        result: Value,
    },
    /// An exception that nobody caught.
    Exception {
        /// The run.
        run: u64,
        /// `script`, `callback`, `fragment`, `compile`.
        during: String,
        /// The type's name, without its module.
        name: String,
        /// Its text.
        message: String,
        /// The calls that led there, the innermost last; those inside the engine are left out.
        frames: Vec<Place>,
    },
    /// What the script wrote to standard output or error, and the engine's own warnings.
    Output {
        /// `stdout`, `stderr`, `warning`.
        stream: String,
        /// The text.
        text: String,
    },
    /// A run has ended.
    RunFinished {
        /// The run.
        run: u64,
        /// How.
        outcome: Outcome,
        /// Milliseconds.
        ms: f64,
        /// Session state, readable: name to value.
        session_state: Map<String, Value>,
        /// The same, for another worker; none where it is as it was.
        carried: Option<Carried>,
        /// Files that the run read, imports included: an edit of another file needs no rerun.
        files: Vec<PathBuf>,
    },
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The script came to its end, or stopped itself.
    Done,
    /// A newer run, or a stop, took its place: what it did not draw stays as it was.
    Interrupted,
    /// It asked for another run, which follows.
    Rerun,
    /// An exception; the page shows it.
    Failed,
    /// The script cannot be compiled; nothing ran and the picture stays.
    NotCompiled,
}

/// Something to draw at a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Node {
    /// `element`: a leaf. `block`: a container, whose children keep their places. `empty`: nothing any more.
    pub node: String,
    /// Which element or block: the name of the call that makes it (`markdown`, `button`, `columns`, `component` …).
    pub kind: String,
    /// The id of a widget or component; its values are kept under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The fragment that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fragment: Option<String>,
    /// Where the script draws it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// All else: named as the call's parameters.
    #[serde(default)]
    pub props: Map<String, Value>,
}

/// What the script asks of the page itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "kebab-case")]
pub enum PageChange {
    /// `st.set_page_config`.
    Config {
        /// Its arguments, those that were given.
        props: Map<String, Value>,
    },
    /// The pages there are.
    Navigation {
        /// `{pages: [{hash, title, icon, url_path, section, default}], current, position}`.
        props: Map<String, Value>,
    },
    /// `st.query_params` changed.
    Query {
        /// Without `?`.
        query: String,
    },
    /// `st.logo`.
    Logo {
        /// Its arguments.
        props: Map<String, Value>,
    },
    /// A fragment runs again by itself.
    Timer {
        /// The fragment.
        fragment: String,
        /// Milliseconds; 0 ends it.
        every: f64,
    },
}

/// A place in a file of the person's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Absolute.
    pub path: PathBuf,
    /// From 1.
    pub line: u32,
    /// From 1, in characters; 0 where it is not known.
    #[serde(default)]
    pub column: u32,
    /// The end on the same line, 0 where it is not known.
    #[serde(default)]
    pub end_column: u32,
    /// The function around it.
    #[serde(default)]
    pub function: String,
}
