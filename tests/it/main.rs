//! The tests that see crosswire from outside: whole workspaces in, diagnostics and pages out.

#![allow(clippy::expect_used)]

mod fixtures;
mod rule_pages;
mod workspaces;
