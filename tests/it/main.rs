//! crosswire from the outside: the program as a person, a CI job and an editor use it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod accuracy;
mod bad_input;
mod cli;
mod environment;
mod everywhere;
mod examples;
mod file_numbers;
mod fixtures;
mod folder;
mod ide;
mod incremental;
mod lsp;
mod lsp_client;
mod lsp_parity;
mod lsp_pull;
mod lsp_stress;
mod mending;
mod packages;
#[cfg(feature = "preview")]
mod preview_command;
#[cfg(feature = "preview")]
mod preview_guard;
#[cfg(feature = "preview")]
mod preview_runtime;
#[cfg(feature = "preview")]
mod preview_worker;
mod rule_pages;
mod workspaces;
