//! `not-a-callback`: what is passed as a callback cannot be called.

use crate::diagnostic::Severity;
use crate::model::{Callback, CallbackValue, Contract, Mount};
use crate::rules::evidence::{certain_callbacks, exception, mounts, raises_when_missing, reads_of};
use crate::rules::{Context, Finding, Page, Rule, edits};

pub(super) static RULE: Rule = Rule {
    name: "not-a-callback",
    severities: &[Severity::Warning],
    summary: "The value of an `on_<key>_change` argument cannot be called.",
    page: Page {
        what: "A callback is a literal, or `handler()` called on the spot where `handler` takes no arguments and returns \
               nothing. `None` alone is a way to pass no callback; it is reported only where the script reads the key \
               by attribute or item without a guard.",
        why: "Streamlit ignores a callback that cannot be called: no code runs, and the key counts as not registered, so \
              `result.<key>` raises until it is first sent. `handler()` moreover runs in every run of the script.",
        failing: r#"
import streamlit as st

button = st.components.v2.component(
    "button",
    html="<button>Save</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("saved", true);
    }
    """,
)


def save():
    st.toast("Saved.")


button(key="save", on_saved_change=save())
"#,
        mended: r#"
import streamlit as st

button = st.components.v2.component(
    "button",
    html="<button>Save</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("saved", true);
    }
    """,
)


def save():
    st.toast("Saved.")


button(key="save", on_saved_change=save)
"#,
        facts: &["FACTS 4 (q04)", "FACTS 7b (q07)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        for callback in certain_callbacks(mount) {
            if let Some(message) = message(ctx, mount, callback) {
                let calls = match &callback.kind {
                    CallbackValue::CalledOnTheSpot { parens, .. } => Some(*parens),
                    _ => None,
                };
                out.push(
                    Finding::new(&RULE, Severity::Warning, callback.value, message)
                        .about([callback.key.text.as_str()], [at])
                        .mounted(mount)
                        .fix(edits::fix("Pass the function itself", edits::replaced(calls, ""), false)),
                );
            }
        }
    }
}

fn message(ctx: &Context<'_>, mount: &Mount, callback: &Callback) -> Option<String> {
    let key = &callback.key.text;
    let raising = reads_of(mount, key).find(|read| raises_when_missing(read));
    let at = ctx.place(mount.callee);
    let also = raising.map(|read| {
        format!(
            "`{}` ({}) raises {} in every run that lacks the key",
            ctx.written(read.site),
            ctx.place(read.site),
            exception(read)
        )
    });
    let and_also = also.as_ref().map(|also| format!(", and {also}")).unwrap_or_default();
    match &callback.kind {
        CallbackValue::CalledOnTheSpot { function, .. } => Some(format!(
            "`{function}()` runs in every run of the script and hands its None to the mount at {at}, so nothing is called for \"{key}\"{and_also}; did you mean `{function}`?"
        )),
        CallbackValue::NotCallable(what) => Some(format!(
            "Streamlit ignores `on_{key}_change` at {at}, which is {what} and cannot be called, so nothing is called for \"{key}\"{and_also}"
        )),
        CallbackValue::None => also
            .map(|also| format!("`on_{key}_change` is None at {at}, so Streamlit does not register \"{key}\": {also}")),
        CallbackValue::Callable(_) | CallbackValue::Unknown => None,
    }
}
