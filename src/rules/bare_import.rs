//! `bare-import`: an import that the page cannot resolve.

use crate::diagnostic::Severity;
use crate::model::{Contract, Source};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "bare-import",
    severities: &[Severity::Error],
    summary: "An inline script imports a package or a relative file, which the page cannot resolve.",
    page: Page {
        what: "`import … from \"react\"` or `from \"./x.js\"` in a script that is given as text, also one that the host \
               script has read from a file. Imports of full addresses are fine.",
        why: "The text is a module of its own, with no folder around it and no `node_modules`: the browser says \
               `Failed to resolve module specifier`, and the component shows an error box. A package with a bundle, \
               or a file below its asset dir, can import.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    import { format } from "date-fns";
    export default function ({ parentElement, data }) {
      parentElement.querySelector("p").textContent = format(data.n, "P");
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
    import { format } from "https://esm.sh/date-fns@4";
    export default function ({ parentElement, data }) {
      parentElement.querySelector("p").textContent = format(data.n, "P");
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        facts: &["FACTS 17a (q17_js_errors)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    if !matches!(contract.component.js, Source::Text { .. }) {
        return;
    }
    for import in &contract.rendering.imports {
        let name = import.text.as_str();
        let reason = if name.starts_with("./") || name.starts_with("../") {
            "this script is a text of its own, with no folder around it"
        } else if name.starts_with('/') || name.contains(':') || name.is_empty() {
            continue;
        } else {
            "the page knows no packages"
        };
        let message = format!(
            "`{name}` cannot be resolved (\"Failed to resolve module specifier\"), since {reason}: the component shows an error box"
        );
        out.push(Finding::new(&RULE, Severity::Error, import.site, message));
    }
}
