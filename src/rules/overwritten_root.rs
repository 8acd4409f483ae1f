//! `overwritten-root`: the root is wiped, html and css with it.

use crate::diagnostic::Severity;
use crate::model::{Contract, Source, Within};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "overwritten-root",
    severities: &[Severity::Warning],
    summary: "Writing the root's `innerHTML` or `textContent` wipes the registered html and css.",
    page: Page {
        what: "`parentElement.innerHTML = …`, `.textContent = …` or `parentElement.replaceChildren(…)`, outside of \
               the cleanup, where the component registers css, or html that the renderer looks something up in.",
        why: "The root holds the component's html and css. A write to it removes both, and Streamlit does not put \
               them back: the styles are gone, and the next run of the renderer, after a change of data or theme, \
               finds none of the html's elements and ends in an error box.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    css="""
    .total { font-weight: bold; }
    """,
    js="""
    export default function ({ parentElement, data }) {
      parentElement.innerHTML = `<p class="total">${data.n}</p>`;
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html='<p class="total"></p>',
    css="""
    .total { font-weight: bold; }
    """,
    js="""
    export default function ({ parentElement, data }) {
      parentElement.querySelector(".total").textContent = data.n;
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        facts: &["FACTS 16b (q16_parent_element)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let in_html = |lookup: &&crate::model::Lookup| {
        lookup.within == Within::Root && lookup.in_markup == Some(true) && lookup.used.is_some()
    };
    let needed = contract.rendering.lookups.iter().find(in_html);
    for write in &contract.rendering.root_writes {
        let (lost, consequence, at) = match (&contract.component.css, needed) {
            (Source::Text { site, .. }, _) if contract.style.is_given => {
                let again = needed.map_or("", |_| ", and the next run does not find its elements");
                ("html and css", format!("nothing of the css at {} applies any more{again}", ctx.place(*site)), *site)
            }
            (_, Some(lookup)) => {
                let consequence = format!("the next run no longer finds `{}`", lookup.selector.text);
                ("html", consequence, lookup.call)
            }
            _ => continue,
        };
        let message = format!(
            "this wipes everything in the root, the registered {lost} included, and Streamlit does not put them back: {consequence}; write into an element of the html instead"
        );
        out.push(Finding::new(&RULE, Severity::Warning, write.site, message).related(at, "this is lost"));
    }
}
