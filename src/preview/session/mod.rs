//! A session: one browser tab's script, run by a worker process that may die without anyone else noticing.
//!
//! [`Session::start`] takes a spare worker or starts one, and tells over a channel what the worker says. A worker
//! that does not answer is interrupted, then killed; a fresh one takes over with the last state that can be carried
//! and all unsaved files. Nothing here needs an async runtime: threads do the waiting.
//!
//! May not know how pages are reached, nor what messages draw.

use super::protocol::FromWorker;

/// What a session tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The worker said it.
    Said(FromWorker),
    /// The worker died. A fresh one has taken over with the state of the last finished run; nothing runs until the
    /// next `Rerun`. Reruns that had not begun are handed to it.
    Lost {
        /// Why, for a person.
        reason: String,
        /// Names in session state whose values are gone.
        names: Vec<String>,
    },
    /// The script, or a component, reruns the script without end. Nothing runs until [`Session::resume`] or a rerun
    /// with another cause than `component`.
    Paused {
        /// How often it did.
        runs: u32,
    },
}
