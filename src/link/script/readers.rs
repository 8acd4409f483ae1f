//! Who has read what: when a value grows, what was computed from it is no longer fresh.

use rustc_hash::FxHashMap;

use super::parts::Parts;
use super::value::{FrameId, ModuleId};

/// What runs as a whole, and is run again as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Run {
    /// The body of a function in a frame, and what decides whether it runs.
    Call(FrameId, Parts),
    /// A statement of a module's top level.
    Top(ModuleId, u32),
}

/// A run by number. The first stands for what is no run of its own: it is done anew in every round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RunId(u32);

const ROUND: RunId = RunId(0);

#[derive(Debug, Default)]
struct State {
    /// Whether nothing that it read has grown since it began.
    fresh: bool,
    /// The round in which it was run last.
    round: u32,
    callers: Vec<RunId>,
}

/// What a call has to do about the run that it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Nothing: a former run found all there is.
    Fresh,
    /// Nothing in this round.
    Later,
    /// To run it.
    Now,
}

/// Those that have read a value.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadBy(Vec<RunId>);

/// The runs, and which of them are fresh.
#[derive(Debug)]
pub(super) struct Readers {
    runs: Vec<State>,
    ids: FxHashMap<Run, RunId>,
    /// The runs in each frame.
    in_frames: FxHashMap<FrameId, Vec<RunId>>,
    /// The one that is running.
    now: RunId,
    round: u32,
    /// Whether something grew in this round after it had been read.
    pub(super) stale: bool,
}

impl Default for Readers {
    fn default() -> Self {
        Self {
            runs: vec![State::default()],
            ids: FxHashMap::default(),
            in_frames: FxHashMap::default(),
            now: ROUND,
            round: 0,
            stale: false,
        }
    }
}

impl Readers {
    pub(super) fn start_round(&mut self) {
        self.round += 1;
        self.stale = false;
        self.now = ROUND;
    }

    fn id(&mut self, run: Run) -> RunId {
        let next = RunId(self.runs.len() as u32);
        let id = *self.ids.entry(run).or_insert(next);
        if id == next {
            self.runs.push(State::default());
            if let Run::Call(frame, _) = run {
                self.in_frames.entry(frame).or_default().push(id);
            }
        }
        id
    }

    fn state(&mut self, id: RunId) -> &mut State {
        &mut self.runs[id.0 as usize]
    }

    /// What the run that is running has to do about one that it calls.
    pub(super) fn call(&mut self, run: Run) -> Wanted {
        let (caller, round) = (self.now, self.round);
        let id = self.id(run);
        let state = self.state(id);
        if state.callers.last() != Some(&caller) {
            state.callers.push(caller);
        }
        match (state.fresh, state.round == round) {
            (true, _) => Wanted::Fresh,
            (false, false) => Wanted::Now,
            (false, true) => {
                self.spoil(caller);
                Wanted::Later
            }
        }
    }

    /// Whether a run has to be done again.
    pub(super) fn is_fresh(&self, run: Run) -> bool {
        self.ids.get(&run).is_some_and(|id| self.runs[id.0 as usize].fresh)
    }

    /// Begins a run: what is read from now on is read in its name. Gives the one around it, for its end.
    pub(super) fn begin(&mut self, run: Run) -> RunId {
        let (id, round) = (self.id(run), self.round);
        let state = self.state(id);
        state.fresh = true;
        state.round = round;
        std::mem::replace(&mut self.now, id)
    }

    /// Ends the run that is running.
    pub(super) fn end(&mut self, around: RunId) {
        self.now = around;
    }

    pub(super) fn read(&self, by: &mut ReadBy) {
        if by.0.last() != Some(&self.now) {
            by.0.push(self.now);
        }
    }

    /// A value has grown that these have read.
    pub(super) fn grew(&mut self, read_by: &mut ReadBy) {
        for reader in read_by.0.drain(..) {
            self.stale = true;
            self.spoil(reader);
        }
    }

    /// Something of a frame has grown that whatever runs in it may have read.
    pub(super) fn frame_grew(&mut self, frame: FrameId) {
        self.stale = true;
        for id in self.in_frames.get(&frame).cloned().unwrap_or_default() {
            self.spoil(id);
        }
    }

    /// A run has to be done again, and so have those that call it.
    fn spoil(&mut self, id: RunId) {
        let mut spoilt = vec![id];
        while let Some(id) = spoilt.pop() {
            let state = self.state(id);
            if std::mem::replace(&mut state.fresh, false) {
                spoilt.append(&mut state.callers);
            }
        }
    }
}
