//! What an editor offers beside diagnostics: one file a feature, each a pure function of an analysis. It knows
//! bytes and files; only `server` knows the protocol.

pub mod suppress;
