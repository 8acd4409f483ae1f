//! `textDocument/prepareRename` and `textDocument/rename`.

use std::borrow::Cow;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

use super::edits::workspace_edit;
use crate::ide::rename::{self, Refusal};
use crate::server::state::Snapshot;

/// The request itself was fine, and what it asks cannot be done.
const REQUEST_FAILED: i64 = -32803;

/// What would be renamed at a position.
pub fn prepare(snapshot: &Snapshot, params: &TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
    let Some((file, offset)) = snapshot.place(params) else { return Ok(None) };
    match rename::prepare(&snapshot.analysis, file, offset) {
        Ok((site, placeholder)) => {
            Ok(Some(PrepareRenameResponse::RangeWithPlaceholder { range: snapshot.range(site), placeholder }))
        }
        Err(Refusal::Nothing) => Ok(None),
        Err(refusal) => Err(refused(&refusal)),
    }
}

/// The edits of a rename.
pub fn at(snapshot: &Snapshot, params: &RenameParams) -> Result<Option<WorkspaceEdit>> {
    let Some((file, offset)) = snapshot.place(&params.text_document_position) else { return Ok(None) };
    let edits =
        rename::rename(&snapshot.analysis, file, offset, &params.new_name).map_err(|refusal| refused(&refusal))?;
    Ok(Some(workspace_edit(&edits, snapshot)))
}

fn refused(refusal: &Refusal) -> Error {
    let code = match refusal {
        Refusal::Unwritable { .. } | Refusal::Clash { .. } => ErrorCode::InvalidParams,
        _ => ErrorCode::ServerError(REQUEST_FAILED),
    };
    Error { code, message: Cow::Owned(refusal.to_string()), data: None }
}
