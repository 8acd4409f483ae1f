//! What an expression of a script can be: a set of possibilities.

use std::rc::Rc;
use std::sync::Arc;

use super::builtins::Native;
use super::parts::Parts;
use crate::model::SendKind;
use crate::text::Span;

/// One possibility. The ids index the [`Heap`](super::heap::Heap).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Atom {
    /// One of the renderer's two setters.
    Setter(SendKind),
    /// The renderer's argument.
    Args,
    /// What the mount passes as `data`; `null` where it passes none.
    Data,
    /// The same, where it is known not to be `null`.
    PresentData,
    /// Parts of `data`, the `name` or `key`, or what is computed of such alone. A value has one of this kind, which is
    /// vague where it has others beside it.
    Derived(Parts),
    /// The element that the component lives in.
    ParentElement,
    /// Another element of the page, or something of one.
    Dom,
    /// A text.
    Str(StrId),
    /// A whole number that is not negative.
    Number(u32),
    /// `true` or `false`.
    Bool(bool),
    /// `null` or `undefined`.
    Nullish,
    /// A text, number or boolean of which nothing is known.
    Primitive,
    /// A function together with the variables around it.
    Function(ClosureId),
    /// A function with arguments already given to it.
    Bound(BoundId),
    /// A class together with the variables around it.
    Class(ClassValueId),
    /// An object, array or instance.
    Object(ObjectId),
    /// Something of the language or the page that is understood.
    Native(Native),
    /// A promise that settles at a time that is not known; its other possibilities are what it settles to.
    Later,
    /// Anything.
    Unknown,
}

impl Atom {
    /// Whether it is one of the functions and objects that the script makes.
    pub(super) fn is_thing(self) -> bool {
        matches!(self, Atom::Function(_) | Atom::Object(_) | Atom::Class(_) | Atom::Bound(_))
    }

    /// The parts of what the mount passes that it is, or is computed of.
    pub(super) fn parts(self) -> Parts {
        match self {
            Atom::Data | Atom::PresentData => Parts::DATA,
            Atom::Derived(parts) => parts,
            _ => Parts::NONE,
        }
    }

    /// The same, without saying how it was computed of what the mount passes.
    fn vague(self) -> Atom {
        match self {
            Atom::Derived(parts) => Atom::Derived(parts.vague()),
            other => other,
        }
    }

    /// Some part of it, where it is what the mount passes or a part of that.
    pub(super) fn some_part(self) -> Option<Atom> {
        match self {
            Atom::Data | Atom::PresentData => Some(Atom::Derived(Parts::ANY)),
            Atom::Derived(parts) => Some(Atom::Derived(parts.vague())),
            _ => None,
        }
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),*) => {
        $($(#[$doc])* #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(super) struct $name(pub(super) u32);)*
    };
}

ids! {
    /// A text and its place.
    StrId,
    /// A closure.
    ClosureId,
    /// A bound function.
    BoundId,
    /// A class.
    ClassValueId,
    /// An object.
    ObjectId,
    /// The variables of one call.
    FrameId,
    /// A module.
    ModuleId,
    /// What tests have asked about `data`.
    GuardsId
}

/// A text and where it is written, in its module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Text {
    pub(super) text: Arc<str>,
    pub(super) module: ModuleId,
    pub(super) span: Span,
    /// The parts of the mount's data that alone decide that it is this text.
    pub(super) needs: Parts,
}

/// The possibilities of an expression: sorted, each once. None means that nothing reached it yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Value {
    #[default]
    Nothing,
    One(Atom),
    Many(Rc<[Atom]>),
    /// More than can be told apart: anything. It stays that, whatever is added.
    TooMany,
}

/// More possibilities than these are no longer told apart.
const MOST: usize = 400;

/// What a test's outcome depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depends {
    /// On nothing: it is a constant.
    Constant,
    /// On nothing but these parts of what the mount passes.
    Mount(Parts),
    /// On something that changes in the browser.
    Page,
}

/// What decides the two outcomes of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arms {
    /// What decides that it holds.
    pub(super) holds: Depends,
    /// What decides that it does not.
    pub(super) fails: Depends,
}

impl Arms {
    pub(super) fn both(depends: Depends) -> Self {
        Self { holds: depends, fails: depends }
    }

    /// Those of `a && b`. It holds when both do, so one that only the mount decides is enough; it fails when one
    /// of them does, so the page can see to it that it fails whatever the mount passes.
    pub(super) fn and(self, other: Self) -> Self {
        let fails = match (self.fails, other.fails) {
            (Depends::Page, _) | (_, Depends::Page) => Depends::Page,
            (one, other) => one.and(other),
        };
        Self { holds: self.holds.and(other.holds), fails }
    }

    /// Those of `a || b`, the other way round.
    pub(super) fn or(self, other: Self) -> Self {
        self.opposite().and(other.opposite()).opposite()
    }

    fn opposite(self) -> Self {
        Self { holds: self.fails, fails: self.holds }
    }
}

impl Depends {
    /// What decides that both come about, where the page sees to its own.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Depends::Mount(one), Depends::Mount(other)) => Depends::Mount(one.and(other)),
            (Depends::Mount(parts), _) | (_, Depends::Mount(parts)) => Depends::Mount(parts),
            (Depends::Page, _) | (_, Depends::Page) => Depends::Page,
            _ => Depends::Constant,
        }
    }

    /// The same, in a way that nobody knows.
    pub(super) fn vague(self) -> Self {
        match self {
            Depends::Mount(parts) => Depends::Mount(parts.vague()),
            other => other,
        }
    }
}

impl From<Atom> for Value {
    fn from(atom: Atom) -> Self {
        Value::One(atom)
    }
}

impl FromIterator<Atom> for Value {
    fn from_iter<T: IntoIterator<Item = Atom>>(atoms: T) -> Self {
        let mut atoms: Vec<Atom> = atoms.into_iter().collect();
        atoms.sort_unstable();
        atoms.dedup_by(|next, last| next == last || joined(last, *next));
        Value::of(atoms)
    }
}

impl Value {
    pub(super) const UNKNOWN: Value = Value::One(Atom::Unknown);
    pub(super) const NULLISH: Value = Value::One(Atom::Nullish);
    pub(super) const PRIMITIVE: Value = Value::One(Atom::Primitive);

    /// Of a sorted list. What one of several possibilities is computed of is vague.
    fn of(mut atoms: Vec<Atom>) -> Value {
        match atoms.as_mut_slice() {
            [] => Value::Nothing,
            [only] => Value::One(*only),
            many if many.len() > MOST => Value::TooMany,
            many => {
                many.iter_mut().for_each(|atom| *atom = atom.vague());
                Value::Many(atoms.into())
            }
        }
    }

    pub(super) fn atoms(&self) -> &[Atom] {
        match self {
            Value::Nothing => &[],
            Value::One(atom) => std::slice::from_ref(atom),
            Value::Many(atoms) => atoms,
            Value::TooMany => &[Atom::Unknown],
        }
    }

    /// How many functions and objects it can be.
    pub(super) fn things(&self) -> usize {
        self.atoms().iter().filter(|atom| atom.is_thing()).count()
    }

    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Value::Nothing)
    }

    pub(super) fn has(&self, atom: Atom) -> bool {
        match self {
            Value::Nothing => false,
            Value::One(only) => *only == atom,
            Value::Many(atoms) => atoms.binary_search(&atom).is_ok(),
            Value::TooMany => atom == Atom::Unknown,
        }
    }

    /// Adds the possibilities of another value; says whether that made a difference.
    pub(super) fn join(&mut self, other: &Value) -> bool {
        if let (Value::Many(own), Value::Many(others)) = (&*self, other)
            && Rc::ptr_eq(own, others)
        {
            return false;
        }
        if *self == Value::TooMany || other.is_within(self) {
            return false;
        }
        let all = match self {
            Value::Nothing => other.clone(),
            _ => merged(self.atoms(), other.atoms()),
        };
        let grew = all != *self;
        *self = all;
        grew
    }

    /// Whether all possibilities are those of another value too. Both are sorted.
    fn is_within(&self, other: &Value) -> bool {
        let (own, others) = (self.atoms(), other.atoms());
        if own.len() > others.len() {
            return false;
        }
        let mut others = others.iter();
        own.iter().all(|atom| others.by_ref().find(|other| *other >= atom) == Some(atom))
    }

    pub(super) fn or(mut self, other: &Value) -> Value {
        self.join(other);
        self
    }

    pub(super) fn without(&self, dropped: impl Fn(Atom) -> bool) -> Value {
        match self.atoms().iter().any(|atom| dropped(*atom)) {
            true => self.atoms().iter().copied().filter(|atom| !dropped(*atom)).collect(),
            false => self.clone(),
        }
    }

    /// What it depends on, in whatever way.
    pub(super) fn depends(&self) -> Depends {
        let mut parts = Parts::NONE;
        for atom in self.atoms() {
            match atom {
                Atom::Dom | Atom::Primitive | Atom::Unknown | Atom::Later => return Depends::Page,
                other => parts = parts.and(other.parts().vague()),
            }
        }
        match parts.is_none() {
            _ if self.is_nothing() => Depends::Page,
            true => Depends::Constant,
            false => Depends::Mount(parts),
        }
    }

    /// The part of what the mount passes that it certainly is, or the tests of such parts that it is the outcome of.
    pub(super) fn plain(&self) -> Option<Parts> {
        match self {
            Value::One(Atom::Data) => Some(Parts::DATA),
            Value::One(Atom::Derived(parts)) if !parts.is_vague() => Some(*parts),
            _ => None,
        }
    }

    /// Whether it may be a part of what the mount passes.
    pub(super) fn is_derived(&self) -> bool {
        self.atoms().iter().any(|atom| matches!(atom, Atom::Derived(_)))
    }

    /// The same, without telling the parts of what the mount passes apart.
    pub(super) fn undivided(&self) -> Value {
        let undivided = |atom: &Atom| if let Atom::Derived(_) = atom { Atom::Derived(Parts::ANY) } else { *atom };
        match self.is_derived() {
            true => self.atoms().iter().map(undivided).collect(),
            false => self.clone(),
        }
    }

    /// What is computed from operands: derived from the mount's data where nothing else is in it.
    pub(super) fn computed<'v>(operands: impl IntoIterator<Item = &'v Value>) -> Value {
        let mut parts = Parts::NONE;
        for operand in operands {
            match operand.depends() {
                Depends::Page => return Value::PRIMITIVE,
                Depends::Mount(more) => parts = parts.and(more),
                Depends::Constant => {}
            }
        }
        Value::One(if parts.is_none() { Atom::Primitive } else { Atom::Derived(parts) })
    }
}

/// Makes one of two atoms that differ only in their parts.
fn joined(last: &mut Atom, next: Atom) -> bool {
    let (Atom::Derived(parts), Atom::Derived(more)) = (last, next) else { return false };
    *parts = parts.or(more);
    true
}

/// Two sorted lists as one.
fn merged(left: &[Atom], right: &[Atom]) -> Value {
    let mut all = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.iter().copied().peekable(), right.iter().copied().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(one), Some(other)) if one <= other => left.next(),
            (_, Some(_)) => right.next(),
            (_, None) => left.next(),
        };
        let Some(atom) = next else { break };
        if all.last_mut().is_none_or(|last| *last != atom && !joined(last, atom)) {
            all.push(atom);
        }
    }
    Value::of(all)
}

#[cfg(test)]
mod tests {
    use super::{Atom, MOST, Value};

    fn numbers(below: usize) -> Value {
        (0..below as u32).map(Atom::Number).collect()
    }

    #[test]
    fn a_value_of_too_many_possibilities_stays_anything() {
        let mut value = numbers(MOST);
        assert!(value.join(&Value::One(Atom::Nullish)));
        assert_eq!(value.atoms(), [Atom::Unknown]);
        assert!(!value.join(&numbers(MOST - 1)) && !value.join(&Value::PRIMITIVE));
        assert_eq!(value.atoms(), [Atom::Unknown]);
    }
}
