//! What only a mount decides of a send: nothing, conditions on its `data`, something that is not known.

/// What a send needs from the mount, from the least to the least known. What depends on events, on what people enter
/// or on what the renderer keeps is no need: that happens sooner or later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// Nothing: it is certain.
    Nothing,
    /// `data`, which alone decide, as in `if (data.editable)`: each of these conditions has to be met.
    Data(Vec<Condition>),
    /// It stands in a bundle, which is read and not run.
    Unfollowed,
    /// What the mount passes decides in a way that is not told apart, or nothing calls the function that sends.
    Unclear,
}

/// What a send needs of one field of `data`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The field; none where it is `data` as a whole.
    pub field: Option<String>,
    /// Which values of it.
    pub holds: Holds,
    /// The flag that stands in where the field is missing: `data.editable ?? true`.
    pub otherwise: Option<bool>,
}

/// The values for which a condition holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// Those that hold in a test: `if (data.editable)`.
    Truthy,
    /// Those that do not: `if (!data.locked)`.
    Falsy,
    /// Those equal to a constant: `if (data.mode === "edit")`.
    Equal(Constant),
    /// All others.
    Unequal(Constant),
    /// Nobody knows: something was computed of the field. Of one script, what has the same number has the same test
    /// and the same outcome.
    Unclear(Option<u32>),
}

/// A constant that a script compares a field of `data` with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constant {
    /// `null` or `undefined`.
    Nullish,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number that is not negative.
    Number(u32),
    /// A string.
    Text(String),
}

impl Holds {
    /// The condition that holds where this one does not.
    pub fn opposite(&self) -> Holds {
        match self {
            Holds::Truthy => Holds::Falsy,
            Holds::Falsy => Holds::Truthy,
            Holds::Equal(constant) => Holds::Unequal(constant.clone()),
            Holds::Unequal(constant) => Holds::Equal(constant.clone()),
            Holds::Unclear(_) => Holds::Unclear(None),
        }
    }
}
