//! A session: one browser tab's script, run by a worker process that may die without anything else noticing.
//!
//! [`Launcher::start`] takes a spare worker or starts one; what the worker says comes over a channel. A worker that
//! does not answer is interrupted, then killed; a fresh one takes over with the last state that can be carried and
//! with all unsaved files. Threads do the waiting: nothing here blocks an async runtime, or needs one.
//!
//! May not know how pages are reached, nor what messages draw.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;

use super::protocol::{FromWorker, Start, ToWorker};

mod ending;
mod process;
mod supervisor;
mod watchdog;

use process::Process;
use supervisor::Event;

/// Messages that may wait for a slow listener before the worker has to.
const WAITING: usize = 1024;

/// What a session tells.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "nearly all that is told is the large variant")]
pub enum Told {
    /// The worker said it.
    Said(FromWorker),
    /// The worker died. A fresh one has taken over with the state of the last finished run, and begins the reruns
    /// that had not begun; otherwise nothing runs until the next rerun. Where no worker can take over, this is the
    /// last that is told.
    Lost {
        /// Why, for a person.
        reason: String,
        /// Names in session state whose values are gone.
        names: Vec<String>,
        /// Whether a fresh worker has taken over.
        replaced: bool,
    },
    /// The script, or a component, reruns the script without end. Nothing runs until [`Session::resume`], or a rerun
    /// that no component caused.
    Paused {
        /// How often it did.
        runs: u32,
    },
}

/// What a script may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a run may say nothing before it is interrupted.
    pub silence: Duration,
    /// The same, for a run whose script or files have been edited since.
    pub edited: Duration,
    /// How long an interrupted run has to end before its worker is killed.
    pub grace: Duration,
    /// How long a worker may take to get ready.
    pub start: Duration,
    /// How many runs may follow one another that only the script or a component asked for.
    pub reruns: u32,
    /// Megabytes of memory.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            silence: Duration::from_secs(10),
            edited: Duration::from_secs(1),
            grace: Duration::from_millis(500),
            start: Duration::from_secs(20),
            reruns: 100,
            memory: 1024,
        }
    }
}

/// Starts workers, and keeps a spare one that has started already.
#[derive(Debug)]
pub struct Launcher {
    program: PathBuf,
    limits: Limits,
    environment: Vec<(String, String)>,
    spare: Mutex<Option<Process>>,
}

impl Launcher {
    /// Workers of this program: a `crosswire`.
    pub fn new(program: PathBuf, limits: Limits) -> Arc<Self> {
        Self::with_environment(program, limits, Vec::new())
    }

    /// The same, with environment variables of their own.
    pub fn with_environment(program: PathBuf, limits: Limits, environment: Vec<(String, String)>) -> Arc<Self> {
        Arc::new(Self { program, limits, environment, spare: Mutex::default() })
    }

    /// Workers of the program that is running.
    pub fn own() -> io::Result<Arc<Self>> {
        static OWN: OnceLock<Arc<Launcher>> = OnceLock::new();
        // On Linux the link leads to this very program even after its file was replaced by an update.
        let link = PathBuf::from("/proc/self/exe");
        let program = if cfg!(target_os = "linux") && link.exists() { link } else { std::env::current_exe()? };
        Ok(OWN.get_or_init(|| Self::new(program, Limits::default())).clone())
    }

    /// Starts a session.
    pub fn start(self: &Arc<Self>, start: Start) -> io::Result<(Session, mpsc::Receiver<Told>)> {
        let (told, hears) = mpsc::channel(WAITING);
        let events = supervisor::supervise(self.clone(), start, told)?;
        Ok((Session { events }, hears))
    }

    /// Sees to it that a worker waits. Never fails loudly: without a spare one, the next start just takes longer.
    pub fn prewarm(&self) {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        if !spare.as_mut().is_some_and(Process::lives) {
            *spare = self.spawn().ok();
        }
    }

    fn take(&self) -> io::Result<Process> {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).take();
        match spare.take_if(|process| process.lives()) {
            Some(process) => Ok(process),
            None => self.spawn(),
        }
    }

    fn spawn(&self) -> io::Result<Process> {
        Process::spawn(&self.program, self.limits.memory, &self.environment)
    }
}

/// A running session. It ends, and its worker with it, when this is dropped.
#[derive(Debug)]
pub struct Session {
    events: Sender<Event>,
}

impl Session {
    /// Tells the worker something; never waits.
    pub fn tell(&self, message: ToWorker) {
        // A supervisor that has gone has said so.
        let _ = self.events.send(Event::Tell(message));
    }

    /// Lets a script go on that was paused because it reruns itself without end.
    pub fn resume(&self) {
        let _ = self.events.send(Event::Resume);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.events.send(Event::Close);
    }
}
