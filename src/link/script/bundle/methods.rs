//! The functions that a bundle puts into properties, by the names of those: what a method that is called may be.

use rustc_hash::FxHashMap;

use crate::syntax::script::ScriptFacts;
use crate::syntax::script::hir::{
    AssignOp, BindingId, Expr, ExprKind, FuncId, MemberKind, PatternKind, Prop, PropKey, Stmt, StmtKind,
};
use crate::syntax::script::visit::Seer;

/// A name with more functions than this is one of a library's, or of the page's.
const MOST: usize = 4;

/// The functions by property; none where something else is put there too.
#[derive(Default)]
pub(super) struct Methods<'f>(FxHashMap<&'f str, Option<Vec<FuncId>>>);

impl<'f> Methods<'f> {
    pub(super) fn of(facts: &'f ScriptFacts, functions: &FxHashMap<BindingId, FuncId>) -> Self {
        let mut writes = Writes { facts, functions, methods: Methods::default() };
        facts.visit(&mut writes);
        for member in facts.classes.iter().flat_map(|class| &class.members) {
            let Some(PropKey::Name(name)) = &member.key else { continue };
            let held = match &member.kind {
                MemberKind::Method(id) => Some(*id),
                MemberKind::Field(Some(value)) => writes.function(value),
                _ => None,
            };
            writes.methods.put(&name.name, held);
        }
        writes.methods
    }

    fn put(&mut self, name: &'f str, held: Option<FuncId>) {
        let known = self.0.entry(name).or_insert_with(|| Some(Vec::new()));
        match (known.as_mut(), held) {
            (Some(list), Some(id)) if list.contains(&id) => {}
            (Some(list), Some(id)) if list.len() < MOST => list.push(id),
            _ => *known = None,
        }
    }

    /// All that a property of this name is; nothing where that is not known.
    pub(super) fn named(&self, name: &str) -> &[FuncId] {
        self.0.get(name).and_then(Option::as_deref).unwrap_or_default()
    }
}

/// Sees what is written into properties.
struct Writes<'r, 'f> {
    facts: &'f ScriptFacts,
    functions: &'r FxHashMap<BindingId, FuncId>,
    methods: Methods<'f>,
}

impl<'f> Writes<'_, 'f> {
    /// The one function that a value is: written there, named, or made by a call of one that ends by returning it.
    fn function(&self, value: &Expr) -> Option<FuncId> {
        match &value.kind {
            ExprKind::Function(id) => Some(*id),
            ExprKind::Name(name) => self.named(name.binding?),
            ExprKind::Call(call) => match &call.callee.kind {
                ExprKind::Name(name) => self.returned(self.named(name.binding?)?),
                _ => None,
            },
            _ => None,
        }
    }

    fn named(&self, binding: BindingId) -> Option<FuncId> {
        let reassigned = self.facts.bindings.get(binding.0 as usize).is_none_or(|known| known.reassigned);
        self.functions.get(&binding).copied().filter(|_| !reassigned)
    }

    fn returned(&self, id: FuncId) -> Option<FuncId> {
        let function = self.facts.functions.get(id.0 as usize).filter(|function| !function.is_async)?;
        let (Stmt { kind: StmtKind::Return(Some(last)), .. }, before) = function.body.split_last()? else {
            return None;
        };
        let is_plain = |stmt: &Stmt| {
            matches!(stmt.kind, StmtKind::Declare { .. } | StmtKind::Expr(_) | StmtKind::Function(_) | StmtKind::Empty)
        };
        match &last.kind {
            ExprKind::Function(id) if before.iter().all(is_plain) => Some(*id),
            _ => None,
        }
    }
}

impl<'f> Seer<'f> for Writes<'_, 'f> {
    fn expr(&mut self, expr: &'f Expr) {
        match &expr.kind {
            ExprKind::Object(props) => {
                for prop in props {
                    match prop {
                        Prop::Value(PropKey::Name(name), value) => self.methods.put(&name.name, self.function(value)),
                        Prop::Getter(PropKey::Name(name), _) | Prop::Accessor(PropKey::Name(name), _) => {
                            self.methods.put(&name.name, None);
                        }
                        _ => {}
                    }
                }
            }
            ExprKind::Assign { target, op, value } => {
                let PatternKind::Place(place) = &target.kind else { return };
                let ExprKind::Member { property, .. } = &place.kind else { return };
                let held = if *op == AssignOp::Set { self.function(value) } else { None };
                self.methods.put(&property.name, held);
            }
            _ => {}
        }
    }
}
