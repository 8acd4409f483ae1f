//! `lost-cleanup`: a later run forgets the cleanup of the first.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "lost-cleanup",
    severities: &[Severity::Warning],
    summary: "A later run of the renderer returns nothing, and the cleanup of the first is forgotten.",
    page: Page {
        what: "A renderer that does its work once, behind a test of something that it keeps, and returns a cleanup \
               function only then. It is silent where the cleanup does nothing.",
        why: "Streamlit keeps only what the last run returned. After the first change of data or theme that is \
               nothing, and when the component goes away, timers, listeners on `window` and observers stay.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    export default function ({ parentElement }) {
      const p = parentElement.querySelector("p");
      if (p.dataset.ready) return;
      p.dataset.ready = "yes";
      const timer = setInterval(() => (p.textContent = new Date().toISOString()), 1000);
      return () => clearInterval(timer);
    }
    """,
)

c(key="c")
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    const timers = new WeakMap();
    export default function ({ parentElement }) {
      const p = parentElement.querySelector("p");
      if (!timers.has(p)) {
        timers.set(p, setInterval(() => (p.textContent = new Date().toISOString()), 1000));
      }
      return () => clearInterval(timers.get(p));
    }
    """,
)

c(key="c")
"##,
        facts: &["FACTS 13b (q13_invocations, q13g)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for lost in &contract.rendering.lost_cleanups {
        let message = format!(
            "every run but the first ends here and returns nothing, and only the last run's cleanup is called: the one of {} is lost after the first change of data or theme; return it each time",
            ctx.place(lost.cleanup),
        );
        let finding = Finding::new(&RULE, Severity::Warning, lost.site, message);
        out.push(finding.related(lost.cleanup, "the first run returns this"));
    }
}
