//! Whether what one mount passes lets a send happen that is not certain.
//!
//! Such a send is *excluded* where the mount passes a literal, or nothing, for a field that decides on it: which
//! outcome that has is not asked, as a renderer of many parts is told by literals which of them to show. It is
//! *possible* where every field that decides gets a value that only a run knows.

use crate::model::{Contract, DataArg, Field, Mount, Needs, Send, ValueKind};
use crate::rules::evidence::{Registration, SentKey, registration, sent_keys};

/// Whether a mount lets the send happen, for all that is written there.
pub(super) fn may_send(mount: &Mount, send: &Send) -> bool {
    match &send.needs {
        Needs::Nothing => true,
        Needs::Data(fields) => fields.iter().all(|field| may_decide(mount, field)) && has_data(mount),
        Needs::Unfollowed | Needs::Unclear => false,
    }
}

fn has_data(mount: &Mount) -> bool {
    !matches!(mount.data, DataArg::Absent)
}

/// Whether a field of `data` gets a value that only a run knows.
fn may_decide(mount: &Mount, field: &str) -> bool {
    match &mount.data {
        DataArg::Dict { fields, .. } => match fields.iter().find(|known| known.key.text == field) {
            Some(known) => is_open(known),
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

/// The send of a key by which a mount forgot to register it: no send of it is certain, no mount at all registers
/// it, and this one registers other keys of the script and lets this be sent.
///
/// A bundle is not run, so nobody knows what its sends need. There, this key is the only one that nobody registers.
pub(super) fn forgotten<'c>(contract: &'c Contract, mount: &Mount, sent: &SentKey<'c>) -> Option<&'c Send> {
    let nobody = contract.escapes.is_empty() && !is_registered(contract, sent.key);
    if !nobody || sent.certain().is_some() {
        return None;
    }
    let others: Vec<SentKey<'_>> = sent_keys(contract).into_iter().filter(|other| other.key != sent.key).collect();
    if !others.iter().any(|other| matches!(registration(mount, other.key), Registration::Given)) {
        return None;
    }
    let possible = sent.sends.iter().copied().find(|send| may_send(mount, send));
    possible.or_else(|| {
        let alone = others.iter().all(|other| is_registered(contract, other.key));
        sent.sends.iter().copied().find(|send| alone && send.needs == Needs::Unfollowed)
    })
}

/// Whether some mount registers the key, or may.
fn is_registered(contract: &Contract, key: &str) -> bool {
    contract.mounts.iter().any(|mount| !matches!(registration(mount, key), Registration::Absent))
}
