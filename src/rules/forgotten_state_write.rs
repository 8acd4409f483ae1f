//! `forgotten-state-write`: Python writes a component's state, and the front end does not learn of it.

use crate::diagnostic::Severity;
use crate::model::{Contract, DataArg, Mount, Send, SendKind, StateAccess, StateHow};
use crate::rules::evidence::{Registration, certain_callbacks, mounts, only_kind, quoted, registration, sent_keys};
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Word;

pub(super) static RULE: Rule = Rule {
    name: "forgotten-state-write",
    severities: &[Severity::Warning],
    summary: "A write to the component's session state is undone by the front end's next send.",
    page: Page {
        what: "The script writes `st.session_state[key].x` before the mount, or the callback of another state key does, \
               the renderer sends state, and `data` does not carry `x` to it.",
        why: "The front end keeps its own copy of the state and does not learn of the write. As soon as it has sent any \
              state, the next rerun of any kind brings its copy back, and calls the callback of `x`, since the value \
              changed. A value that Python decides belongs into a key of your own, handed over as `data`.",
        failing: r#"
import streamlit as st

editor = st.components.v2.component(
    "editor",
    html="<input>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("text", input.value);
    }
    """,
)

if st.button("Clear"):
    st.session_state["editor"].text = ""
result = editor(key="editor", on_text_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

editor = st.components.v2.component(
    "editor",
    html="<input>",
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      if (input.dataset.clears !== String(data.clears)) input.value = "";
      input.dataset.clears = data.clears;
      input.onchange = () => setStateValue("text", input.value);
    }
    """,
)

if st.button("Clear"):
    st.session_state.clears = st.session_state.get("clears", 0) + 1
clears = st.session_state.get("clears", 0)
result = editor(key="editor", data={"clears": clears}, on_text_change=lambda: None)
"#,
        facts: &["FACTS 12b (q12)", "FACTS 12d (q12d)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let sent = sent_keys(contract);
    let Some(send) = sent.iter().find_map(|sent| sent.certain_as(SendKind::State)) else { return };
    for (at, mount) in mounts(contract) {
        for access in before_the_mount(mount).chain(in_other_callbacks(contract, mount)) {
            let Some(key) = &access.key else { continue };
            if access.how == StateHow::Write && is_forgotten(mount, key) {
                out.push(finding(ctx, mount, access, key, send).about([key.text.as_str()], [at]).mounted(mount));
            }
        }
    }
}

/// The writes that do not raise: `late-state-write` has the others.
fn before_the_mount(mount: &Mount) -> impl Iterator<Item = &StateAccess> {
    let replaced = |access: &StateAccess| {
        mount
            .state
            .iter()
            .any(|other| other.key.is_none() && other.how == StateHow::Write && other.order < access.order)
    };
    let goes_through = move |access: &&StateAccess| access.guarded || access.conditional || replaced(access);
    let before = |access: &&StateAccess| access.run == mount.run && access.order < mount.order;
    mount.state.iter().filter(before).filter(goes_through)
}

/// The writes in callbacks of other state keys: one of its own key calls a callback again and again, one in a
/// trigger's callback does worse, and both have rules of their own.
fn in_other_callbacks<'c>(contract: &'c Contract, mount: &'c Mount) -> impl Iterator<Item = &'c StateAccess> {
    certain_callbacks(mount)
        .filter(|callback| only_kind(contract, &callback.key.text) == Some(SendKind::State))
        .flat_map(|callback| {
            let own = &callback.key.text;
            callback.body.state.iter().filter(move |access| access.key.as_ref().is_none_or(|key| key.text != *own))
        })
}

/// Streamlit ignores a write of a key that is not registered, and `data` may carry the value to the renderer.
fn is_forgotten(mount: &Mount, key: &Word) -> bool {
    let carried = match &mount.data {
        DataArg::Absent => false,
        DataArg::Dict { fields, .. } => !fields.is_closed() || fields.iter().any(|field| field.key.text == key.text),
        DataArg::Other { .. } | DataArg::Unknown(_) => true,
    };
    !carried && matches!(registration(mount, &key.text), Registration::Given)
}

fn finding(ctx: &Context<'_>, mount: &Mount, access: &StateAccess, key: &Word, send: &Send) -> Finding {
    let message = format!(
        "the front end of the mount at {} does not learn of this write: once it has sent state ({}), the next rerun brings its own {} back; only `data` would tell it",
        ctx.place(mount.callee),
        ctx.place(send.key.site),
        quoted(&key.text),
    );
    Finding::new(&RULE, Severity::Warning, access.site, message)
        .related(send.key.site, format!("{} is sent as state here", quoted(&send.key.text)))
}
