//! `value-key-unwrap`: the only state key is called `value` and holds a dict.

use crate::diagnostic::Severity;
use crate::model::{Contract, Mount, Send, SendKind, SentValue};
use crate::rules::evidence::{Registration, defaults, defaults_closed, mounts, registration, sends_closed, sent_keys};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "value-key-unwrap",
    severities: &[Severity::Warning],
    summary: "The only state key is named `value` and holds a dict, so Streamlit calls the wrong callbacks.",
    page: Page {
        what: "`value` is the only key that the renderer sends as state, it certainly sends an object under it, no other \
               key has a default, and a mount registers it. It is said only where all sends are known.",
        why: "To find out what changed, Streamlit looks inside a lone `value` that is a dict: `on_value_change` does not \
              run, and a callback named after one of the dict's own keys does. Any other name is free of it.",
        failing: r#"
import streamlit as st

pad = st.components.v2.component(
    "pad",
    html="<div></div>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("div").onclick = (event) => {
        setStateValue("value", { x: event.offsetX, y: event.offsetY });
      };
    }
    """,
)

result = pad(key="pad", on_value_change=lambda: st.toast("Moved."))
"#,
        mended: r#"
import streamlit as st

pad = st.components.v2.component(
    "pad",
    html="<div></div>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("div").onclick = (event) => {
        setStateValue("position", { x: event.offsetX, y: event.offsetY });
      };
    }
    """,
)

result = pad(key="pad", on_position_change=lambda: st.toast("Moved."))
"#,
        facts: &["FACTS 7e (q07d)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(send) = lone_value(contract) else { return };
    let hit: Vec<(usize, &Mount)> = mounts(contract).filter(|(_, mount)| is_unwrapped(mount)).collect();
    let Some((_, first)) = hit.first() else { return };
    let message = format!(
        "\"value\" is the only state key and holds a dict, so Streamlit looks inside it for changes: `on_value_change` at {} does not run, callbacks named after the dict's own keys do",
        ctx.place(first.callee),
    );
    let finding =
        Finding::new(&RULE, Severity::Warning, send.key.site, message).about(["value"], hit.iter().map(|(at, _)| *at));
    out.push(hit.iter().fold(finding, |finding, (_, mount)| finding.mounted(mount)));
}

/// The send that puts a dict under `value`, where no other key is ever state.
fn lone_value(contract: &Contract) -> Option<&Send> {
    let other_state = contract.script.sends.iter().any(|send| send.kind == SendKind::State && send.key.text != "value");
    if other_state || !sends_closed(contract) {
        return None;
    }
    let value = sent_keys(contract).into_iter().find(|sent| sent.key == "value")?;
    let is_dict = |send: &&Send| send.is_certain() && send.kind == SendKind::State && send.value == SentValue::Object;
    value.sends.into_iter().find(is_dict)
}

/// A default, and what Python itself wrote, are state too.
fn is_unwrapped(mount: &Mount) -> bool {
    let in_callbacks = mount.callbacks.iter().flat_map(|callback| &callback.body.state);
    let other_in_state =
        mount.state.iter().chain(in_callbacks).any(|access| access.key.as_ref().is_some_and(|key| key.text != "value"));
    matches!(registration(mount, "value"), Registration::Given)
        && defaults_closed(mount)
        && defaults(mount).all(|field| field.key.text == "value")
        && !other_in_state
}
