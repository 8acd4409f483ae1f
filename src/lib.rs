//! crosswire checks the wires between the two languages of a Streamlit custom component.
//!
//! The way data flows: bytes → trees → facts (`syntax`, one file, one language) → contracts (`link`, across
//! files and languages; `model` is their shape) → diagnostics (`rules`) and editor features. `workspace` owns
//! the files and does again only what an edit made stale; `cli` and `server` are two ways to ask it.

pub mod cli;
pub mod config;
mod derived;
pub mod diagnostic;
pub mod discover;
pub mod fixes;
pub mod ide;
pub mod link;
pub mod model;
pub mod paths;
pub mod preview;
pub mod rules;
pub mod server;
pub mod syntax;
pub mod text;
pub mod vfs;
pub mod workspace;
