//! What can be reached through what a script makes: a setter, `data`. It rises through everything that holds it,
//! also when it comes later.

use super::Heap;
use crate::link::script::value::{Atom, FrameId, ObjectId, Value};

/// More functions and objects in one value are told apart only where they matter.
const MOST_THINGS: usize = 32;
/// Functions with arguments given to them, in each other.
const DEEPEST_BOUND: u32 = 6;

impl Heap {
    /// Whether a setter can be reached through a value.
    pub(in crate::link::script) fn taints(&self, value: &Value) -> bool {
        self.reach(value).setter
    }

    /// Anything, for a value of many functions and objects none of which leads to a setter or to `data`: such
    /// a one need not be told apart, and a library in a bundle is full of them.
    pub(in crate::link::script) fn blurred(&self, value: &Value) -> Value {
        let many = value.atoms().len() > MOST_THINGS && value.things() > MOST_THINGS;
        match many && self.reach(value) == Reach::default() {
            true => Value::UNKNOWN,
            false => value.clone(),
        }
    }

    /// What can be reached through a value.
    pub(in crate::link::script) fn reach(&self, value: &Value) -> Reach {
        self.reach_within(value, DEEPEST_BOUND)
    }

    fn reach_within(&self, value: &Value, depth: u32) -> Reach {
        let mut reach = Reach::default();
        for atom in value.atoms() {
            reach = reach.or(match *atom {
                Atom::Setter(_) => Reach { setter: true, data: false },
                Atom::Data | Atom::PresentData => Reach { setter: false, data: true },
                Atom::Args => Reach { setter: true, data: true },
                Atom::Function(id) => self.frame(self.closure(id).frame).reach,
                Atom::Class(id) => self.frame(self.class(id).frame).reach,
                Atom::Object(id) => self.object(id).reach,
                Atom::Bound(id) if depth > 0 => {
                    let bound = self.bound(id);
                    let target = self.reach_within(&Value::One(bound.target), depth - 1);
                    let parts = bound.this.iter().chain(&bound.first);
                    parts.fold(target, |reach, part| reach.or(self.reach_within(part, depth - 1)))
                }
                _ => Reach::default(),
            });
            if reach.setter && reach.data {
                break;
            }
        }
        reach
    }

    /// Takes note that an object holds what a value has more than `before`: what can be reached through that can be
    /// reached through the object, also what comes later.
    pub(super) fn hold(&mut self, holder: ObjectId, value: &Value, before: &Value) {
        for atom in value.atoms().iter().filter(|atom| !before.has(**atom)) {
            self.hold_atom(holder, *atom, DEEPEST_BOUND);
        }
        let reach = self.reach(value);
        self.raise(holder, reach);
    }

    fn hold_atom(&mut self, holder: ObjectId, atom: Atom, depth: u32) {
        match atom {
            Atom::Object(id) => self.objects[id.0 as usize].holders.push(holder),
            Atom::Function(id) => {
                let frame = self.closure(id).frame;
                self.frames[frame.0 as usize].holders.push(holder);
            }
            Atom::Class(id) => {
                let frame = self.class(id).frame;
                self.frames[frame.0 as usize].holders.push(holder);
            }
            Atom::Bound(id) if depth > 0 => {
                let bound = self.bound(id).clone();
                self.hold_atom(holder, bound.target, depth - 1);
                for part in bound.this.iter().chain(&bound.first) {
                    part.atoms().iter().for_each(|atom| self.hold_atom(holder, *atom, depth - 1));
                }
            }
            _ => {}
        }
    }

    /// More can be reached through an object, and so through all that hold it.
    fn raise(&mut self, id: ObjectId, reach: Reach) {
        let mut rising = vec![id];
        while let Some(id) = rising.pop() {
            let object = &mut self.objects[id.0 as usize];
            let raised = object.reach.or(reach);
            if raised != object.reach {
                object.reach = raised;
                rising.extend_from_slice(&object.holders);
            }
        }
    }

    pub(super) fn raise_frame(&mut self, id: FrameId, reach: Reach) {
        let frame = &mut self.frames[id.0 as usize];
        let raised = frame.reach.or(reach);
        if raised != frame.reach {
            frame.reach = raised;
            for holder in frame.holders.clone() {
                self.raise(holder, reach);
            }
        }
    }

    /// Puts the fields of `data` into an object.
    pub(in crate::link::script) fn put_data(&mut self, id: ObjectId) {
        self.objects[id.0 as usize].from_data = true;
        self.raise(id, Reach { setter: false, data: true });
    }
}

/// What can be reached through a value, a frame or an object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::link::script) struct Reach {
    pub(in crate::link::script) setter: bool,
    pub(in crate::link::script) data: bool,
}

impl Reach {
    pub(super) fn or(self, other: Reach) -> Reach {
        Reach { setter: self.setter || other.setter, data: self.data || other.data }
    }
}
