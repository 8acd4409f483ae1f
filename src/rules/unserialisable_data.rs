//! `unserialisable-data`: a value in `data` that is no JSON.

use crate::diagnostic::Severity;
use crate::model::{Contract, SpecialKind};
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "unserialisable-data",
    severities: &[Severity::Error, Severity::Warning],
    summary: "`data` holds a value that cannot be sent to the browser.",
    page: Page {
        what: "A `datetime`, `Decimal`, `Enum`, `Path`, `UUID`, numpy scalar, function or the like as \
               `data` (an error), or inside a dict or list of it (a warning, for bytes and sets too).",
        why: "On its own such a value raises BidiComponentUnserializableDataError. Inside a dict or list \
               nothing raises: the *whole* `data` arrives as one string, and every field of it is \
               `undefined`.",
        failing: r#"
from datetime import datetime

import streamlit as st

player = st.components.v2.component(
    "player",
    html="<b></b>",
    js="""
    export default function ({ data, parentElement }) {
      parentElement.querySelector("b").textContent = data.title;
    }
    """,
)

player(key="player", data={"title": datetime(2026, 1, 1)})
"#,
        mended: r#"
from datetime import datetime

import streamlit as st

player = st.components.v2.component(
    "player",
    html="<b></b>",
    js="""
    export default function ({ data, parentElement }) {
      parentElement.querySelector("b").textContent = data.title;
    }
    """,
)

player(key="player", data={"title": datetime(2026, 1, 1).isoformat()})
"#,
        facts: &["FACTS 18a (q18)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, mount) in mounts(contract) {
        for special in &mount.specials {
            let (severity, message) = match (&special.kind, special.depth) {
                (SpecialKind::Object(words), 0) => (
                    Severity::Error,
                    format!("{words} cannot be sent as `data`: the mount raises BidiComponentUnserializableDataError"),
                ),
                (SpecialKind::Object(words) | SpecialKind::TopOnly(words), 1..) => (
                    Severity::Warning,
                    format!("{words} inside `data` is no JSON: the whole `data` arrives in the renderer as one string"),
                ),
                _ => continue,
            };
            out.push(Finding::new(&RULE, severity, special.site, message).about([""; 0], [index]).mounted(mount));
        }
    }
}
