//! Loops: turned as often as is known, or once and not at all.

use super::branches::Arm;
use super::value::{Value, Why};
use super::{Flow, Run, Scope};
use crate::syntax::python::hir::{Expr, Stmt};

/// The longest sequence that a loop is unrolled over.
const LONGEST_LOOP: usize = 64;

impl Run<'_> {
    pub(super) fn for_loop(&mut self, target: &Expr, iter: &Expr, body: &[Stmt], orelse: &[Stmt], at: Scope) -> Flow {
        let iterated = self.eval(iter, at);
        let elements = self.elements(&iterated, at.site(iter.span));
        if elements.known.len() > LONGEST_LOOP || elements.known.is_empty() && elements.open.is_some() {
            return self.loop_some_times(Some((target, &iterated)), &[], body, orelse, at);
        }
        let arms = self.arms.len();
        let mut end = Flow::Next;
        for (value, certain) in elements.known {
            self.assign(target, value, at);
            let (flow, left_early) = if certain { self.loop_body(body, at) } else { self.loop_turn(body, at) };
            match flow {
                Flow::Break => break,
                Flow::Return | Flow::Raise => {
                    end = flow;
                    break;
                }
                Flow::Next | Flow::Continue => {}
            }
            if left_early && self.arms.len() == arms {
                // A later turn may not come: the loop may have been left already.
                self.branches += 1;
                self.arms.push((self.branches, 0));
            }
        }
        self.arms.truncate(arms);
        if end != Flow::Next {
            return end;
        }
        if let Some(unknown) = elements.open {
            return self.loop_some_times(Some((target, &Value::Unknown(unknown))), &[], body, orelse, at);
        }
        self.block(orelse, at)
    }

    /// One turn of a loop that may not come.
    fn loop_turn(&mut self, body: &[Stmt], at: Scope) -> (Flow, bool) {
        self.loop_exits.push(Vec::new());
        let flow = self.arms(&[Arm::new(body), Arm::new(&[])], at);
        (flow, self.join_loop_exits())
    }

    pub(super) fn while_loop(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt], at: Scope) -> Flow {
        match self.test(test, at) {
            Some(false) => self.block(orelse, at),
            Some(true) => match self.loop_body(body, at).0 {
                Flow::Return => Flow::Return,
                Flow::Raise => Flow::Raise,
                _ => Flow::Next,
            },
            None => self.loop_some_times(None, &[(test, true)], body, orelse, at),
        }
    }

    /// A loop of which nobody knows how often it turns: its body runs once, or not at all.
    fn loop_some_times(
        &mut self,
        bind: Option<(&Expr, &Value)>,
        tests: &[(&Expr, bool)],
        body: &[Stmt],
        orelse: &[Stmt],
        at: Scope,
    ) -> Flow {
        if let Some((target, iterated)) = bind {
            let value = match iterated {
                Value::Unknown(unknown) => Value::Unknown(*unknown),
                _ => Value::unknown(at.site(target.span), Why::LoopVariable),
            };
            self.assign(target, value, at);
        }
        self.loop_exits.push(Vec::new());
        let arms = [Arm { tests: tests.to_vec(), ..Arm::new(body) }, Arm::new(&[])];
        let flow = self.arms(&arms, at);
        self.join_loop_exits();
        if flow == Flow::Next { self.block(orelse, at) } else { flow }
    }

    /// One turn of a loop, and whether an undecided branch may have left it.
    fn loop_body(&mut self, body: &[Stmt], at: Scope) -> (Flow, bool) {
        self.loop_exits.push(Vec::new());
        let flow = self.block(body, at);
        (flow, self.join_loop_exits())
    }

    fn join_loop_exits(&mut self) -> bool {
        let exits = self.loop_exits.pop().unwrap_or_default();
        for exit in &exits {
            self.store.join_exit(exit, None);
        }
        self.forget_exits();
        !exits.is_empty()
    }
}
