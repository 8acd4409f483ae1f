//! What several rules ask of a contract, and how certain the answer is.

use rustc_hash::FxHashMap;

use crate::model::{
    Callback, CallbackValue, Contract, DefaultArg, Field, Mount, Read, ReadHow, Renderer, ScriptKind, Send, SendKind,
    Source,
};
use crate::rules::Context;
use crate::text::Site;

/// Attributes that every result has because it is a dict.
const DICT_METHODS: [&str; 11] =
    ["clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values"];

/// Everything a script sends under one key, in the order in which it is written.
pub(super) struct SentKey<'c> {
    pub key: &'c str,
    pub sends: Vec<&'c Send>,
}

impl<'c> SentKey<'c> {
    /// The first send that does not depend on what a mount passes.
    pub fn certain(&self) -> Option<&'c Send> {
        self.sends.iter().copied().find(|send| send.is_certain())
    }

    /// The first certain send of one kind.
    pub fn certain_as(&self, kind: SendKind) -> Option<&'c Send> {
        self.sends.iter().copied().find(|send| send.is_certain() && send.kind == kind)
    }

    /// Whether no send of it, certain or not, is of this kind.
    pub fn never_as(&self, kind: SendKind) -> bool {
        self.sends.iter().all(|send| send.kind != kind)
    }
}

/// The keys a script sends, in the order of their first places.
pub(super) fn sent_keys(contract: &Contract) -> Vec<SentKey<'_>> {
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    let mut keys: Vec<SentKey<'_>> = Vec::new();
    for send in contract.script.sends.iter() {
        let key = send.key.text.as_str();
        let number = *numbers.entry(key).or_insert(keys.len());
        match keys.get_mut(number) {
            Some(sent) => sent.sends.push(send),
            None => keys.push(SentKey { key, sends: vec![send] }),
        }
    }
    keys
}

/// What a script sends under this key.
pub(super) fn sent_key<'c>(contract: &'c Contract, key: &str) -> Option<SentKey<'c>> {
    sent_keys(contract).into_iter().find(|sent| sent.key == key)
}

/// Whether all sends are known. A script that does not parse may hold others, and so may one whose renderer
/// was not found.
pub(super) fn sends_closed(contract: &Contract) -> bool {
    contract.script.sends.is_closed()
        && contract.script.syntax_errors.is_empty()
        && contract.script.renderer != Renderer::Unknown
}

/// Whether the key is never sent, for all that can be known.
pub(super) fn never_sent(contract: &Contract, key: &str) -> bool {
    sends_closed(contract) && contract.script.sends.iter().all(|send| send.key.text != key)
}

/// The kind of the key's sends, where it is one and a certain one.
pub(super) fn only_kind(contract: &Contract, key: &str) -> Option<SendKind> {
    let sent = sent_key(contract, key)?;
    let kind = sent.certain()?.kind;
    let other = if kind == SendKind::State { SendKind::Trigger } else { SendKind::State };
    sent.never_as(other).then_some(kind)
}

/// `state` or `trigger`.
pub(super) fn kind_word(kind: SendKind) -> &'static str {
    match kind {
        SendKind::State => "state",
        SendKind::Trigger => "trigger",
    }
}

/// Whether Streamlit lets `on_<key>_change` be registered; `on__change` and `on___change` raise.
pub(super) fn can_be_registered(key: &str) -> bool {
    !key.is_empty() && key != "_"
}

/// The callbacks of a mount whose names Streamlit accepts.
pub(super) fn callbacks(mount: &Mount) -> impl Iterator<Item = &Callback> {
    mount.callbacks.iter().filter(|callback| can_be_registered(&callback.key.text))
}

/// The callbacks that are given whenever the mount runs.
pub(super) fn certain_callbacks(mount: &Mount) -> impl Iterator<Item = &Callback> {
    callbacks(mount).filter(|callback| callback.certain)
}

/// What a mount does about a key.
pub(super) enum Registration<'c> {
    /// It registers the key in every run.
    Given,
    /// It passes an argument for it that Streamlit ignores: `None`, or something that cannot be called.
    Useless(&'c Callback),
    /// It may or may not.
    Maybe,
    /// It passes nothing.
    Absent,
}

/// What `mount` does about `key`.
pub(super) fn registration<'c>(mount: &'c Mount, key: &str) -> Registration<'c> {
    let Some(callback) = callbacks(mount).find(|callback| callback.key.text == key) else {
        return if mount.callbacks.is_closed() { Registration::Absent } else { Registration::Maybe };
    };
    match callback.kind {
        _ if !callback.certain => Registration::Maybe,
        CallbackValue::Callable(_) => Registration::Given,
        CallbackValue::Unknown => Registration::Maybe,
        CallbackValue::None | CallbackValue::NotCallable(_) | CallbackValue::CalledOnTheSpot { .. } => {
            Registration::Useless(callback)
        }
    }
}

/// The reads of one key of a mount's result.
pub(super) fn reads_of<'c>(mount: &'c Mount, key: &str) -> impl Iterator<Item = &'c Read> {
    mount.reads.iter().filter(move |read| read.key.text == key)
}

/// Whether this read raises when the result lacks the key. An attribute that every dict has does not.
pub(super) fn raises_when_missing(read: &Read) -> bool {
    match read.how {
        ReadHow::Soft => false,
        ReadHow::Attribute => !read.guarded && !is_dict_attribute(&read.key.text),
        ReadHow::Item => !read.guarded,
    }
}

/// What a read of a missing key raises.
pub(super) fn exception(read: &Read) -> &'static str {
    match read.how {
        ReadHow::Item => "KeyError",
        ReadHow::Attribute | ReadHow::Soft => "AttributeError",
    }
}

/// Whether every dict has this attribute.
pub(super) fn is_dict_attribute(name: &str) -> bool {
    DICT_METHODS.contains(&name) || (name.starts_with("__") && name.ends_with("__"))
}

/// The keys that `default=` certainly holds.
pub(super) fn certain_defaults(mount: &Mount) -> impl Iterator<Item = &Field> {
    defaults(mount).filter(|field| field.certain)
}

/// The keys that `default=` may hold.
pub(super) fn defaults(mount: &Mount) -> impl Iterator<Item = &Field> {
    let fields = match &mount.default {
        DefaultArg::Dict { keys, .. } => keys.members.as_slice(),
        DefaultArg::Absent | DefaultArg::NotADict { .. } | DefaultArg::Unknown(_) => &[],
    };
    fields.iter()
}

/// Whether all keys of `default=` are known.
pub(super) fn defaults_closed(mount: &Mount) -> bool {
    match &mount.default {
        DefaultArg::Absent => true,
        DefaultArg::Dict { keys, .. } => keys.is_closed(),
        DefaultArg::NotADict { .. } | DefaultArg::Unknown(_) => false,
    }
}

/// The mounts with their indices, which findings are about.
pub(super) fn mounts(contract: &Contract) -> impl Iterator<Item = (usize, &Mount)> {
    contract.mounts.iter().enumerate()
}

/// How messages name a component's script: its file, or where it stands in the host script.
pub(super) fn script_name(contract: &Contract, ctx: &Context<'_>) -> String {
    match (&contract.component.js, contract.script.kind, contract.script.file) {
        (Source::Text { text: _, file: None, site }, _, _) => format!("the script at {}", ctx.place(*site)),
        (_, ScriptKind::File | ScriptKind::Sources | ScriptKind::Bundle, Some(file)) => (ctx.path)(file),
        (Source::Absent, _, _) => format!("the component without a script at {}", ctx.place(contract.component.callee)),
        _ => format!("the script of {}", ctx.place(contract.component.callee)),
    }
}

/// What differs from run to run as messages write it: the hole of an f-string without its braces.
pub(super) fn written_cause(cause: Site, ctx: &Context<'_>) -> String {
    let written = ctx.written(cause);
    let inner = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.map_or_else(|| written.clone(), |inner| inner.trim().to_owned())
}

/// Where to say that something differs: at its cause if that stands in the same call, else at what is called.
pub(super) fn cause_in(call: Site, callee: Site, cause: Site) -> Site {
    if cause.file == call.file && call.span.contains(cause.span) { cause } else { callee }
}

/// A key as messages write it.
pub(super) fn quoted(key: &str) -> String {
    format!("\"{key}\"")
}
