//! Whether what one mount passes lets a send happen that needs something of it.
//!
//! Where the script says plainly which values it needs (`if (data.mode === "edit")`), a literal that the mount passes
//! answers: the send is *certain* there, or *excluded*. Where something was computed of the field, a literal tells
//! nothing but that a renderer of many parts may be told by it which of them to show: such a send is excluded too. It
//! is *possible* where every field that decides gets a value that only a run knows, or is a switch: a flag or a number
//! that one way to the call turns on and another off, so that it is a caller's choice. Texts are no switches, as one
//! of the kinds that they name may be one that nobody wants.

use crate::model::{Condition, Constant, Contract, DataArg, Field, Holds, Literal, Mount, Needs, Send, ValueKind};
use crate::rules::evidence::{Registration, SentKey, registration, sent_keys};

/// What one mount means for a send, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outlook {
    /// It cannot happen, or nobody knows that it can.
    Excluded,
    /// It can, for all that is written there.
    Possible,
    /// The mount lets it happen.
    Certain,
}

/// What a mount means for a send.
pub(super) fn outlook(contract: &Contract, mount: &Mount, send: &Send) -> Outlook {
    match &send.needs {
        Needs::Nothing => Outlook::Certain,
        Needs::Unfollowed | Needs::Unclear => Outlook::Excluded,
        Needs::Data(_) if matches!(mount.data, DataArg::Absent) => Outlook::Excluded,
        Needs::Data(conditions) => {
            let each = conditions.iter().map(|condition| decided(contract, mount, condition));
            each.min().unwrap_or(Outlook::Possible)
        }
    }
}

/// Whether a mount lets the send happen, for all that is written there.
pub(super) fn may_send(contract: &Contract, mount: &Mount, send: &Send) -> bool {
    outlook(contract, mount, send) >= Outlook::Possible
}

/// A send of the key that a mount certainly lets happen.
pub(super) fn certain<'c>(contract: &Contract, mount: &Mount, sent: &SentKey<'c>) -> Option<&'c Send> {
    let lets = |send: &&Send| outlook(contract, mount, send) == Outlook::Certain;
    sent.certain().or_else(|| sent.sends.iter().copied().find(lets))
}

/// Whether what lets the second of two sends happen lets the first happen too: it asks for nothing else.
pub(super) fn go_together(first: &Send, second: &Send) -> bool {
    match (&first.needs, &second.needs) {
        (Needs::Nothing, _) => true,
        (Needs::Data(first), Needs::Data(second)) => {
            first.iter().all(|condition| condition.holds != Holds::Unclear(None) && second.contains(condition))
        }
        _ => false,
    }
}

/// What one condition on `data` makes of a send.
fn decided(contract: &Contract, mount: &Mount, condition: &Condition) -> Outlook {
    let Some(field) = &condition.field else { return decided_by_presence(mount, &condition.holds) };
    let passed = match (passed(mount, field), condition.otherwise) {
        (Passed::Nothing, Some(flag)) => Passed::Literal(Literal::Bool(flag)),
        // `null` has a `??` stand in for it, and no default of a pattern.
        (Passed::Literal(Literal::None), Some(_)) => Passed::Unknown,
        (passed, _) => passed,
    };
    match met(&condition.holds, &passed) {
        Some(true) => Outlook::Certain,
        Some(false) => Outlook::Excluded,
        None if may_decide(contract, mount, field) => Outlook::Possible,
        None => Outlook::Excluded,
    }
}

/// The same of a condition on whether there are data.
fn decided_by_presence(mount: &Mount, holds: &Holds) -> Outlook {
    match (&mount.data, holds) {
        (DataArg::Dict { .. }, Holds::Truthy | Holds::Unequal(Constant::Nullish)) => Outlook::Certain,
        (DataArg::Dict { .. }, Holds::Falsy | Holds::Equal(Constant::Nullish)) => Outlook::Excluded,
        _ => Outlook::Possible,
    }
}

/// What a mount passes for a field of `data`.
enum Passed {
    /// A value that is known for what it is.
    Literal(Literal),
    /// A dict or a list.
    Object,
    /// Nothing: the field is `undefined`.
    Nothing,
    /// Something else, or nobody knows what.
    Unknown,
}

fn passed(mount: &Mount, field: &str) -> Passed {
    let DataArg::Dict { fields, .. } = &mount.data else { return Passed::Unknown };
    let Some(known) = fields.iter().find(|known| known.key.text == field) else {
        return if fields.is_closed() { Passed::Nothing } else { Passed::Unknown };
    };
    match (&known.literal, &known.kind) {
        // What else is in the dict may have taken its place.
        _ if !known.certain || !fields.is_closed() => Passed::Unknown,
        (Some(literal), _) => Passed::Literal(literal.clone()),
        (None, ValueKind::Dict | ValueKind::List) => Passed::Object,
        (None, _) => Passed::Unknown,
    }
}

/// Whether a condition is met by what is passed, as JavaScript takes it; none where that is not known.
fn met(holds: &Holds, passed: &Passed) -> Option<bool> {
    match holds {
        Holds::Truthy => is_truthy(passed),
        Holds::Falsy => is_truthy(passed).map(|truthy| !truthy),
        Holds::Equal(constant) => is_equal(passed, constant),
        Holds::Unequal(constant) => is_equal(passed, constant).map(|equal| !equal),
        Holds::Unclear(_) => None,
    }
}

fn is_truthy(passed: &Passed) -> Option<bool> {
    match passed {
        Passed::Literal(literal) => Some(match literal {
            Literal::None => false,
            Literal::Bool(on) => *on,
            Literal::Int(number) => *number != 0,
            Literal::Float(number) => *number != 0.0 && !number.is_nan(),
            Literal::Text(text) => !text.is_empty(),
        }),
        Passed::Object => Some(true),
        Passed::Nothing => Some(false),
        Passed::Unknown => None,
    }
}

/// By `==` and by `===` alike: between values of two types nothing is said.
fn is_equal(passed: &Passed, constant: &Constant) -> Option<bool> {
    match (passed, constant) {
        (Passed::Unknown, _) => None,
        (Passed::Literal(Literal::None) | Passed::Nothing, constant) => {
            (*constant != Constant::Nullish).then_some(false)
        }
        (_, Constant::Nullish) => Some(false),
        (Passed::Literal(Literal::Bool(on)), Constant::Bool(constant)) => Some(on == constant),
        (Passed::Literal(Literal::Int(number)), Constant::Number(constant)) => Some(*number == i64::from(*constant)),
        (Passed::Literal(Literal::Text(text)), Constant::Text(constant)) => Some(text == constant),
        (Passed::Literal(_) | Passed::Object, _) => None,
    }
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
