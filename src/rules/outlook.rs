//! Whether what one mount passes lets a send happen that is not certain.
//!
//! Such a send is *excluded* where the mount passes a literal, or nothing, for a field that decides on it: which
//! outcome that has is not asked, as a renderer of many parts is told by literals which of them to show. It is
//! *possible* where every field that decides gets a value that only a run knows, or is a switch: a flag or a number
//! that one way to the call turns on and another off, so that it is a caller's choice. Texts are no switches, as one
//! of the kinds that they name may be one that nobody wants.

use crate::model::{Contract, DataArg, Field, Literal, Mount, Needs, Send, ValueKind};
use crate::rules::evidence::{Registration, SentKey, registration, sent_keys};

/// Whether a mount lets the send happen, for all that is written there.
pub(super) fn may_send(contract: &Contract, mount: &Mount, send: &Send) -> bool {
    match &send.needs {
        Needs::Nothing => true,
        Needs::Data(fields) => fields.iter().all(|field| may_decide(contract, mount, field)) && has_data(mount),
        Needs::Unfollowed | Needs::Unclear => false,
    }
}

fn has_data(mount: &Mount) -> bool {
    !matches!(mount.data, DataArg::Absent)
}

/// Whether a field of `data` gets a value that only a run, or a caller, knows.
fn may_decide(contract: &Contract, mount: &Mount, field: &str) -> bool {
    match &mount.data {
        DataArg::Dict { fields, .. } => match fields.iter().find(|known| known.key.text == field) {
            Some(known) => is_open(known) || is_switch(contract, mount, field),
            None => !fields.is_closed(),
        },
        DataArg::Unknown(_) => true,
        DataArg::Absent | DataArg::Other { .. } => false,
    }
}

fn is_open(field: &Field) -> bool {
    let varies = matches!(field.kind, ValueKind::Unknown | ValueKind::Dict | ValueKind::List | ValueKind::Str);
    varies && field.literal.is_none()
}

/// Whether the ways that lead to the mount's call turn the field on and off.
fn is_switch(contract: &Contract, mount: &Mount, field: &str) -> bool {
    let state = |other: &Mount| match &other.data {
        DataArg::Dict { fields, .. } => fields.iter().find(|known| known.key.text == field).and_then(is_on),
        _ => None,
    };
    let states = || contract.mounts.iter().filter(|other| other.site == mount.site).map(state);
    states().any(|on| on == Some(true)) && states().any(|on| on == Some(false))
}

/// Whether a flag or a number is one that holds in a test.
fn is_on(field: &Field) -> Option<bool> {
    match field.literal {
        Some(Literal::Bool(on)) => Some(on),
        Some(Literal::Int(number)) => Some(number != 0),
        Some(Literal::Float(number)) => Some(number != 0.0),
        Some(Literal::None | Literal::Text(_)) | None => None,
    }
}

/// The send of a key by which a mount forgot to register it: no send of it is certain, no mount at all registers
/// it, and this one registers other keys of the script, if only under a condition, and lets this be sent.
///
/// A bundle is not run, so nobody knows what its sends need. There, this key is the only one that nobody registers.
pub(super) fn forgotten<'c>(contract: &'c Contract, mount: &Mount, sent: &SentKey<'c>) -> Option<&'c Send> {
    let nobody = contract.escapes.is_empty() && !is_registered(contract, sent.key);
    if !nobody || sent.certain().is_some() {
        return None;
    }
    let others: Vec<SentKey<'_>> = sent_keys(contract).into_iter().filter(|other| other.key != sent.key).collect();
    if !others.iter().any(|other| matches!(registration(mount, other.key), Registration::Given | Registration::Maybe)) {
        return None;
    }
    let possible = sent.sends.iter().copied().find(|send| may_send(contract, mount, send));
    possible.or_else(|| {
        let alone = others.iter().all(|other| is_registered(contract, other.key));
        sent.sends.iter().copied().find(|send| alone && send.needs == Needs::Unfollowed)
    })
}

/// Whether some mount registers the key, or may.
fn is_registered(contract: &Contract, key: &str) -> bool {
    contract.mounts.iter().any(|mount| !matches!(registration(mount, key), Registration::Absent))
}
