//! Branches: following each arm from the same state, what a test tells inside its arm, and joining the ends.

use super::store::Delta;
use super::value::{Unknown, Value, one_of};
use super::{Flow, Run, Scope};
use crate::syntax::python::hir::{Call, CompareOp, Expr, ExprKind, Stmt};

/// What is known to be safe to read where the follower stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Guard {
    /// Inside a `try` that catches.
    Everything,
    /// A mount's result was tested as a whole.
    Result(u32),
    /// A key of a mount's result was tested.
    ResultKey(u32, String),
    /// An entry of the session state was tested.
    Entry(String),
    /// A key in an entry of the session state was tested.
    EntryKey(String, String),
}

/// One way on from a branch.
pub(super) struct Arm<'a> {
    /// Tests that hold (or fail) in it.
    pub tests: Vec<(&'a Expr, bool)>,
    pub block: &'a [Stmt],
    /// Names that it binds to something unknown first.
    pub binds: Vec<(&'a str, Value)>,
}

impl<'a> Arm<'a> {
    pub fn new(block: &'a [Stmt]) -> Self {
        Self { tests: Vec::new(), block, binds: Vec::new() }
    }
}

impl Run<'_> {
    pub(super) fn if_statement(&mut self, branches: &[(Expr, Vec<Stmt>)], orelse: &[Stmt], at: Scope) -> Flow {
        let mut arms: Vec<Arm<'_>> = Vec::new();
        let mut failed: Vec<(&Expr, bool)> = Vec::new();
        let mut decided = false;
        for (test, block) in branches {
            match self.test(test, at) {
                Some(false) => continue,
                truth => {
                    let mut tests = failed.clone();
                    tests.push((test, true));
                    arms.push(Arm { tests, block, binds: Vec::new() });
                    if truth == Some(true) {
                        decided = true;
                        break;
                    }
                    failed.push((test, false));
                }
            }
        }
        if !decided {
            arms.push(Arm { tests: failed, block: orelse, binds: Vec::new() });
        }
        match branches {
            [(test, _)] if arms.len() > 1 => {
                let (branch, holds) = self.branch_on(test, at);
                let number = |index: u32| index ^ u32::from(!holds);
                if let Some(taken) = self.taken_arm(branch) {
                    arms = arms.into_iter().nth(number(taken) as usize).into_iter().collect();
                }
                self.arms_of(branch, &arms, number, at)
            }
            _ => self.arms(&arms, at),
        }
    }

    /// The number of a branch on a test, and whether its first arm is the one in which what is tested holds. A variable
    /// of a module of which nothing is known is mostly a constant of the machine, a version say: all branches on it
    /// go the same way in a run, and so are one.
    fn branch_on(&mut self, test: &Expr, at: Scope) -> (u32, bool) {
        let (tested, holds) = match &*test.kind {
            ExprKind::Not(inner) => (inner, false),
            _ => (test, true),
        };
        self.branches += 1;
        let fresh = self.branches;
        match self.module_variable(tested, at) {
            Some(Value::Unknown(unknown)) => (*self.lasting.entry(unknown.site).or_insert(fresh), holds),
            _ => (fresh, true),
        }
    }

    /// The arm of a branch with two that is being followed already, or that is the one which was not left. The turns of
    /// a loop may have values of their own.
    fn taken_arm(&self, branch: u32) -> Option<u32> {
        let around = self.arms.iter().find(|arm| arm.0 == branch).map(|arm| arm.1);
        let mut exits = self.exits.iter().filter(|exit| !matches!(exit.flow, Flow::Break | Flow::Continue));
        let left = || exits.find(|exit| exit.arm.0 == branch).map(|exit| exit.arm.1 ^ 1);
        around.or_else(left)
    }

    /// The value of an expression that names a variable of a module.
    fn module_variable(&mut self, expr: &Expr, at: Scope) -> Option<Value> {
        let ExprKind::Name(name) = &*expr.kind else { return None };
        let mut next = Some(at.frame);
        while let Some(id) = next {
            let frame = self.store.frame(id);
            if let Some(value) = frame.vars.get(name.as_str()) {
                let (value, is_of_module) = (value.clone(), frame.parent.is_none());
                return is_of_module.then(|| self.force(value, at.site(expr.span)));
            }
            next = frame.parent;
        }
        None
    }

    /// Follows each arm from the present state and joins the ends. A single arm is no branch.
    pub(super) fn arms(&mut self, arms: &[Arm<'_>], at: Scope) -> Flow {
        self.branches += 1;
        self.arms_of(self.branches, arms, |index| index, at)
    }

    fn arms_of(&mut self, branch: u32, arms: &[Arm<'_>], number: impl Fn(u32) -> u32, at: Scope) -> Flow {
        if let [only] = arms {
            self.assume_all(&only.tests, at);
            return self.block(only.block, at);
        }
        let mut ends: Vec<(usize, Delta)> = Vec::new();
        let mut left = Vec::new();
        for (index, arm) in arms.iter().enumerate() {
            self.store.enter_branch();
            let guards = self.guards.len();
            let arm_number = (branch, number(index as u32));
            self.arms.push(arm_number);
            self.assume_all(&arm.tests, at);
            for (name, value) in &arm.binds {
                self.bind(name, value.clone(), at);
            }
            let flow = self.block(arm.block, at);
            self.arms.pop();
            self.guards.truncate(guards);
            let delta = self.store.leave_branch();
            match flow {
                Flow::Next => ends.push((index, delta)),
                Flow::Return => {
                    if let Some(call) = self.calls.last_mut() {
                        call.exits.push(delta);
                    }
                }
                Flow::Break | Flow::Continue => {
                    if let Some(exits) = self.loop_exits.last_mut() {
                        exits.push(delta);
                    }
                }
                Flow::Raise => {}
            }
            if flow != Flow::Next {
                self.leave_by(arm_number, flow);
                left.push(flow);
            }
        }
        if ends.is_empty() {
            return strongest(&left);
        }
        if let [(only, _)] = ends.as_slice() {
            // The other arms have left: what this one's tests say holds from here to the block's end.
            let only = &arms[*only];
            let guards: Vec<Guard> =
                only.tests.iter().flat_map(|(test, truth)| self.guards_of(test, *truth, at)).collect();
            self.guards.extend(guards);
        }
        let deltas: Vec<Delta> = ends.into_iter().map(|(_, delta)| delta).collect();
        self.store.join(&deltas);
        Flow::Next
    }

    /// Evaluates a test.
    pub(super) fn test(&mut self, test: &Expr, at: Scope) -> Option<bool> {
        let value = self.eval(test, at);
        self.truth(&value)
    }

    /// What a value is in a test.
    pub(super) fn truth(&self, value: &Value) -> Option<bool> {
        match value {
            Value::Dict(id) => {
                let data = self.store.dict(*id);
                match data.entries.iter().any(|entry| entry.certain) {
                    true => Some(true),
                    false => (data.entries.is_empty() && data.open.is_empty()).then_some(false),
                }
            }
            Value::List(id, _) => {
                let data = self.store.list(*id);
                match data.items.is_empty() {
                    false => Some(true),
                    true => data.open.is_none().then_some(false),
                }
            }
            Value::OneOf(all) => {
                let mut truths = all.iter().map(|value| self.truth(value));
                let first = truths.next()??;
                truths.all(|truth| truth == Some(first)).then_some(first)
            }
            other => other.truth(),
        }
    }

    fn assume_all(&mut self, tests: &[(&Expr, bool)], at: Scope) {
        for (test, truth) in tests {
            self.assume(test, *truth, at);
        }
    }

    /// Takes over what a test tells: names that it narrows and reads that it makes safe.
    pub(super) fn assume(&mut self, test: &Expr, truth: bool, at: Scope) {
        let guards = self.guards_of(test, truth, at);
        self.guards.extend(guards);
        self.narrow(test, truth, at);
    }

    fn narrow(&mut self, test: &Expr, truth: bool, at: Scope) {
        match &*test.kind {
            ExprKind::Not(inner) => self.narrow(inner, !truth, at),
            ExprKind::BoolOp { is_or, left, right } if *is_or != truth => {
                self.narrow(left, truth, at);
                self.narrow(right, truth, at);
            }
            ExprKind::Name(name) => {
                if let Some(value) = self.store.get(at.frame, name).cloned() {
                    self.store.set(at.frame, name, value.when(truth));
                }
            }
            ExprKind::Walrus { target, .. } => {
                if let Some(value) = self.store.get(at.frame, &target.name).cloned() {
                    self.store.set(at.frame, &target.name, value.when(truth));
                }
            }
            ExprKind::Compare { left, rest } => {
                let [(op, right)] = rest.as_slice() else { return };
                let ExprKind::Name(name) = &*left.kind else { return };
                if !matches!(&*right.kind, ExprKind::None) {
                    return;
                }
                let is_none = match op {
                    CompareOp::Is | CompareOp::Eq => truth,
                    CompareOp::IsNot | CompareOp::NotEq => !truth,
                    _ => return,
                };
                if let Some(value) = self.store.get(at.frame, name).cloned() {
                    self.store.set(at.frame, name, narrow_none(value, is_none));
                }
            }
            _ => {}
        }
    }

    /// The reads that a test makes safe where it comes out as `truth`.
    fn guards_of(&mut self, test: &Expr, truth: bool, at: Scope) -> Vec<Guard> {
        match &*test.kind {
            ExprKind::Not(inner) => self.guards_of(inner, !truth, at),
            ExprKind::BoolOp { is_or, left, right } if *is_or != truth => {
                let mut guards = self.guards_of(left, truth, at);
                guards.extend(self.guards_of(right, truth, at));
                guards
            }
            ExprKind::Compare { left, rest } => {
                let [(op, right)] = rest.as_slice() else { return Vec::new() };
                let present = match op {
                    CompareOp::In => truth,
                    CompareOp::NotIn => !truth,
                    // `result.get("k") is not None` and `== "x"` tell that the key is there.
                    CompareOp::IsNot | CompareOp::NotEq if matches!(&*right.kind, ExprKind::None) => {
                        return if truth { self.guards_of(left, true, at) } else { Vec::new() };
                    }
                    CompareOp::Eq if !matches!(&*right.kind, ExprKind::None) => {
                        return if truth { self.guards_of(left, true, at) } else { Vec::new() };
                    }
                    _ => return Vec::new(),
                };
                if !present {
                    return Vec::new();
                }
                let (key, object) = (self.eval_quietly(left, at), self.eval_quietly(right, at));
                self.guards_for(&object, key.text())
            }
            ExprKind::Call(call) if truth => self.guards_of_call(call, at),
            ExprKind::Name(_) if truth => {
                let value = self.eval_quietly(test, at);
                let results = value.alternatives().iter().filter_map(|value| match value {
                    Value::Result(mount) => Some(Guard::Result(*mount)),
                    Value::StateEntry(entry) => Some(Guard::Entry(entry.to_string())),
                    _ => None,
                });
                results.collect()
            }
            ExprKind::Walrus { value, .. } => self.guards_of(value, truth, at),
            _ => Vec::new(),
        }
    }

    fn guards_of_call(&mut self, call: &Call, at: Scope) -> Vec<Guard> {
        let first = call.args.first().map(|arg| &arg.value);
        match &*call.func.kind {
            ExprKind::Name(name) if name == "hasattr" => {
                let [object, key] = call.args.as_slice() else { return Vec::new() };
                let (object, key) = (self.eval_quietly(&object.value, at), self.eval_quietly(&key.value, at));
                self.guards_for(&object, key.text())
            }
            ExprKind::Name(name) if name == "getattr" => {
                let [object, key, ..] = call.args.as_slice() else { return Vec::new() };
                let (object, key) = (self.eval_quietly(&object.value, at), self.eval_quietly(&key.value, at));
                self.guards_for(&object, key.text())
            }
            ExprKind::Attribute { value, attr } if attr.name == "get" => {
                let object = self.eval_quietly(value, at);
                let key = first.map(|key| self.eval_quietly(key, at));
                self.guards_for(&object, key.as_ref().and_then(Value::text))
            }
            _ => Vec::new(),
        }
    }

    fn guards_for(&self, object: &Value, key: Option<&str>) -> Vec<Guard> {
        let guard = |value: &Value| match (value, key) {
            (Value::Result(mount), Some(key)) => Some(Guard::ResultKey(*mount, key.to_owned())),
            (Value::Result(mount), None) => Some(Guard::Result(*mount)),
            (Value::SessionState, Some(key)) => Some(Guard::Entry(key.to_owned())),
            (Value::StateEntry(entry), Some(key)) => Some(Guard::EntryKey(entry.to_string(), key.to_owned())),
            (Value::StateEntry(entry), None) => Some(Guard::Entry(entry.to_string())),
            _ => None,
        };
        object.alternatives().iter().filter_map(guard).collect()
    }

    /// Whether a read of `key` of the mount's result does no harm here.
    pub(super) fn guards_result(&self, mount: u32, key: &str) -> bool {
        self.guards.iter().any(|guard| match guard {
            Guard::Everything => true,
            Guard::Result(known) => *known == mount,
            Guard::ResultKey(known, known_key) => *known == mount && known_key == key,
            _ => false,
        })
    }

    /// Whether a use of an entry of the session state does no harm here.
    pub(super) fn guards_entry(&self, entry: &str, key: Option<&str>) -> bool {
        self.guards.iter().any(|guard| match guard {
            Guard::Everything => true,
            Guard::Entry(known) => known == entry,
            Guard::EntryKey(known, known_key) => known == entry && key.is_none_or(|key| key == known_key),
            _ => false,
        })
    }
}

fn narrow_none(value: Value, is_none: bool) -> Value {
    match value {
        Value::Unknown(_) if is_none => Value::None,
        Value::Unknown(unknown) => Value::Unknown(Unknown { truthy: true, ..unknown }),
        Value::OneOf(all) => {
            let kept: Vec<Value> = all
                .iter()
                .filter(|value| match value {
                    Value::None | Value::Returned(_) => is_none,
                    Value::Unknown(_) => true,
                    _ => !is_none,
                })
                .map(|value| narrow_none(value.clone(), is_none))
                .collect();
            if kept.is_empty() { Value::OneOf(all) } else { one_of(kept) }
        }
        other => other,
    }
}

fn strongest(flows: &[Flow]) -> Flow {
    for flow in [Flow::Return, Flow::Break, Flow::Continue] {
        if flows.contains(&flow) {
            return flow;
        }
    }
    Flow::Raise
}
