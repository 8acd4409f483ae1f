//! What the run around a mount or a registration makes of it, and values that are no plain JSON.

use crate::text::{Site, Word};

/// What the run around a mount makes of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circumstances {
    /// What makes its `data` differ from run to run: a widget's value, a result, session state, the time. None
    /// where nothing is known to.
    pub data_varies: Option<Site>,
    /// What makes its `default` differ from run to run.
    pub default_varies: Option<Site>,
    /// The call that makes its `key` another one in every run: of a clock, of a random or unique number.
    pub fresh_key: Option<Site>,
    /// The `st.form(…)` that it stands in.
    pub form: Option<Site>,
    /// The cached function that it stands in.
    pub cached: Option<Cached>,
    /// The mounts and widgets before it that Streamlit takes for the same element, and that run whenever it runs,
    /// or whenever it runs again.
    pub twins: Vec<Twin>,
    /// Parts of its `data` that are one run behind.
    pub stale: Vec<StaleData>,
}

/// A function whose result Streamlit keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cached {
    /// Its name.
    pub function: String,
    /// Its definition.
    pub definition: Site,
    /// Whether by `st.cache_data`, else by `st.cache_resource`.
    pub by_data: bool,
}

/// Another element that Streamlit takes for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The call that makes it: a mount's callee, or a widget's.
    pub callee: Site,
    /// Its key; none where the two are identical and have none.
    pub key: Option<Word>,
}

/// A part of `data` that the run before took from the same mount's result.
#[derive(Clone, Debug, PartialEq)]
pub struct StaleData {
    /// The value in `data`.
    pub site: Site,
    /// The entry of the session state that it comes from.
    pub entry: String,
    /// The assignment to that entry, after the mount.
    pub write: Site,
}

/// A value of a keyword argument that is known for what it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `None`.
    None,
    /// `True`, `False`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Another number.
    Float(f64),
    /// A string.
    Text(String),
}

/// A value in `data` that is no plain JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Special {
    /// Its expression.
    pub site: Site,
    /// How many dicts and lists it lies in.
    pub depth: u32,
    /// Whether the innermost of them is a dict.
    pub in_dict: bool,
    /// What it is.
    pub kind: SpecialKind,
}

/// The kinds of value that are no plain JSON (FACTS 18a, 18b).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpecialKind {
    /// Refused at the top, in words: "a `datetime`".
    Object(String),
    /// Sent as a table at the top and one level below it, in words: "a data frame".
    Frame(String),
    /// Sent as bytes or as a table at the top only, in words: "a set".
    TopOnly(String),
    /// `NaN` or an infinity, in words.
    NotFinite(String),
}
