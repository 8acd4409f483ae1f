//! What a person sets in the editor: how things are shown, never what is found.

use serde_json::Value;

/// The section of the editor's settings.
pub const SECTION: &str = "crosswire";

/// The settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Whether code lenses are shown.
    pub code_lens: bool,
    /// Whether inlay hints are shown.
    pub inlay_hints: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { code_lens: true, inlay_hints: true }
    }
}

impl Preferences {
    /// Reads the section, also where it is wrapped in its name. What is not said is as before all settings.
    pub fn read(value: &Value) -> Self {
        let section = value.get(SECTION).unwrap_or(value);
        let flag = |name: &str| section.get(name).and_then(Value::as_bool).unwrap_or(true);
        Self { code_lens: flag("codeLens"), inlay_hints: flag("inlayHints") }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_said_is_on() {
        for (value, code_lens, inlay_hints) in [
            (json!(null), true, true),
            (json!({ "codeLens": false }), false, true),
            (json!({ "crosswire": { "inlayHints": false } }), true, false),
            (json!({ "codeLens": "no" }), true, true),
        ] {
            assert_eq!(Preferences::read(&value), Preferences { code_lens, inlay_hints }, "{value}");
        }
    }
}
