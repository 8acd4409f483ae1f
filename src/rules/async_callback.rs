//! `async-callback`: a callback is a coroutine function.

use crate::diagnostic::Severity;
use crate::model::{CallbackValue, Contract};
use crate::rules::evidence::{certain_callbacks, mounts, quoted};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "async-callback",
    severities: &[Severity::Error],
    summary: "A callback is `async def`, and nothing awaits it.",
    page: Page {
        what: "The function that is passed as `on_<key>_change` is defined with `async def`.",
        why: "Streamlit calls it and drops the coroutine that it returns. Its body never runs; only the server's log \
              says \"was never awaited\".",
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


async def save():
    st.toast("Saved.")


button(key="save", on_saved_change=save)
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
        facts: &["FACTS 7f (q07c)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        for callback in certain_callbacks(mount) {
            let CallbackValue::Callable(callable) = &callback.kind else { continue };
            if !callable.is_async {
                continue;
            }
            let message = format!(
                "`{}` is `async def`, so its body never runs: for {} of the mount at {}, Streamlit calls it and awaits nothing",
                callable.name,
                quoted(&callback.key.text),
                ctx.place(mount.callee),
            );
            let finding = Finding::new(&RULE, Severity::Error, callback.value, message)
                .about([callback.key.text.as_str()], [at])
                .mounted(mount);
            out.push(
                callable.definition.into_iter().fold(finding, |finding, site| {
                    finding.related(site, format!("`{}` is defined here", callable.name))
                }),
            );
        }
    }
}
