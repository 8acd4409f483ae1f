//! Which parts of what the mount passes something depends on.

use std::sync::Arc;

/// Parts of what the mount passes: fields of its `data`, whether there is any `data`, anything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Parts(u32);

/// The fields that are told apart, one bit each.
const MOST_FIELDS: usize = 30;
/// So many parts at once are no longer told apart.
const MOST_AT_ONCE: u32 = 8;

impl Parts {
    /// Nothing that the mount passes.
    pub(super) const NONE: Parts = Parts(0);
    /// Whether there is any `data`.
    pub(super) const PRESENCE: Parts = Parts(1 << 30);
    /// Nobody knows which.
    pub(super) const ANY: Parts = Parts(1 << 31);

    pub(super) fn is_none(self) -> bool {
        self == Parts::NONE
    }

    /// These and those.
    pub(super) fn and(self, other: Parts) -> Parts {
        let both = self.0 | other.0;
        match both & Parts::ANY.0 != 0 || both.count_ones() > MOST_AT_ONCE {
            true => Parts::ANY,
            false => Parts(both),
        }
    }
}

/// The fields of `data` in the order in which they came up.
#[derive(Default)]
pub(super) struct Fields(Vec<Arc<str>>);

impl Fields {
    /// The part that a field is.
    pub(super) fn part(&mut self, field: &str) -> Parts {
        let known = self.0.iter().position(|known| **known == *field);
        match known.unwrap_or(self.0.len()) {
            at if at >= MOST_FIELDS => Parts::ANY,
            at => {
                if known.is_none() {
                    self.0.push(field.into());
                }
                Parts(1 << at)
            }
        }
    }

    /// The names of the fields; none where it is not known which they are.
    pub(super) fn names(&self, parts: Parts) -> Option<Vec<String>> {
        let holds = |at: usize| parts.0 & (1 << at) != 0;
        let named = self.0.iter().enumerate().filter(|(at, _)| holds(*at));
        (parts != Parts::ANY).then(|| named.map(|(_, name)| name.to_string()).collect())
    }
}
