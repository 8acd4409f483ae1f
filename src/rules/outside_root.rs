//! `outside-root`: a search in the page for what is in the component.

use crate::diagnostic::{Edit, Fix, Severity};
use crate::model::{Contract, Lookup, Within};
use crate::rules::{Context, Finding, Page, Rule, edits};

pub(super) static RULE: Rule = Rule {
    name: "outside-root",
    severities: &[Severity::Error],
    summary: "`document.querySelector` is asked for an element of an isolated component, and finds nothing.",
    page: Page {
        what: "`document.querySelector`, `document.getElementById` and their like, asked for an element of the \
               component's own html, where the component's styles are isolated, as they are by default.",
        why: "An isolated component lives in a shadow root, and `document` does not look into one: the search \
               gives `null`, or an element of somebody else's. `parentElement` is the shadow root.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html='<p id="total"></p>',
    js="""
    export default function ({ parentElement, data }) {
      document.querySelector("#total").textContent = data.n;
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html='<p id="total"></p>',
    js="""
    export default function ({ parentElement, data }) {
      parentElement.querySelector("#total").textContent = data.n;
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        facts: &["FACTS 16a (q16_parent_element)", "FACTS 16c (q16c_html_script_style)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    if contract.component.isolate_styles != Some(true) {
        return;
    }
    for lookup in &contract.rendering.lookups {
        let own = lookup.within == Within::Document && lookup.in_markup == Some(true);
        if own && !lookup.may_be_made && !lookup.has_alternative {
            let message = format!(
                "`document` does not look into the shadow root that this component lives in: `{}` of its html is never found; search in `parentElement`",
                lookup.selector.text,
            );
            let finding = Finding::new(&RULE, Severity::Error, lookup.receiver, message);
            out.push(finding.related(contract.component.callee, "it is registered here").fix(in_root(ctx, lookup)));
        }
    }
}

fn in_root(ctx: &Context<'_>, lookup: &Lookup) -> Option<Fix> {
    let root = lookup.root_name.as_ref()?;
    let has_method = ["querySelector", "querySelectorAll", "getElementById"].contains(&lookup.method.as_str());
    let edit = Edit { site: lookup.receiver, text: root.clone() };
    let plain = has_method && ctx.written(lookup.receiver) == "document";
    edits::fix(format!("Search in `{root}`"), plain.then_some(edit), true)
}
