//! crosswire from the outside: the program as a person, a CI job and an editor use it.

mod lsp;
mod lsp_client;
