//! Which parts of what the mount passes something depends on, and how, where that is plain.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::value::FrameId;
use crate::model::{Condition, Constant, Holds};
use crate::text::Span;

/// Parts of what the mount passes: fields of its `data`, the `data` as a whole, anything else. Of a value they are what
/// it is, or is computed of; of a send they are what decides on it.
///
/// They are of three kinds: one part *itself*, as it was passed; *tests*, of which a value is the outcome, and a send
/// needs every one to pass; or *vague*, where nobody knows how the parts decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Parts {
    /// One bit a part.
    parts: u32,
    /// One bit a test of them; none where it is a part itself.
    tests: u64,
}

/// The fields that are told apart, one bit each.
const MOST_FIELDS: usize = 30;
/// So many parts at once are no longer told apart.
const MOST_AT_ONCE: u32 = 8;
/// The bit of `data` as a whole.
const WHOLE: u32 = 1 << 30;
/// The bit of anything.
const ANYTHING: u32 = 1 << 31;
/// The tests that are told apart, one bit each.
const MOST_TESTS: usize = 63;
/// So many of them may be of what was computed of parts: scripts have more of these than of others.
const MOST_UNCLEAR: u32 = 20;
/// Stands in place of tests that nobody knows.
const VAGUE: u64 = 1 << 63;

impl Parts {
    /// Nothing that the mount passes.
    pub(super) const NONE: Parts = Parts { parts: 0, tests: 0 };
    /// The `data` as a whole.
    pub(super) const DATA: Parts = Parts { parts: WHOLE, tests: 0 };
    /// Nobody knows which.
    pub(super) const ANY: Parts = Parts { parts: ANYTHING, tests: VAGUE };

    pub(super) fn is_none(self) -> bool {
        self == Parts::NONE
    }

    /// These and those: all their tests have to pass.
    pub(super) fn and(self, other: Parts) -> Parts {
        match (self.is_none(), other.is_none()) {
            (true, _) => other,
            (_, true) => self,
            _ if self.is_itself() || other.is_itself() => self.or(other),
            _ => Parts { parts: self.parts | other.parts, tests: self.tests | other.tests }.bounded(),
        }
    }

    /// These or those, nobody knows which.
    pub(super) fn or(self, other: Parts) -> Parts {
        match self == other {
            true => self,
            false => Parts { parts: self.parts | other.parts, ..self }.vague(),
        }
    }

    /// The same parts, which decide in a way that nobody knows.
    pub(super) fn vague(self) -> Parts {
        match self.is_none() {
            true => self,
            false => Parts { tests: VAGUE, ..self }.bounded(),
        }
    }

    pub(super) fn is_vague(self) -> bool {
        self.tests == VAGUE
    }

    fn is_itself(self) -> bool {
        self.tests == 0 && !self.is_none()
    }

    fn bounded(self) -> Parts {
        match self.tests & VAGUE != 0 {
            _ if self.parts & ANYTHING != 0 || self.parts.count_ones() > MOST_AT_ONCE => Parts::ANY,
            true => Parts { tests: VAGUE, ..self },
            false => self,
        }
    }
}

/// The fields of `data` and the tests of them, in the order in which they came up.
#[derive(Default)]
pub(super) struct Fields {
    /// Their names, each with the flag that stands in where there is no such field.
    names: Vec<(Arc<str>, Option<bool>)>,
    tests: Vec<(u32, Holds)>,
    /// The tests of what was computed of parts: where they stand, and their outcomes.
    unclear: FxHashMap<(u32, Place, bool), u64>,
    /// Tests that are not to be relied on, one bit each: what was tested turned out to be other values too.
    unsettled: u64,
    /// The fields that the script itself puts into `data`.
    overwritten: FxHashSet<Arc<str>>,
    /// Whether it puts something into fields that are not known.
    any_overwritten: bool,
}

impl Fields {
    /// The part that a field is.
    pub(super) fn part(&mut self, field: &str) -> Parts {
        self.named(field, None)
    }

    /// A field in whose place a flag stands where it is missing: `data.editable ?? true`. None of any other value.
    pub(super) fn otherwise(&mut self, parts: Parts, flag: bool) -> Option<Parts> {
        let (name, None) = self.names.get(parts.parts.trailing_zeros() as usize)? else { return None };
        let name = Arc::clone(name);
        parts.is_itself().then(|| self.named(&name, Some(flag)))
    }

    fn named(&mut self, field: &str, otherwise: Option<bool>) -> Parts {
        let known = self.names.iter().position(|known| *known.0 == *field && known.1 == otherwise);
        match known.unwrap_or(self.names.len()) {
            at if at >= MOST_FIELDS => Parts::ANY,
            at => {
                if known.is_none() {
                    self.names.push((field.into(), otherwise));
                }
                Parts { parts: 1 << at, tests: 0 }
            }
        }
    }

    /// What decides that a value holds in a test.
    pub(super) fn holding(&mut self, parts: Parts) -> Parts {
        match parts.is_itself() {
            true => self.tested(parts, Holds::Truthy),
            false => parts,
        }
    }

    /// What decides that a value does not hold in a test.
    pub(super) fn failing(&mut self, parts: Parts) -> Parts {
        if parts.is_itself() {
            return self.tested(parts, Holds::Falsy);
        }
        let only = parts.tests.trailing_zeros() as usize;
        match self.tests.get(only).filter(|_| parts.tests.count_ones() == 1).map(|test| test.1.opposite()) {
            Some(opposite) => self.tested(parts, opposite),
            None => parts.vague(),
        }
    }

    /// What decides whether a value is equal to a constant, or not.
    pub(super) fn compared(&mut self, parts: Parts, constant: Constant, equal: bool) -> Parts {
        match parts.is_itself() {
            true if equal => self.tested(parts, Holds::Equal(constant)),
            true => self.tested(parts, Holds::Unequal(constant)),
            false => parts.vague(),
        }
    }

    /// What decides on an outcome of a test at a place, of what was computed of parts: nobody knows how, but it is the
    /// same for all that needs this outcome.
    pub(super) fn outcome(&mut self, parts: Parts, place: Place, outcome: bool) -> Parts {
        if parts.parts & ANYTHING != 0 {
            return parts;
        }
        let count = self.unclear.len() as u32;
        match self.unclear.get(&(parts.parts, place, outcome)) {
            Some(test) => Parts { tests: *test, ..parts },
            None if count >= MOST_UNCLEAR => parts.vague(),
            None => {
                let tested = self.tested(parts, Holds::Unclear(Some(count)));
                self.unclear.insert((parts.parts, place, outcome), tested.tests);
                tested
            }
        }
    }

    fn tested(&mut self, parts: Parts, holds: Holds) -> Parts {
        let test = (parts.parts, holds);
        let known = self.tests.iter().position(|known| *known == test);
        match known.unwrap_or(self.tests.len()) {
            at if at >= MOST_TESTS => parts.vague(),
            at => {
                if known.is_none() {
                    self.tests.push(test);
                }
                Parts { tests: 1 << at, ..parts }
            }
        }
    }

    /// Takes note that what passed these tests may be something else.
    pub(super) fn unsettle(&mut self, parts: Parts) {
        self.unsettled |= parts.tests & !VAGUE;
    }

    /// Takes note that the script itself puts something into a field of `data`; none where it is not known which.
    pub(super) fn overwrite(&mut self, field: Option<&str>) {
        match field {
            Some(field) => drop(self.overwritten.insert(field.into())),
            None => self.any_overwritten = true,
        }
    }

    /// What the parts ask for; none where it is not known which they are.
    pub(super) fn conditions(&self, parts: Parts) -> Option<Vec<Condition>> {
        if parts.parts & ANYTHING != 0 {
            return None;
        }
        let vague = parts.is_vague() || parts.is_itself() || self.is_unreliable(parts);
        let each_part = |parts: u32, holds: &Holds| -> Vec<Condition> {
            bits(parts.into()).map(|part| self.condition(part, holds.clone())).collect()
        };
        let mut conditions: Vec<Condition> = match vague {
            true => each_part(parts.parts, &Holds::Unclear(None)),
            false => {
                let tests = bits(parts.tests).filter_map(|test| self.tests.get(test as usize));
                tests.flat_map(|(parts, holds)| each_part(*parts, holds)).collect()
            }
        };
        conditions.sort_unstable();
        conditions.dedup();
        Some(conditions)
    }

    fn is_unreliable(&self, parts: Parts) -> bool {
        let mut names = bits(parts.parts.into()).filter_map(|part| self.names.get(part as usize));
        let overwritten = self.any_overwritten || names.any(|(name, _)| self.overwritten.contains(name));
        overwritten || parts.tests & self.unsettled != 0
    }

    fn condition(&self, part: u32, holds: Holds) -> Condition {
        match self.names.get(part as usize) {
            Some((name, otherwise)) => Condition { field: Some(name.to_string()), holds, otherwise: *otherwise },
            None => Condition { field: None, holds, otherwise: None },
        }
    }
}

/// The numbers of the bits in a set.
fn bits(set: u64) -> impl Iterator<Item = u32> {
    (0..u64::BITS).filter(move |at| set & (1 << at) != 0)
}

/// Where a test stands, and in which of its function's frames.
pub(super) type Place = (FrameId, Span);
