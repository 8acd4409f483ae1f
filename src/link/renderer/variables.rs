//! The variables of the walk, with a journal of their changes: two sides of a test are followed from the same
//! state, and joined.

use rustc_hash::FxHashMap;

use super::value::{ModuleId, Value};
use crate::syntax::script::hir::BindingId;

/// A variable, by its module and its declaration.
pub(super) type Variable = (ModuleId, BindingId);

/// The variables and what they were.
#[derive(Default)]
pub(super) struct Variables {
    values: FxHashMap<Variable, Value>,
    journal: Vec<(Variable, Option<Value>)>,
    forks: u32,
}

/// A state to come back to.
#[derive(Clone, Copy)]
pub(super) struct Fork(usize);

impl Variables {
    pub(super) fn get(&self, variable: Variable) -> Option<&Value> {
        self.values.get(&variable)
    }

    pub(super) fn set(&mut self, variable: Variable, value: Value) {
        let was = self.values.insert(variable, value);
        if self.forks > 0 {
            self.journal.push((variable, was));
        }
    }

    /// Begins to note changes.
    pub(super) fn fork(&mut self) -> Fork {
        self.forks += 1;
        Fork(self.journal.len())
    }

    /// Ends what [`Variables::fork`] began.
    pub(super) fn close(&mut self, _: Fork) {
        self.forks -= 1;
        if self.forks == 0 {
            self.journal.clear();
        }
    }

    /// Takes every change since the fork back; the values that are given up.
    pub(super) fn undo(&mut self, fork: Fork) -> FxHashMap<Variable, Value> {
        let mut given_up = FxHashMap::default();
        while self.journal.len() > fork.0 {
            let Some((variable, was)) = self.journal.pop() else { break };
            let now = match was {
                Some(was) => self.values.insert(variable, was),
                None => self.values.remove(&variable),
            };
            if let Some(now) = now {
                given_up.entry(variable).or_insert(now);
            }
        }
        given_up
    }

    /// Gives variables the values that an undone side gave them.
    pub(super) fn redo(&mut self, values: FxHashMap<Variable, Value>) {
        values.into_iter().for_each(|(variable, value)| self.set(variable, value));
    }

    /// Joins with the values that the other side gave; `fork` is where the two part.
    pub(super) fn join(&mut self, fork: Fork, mut other: FxHashMap<Variable, Value>) {
        for (variable, was) in self.changed_since(fork) {
            let there = other.remove(&variable).or(was);
            self.join_one(variable, there);
        }
        for (variable, value) in other {
            self.join_one(variable, Some(value));
        }
    }

    /// Joins with the state at the fork: what came since may not have run.
    pub(super) fn join_with_before(&mut self, fork: Fork) {
        self.join(fork, FxHashMap::default());
    }

    fn join_one(&mut self, variable: Variable, other: Option<Value>) {
        if let (Some(here), Some(other)) = (self.get(variable).cloned(), other)
            && here != other
        {
            self.set(variable, here.or(other));
        }
    }

    /// What changed since the fork, with what it was.
    fn changed_since(&self, fork: Fork) -> Vec<(Variable, Option<Value>)> {
        let mut seen = FxHashMap::default();
        for (variable, was) in &self.journal[fork.0.min(self.journal.len())..] {
            seen.entry(*variable).or_insert_with(|| was.clone());
        }
        seen.into_iter().collect()
    }
}
