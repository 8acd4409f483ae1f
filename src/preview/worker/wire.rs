//! The private way to the session. It begins as standard input and output, which every system can hand to a child,
//! and is then moved out of the script's reach: what a script writes to the descriptors 0, 1 and 2 is no message.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{process, thread};

use super::super::protocol::ToWorker;

/// What the session says, line by line.
pub type Input = BufReader<File>;

/// Moves the protocol to descriptors of its own. The old ones then lead nowhere (input) and to standard error
/// (output), which the session reads as the script's words.
#[cfg(unix)]
pub fn take_standard_streams() -> io::Result<(Input, Output)> {
    use std::os::fd::AsFd;

    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let nothing = File::options().read(true).write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdin(&nothing)?;
    rustix::stdio::dup2_stdout(io::stderr().as_fd())?;
    Ok((BufReader::new(input), Output::new(output)))
}

/// The protocol keeps the standard handles here; only our Python code keeps a script off them.
#[cfg(windows)]
pub fn take_standard_streams() -> io::Result<(Input, Output)> {
    use std::os::windows::io::AsHandle;

    let input = File::from(io::stdin().as_handle().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_handle().try_clone_to_owned()?);
    Ok((BufReader::new(input), Output::new(output)))
}

/// Sends messages, whole lines only, from any thread.
#[derive(Clone, Debug)]
pub struct Output(Arc<Mutex<File>>);

impl Output {
    fn new(file: File) -> Self {
        Self(Arc::new(Mutex::new(file)))
    }

    /// Sends a message that is JSON already, without a line end.
    pub fn send_text(&self, text: &str) -> io::Result<()> {
        let mut line = Vec::with_capacity(text.len() + 1);
        line.extend_from_slice(text.as_bytes());
        line.push(b'\n');
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write_all(&line)
    }
}

/// One line of the session's; none once it is gone.
pub fn read_line(input: &mut Input) -> Option<String> {
    let mut line = String::new();
    match input.read_line(&mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line),
    }
}

/// Messages that wait for Python.
#[derive(Debug)]
pub struct Inbox {
    messages: Mutex<Receiver<String>>,
    waiting: Arc<AtomicUsize>,
}

/// The other end of an [`Inbox`].
#[derive(Debug)]
pub struct Feed {
    messages: Sender<String>,
    waiting: Arc<AtomicUsize>,
}

impl Feed {
    /// Reads on from here in a thread of its own. `first` is handed to Python too; `interrupt` hears of the messages
    /// that Python must not wait for. A session that is gone takes the process with it, whatever the script does.
    pub fn begin(
        self,
        mut input: Input,
        first: String,
        interrupt: impl Fn(u64, String) + Send + 'static,
    ) -> io::Result<()> {
        self.pass_on(first);
        let read = move || {
            while let Some(line) = read_line(&mut input) {
                match interruption(&line) {
                    Some((run, reason)) => interrupt(run, reason),
                    None => self.pass_on(line),
                }
            }
            process::exit(0)
        };
        thread::Builder::new().name("inbox".to_string()).spawn(read).map(drop)
    }

    fn pass_on(&self, line: String) {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        // The receiver lives as long as the interpreter; after that nobody waits.
        let _ = self.messages.send(line);
    }
}

/// What came of waiting for a message.
#[derive(Debug, PartialEq, Eq)]
pub enum Received {
    /// One message.
    Message(String),
    /// None in time.
    Nothing,
    /// None ever again.
    Gone,
}

impl Inbox {
    /// An empty one.
    pub fn new() -> (Feed, Self) {
        let (sender, messages) = mpsc::channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        (Feed { messages: sender, waiting: waiting.clone() }, Self { messages: Mutex::new(messages), waiting })
    }

    /// Whether a message waits.
    pub fn pending(&self) -> bool {
        self.waiting.load(Ordering::Acquire) > 0
    }

    /// The next message; waits for ever without a `timeout`.
    pub fn receive(&self, timeout: Option<Duration>) -> Received {
        let messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        let received = match timeout {
            Some(timeout) => messages.recv_timeout(timeout),
            None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match received {
            Ok(message) => {
                self.waiting.fetch_sub(1, Ordering::AcqRel);
                Received::Message(message)
            }
            Err(RecvTimeoutError::Timeout) => Received::Nothing,
            Err(RecvTimeoutError::Disconnected) => Received::Gone,
        }
    }
}

fn interruption(line: &str) -> Option<(u64, String)> {
    if !line.starts_with(r#"{"type":"interrupt""#) {
        return None;
    }
    match serde_json::from_str(line) {
        Ok(ToWorker::Interrupt { run, reason }) => Some((run, reason)),
        _ => None,
    }
}
