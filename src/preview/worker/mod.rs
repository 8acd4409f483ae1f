//! The process that runs a person's script: an interpreter, our `streamlit` module, and what shuts both in.
//!
//! The order matters. The interpreter starts and imports all it can before anyone asks (a spare worker waits there);
//! the first message names the folder that may be read; every thread is then shut in; only then do further threads
//! start, and the script's code comes last of all.
//!
//! May not know what the messages between Python and the session say, but for the few that concern the process.

use std::convert::Infallible;
use std::process;
use std::sync::mpsc;
use std::thread;

mod engine;
mod host;
mod sandbox;
mod wire;

use super::protocol::Start;

/// Stack of the interpreter's thread. Python's own limit of 1000 calls is met long before its end.
const STACK: usize = 64 << 20;

/// Why a worker could not serve.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The standard streams are not what a session provides.
    #[error("cannot speak with the session: {0}")]
    Wire(std::io::Error),
    /// No thread.
    #[error("cannot start the interpreter's thread: {0}")]
    Thread(std::io::Error),
    /// The session said something else than `Start`, or nothing.
    #[error("the session did not say what to run")]
    NoStart,
    /// The folder of the script.
    #[error("cannot go to the folder that the script may read: {0}")]
    Root(std::io::Error),
    /// The system offers a protection and refuses it.
    #[error("cannot shut the script in: {0}")]
    Sandbox(#[from] sandbox::SandboxError),
    /// Our own Python code failed.
    #[error("the engine failed:\n{0}")]
    Engine(String),
    /// The interpreter's thread is gone without a word.
    #[error("the interpreter came to an end")]
    Gone,
}

/// Serves the session at standard input and output until it is gone; `memory` is in bytes.
pub fn run(memory: u64) -> Result<Infallible, WorkerError> {
    let (input, output) = wire::take_standard_streams().map_err(WorkerError::Wire)?;
    let (started, starts) = mpsc::channel::<Start>();
    let (shut_in, may_begin) = mpsc::channel();
    let interpreter = thread::Builder::new()
        .name("interpreter".to_string())
        .stack_size(STACK)
        .spawn(move || {
            let error = match engine::serve(input, output, memory, &started, &may_begin) {
                Ok(()) => process::exit(0),
                Err(error) => error,
            };
            crate::cli::complain(&error.to_string());
            process::exit(2)
        })
        .map_err(WorkerError::Thread)?;
    // This thread runs nothing of the script's, but a script that took over the process could make it do so.
    if let Ok(start) = starts.recv() {
        sandbox::shut_in_thread(&sandbox::readable(&start))?;
        drop(shut_in);
    }
    let _ = interpreter.join();
    Err(WorkerError::Gone)
}
