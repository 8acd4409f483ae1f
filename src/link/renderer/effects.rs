//! What outlives a run: listeners, elements that were added, timers; variables of modules; what was sent.

use std::sync::Arc;

use super::calls::CallPlace;
use super::value::{Closure, ModuleId, StoreKind, Value};
use super::{Phase, Walk};
use crate::model::{Arrival, EffectKind, SendKind, Unsendable};
use crate::syntax::script::hir::{BindingId, FuncId};
use crate::text::{Site, Span};

/// Something that a run leaves behind.
#[derive(Clone, Debug)]
pub(super) struct Left {
    pub(super) kind: EffectKind,
    pub(super) site: Site,
    pub(super) certain: bool,
    pub(super) undone: bool,
    /// The element that is added.
    pub(super) fresh: Option<usize>,
    /// The function that a frame calls.
    pub(super) frame: Option<(ModuleId, FuncId)>,
    /// Whether an abort takes it back.
    pub(super) aborts: bool,
}

/// What is left behind, before it is placed.
pub(super) enum LeftKind {
    Interval,
    Addition(Option<usize>),
    Listener { event: Option<Arc<str>>, aborts: bool },
    Frame(ModuleId, FuncId),
}

/// An assignment to a variable of a module.
pub(super) struct SharedWrite {
    pub(super) module: ModuleId,
    pub(super) binding: BindingId,
    pub(super) site: Site,
    pub(super) holds: &'static str,
}

impl Walk<'_> {
    pub(super) fn listen(&mut self, of: &Value, args: &[Value], place: CallPlace) {
        let event = match args.first() {
            Some(Value::Text(event, ..)) => Some(event.clone()),
            _ => None,
        };
        let Some(handler) = args.get(1) else { return };
        self.call_later(handler, vec![Value::Event]);
        let of_run = |closure: &Closure| closure.of_run;
        if !matches!(handler, Value::Function(closure) if of_run(closure)) || !self.outlives_run(of) {
            return;
        }
        let options = match args.get(2) {
            Some(Value::Object(id)) => self.objects[*id].fields.clone(),
            None | Some(Value::Primitive | Value::Undefined) => Default::default(),
            Some(_) => return,
        };
        let aborts = match options.get("signal") {
            None => false,
            Some(Value::Controller(_)) => true,
            Some(_) => return,
        };
        let taken_off = self.unlistened.iter().any(|known| known.is_none() || *known == event);
        if !options.contains_key("once") && !taken_off {
            self.leave_behind(place.module, LeftKind::Listener { event, aborts }, place.callee);
        }
    }

    /// Taking off a function that this run has made takes nothing off.
    pub(super) fn unlisten(&mut self, args: &[Value]) {
        let made_now = matches!(args.get(1), Some(Value::Function(closure)) if closure.of_run);
        if self.phase == Phase::Body && !made_now {
            self.unlistened.push(match args.first() {
                Some(Value::Text(event, ..)) => Some(event.clone()),
                _ => None,
            });
        }
    }

    pub(super) fn add(&mut self, of: &Value, args: &[Value], place: CallPlace) {
        if !matches!(of, Value::Fresh(_)) {
            self.made = true;
        }
        let fresh = args.iter().find_map(|arg| match arg {
            Value::Fresh(id) => Some(*id),
            Value::Array(elements) => elements.iter().find_map(|element| match element {
                Value::Fresh(id) => Some(*id),
                _ => None,
            }),
            _ => None,
        });
        if fresh.is_some() && self.outlives_run(of) && !self.is_cleared(of) {
            self.leave_behind(place.module, LeftKind::Addition(fresh), place.callee);
        }
    }

    pub(super) fn is_cleared(&self, of: &Value) -> bool {
        self.removed || self.cleared.iter().any(|cleared| self.is_within(of, cleared))
    }

    /// A frame that calls the function that asked for it goes on for ever.
    pub(super) fn ask_for_frame(&mut self, module: ModuleId, handler: Option<&Value>, callee: Span) {
        let Some(value @ Value::Function(closure)) = handler else { return };
        let function = (closure.module, closure.function);
        if self.stack.last() == Some(&function) && self.sure && self.phase == Phase::Handler {
            self.frame_loops.insert(function);
        }
        self.leave_behind(module, LeftKind::Frame(function.0, function.1), callee);
        self.call_later(value, vec![Value::Primitive]);
    }

    pub(super) fn leave_behind(&mut self, module: ModuleId, kind: LeftKind, callee: Span) {
        if self.phase != Phase::Body {
            return;
        }
        let Some(site) = self.site(module, callee) else { return };
        let mut left = Left {
            kind: EffectKind::Interval,
            site,
            certain: self.sure,
            undone: false,
            fresh: None,
            frame: None,
            aborts: false,
        };
        match kind {
            LeftKind::Interval => {}
            LeftKind::Addition(fresh) => (left.kind, left.fresh) = (EffectKind::Addition, fresh),
            LeftKind::Listener { event, aborts } => {
                (left.kind, left.aborts) = (EffectKind::Listener(event.map(|event| event.to_string())), aborts);
            }
            LeftKind::Frame(module, function) => {
                (left.kind, left.frame) = (EffectKind::FrameLoop, Some((module, function)));
            }
        }
        match self.effects.iter_mut().find(|known| known.site == site) {
            Some(known) => known.certain |= left.certain,
            None => self.effects.push(left),
        }
    }

    /// Notes that a variable of a module gets what belongs to one instance.
    pub(super) fn note_shared(&mut self, module: ModuleId, binding: BindingId, value: &Value, span: Span) {
        let holds = match value {
            Value::Root => "the root",
            Value::Found(_) | Value::Each(_) | Value::FoundAll(_) => "an element",
            Value::Data => "the data",
            Value::Derived if self.sure => "a part of the data",
            Value::Setter(_) => "a setter",
            Value::Args => "the argument",
            Value::OfInstance => "what was made in the root",
            _ => return,
        };
        let within = self.stack.last().map_or(module, |running| running.0);
        if let Some(site) = self.site(within, span) {
            self.shared_writes.push(SharedWrite { module, binding, site, holds });
        }
    }

    /// Notes what is sent and does not survive it.
    pub(super) fn judge_sent(&mut self, module: ModuleId, kind: SendKind, value: &Value, call: Span) {
        let Some((what, arrives)) = self.unsendable(value, kind, 0) else { return };
        let Some(site) = self.site(module, call) else { return };
        if !self.found.unsendable.iter().any(|known| known.site == site) {
            self.found.unsendable.push(Unsendable { site, what, arrives });
        }
    }

    fn unsendable(&self, value: &Value, kind: SendKind, depth: u32) -> Option<(&'static str, Arrival)> {
        Some(match value {
            Value::Store(_, StoreKind::Map) => ("a Map", Arrival::Empty),
            Value::Store(_, StoreKind::Set) => ("a Set", Arrival::Empty),
            Value::Error => ("an Error", Arrival::Empty),
            Value::File => ("a File", Arrival::Empty),
            Value::Files => ("a list of files", Arrival::Hollow),
            Value::Event => ("an event", Arrival::Hollow),
            Value::Root | Value::Found(_) | Value::Each(_) | Value::Fresh(_) => ("an element", Arrival::Empty),
            Value::Function(_) => ("a function", Arrival::Dropped),
            Value::Undefined if kind == SendKind::State && depth == 0 => ("`undefined`", Arrival::Dropped),
            Value::Object(id) if depth < 4 => {
                let fields = self.objects[*id].fields.values();
                return fields
                    .filter_map(|field| self.unsendable(field, SendKind::Trigger, depth + 1))
                    .min_by_key(|found| found.0);
            }
            Value::Array(elements) if depth < 4 => {
                return elements.iter().find_map(|element| self.unsendable(element, SendKind::Trigger, depth + 1));
            }
            _ => return None,
        })
    }
}
