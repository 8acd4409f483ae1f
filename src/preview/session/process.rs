//! A worker's process, and the threads at its three streams.
//!
//! May not know why a worker is started or killed.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::mpsc as told;

use super::Told;
use super::supervisor::{Event, Note};
use crate::preview::protocol::{FromWorker, ToWorker};

/// How much of a worker's last words is kept.
const LAST_WORDS: usize = 4096;

/// How long the last words of a dead worker are waited for.
const LAST_WORDS_WAIT: Duration = Duration::from_millis(200);

/// A worker that nobody speaks with yet. Killed when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts a worker.
    pub fn spawn(program: &Path, memory: u64, environment: &[(String, String)]) -> io::Result<Self> {
        let child = Command::new(program)
            .args(["worker", "--memory", &memory.to_string()])
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        Ok(Self { child })
    }

    /// Whether it has not ended.
    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Begins to speak with it.
    pub fn connect(mut self, generation: u64, told: told::Sender<Told>, events: Sender<Event>) -> io::Result<Worker> {
        let streams = (self.child.stdin.take(), self.child.stdout.take(), self.child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = streams else {
            return Err(io::Error::other("the worker's streams are taken"));
        };
        let (to, messages) = mpsc::channel();
        let (ended, silent) = mpsc::channel();
        let signs = Arc::new(Signs::new());
        let last_words = Arc::new(Mutex::new(String::new()));
        let reader = Reader { told: told.clone(), events, generation, signs: signs.clone() };
        let words = last_words.clone();
        named("worker-in", move || write_messages(stdin, &messages))?;
        named("worker-out", move || reader.read(stdout))?;
        named("worker-err", move || read_words(stderr, &told, &words, ended))?;
        Ok(Worker { process: self, to, signs, last_words, silent })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn named(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_string()).spawn(body).map(drop)
}

/// A worker that a session speaks with.
#[derive(Debug)]
pub struct Worker {
    process: Process,
    to: Sender<ToWorker>,
    signs: Arc<Signs>,
    last_words: Arc<Mutex<String>>,
    silent: Receiver<()>,
}

impl Worker {
    /// Tells it something.
    pub fn tell(&self, message: ToWorker) {
        // A worker that is gone is noticed where its messages end.
        let _ = self.to.send(message);
    }

    /// When it last gave a sign of life.
    pub fn last_sign(&self) -> Instant {
        self.signs.last()
    }

    /// Ends it; its messages end with it.
    pub fn kill(&mut self) {
        let _ = self.process.child.kill();
    }

    /// Ends it, if it lives, and says how it ended and what it wrote last.
    pub fn end(mut self) -> (Option<ExitStatus>, String) {
        self.signs.forsake();
        // A worker that has said its last may need a moment to be gone by itself, with a status that tells more.
        let status = self.ended_by_itself().or_else(|| {
            self.kill();
            self.process.child.wait().ok()
        });
        let _ = self.silent.recv_timeout(LAST_WORDS_WAIT);
        let words = self.last_words.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (status, words)
    }

    fn ended_by_itself(&mut self) -> Option<ExitStatus> {
        for _ in 0..20 {
            if let Ok(Some(status)) = self.process.child.try_wait() {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

/// Signs of life.
#[derive(Debug)]
struct Signs {
    begun: Instant,
    /// Milliseconds after `begun`.
    last: AtomicU64,
    /// A message waits for the listener: the silence is not the worker's.
    handing_over: AtomicBool,
    forsaken: AtomicBool,
}

impl Signs {
    fn new() -> Self {
        Self {
            begun: Instant::now(),
            last: AtomicU64::new(0),
            handing_over: AtomicBool::new(false),
            forsaken: AtomicBool::new(false),
        }
    }

    fn last(&self) -> Instant {
        if self.handing_over.load(Ordering::Acquire) {
            return Instant::now();
        }
        self.begun + Duration::from_millis(self.last.load(Ordering::Acquire))
    }

    fn give(&self) {
        let elapsed = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.store(elapsed, Ordering::Release);
    }

    fn forsake(&self) {
        self.forsaken.store(true, Ordering::Release);
    }
}

struct Reader {
    told: told::Sender<Told>,
    events: Sender<Event>,
    generation: u64,
    signs: Arc<Signs>,
}

impl Reader {
    fn read(self, stdout: ChildStdout) {
        for line in BufReader::new(stdout).lines() {
            let Ok(line) = line else { break };
            if self.signs.forsaken.load(Ordering::Acquire) || !self.hear(&line) {
                break;
            }
        }
        let _ = self.events.send(Event::Ended { generation: self.generation });
    }

    /// Whether anyone still listens.
    fn hear(&self, line: &str) -> bool {
        self.signs.give();
        let message = match serde_json::from_str::<FromWorker>(line) {
            Ok(message) => message,
            Err(error) => FromWorker::Output {
                stream: "warning".to_string(),
                text: format!("the worker said what is no message: {error}\n"),
            },
        };
        let note = Note::of(&message);
        self.signs.handing_over.store(true, Ordering::Release);
        let heard = self.told.blocking_send(Told::Said(message)).is_ok();
        self.signs.give();
        self.signs.handing_over.store(false, Ordering::Release);
        if let Some(note) = note {
            let _ = self.events.send(Event::Noted { generation: self.generation, note });
        }
        heard
    }
}

fn write_messages(mut stdin: ChildStdin, messages: &Receiver<ToWorker>) {
    for message in messages {
        // Nothing in a message can fail to be JSON: its maps have texts for keys.
        let Ok(mut line) = serde_json::to_vec(&message) else { continue };
        line.push(b'\n');
        if stdin.write_all(&line).is_err() {
            return;
        }
    }
}

/// What the script writes to the descriptors 1 and 2, and what the process says when it dies.
fn read_words(mut stderr: ChildStderr, told: &told::Sender<Told>, last_words: &Mutex<String>, ended: Sender<()>) {
    let mut buffer = [0; LAST_WORDS];
    while let Ok(read @ 1..) = stderr.read(&mut buffer) {
        let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
        keep_last(&mut last_words.lock().unwrap_or_else(PoisonError::into_inner), &text);
        let output = FromWorker::Output { stream: "stderr".to_string(), text };
        if told.blocking_send(Told::Said(output)).is_err() {
            break;
        }
    }
    drop(ended);
}

fn keep_last(words: &mut String, text: &str) {
    words.push_str(text);
    let excess = words.len().saturating_sub(LAST_WORDS);
    let cut = (excess..=words.len()).find(|&at| words.is_char_boundary(at)).unwrap_or(0);
    words.drain(..cut);
}
