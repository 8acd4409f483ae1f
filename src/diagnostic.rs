//! What a rule says, as plain data. Output formats and the server turn it into theirs.

use crate::text::Site;

/// What the person loses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Streamlit raises, the value can never arrive, or every use does the wrong thing.
    Error,
    /// It works until it doesn't.
    Warning,
    /// Worth knowing.
    Hint,
}

impl Severity {
    /// `error`, `warning` or `hint`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence: what will happen at run time, both ends named.
    pub message: String,
    /// Where the squiggle stands.
    pub site: Site,
    /// The other ends.
    pub related: Vec<Related>,
    /// Ways to mend it, the best first.
    pub fixes: Vec<Fix>,
}

/// Another place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Related {
    /// What is there: "`confirmed` is sent here".
    pub message: String,
    /// The place.
    pub site: Site,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an editor's menu says it.
    pub title: String,
    /// The edits, all or none.
    pub edits: Vec<Edit>,
    /// Whether `--fix` and "fix all" may apply it unasked.
    pub safe: bool,
}

/// A replacement of bytes by text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub site: Site,
    /// The new text.
    pub text: String,
}
