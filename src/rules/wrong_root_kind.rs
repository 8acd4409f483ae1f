//! `wrong-root-kind`: a member that the root does not have.

use crate::diagnostic::{Edit, Severity};
use crate::model::Contract;
use crate::rules::{Context, Finding, Page, Rule, edits};

pub(super) static RULE: Rule = Rule {
    name: "wrong-root-kind",
    severities: &[Severity::Error],
    summary: "The renderer uses a member that its root does not have.",
    page: Page {
        what: "`style`, `classList`, `dataset`, `closest`, `getBoundingClientRect` and other members of elements on \
               the root of an isolated component; `getElementById` on the root of one that is not isolated. It is \
               silent where `isolate_styles` is not known, and where the script asks what its root is.",
        why: "The root of an isolated component, the default, is a ShadowRoot, which has no style, no classes and \
               no size; the root of one with `isolate_styles=False` is a div, which has no `getElementById`. Both \
               throw a TypeError.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    export default function ({ parentElement, data }) {
      parentElement.classList.toggle("many", data.n > 9);
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
      parentElement.querySelector("p").classList.toggle("many", data.n > 9);
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        facts: &["FACTS 16a (q16_parent_element)"],
    },
    check,
};

/// Members of elements that a ShadowRoot lacks, and whose use throws.
#[rustfmt::skip]
const OF_ELEMENTS: [&str; 21] = [
    "style", "classList", "dataset", "attributes", "closest", "matches", "getBoundingClientRect", "getClientRects",
    "getAttribute", "setAttribute", "removeAttribute", "hasAttribute", "toggleAttribute", "insertAdjacentHTML",
    "insertAdjacentElement", "insertAdjacentText", "attachShadow", "scrollIntoView", "animate",
    "getElementsByClassName", "getElementsByTagName",
];

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    let isolated = contract.component.isolate_styles.filter(|_| !contract.rendering.asks_root_kind);
    let Some(isolated) = isolated else { return };
    for member in &contract.rendering.root_members {
        let name = member.name.text.as_str();
        let message = match isolated {
            true if OF_ELEMENTS.contains(&name) => format!(
                "the root of an isolated component is a ShadowRoot, which has no `{name}`: this throws a TypeError; use an element of the html, or `isolate_styles=False`"
            ),
            false if name == "getElementById" => {
                "the root of a component with `isolate_styles=False` is a div, which has no `getElementById`: this throws a TypeError; use `querySelector`".to_owned()
            }
            _ => continue,
        };
        let finding = Finding::new(&RULE, Severity::Error, member.name.site, message);
        let edit = Edit { site: member.name.site, text: "host.style".to_owned() };
        let on_host = edits::fix("Use the host's style", (name == "style").then_some(edit), false);
        out.push(finding.related(contract.component.callee, "it is registered here").fix(on_host));
    }
}
