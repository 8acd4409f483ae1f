//! `late-state-write`: the component's session state is written when Streamlit does not allow it.

use crate::diagnostic::Severity;
use crate::model::{Contract, Mount, StateAccess, StateHow};
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "late-state-write",
    severities: &[Severity::Error],
    summary: "The component's session state is written after its mount, or before there is any.",
    page: Page {
        what: "`st.session_state[key].x = …` (or `del`, or an assignment to `st.session_state[key]` itself) stands after \
               a mount that always runs; or `st.session_state[key].x = …` stands before the mount, unconditionally and \
               without a test that the entry exists.",
        why: "After the mount, Streamlit raises: the entry \"cannot be modified after the component with key … is \
              instantiated\". Before the very first mount there is no entry yet, and the write raises KeyError (or \
              AttributeError, for `st.session_state.key.x`). And even a write that is allowed is forgotten as soon as \
              the front end sends (see `forgotten-state-write`): hand the value over as `data`.",
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

result = editor(key="editor", on_text_change=lambda: None)
if st.button("Clear"):
    st.session_state["editor"].text = ""
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
        facts: &["FACTS 12a (q12b)", "FACTS 12c (q12)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        for access in mount.state.iter().filter(|access| access.run == mount.run) {
            let message = match () {
                () if raises_after(mount, access) => after(ctx, mount, access),
                () if raises_before(contract, mount, access) => before(ctx, mount, access),
                () => continue,
            };
            out.push(
                Finding::new(&RULE, Severity::Error, access.site, message)
                    .about(access.key.as_ref().map(|key| key.text.as_str()), [at])
                    .mounted(mount),
            );
        }
    }
}

/// A run that skips the mount may write what it likes, so the mount must run always; and a `try` may be what
/// guards the write.
fn raises_after(mount: &Mount, access: &StateAccess) -> bool {
    let forbidden = match access.how {
        StateHow::Read => false,
        StateHow::Write => true,
        StateHow::Delete => access.key.is_some(),
    };
    forbidden && access.order > mount.order && !mount.conditional && !access.guarded
}

/// The entry may have come from an earlier mount or assignment.
fn raises_before(contract: &Contract, mount: &Mount, access: &StateAccess) -> bool {
    let earlier = |run, order| run == access.run && order < access.order;
    let assigned = mount
        .state
        .iter()
        .any(|other| other.key.is_none() && other.how == StateHow::Write && earlier(other.run, other.order));
    let same_key = |other: &Mount| other.key.literal().map(|key| &key.text) == mount.key.literal().map(|key| &key.text);
    let mounted = contract.mounts.iter().any(|other| same_key(other) && earlier(other.run, other.order));
    access.key.is_some()
        && access.how == StateHow::Write
        && access.order < mount.order
        && !access.conditional
        && !access.guarded
        && !assigned
        && !mounted
}

fn after(ctx: &Context<'_>, mount: &Mount, access: &StateAccess) -> String {
    let exception = match access.key {
        Some(_) => "StreamlitAPIException",
        None => "StreamlitWidgetAlreadyInstantiatedError",
    };
    format!(
        "changing `{}` raises {exception} here: the mount at {} has already run, and its session state cannot be changed after it",
        ctx.written(access.site),
        ctx.place(mount.callee),
    )
}

fn before(ctx: &Context<'_>, mount: &Mount, access: &StateAccess) -> String {
    let written = ctx.written(access.site);
    let exception = if written.contains("session_state[") { "KeyError" } else { "AttributeError" };
    format!(
        "changing `{written}` raises {exception} in the first run: the mount at {} has not run yet, and there is no entry to write to",
        ctx.place(mount.callee),
    )
}
