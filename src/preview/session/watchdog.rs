//! When a run has to be interrupted, when its worker has to be killed, and when runs follow each other without end.
//! Decisions only, from times that it is told.
//!
//! May not know how a worker is reached.

use std::time::{Duration, Instant};

use super::Limits;

/// A run that begins sooner than this after the last one is part of the same chain.
const QUIET: Duration = Duration::from_millis(500);

/// What has to be done about a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Interrupt the run.
    Interrupt {
        /// The run.
        run: u64,
        /// Why; nothing where the run is only out of date.
        reason: String,
    },
    /// Kill the worker.
    Kill {
        /// Why.
        reason: String,
    },
}

/// What a worker is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Starting {
        since: Instant,
    },
    Waiting,
    Running {
        run: u64,
        since: Instant,
    },
    /// An interrupted run.
    Leaving {
        since: Instant,
        why: Why,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Silent,
    Edited,
}

/// Watches one worker.
#[derive(Debug)]
pub struct Watchdog {
    limits: Limits,
    doing: Doing,
    /// Since when a rerun waits.
    asked: Option<Instant>,
    /// Since when a rerun waits that follows an edit.
    edited: Option<Instant>,
}

impl Watchdog {
    /// For a worker that starts now.
    pub fn new(limits: Limits, now: Instant) -> Self {
        Self { limits, doing: Doing::Starting { since: now }, asked: None, edited: None }
    }

    /// The worker is ready.
    pub fn ready(&mut self) {
        self.doing = Doing::Waiting;
    }

    /// Whether it ever was.
    pub fn was_ready(&self) -> bool {
        !matches!(self.doing, Doing::Starting { .. })
    }

    /// A rerun was sent.
    pub fn asked(&mut self, edit: bool, now: Instant) {
        self.asked.get_or_insert(now);
        if edit {
            self.edited.get_or_insert(now);
        }
    }

    /// A run begins; `waiting` tells whether reruns still wait.
    pub fn started(&mut self, run: u64, waiting: bool, now: Instant) {
        self.doing = Doing::Running { run, since: now };
        self.asked = waiting.then_some(now);
        self.edited = None;
    }

    /// A run has ended.
    pub fn finished(&mut self, now: Instant) {
        self.doing = Doing::Waiting;
        self.asked = self.asked.map(|_| now);
    }

    /// What has to be done by now; noted as done.
    pub fn judge(&mut self, last_sign: Instant, now: Instant) -> Option<Verdict> {
        if now < self.due(last_sign)? {
            return None;
        }
        let seconds = self.limits.silence.as_secs_f64();
        match self.doing {
            Doing::Starting { .. } => {
                Some(Verdict::Kill { reason: "The preview's worker did not start in time.".to_string() })
            }
            Doing::Waiting => {
                Some(Verdict::Kill { reason: format!("The worker took up no rerun for {seconds} s, and was stopped.") })
            }
            Doing::Leaving { why: Why::Edited, .. } => {
                Some(Verdict::Kill { reason: "The script was busy when it was edited, and was stopped.".to_string() })
            }
            Doing::Leaving { why: Why::Silent, .. } => {
                Some(Verdict::Kill { reason: format!("The script gave no sign for {seconds} s, and was stopped.") })
            }
            Doing::Running { run, since } => {
                let silent = now >= last_sign.max(since) + self.limits.silence;
                let why = if silent { Why::Silent } else { Why::Edited };
                self.doing = Doing::Leaving { since: now, why };
                let reason = if silent {
                    format!("The script gave no sign for {seconds} s, and was interrupted here.")
                } else {
                    String::new()
                };
                Some(Verdict::Interrupt { run, reason })
            }
        }
    }

    /// When the worker wants judging; never, where nothing is expected of it.
    pub fn due(&self, last_sign: Instant) -> Option<Instant> {
        let Limits { silence, edited, grace, start, .. } = self.limits;
        match self.doing {
            Doing::Starting { since } => Some(since + start),
            Doing::Waiting => self.asked.map(|since| since.max(last_sign) + silence),
            Doing::Leaving { since, .. } => Some(since + grace),
            Doing::Running { since, .. } => {
                let silent = last_sign.max(since) + silence;
                let edited = self.edited.map(|asked| asked.max(last_sign) + edited);
                Some(edited.map_or(silent, |edited| edited.min(silent)))
            }
        }
    }
}

/// Counts runs that nobody but the script and its components asked for.
#[derive(Debug, Default)]
pub struct Chain {
    runs: u32,
    last_end: Option<Instant>,
}

impl Chain {
    /// A run begins; answers with how many there were in a row.
    pub fn started(&mut self, cause: &str, now: Instant) -> u32 {
        let follows = self.last_end.is_some_and(|end| now < end + QUIET);
        let by_itself = matches!(cause, "rerun" | "component");
        self.runs = if follows && by_itself { self.runs + 1 } else { 0 };
        self.runs
    }

    /// A run has ended.
    pub fn ended(&mut self, now: Instant) {
        self.last_end = Some(now);
    }

    /// Counts anew.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watchdog(now: Instant) -> Watchdog {
        let mut watchdog = Watchdog::new(Limits::default(), now);
        watchdog.ready();
        watchdog
    }

    fn seconds(count: f64) -> Duration {
        Duration::from_secs_f64(count)
    }

    #[test]
    fn interrupts_a_silent_run_and_kills_one_that_does_not_leave() {
        let begun = Instant::now();
        let mut watchdog = watchdog(begun);
        watchdog.asked(false, begun);
        watchdog.started(7, false, begun);
        assert_eq!(watchdog.judge(begun, begun + seconds(9.9)), None);
        assert!(matches!(
            watchdog.judge(begun, begun + seconds(10.0)),
            Some(Verdict::Interrupt { run: 7, reason }) if !reason.is_empty()
        ));
        assert_eq!(watchdog.judge(begun, begun + seconds(10.4)), None);
        assert!(matches!(watchdog.judge(begun, begun + seconds(10.5)), Some(Verdict::Kill { .. })));
    }

    #[test]
    fn lets_a_run_be_that_gives_signs() {
        let begun = Instant::now();
        let mut watchdog = watchdog(begun);
        watchdog.started(1, false, begun);
        assert_eq!(watchdog.judge(begun + seconds(30.0), begun + seconds(39.0)), None);
        watchdog.finished(begun + seconds(40.0));
        assert_eq!(watchdog.due(begun), None, "nothing is expected of a worker at rest");
    }

    #[test]
    fn leaves_an_edited_run_sooner_and_without_reproach() {
        let begun = Instant::now();
        let mut watchdog = watchdog(begun);
        watchdog.started(1, false, begun);
        watchdog.asked(true, begun + seconds(2.0));
        assert_eq!(watchdog.judge(begun, begun + seconds(2.9)), None);
        let verdict = watchdog.judge(begun, begun + seconds(3.0));
        assert_eq!(verdict, Some(Verdict::Interrupt { run: 1, reason: String::new() }));
    }

    #[test]
    fn kills_a_worker_that_does_not_start_or_takes_nothing_up() {
        let begun = Instant::now();
        let mut starting = Watchdog::new(Limits::default(), begun);
        assert!(matches!(starting.judge(begun, begun + seconds(20.0)), Some(Verdict::Kill { .. })));
        let mut idle = watchdog(begun);
        idle.asked(false, begun);
        assert!(matches!(idle.judge(begun, begun + seconds(10.0)), Some(Verdict::Kill { .. })));
    }

    #[test]
    fn counts_runs_that_follow_by_themselves() {
        let begun = Instant::now();
        let mut chain = Chain::default();
        let cases = [("load", 0.0, 0), ("rerun", 0.1, 1), ("component", 0.2, 2), ("widget", 0.3, 0), ("rerun", 2.0, 0)];
        for (cause, at, expected) in cases {
            let now = begun + seconds(at);
            assert_eq!(chain.started(cause, now), expected, "{cause} at {at}");
            chain.ended(now);
        }
    }
}
