//! `script-syntax`: the script does not parse.

use crate::diagnostic::Severity;
use crate::model::{Contract, ScriptKind};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "script-syntax",
    severities: &[Severity::Error],
    summary: "The script does not parse, and the component shows an error box.",
    page: Page {
        what: "A component's script that is no JavaScript: a bracket too many, TypeScript's types, JSX. Only the \
               first place is reported. Sources that a build step turns into a bundle are not judged.",
        why: "The browser refuses the whole module, and Streamlit shows `BidiComponent Error: Unexpected token …` \
               where the component should be. A text in `js=` goes to the browser as it is: no step takes types or \
               JSX out of it.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    export default function ({ parentElement, data }) {
      parentElement.querySelector("p").textContent = data.n as string;
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    export default function ({ parentElement, data }) {
      parentElement.querySelector("p").textContent = String(data.n);
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        facts: &["FACTS 17a (q17_js_errors)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let is_served_as_written = matches!(contract.script.kind, ScriptKind::Inline | ScriptKind::File);
    if !contract.rendering.by_hand || !is_served_as_written {
        return;
    }
    let first = contract.script.syntax_errors.iter().min_by_key(|(site, _)| ctx.order(*site));
    if let Some((site, what)) = first {
        let message = format!("the script does not parse here ({what}): the component shows an error box instead");
        out.push(Finding::new(&RULE, Severity::Error, *site, message));
    } else if let Some(site) = contract.rendering.jsx {
        let message =
            "the browser does not know JSX (\"Unexpected token '<'\"): the component shows an error box instead";
        out.push(Finding::new(&RULE, Severity::Error, site, message.to_owned()));
    }
}
