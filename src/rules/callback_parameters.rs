//! `callback-parameters`: a callback requires arguments, and gets none.

use crate::diagnostic::Severity;
use crate::model::{Callable, Callback, CallbackValue, Contract, Mount};
use crate::rules::evidence::{certain_callbacks, mounts};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "callback-parameters",
    severities: &[Severity::Error],
    summary: "A callback has parameters without a default; Streamlit calls it with no arguments.",
    page: Page {
        what: "The function that is passed as `on_<key>_change` has parameters that a call without arguments leaves \
               empty. `self` of a bound method, what `functools.partial` fills in, defaults, `*args` and `**kwargs` do \
               not count, and a function that went through one of your own, which may wrap it, is not judged.",
        why: "Streamlit calls callbacks with no arguments; `args=` and `kwargs=` at the mount are not handed on. Python \
              raises TypeError before the body's first line, and the exception replaces the whole app until the page \
              is loaded again.",
        failing: r#"
import streamlit as st

picker = st.components.v2.component(
    "picker",
    html="<input>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("choice", input.value);
    }
    """,
)


def chosen(value):
    st.toast(value)


picker(key="picker", on_choice_change=chosen)
"#,
        mended: r#"
import streamlit as st

picker = st.components.v2.component(
    "picker",
    html="<input>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("choice", input.value);
    }
    """,
)


def chosen():
    st.toast(st.session_state["picker"].choice)


picker(key="picker", on_choice_change=chosen)
"#,
        facts: &["FACTS 7f (q07c, q07)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        for callback in certain_callbacks(mount) {
            if let CallbackValue::Callable(callable) = &callback.kind {
                out.extend(
                    finding(ctx, mount, callback, callable)
                        .map(|finding| finding.about([callback.key.text.as_str()], [at]).mounted(mount)),
                );
            }
        }
    }
}

fn finding(ctx: &Context<'_>, mount: &Mount, callback: &Callback, callable: &Callable) -> Option<Finding> {
    let required = callable.required.as_deref().filter(|required| !required.is_empty())?;
    let names: Vec<String> = required.iter().map(|name| format!("`{name}`")).collect();
    let definition = callable.definition.map(|site| format!(" ({})", ctx.place(site))).unwrap_or_default();
    let message = format!(
        "Streamlit calls the callbacks of the mount at {} without arguments: `{}`{definition} requires {}, so it raises TypeError and the exception replaces the whole app",
        ctx.place(mount.callee),
        callable.name,
        names.join(", "),
    );
    let mut finding = Finding::new(&RULE, Severity::Error, callback.value, message);
    if let Some(site) = callable.definition {
        finding = finding.related(site, format!("`{}` is defined here", callable.name));
    }
    Some(finding)
}
