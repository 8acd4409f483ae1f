//! Under which circumstances a piece of a script runs: certainly or not, when, and in which branches.

use super::parts::Parts;
use super::value::{Depends, FrameId, GuardsId};

/// A test, by where it is written, and the arm that was taken.
pub(super) type Arm = (u32, u8);

/// The time since the handler began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) ms: u32,
    /// How many timers had to fire.
    pub(super) timers: u32,
}

/// Where the evaluation stands.
#[derive(Clone, Debug)]
pub(super) struct Here {
    /// The variables in reach.
    pub(super) frame: FrameId,
    /// The parts of what the mount passes that alone decide a test around it.
    pub(super) needs: Parts,
    /// Under no test at all.
    pub(super) steady: bool,
    /// In the renderer's own run, not in a handler.
    pub(super) rendering: bool,
    /// The time; none after waiting for something that takes a while.
    pub(super) clock: Option<Clock>,
    /// The branches since the function began.
    pub(super) path: Vec<Arm>,
    /// What the tests on the way have asked about `data`.
    pub(super) guards: GuardsId,
}

/// Whether code before a point may have skipped it, and what decides that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Skipped {
    #[default]
    Never,
    Maybe,
    /// These parts of the mount's data alone decide.
    ByMount(Parts),
}

impl Skipped {
    fn or(self, other: Skipped) -> Skipped {
        match (self, other) {
            (Skipped::ByMount(one), Skipped::ByMount(other)) => Skipped::ByMount(one.and(other)),
            _ => self.max(other),
        }
    }
}

/// The end of a block that is never passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// `break` or `continue`.
    Jump,
    /// `return` or `throw`.
    Return,
}

/// How a block was left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Left {
    /// Why its end is never reached, if so.
    pub(super) end: Option<End>,
    /// Whether the rest of the loop is skipped.
    pub(super) loop_rest: Skipped,
    /// Whether the rest of the function is skipped.
    pub(super) function_rest: Skipped,
}

impl Here {
    pub(super) fn new(frame: FrameId, needs: Parts, rendering: bool) -> Self {
        let guards = GuardsId(0);
        Self { frame, needs, steady: true, rendering, clock: Some(Clock::default()), path: Vec::new(), guards }
    }

    /// The start of a function that is called from here.
    pub(super) fn callee(&self, frame: FrameId) -> Self {
        let Self { needs, steady, rendering, guards, .. } = *self;
        Self { frame, needs, steady, rendering, clock: Some(Clock::default()), path: Vec::new(), guards }
    }

    /// What decides whether a handler that is made here will run, and behind which tests.
    pub(super) fn reason(&self) -> (Parts, GuardsId) {
        (self.needs, self.guards)
    }

    /// What decides whether this runs, where nothing decides whether what is around it does.
    pub(super) fn newly_needs(&self, around: &Here) -> Parts {
        if around.needs.is_none() { self.needs } else { Parts::NONE }
    }

    /// Into an arm of a test.
    pub(super) fn arm(&self, test: u32, arm: u8, depends: Depends) -> Self {
        let mut here = self.clone();
        here.enter_arm(test, arm, depends);
        here
    }

    pub(super) fn enter_arm(&mut self, test: u32, arm: u8, depends: Depends) {
        if let Depends::Mount(parts) = depends {
            self.needs = self.needs.and(parts);
        }
        self.steady = false;
        self.path.push((test, arm));
    }

    /// Into code that may run any number of times.
    pub(super) fn repeated(&self, at_least_once: bool) -> Self {
        Self { steady: self.steady && at_least_once, ..self.clone() }
    }

    /// Takes note of what may have skipped this point.
    pub(super) fn after(&mut self, left: Left) {
        let skipped = left.loop_rest.or(left.function_rest);
        if let Skipped::ByMount(parts) = skipped {
            self.needs = self.needs.and(parts);
        }
        self.steady &= skipped == Skipped::Never;
    }
}

impl Left {
    pub(super) fn by(end: End) -> Self {
        Left { end: Some(end), ..Left::default() }
    }

    /// What a branch that was left so means for the whole of the branches.
    pub(super) fn under(self, depends: Depends) -> Left {
        let skipped = match depends {
            Depends::Mount(parts) => Skipped::ByMount(parts),
            Depends::Constant | Depends::Page => Skipped::Maybe,
        };
        let skipped_by = |end| if self.end == Some(end) { skipped } else { Skipped::Never };
        Left {
            end: None,
            loop_rest: self.loop_rest.or(skipped_by(End::Jump)),
            function_rest: self.function_rest.or(skipped_by(End::Return)),
        }
    }

    /// What is left of it once the loop or `switch` around it has ended.
    pub(super) fn outside_loop(self) -> Left {
        Left { end: self.end.filter(|end| *end == End::Return), loop_rest: Skipped::Never, ..self }
    }

    pub(super) fn and(self, other: Left) -> Left {
        Left {
            end: self.end.max(other.end),
            loop_rest: self.loop_rest.or(other.loop_rest),
            function_rest: self.function_rest.or(other.function_rest),
        }
    }
}
