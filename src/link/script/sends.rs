//! The sends that were found, and what keeps their set open.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Follower;
use super::data::DataReads;
use super::here::Here;
use super::parts::Parts;
use super::things::{Actuals, ObjectKind};
use super::timing::TimedSend;
use super::value::{Atom, ClassValueId, ObjectId, Value};
use crate::model::{DataRead, Known, Needs, Opened, Send, SendKind, SentValue, SplitSends};
use crate::text::{PathOrder, Site, Span, Word};

/// What a round found.
#[derive(Default)]
pub(super) struct Found {
    sends: Known<Send>,
    index: FxHashMap<(Site, Site, SendKind, Arc<str>), usize>,
    pub(super) splits: Vec<SplitSends>,
    /// What is read of `data`.
    pub(super) data: DataReads,
    /// The objects that got out of reach, and what decides whether they do.
    pub(super) escaped: FxHashSet<(ObjectId, Parts)>,
    /// The classes of which unknown code has made instances.
    pub(super) made_by_strangers: FxHashSet<ClassValueId>,
}

impl Found {
    pub(super) fn open(&mut self, site: Option<Site>, why: impl Into<String>) {
        if let Some(site) = site {
            self.sends.opened_by(Opened { site, why: why.into() });
        }
    }

    /// Opens the sends and the reads of `data`.
    pub(super) fn open_all(&mut self, site: Option<Site>, why: &str) {
        self.open(site, why);
        self.data.open(site, why);
    }

    /// Everything, in this order of places.
    pub(super) fn finish(mut self, order: &PathOrder) -> (Known<Send>, Vec<SplitSends>, Known<DataRead>) {
        let place = |site| order.key(site);
        self.sends.members.sort_by_key(|send| (place(send.call), place(send.key.site), send.kind));
        self.sends.open.sort_by(|a, b| (place(a.site), &a.why).cmp(&(place(b.site), &b.why)));
        self.splits.sort_by_key(|split| (place(split.first), place(split.second)));
        (self.sends, self.splits, self.data.finish(order))
    }

    fn add(&mut self, key: &Arc<str>, send: Send) {
        let index = (send.key.site, send.call, send.kind, key.clone());
        match self.index.get(&index) {
            Some(known) => {
                let known = &mut self.sends.members[*known];
                if send.needs < known.needs {
                    known.needs = send.needs;
                }
                known.on_render |= send.on_render;
                if known.value != send.value {
                    known.value = SentValue::Unknown;
                }
            }
            None => {
                self.index.insert(index, self.sends.members.len());
                self.sends.members.push(send);
            }
        }
    }
}

/// Where something is called, and how messages name what is called.
#[derive(Clone, Copy)]
pub(super) struct CallPlace {
    /// The whole call.
    pub(super) call: Span,
    /// The called expression.
    pub(super) callee: Span,
    /// The first argument.
    pub(super) first: Option<Span>,
}

pub(super) fn setter_name(kind: SendKind) -> &'static str {
    match kind {
        SendKind::State => "setStateValue",
        SendKind::Trigger => "setTriggerValue",
    }
}

impl Follower<'_> {
    /// A call of one of the renderer's setters.
    pub(super) fn send(&mut self, kind: SendKind, args: &Actuals, place: Option<CallPlace>, here: &Here) {
        if self.spreading {
            return;
        }
        let module = self.module_of(here);
        let key = args.at(0);
        let call = place.and_then(|place| self.site(module, place.call));
        let followed = key.atoms().iter().any(|atom| matches!(atom, Atom::Str(_)));
        let complete = key.atoms().iter().all(|atom| matches!(atom, Atom::Str(_) | Atom::Nullish));
        if !followed || !complete {
            self.open_key(kind, place, here);
        }
        self.open_held_data(&args.at(1), "is sent", here);
        let value = self.sent_value(&args.at(1));
        for atom in key.atoms() {
            let Atom::Str(id) = atom else { continue };
            let text = self.heap.text(*id).clone();
            let Some(site) = self.site(text.module, text.span).or(call) else { continue };
            let call = call.unwrap_or(site);
            let word = Word { text: text.text.to_string(), site };
            let on_render = here.rendering && here.steady;
            let needs = here.needs.and(text.needs);
            let on_render = on_render && text.needs.is_none();
            let send = Send { key: word, kind, call, needs: self.needs(needs), on_render, value };
            self.found.add(&text.text, send);
            if let Some(at) = here.clock {
                self.timeline.push(TimedSend { kind, key: text.text, call, at, path: here.path.clone() });
            }
        }
    }

    fn needs(&self, parts: Parts) -> Needs {
        match self.fields.conditions(parts) {
            _ if parts.is_none() => Needs::Nothing,
            Some(conditions) => Needs::Data(conditions),
            None => Needs::Unclear,
        }
    }

    fn open_key(&mut self, kind: SendKind, place: Option<CallPlace>, here: &Here) {
        let module = self.module_of(here);
        match place.and_then(|place| place.first) {
            Some(first) => {
                let name = self.source(module, first);
                let why = format!("the key of this send is not a literal that can be followed: `{name}`");
                self.found.open(self.site(module, first), why);
            }
            None => {
                let span = place.map_or_else(|| self.function_head(here), |place| place.call);
                let why = format!("`{}` is called here with arguments that are not known", setter_name(kind));
                self.found.open(self.site(module, span), why);
            }
        }
    }

    /// Where the function that runs is written.
    pub(super) fn function_head(&self, here: &Here) -> Span {
        let frame = self.heap.frame(here.frame);
        let facts = self.facts(frame.module);
        frame.function.map_or(Span::at(0), |function| facts.function(function).head)
    }

    fn sent_value(&mut self, value: &Value) -> SentValue {
        let mut shapes = value.atoms().iter().map(|atom| match atom {
            Atom::Str(_) | Atom::Number(_) | Atom::Bool(_) | Atom::Primitive | Atom::Nullish => SentValue::Primitive,
            Atom::Object(id) => match self.heap.object(*id).kind {
                ObjectKind::Plain => SentValue::Object,
                ObjectKind::Array => SentValue::Array,
                _ => SentValue::Unknown,
            },
            _ => SentValue::Unknown,
        });
        let Some(first) = shapes.next() else { return SentValue::Unknown };
        match shapes.all(|shape| shape == first) {
            true => first,
            false => SentValue::Unknown,
        }
    }
}
