//! `mount-in-cached-function`: a component in a function whose result Streamlit keeps.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "mount-in-cached-function",
    severities: &[Severity::Error, Severity::Warning],
    summary: "A component is registered or mounted inside a cached function.",
    page: Page {
        what: "A registration inside a function with `st.cache_data` (an error), or a mount inside one with \
               `st.cache_data` or `st.cache_resource` (a warning). A registration in a function with \
               `st.cache_resource` is fine.",
        why: "A registered component cannot be pickled, which `st.cache_data` does with all results. A \
               mount in a cached function runs only when nothing is cached, with a CachedWidgetWarning, and \
               the component is missing in the other runs.",
        failing: r#"
import streamlit as st

label = st.components.v2.component("label", html="<b>Label</b>")


@st.cache_data
def show():
    label(key="label")


show()
"#,
        mended: r#"
import streamlit as st

label = st.components.v2.component("label", html="<b>Label</b>")


def show():
    label(key="label")


show()
"#,
        facts: &["FACTS 20 (q20b)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    if let Some(cached) = component.cached.as_ref().filter(|cached| cached.by_data) {
        let message = format!(
            "`{}` is cached by `st.cache_data`, which pickles what it returns: registering a component there raises; use `st.cache_resource`",
            cached.function
        );
        let finding = Finding::new(&RULE, Severity::Error, component.callee, message);
        out.push(finding.related(cached.definition, "the cached function"));
        return;
    }
    for (index, mount) in mounts(contract) {
        let Some(cached) = &mount.circumstances.cached else { continue };
        let message = format!(
            "`{}` is cached: the component is mounted only in runs that find nothing in the cache, with a CachedWidgetWarning",
            cached.function
        );
        let finding = Finding::new(&RULE, Severity::Warning, mount.callee, message).about([""; 0], [index]);
        out.push(finding.related(cached.definition, "the cached function").mounted(mount));
    }
}
