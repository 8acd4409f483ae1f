//! `textDocument/signatureHelp`.

use tower_lsp::lsp_types::{
    Documentation, ParameterInformation, ParameterLabel, SignatureHelp, SignatureInformation,
    TextDocumentPositionParams,
};

use crate::ide::signature::{Signature, signature};
use crate::server::state::Snapshot;

/// The signature of the call around a position.
pub fn at(snapshot: &Snapshot, params: &TextDocumentPositionParams) -> Option<SignatureHelp> {
    let (file, offset) = snapshot.place(params)?;
    let found = signature(&snapshot.analysis, file, offset)?;
    // A number past the last argument says that none is being typed.
    let active = found.active.unwrap_or(found.arguments.len()) as u32;
    let shown = shown(found, snapshot.abilities.label_offsets, active);
    Some(SignatureHelp { signatures: vec![shown], active_signature: Some(0), active_parameter: Some(active) })
}

fn shown(found: Signature, label_offsets: bool, active: u32) -> SignatureInformation {
    let units = |at: u32| found.label.get(..at as usize).unwrap_or_default().encode_utf16().count() as u32;
    let parameters = found.arguments.iter().map(|((start, end), text)| ParameterInformation {
        label: match label_offsets {
            true => ParameterLabel::LabelOffsets([units(*start), units(*end)]),
            false => {
                ParameterLabel::Simple(found.label.get(*start as usize..*end as usize).unwrap_or_default().to_owned())
            }
        },
        documentation: Some(Documentation::String(text.clone())),
    });
    SignatureInformation {
        parameters: Some(parameters.collect()),
        documentation: Some(Documentation::String(found.text)),
        active_parameter: Some(active),
        label: found.label.clone(),
    }
}
