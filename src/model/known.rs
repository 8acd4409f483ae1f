//! Sets that say whether all their members are known.

use crate::text::Site;
use crate::vfs::TOO_LARGE;

/// A set of facts. It is *closed* while nothing opened it: then what is not a member does not exist.
#[derive(Clone, Debug, PartialEq)]
pub struct Known<T> {
    /// The members that were seen.
    pub members: Vec<T>,
    /// What could add members that were not seen.
    pub open: Vec<Opened>,
}

/// Something dynamic that opened a set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Opened {
    /// The expression that could not be followed.
    pub site: Site,
    /// Why, as the end of a sentence: "the value of `kwargs` is not known here".
    pub why: String,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { members: Vec::new(), open: Vec::new() }
    }
}

impl<T> Known<T> {
    /// Whether every member is known.
    pub fn is_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// The members.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.members.iter()
    }

    /// Records what opened the set, once.
    pub fn opened_by(&mut self, opened: Opened) {
        if !self.open.contains(&opened) {
            self.open.push(opened);
        }
    }
}

impl Opened {
    /// Whether it is a size limit that opened the set.
    pub fn is_over_size_limit(&self) -> bool {
        self.why.ends_with(TOO_LARGE)
    }
}
