//! `textDocument/codeLens`. The commands are the client's; `docs/lsp.md` lists them.

use serde_json::{Value, json};
use tower_lsp::lsp_types::{CodeLens, CodeLensParams, Command};

use crate::ide::lenses::{Action, Lens, lenses};
use crate::server::state::Snapshot;

/// The command that opens a preview.
pub const PREVIEW: &str = "crosswire.preview";
/// The command that shows places.
pub const SHOW_REFERENCES: &str = "crosswire.showReferences";

/// The lenses of a document.
pub fn of(snapshot: &Snapshot, params: &CodeLensParams) -> Option<Vec<CodeLens>> {
    let file = snapshot.file(&params.text_document.uri).filter(|_| snapshot.preferences.code_lens)?;
    Some(lenses(&snapshot.analysis, file).iter().filter_map(|lens| shown(lens, snapshot)).collect())
}

fn shown(lens: &Lens, snapshot: &Snapshot) -> Option<CodeLens> {
    let range = snapshot.range(lens.site);
    let (name, arguments) = match &lens.action {
        Action::Preview { app, mount, component, key } => {
            if !snapshot.abilities.previews {
                return None;
            }
            // Where a wrapper in another file mounts, the app is still what is previewed.
            let range = if mount.file == *app { Some(snapshot.range(*mount)) } else { None };
            let target = json!({ "uri": snapshot.uri(*app)?, "range": range, "component": component, "key": key });
            (PREVIEW, vec![target])
        }
        Action::Show(sites) if snapshot.abilities.shows_references => {
            let places: Vec<Value> =
                sites.iter().filter_map(|site| snapshot.location(*site)).map(|place| json!(place)).collect();
            (SHOW_REFERENCES, vec![json!(snapshot.uri(lens.site.file)?), json!(range.start), Value::Array(places)])
        }
        Action::Show(_) | Action::None => ("", Vec::new()),
    };
    let arguments = (!arguments.is_empty()).then_some(arguments);
    let command = Command { title: lens.title.clone(), command: name.to_owned(), arguments };
    Some(CodeLens { range, command: Some(command), data: None })
}
