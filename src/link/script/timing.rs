//! Which sends of one handler leave in separate tasks, too close to each other.

use std::sync::Arc;

use super::here::{Arm, Clock};
use crate::model::{SendKind, SplitSends};
use crate::text::Site;

/// Two messages closer than this race each other (fact 9c: at 20 ms none was lost).
const CLOSE_MS: u32 = 20;

/// More sends in one handler are not compared.
pub(super) const MOST: usize = 300;

/// A send and when it happens, counted from the start of the handler or function.
#[derive(Clone, Debug)]
pub(super) struct TimedSend {
    pub(super) kind: SendKind,
    pub(super) key: Arc<str>,
    pub(super) call: Site,
    pub(super) at: Clock,
    pub(super) path: Vec<Arm>,
}

impl TimedSend {
    /// The same send, seen from a caller that got to the call at `at` through `path`.
    pub(super) fn within(&self, at: Clock, path: &[Arm]) -> Self {
        let at = Clock { ms: at.ms.saturating_add(self.at.ms), timers: at.timers + self.at.timers };
        Self { at, path: path.iter().chain(&self.path).copied().collect(), ..self.clone() }
    }

    /// Whether no run takes both paths.
    fn excludes(&self, other: &TimedSend) -> bool {
        let other_arm = |arm: &&Arm| other.path.iter().any(|(test, taken)| *test == arm.0 && *taken != arm.1);
        self.path.iter().any(|arm| other_arm(&arm))
    }
}

/// The pairs of a handler's sends that race each other.
pub(super) fn splits(sends: &[TimedSend], found: &mut Vec<SplitSends>) {
    let sends = &sends[..sends.len().min(MOST)];
    for first in sends.iter().filter(|send| send.kind == SendKind::Trigger) {
        for second in sends {
            let separate = second.at.timers > 0 && second.at != first.at;
            let in_order = (second.at.ms, second.at.timers) > (first.at.ms, first.at.timers);
            let gap_ms = second.at.ms.saturating_sub(first.at.ms);
            if !separate || !in_order || gap_ms >= CLOSE_MS || first.excludes(second) {
                continue;
            }
            let split = SplitSends {
                first: first.call,
                first_key: first.key.to_string(),
                second: second.call,
                second_key: second.key.to_string(),
                second_kind: second.kind,
                gap_ms,
            };
            let same = |known: &SplitSends| {
                (known.first, &known.first_key, known.second, &known.second_key)
                    == (split.first, &split.first_key, split.second, &split.second_key)
            };
            if !found.iter().any(same) {
                found.push(split);
            }
        }
    }
}
