//! `unsendable-value`: a sent value that does not survive it.

use crate::diagnostic::Severity;
use crate::model::{Arrival, Contract};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "unsendable-value",
    severities: &[Severity::Warning],
    summary: "A sent value that JSON does not know arrives empty, or not at all.",
    page: Page {
        what: "A Map, a Set, a File, an Error, an event, an element or a function that is sent, by itself or inside \
               an object or array; `undefined` sent as state.",
        why: "What is sent becomes JSON. A Map, a Set, a File, an Error and an element arrive as `{}`, an event as \
               `{'isTrusted': …}`; a function is left out, and a state that is sent as `undefined` vanishes from \
               the result.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<button>Add</button>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const chosen = new Set();
      parentElement.querySelector("button").onclick = () => setStateValue("chosen", chosen.add(chosen.size));
    }
    """,
)

c(key="c", on_chosen_change=lambda: None)
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<button>Add</button>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const chosen = new Set();
      parentElement.querySelector("button").onclick = () => setStateValue("chosen", [...chosen.add(chosen.size)]);
    }
    """,
)

c(key="c", on_chosen_change=lambda: None)
"##,
        facts: &["FACTS 18c (q18b_js_to_python_kinds)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    for sent in &contract.rendering.unsendable {
        let arrives = match sent.arrives {
            Arrival::Empty => "arrives in Python as `{}`",
            Arrival::Hollow => "arrives in Python as a dict without its contents",
            Arrival::Dropped => "does not arrive: JSON leaves it out",
        };
        let advice = match sent.what {
            "a Map" => "; send `Object.fromEntries(map)`",
            "a Set" => "; send `[...set]`",
            "a File" | "a list of files" => "; send its text or bytes as a string",
            _ => "",
        };
        let message = format!("{} {arrives}{advice}", sent.what);
        out.push(Finding::new(&RULE, Severity::Warning, sent.site, message));
    }
}
