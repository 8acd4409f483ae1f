//! Follows a renderer's setters.

use std::sync::Arc;

use crate::link::Sources;
use crate::model::{Script, ScriptKind};
use crate::text::{Embedded, FileId};

/// Follows the script whose entry module is `text` (`file` where it is a file of its own).
pub fn follow(text: &Arc<Embedded>, file: Option<FileId>, kind: ScriptKind, sources: &dyn Sources) -> Script {
    let _ = (text, sources);
    Script {
        kind,
        file,
        renderer: crate::model::Renderer::Unknown,
        sends: Default::default(),
        splits: vec![],
        syntax_errors: vec![],
    }
}
