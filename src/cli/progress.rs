//! A sign of life for a person who waits.

use std::io::IsTerminal;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Shorter work shows nothing.
const PATIENCE: Duration = Duration::from_millis(300);

/// Does `work` and shows on a terminal that something happens, where it takes long.
pub fn shown<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (done, waiting) = mpsc::channel::<()>();
    let sign = std::thread::spawn(move || {
        if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            let spinner = indicatif::ProgressBar::new_spinner().with_message(what);
            spinner.enable_steady_tick(Duration::from_millis(100));
            // Ends when the sender is dropped.
            let _ = waiting.recv();
            spinner.finish_and_clear();
        }
    });
    let result = work();
    drop(done);
    let _ = sign.join();
    result
}
