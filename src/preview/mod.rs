//! The live preview: the app and its components running beside the editor, from unsaved buffers.

pub mod protocol;
pub mod session;
#[cfg(feature = "preview")]
pub mod worker;
