//! Trees to facts: one module a language. Facts of a text are a pure function of its bytes; nothing here
//! reads a file or knows that there is another language.

pub mod manifest;
pub mod markup;
pub mod python;
mod query;
pub mod script;
pub mod style;
