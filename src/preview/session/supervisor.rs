//! The thread behind a session: keeps what a fresh worker would need, and puts one in the place of one that died.
//!
//! May not know what a message draws, nor who listens.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::mpsc as told;

use super::process::Worker;
use super::watchdog::{Chain, Verdict, Watchdog};
use super::{Launcher, Told, ending};
use crate::preview::protocol::{Carried, Cause, FileChange, FromWorker, Rerun, Start, ToWorker, WidgetValue};

/// Workers that may die before they are ready, one after the other.
const ATTEMPTS: u32 = 2;

/// How long a killed worker's messages may take to end.
const KILLED_WAIT: Duration = Duration::from_millis(500);

/// What happens to a session.
#[derive(Debug)]
pub enum Event {
    /// The hub tells the worker something.
    Tell(ToWorker),
    /// The hub lets a paused script go on.
    Resume,
    /// The hub is done.
    Close,
    /// A worker said something that concerns its supervision.
    Noted {
        /// Which worker.
        generation: u64,
        /// What.
        note: Note,
    },
    /// A worker's messages ended.
    Ended {
        /// Which worker.
        generation: u64,
    },
}

/// What of a worker's messages concerns its supervision.
#[derive(Debug)]
pub enum Note {
    /// It is ready.
    Ready,
    /// A run begins.
    Started {
        /// The run.
        run: u64,
        /// The requests that it answers.
        requests: Vec<u64>,
        /// The kind of its cause.
        cause: String,
    },
    /// A run has ended.
    Finished {
        /// Session state, where it changed.
        carried: Option<Carried>,
    },
}

impl Note {
    /// What of this message concerns supervision.
    pub fn of(message: &FromWorker) -> Option<Self> {
        match message {
            FromWorker::Ready { .. } => Some(Self::Ready),
            FromWorker::RunStarted { run, requests, cause, .. } => {
                Some(Self::Started { run: *run, requests: requests.clone(), cause: cause.kind.clone() })
            }
            FromWorker::RunFinished { carried, .. } => Some(Self::Finished { carried: carried.clone() }),
            _ => None,
        }
    }
}

/// Starts a worker and the thread that watches it.
pub fn supervise(launcher: Arc<Launcher>, start: Start, told: told::Sender<Told>) -> io::Result<Sender<Event>> {
    let (sender, events) = mpsc::channel();
    let now = Instant::now();
    let worker = launcher.take()?.connect(0, told.clone(), sender.clone())?;
    let supervisor = Supervisor {
        watchdog: Watchdog::new(launcher.limits, now),
        launcher,
        start,
        told,
        events: sender.clone(),
        generation: 0,
        worker,
        attempts: 0,
        killed: None,
        files: BTreeMap::new(),
        carried: None,
        waiting: Vec::new(),
        last: None,
        chain: Chain::default(),
        pause: None,
    };
    supervisor.worker.tell(ToWorker::Start(supervisor.start.clone()));
    thread::Builder::new().name("session".to_string()).spawn(move || supervisor.run(&events))?;
    Ok(sender)
}

/// A rerun that has not begun.
#[derive(Debug)]
struct Asked {
    rerun: Rerun,
    /// Whether a worker died that had it.
    outlived: bool,
}

/// A kill, until the worker's messages have ended.
#[derive(Debug)]
struct Killed {
    reason: String,
    at: Instant,
}

/// Nothing runs.
#[derive(Debug)]
struct Pause {
    /// The script itself asked for the rerun that did not come.
    own: bool,
    /// What components asked for since.
    withheld: Vec<Rerun>,
}

struct Supervisor {
    launcher: Arc<Launcher>,
    start: Start,
    told: told::Sender<Told>,
    events: Sender<Event>,
    generation: u64,
    worker: Worker,
    watchdog: Watchdog,
    /// Workers that died before they were ready, since one was.
    attempts: u32,
    killed: Option<Killed>,
    files: BTreeMap<PathBuf, String>,
    carried: Option<Carried>,
    waiting: Vec<Asked>,
    /// The last rerun that began.
    last: Option<Rerun>,
    chain: Chain,
    pause: Option<Pause>,
}

/// Whether a session goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goes {
    On,
    NoFurther,
}

impl Supervisor {
    fn run(mut self, events: &Receiver<Event>) {
        loop {
            let goes = match self.wait(events) {
                Ok(event) => self.handle(event),
                Err(RecvTimeoutError::Timeout) => self.judge(),
                Err(RecvTimeoutError::Disconnected) => Goes::NoFurther,
            };
            if goes == Goes::NoFurther {
                return;
            }
        }
    }

    fn wait(&self, events: &Receiver<Event>) -> Result<Event, RecvTimeoutError> {
        let due = match &self.killed {
            Some(killed) => Some(killed.at + KILLED_WAIT),
            None => self.watchdog.due(self.worker.last_sign()),
        };
        match due {
            Some(due) => events.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn handle(&mut self, event: Event) -> Goes {
        match event {
            Event::Tell(message) => self.tell(message),
            Event::Resume => self.resume(),
            Event::Close => return Goes::NoFurther,
            Event::Noted { generation, note } if generation == self.generation => self.note(note),
            Event::Ended { generation } if generation == self.generation => return self.replace(),
            Event::Noted { .. } | Event::Ended { .. } => {}
        }
        Goes::On
    }

    fn judge(&mut self) -> Goes {
        if self.killed.is_some() {
            // Something else holds the worker's end of the pipe; it is dead all the same.
            return self.replace();
        }
        let now = Instant::now();
        match self.watchdog.judge(self.worker.last_sign(), now) {
            Some(Verdict::Interrupt { run, reason }) => self.worker.tell(ToWorker::Interrupt { run, reason }),
            Some(Verdict::Kill { reason }) => {
                self.worker.kill();
                self.killed = Some(Killed { reason, at: now });
            }
            None => {}
        }
        Goes::On
    }

    fn tell(&mut self, message: ToWorker) {
        match &message {
            ToWorker::Rerun(rerun) => return self.ask(rerun.clone()),
            ToWorker::Files { changes } => self.note_files(changes),
            ToWorker::Restore { state } => self.carried = Some(state.clone()),
            ToWorker::Reset => self.carried = None,
            ToWorker::Start(_) | ToWorker::Stop | ToWorker::ClearCaches | ToWorker::Interrupt { .. } => {}
        }
        self.worker.tell(message);
    }

    fn note_files(&mut self, changes: &[FileChange]) {
        for FileChange { path, text } in changes {
            match text {
                Some(text) => self.files.insert(path.clone(), text.clone()),
                None => self.files.remove(path),
            };
        }
    }

    fn ask(&mut self, rerun: Rerun) {
        match &mut self.pause {
            Some(pause) if rerun.cause.kind == "component" => return pause.withheld.push(rerun),
            Some(_) => {
                self.end_pause();
            }
            None => {}
        }
        self.send(Asked { rerun, outlived: false });
    }

    fn send(&mut self, asked: Asked) {
        let edit = asked.rerun.edited || asked.rerun.cause.kind == "edit";
        self.watchdog.asked(edit, Instant::now());
        self.worker.tell(ToWorker::Rerun(asked.rerun.clone()));
        self.waiting.push(asked);
    }

    fn note(&mut self, note: Note) {
        let now = Instant::now();
        match note {
            Note::Ready => {
                self.watchdog.ready();
                self.attempts = 0;
            }
            Note::Started { run, requests, cause } => {
                self.begun(&requests);
                self.watchdog.started(run, !self.waiting.is_empty(), now);
                let runs = self.chain.started(&cause, now);
                if runs >= self.launcher.limits.reruns && self.pause.is_none() {
                    self.begin_pause(runs, cause == "rerun");
                }
            }
            Note::Finished { carried } => {
                self.watchdog.finished(now);
                self.chain.ended(now);
                self.carried = carried.or(self.carried.take());
                self.launcher.prewarm();
            }
        }
    }

    fn begun(&mut self, requests: &[u64]) {
        let (begun, waiting) =
            self.waiting.drain(..).partition(|asked: &Asked| requests.contains(&asked.rerun.request));
        self.waiting = waiting;
        self.last = begun.into_iter().next_back().map(|asked| asked.rerun).or(self.last.take());
    }

    fn begin_pause(&mut self, runs: u32, own: bool) {
        self.pause = Some(Pause { own, withheld: Vec::new() });
        if own {
            self.worker.tell(ToWorker::Stop);
        }
        let _ = self.told.blocking_send(Told::Paused { runs });
    }

    fn resume(&mut self) {
        let own = self.pause.as_ref().is_some_and(|pause| pause.own);
        let quiet = self.end_pause() == 0;
        if own
            && quiet
            && let Some(last) = &self.last
        {
            let rerun = again(last);
            self.send(Asked { rerun, outlived: false });
        }
    }

    /// Sends what was withheld; answers with how much that was.
    fn end_pause(&mut self) -> usize {
        self.chain.forget();
        let withheld = self.pause.take().map(|pause| pause.withheld).unwrap_or_default();
        let count = withheld.len();
        for rerun in withheld {
            self.send(Asked { rerun, outlived: false });
        }
        count
    }

    /// Puts a fresh worker in the place of a dead one.
    fn replace(&mut self) -> Goes {
        self.attempts = if self.watchdog.was_ready() { 0 } else { self.attempts + 1 };
        self.generation += 1;
        let fresh = self
            .launcher
            .take()
            .and_then(|process| process.connect(self.generation, self.told.clone(), self.events.clone()));
        let fresh = match fresh {
            Ok(fresh) => fresh,
            Err(error) => return self.give_up(&format!("No worker can be started: {error}")),
        };
        let (status, last_words) = std::mem::replace(&mut self.worker, fresh).end();
        let reason = match self.killed.take() {
            Some(killed) => killed.reason,
            None => ending::reason(status, &last_words, &self.launcher.limits),
        };
        if self.attempts >= ATTEMPTS {
            return self.give_up(&reason);
        }
        let names = self.carried.as_ref().map(|carried| carried.lost.clone()).unwrap_or_default();
        if self.told.blocking_send(Told::Lost { reason, names, replaced: true }).is_err() {
            return Goes::NoFurther;
        }
        self.watchdog = Watchdog::new(self.launcher.limits, Instant::now());
        self.brief();
        Goes::On
    }

    fn give_up(&self, reason: &str) -> Goes {
        let lost = Told::Lost { reason: reason.to_string(), names: Vec::new(), replaced: false };
        // Nobody may be listening any more.
        let _ = self.told.blocking_send(lost);
        Goes::NoFurther
    }

    /// Tells a fresh worker all that the last one knew.
    fn brief(&mut self) {
        self.worker.tell(ToWorker::Start(self.start.clone()));
        let changes: Vec<FileChange> =
            self.files.iter().map(|(path, text)| FileChange { path: path.clone(), text: Some(text.clone()) }).collect();
        if !changes.is_empty() {
            self.worker.tell(ToWorker::Files { changes });
        }
        if let Some(state) = self.carried.clone() {
            self.worker.tell(ToWorker::Restore { state });
        }
        // One that died twice with the same request waiting would do so for ever.
        for asked in std::mem::take(&mut self.waiting) {
            if !asked.outlived {
                self.send(Asked { outlived: true, ..asked });
            }
        }
    }
}

/// The same run once more, as `st.rerun` would ask for it: nobody pressed a button.
fn again(rerun: &Rerun) -> Rerun {
    let mut rerun = rerun.clone();
    rerun.widgets.retain(|widget| matches!(widget.value, WidgetValue::Value(_)));
    rerun.cause = Cause { kind: "rerun".to_string(), ..Cause::default() };
    rerun.query_changed = false;
    rerun
}
