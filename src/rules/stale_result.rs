//! `stale-result`: a callback reads the result of the mount that it belongs to.

use crate::diagnostic::{Edit, Fix, Severity};
use crate::model::{Callback, Contract, Mount, Read, ReadHow};
use crate::rules::evidence::{certain_callbacks, mounts, quoted};
use crate::rules::{Context, Finding, Page, Rule, edits};
use crate::text::{Site, Span, Word};

pub(super) static RULE: Rule = Rule {
    name: "stale-result",
    severities: &[Severity::Error],
    summary: "A callback reads the result of its own mount, and sees the previous run's.",
    page: Page {
        what: "A function that is passed as `on_<key>_change` reads the result of the same mount, with or without a \
               guard.",
        why: "Callbacks run before the script does, so the variable still holds the previous run's result: the callback \
              acts one interaction late. The first click does nothing, and each later one does what the click before it \
              asked for. The session state is up to date in a callback, for state and for triggers; it needs the mount \
              to have a `key`.",
        failing: r#"
import streamlit as st

actions = st.components.v2.component(
    "actions",
    html="<button>Save</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("action", "save");
    }
    """,
)


def handle_action():
    if result.action == "save":
        st.toast("Saved.")


result = actions(key="doc_actions", on_action_change=handle_action)
"#,
        mended: r#"
import streamlit as st

actions = st.components.v2.component(
    "actions",
    html="<button>Save</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("action", "save");
    }
    """,
)


def handle_action():
    if st.session_state["doc_actions"].action == "save":
        st.toast("Saved.")


result = actions(key="doc_actions", on_action_change=handle_action)
"#,
        facts: &["FACTS 11a (q11_callback_view, q11e, q11f)", "FACTS 11b (q11b)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        let key = shared_key(contract, mount.site);
        for callback in certain_callbacks(mount) {
            for read in &callback.body.reads {
                out.push(finding(ctx, mount, callback, read, key).about([read.key.text.as_str()], [at]));
            }
        }
    }
}

/// The mount's key, where it is the same for every wrapper path that leads to the call.
fn shared_key(contract: &Contract, call: Site) -> Option<&Word> {
    let mut keys = contract.mounts.iter().filter(|mount| mount.site == call).map(|mount| mount.key.literal());
    let first = keys.next()??;
    keys.all(|key| key.is_some_and(|key| key.text == first.text)).then_some(first)
}

fn finding(ctx: &Context<'_>, mount: &Mount, callback: &Callback, read: &Read, key: Option<&Word>) -> Finding {
    let advice = match key {
        Some(key) => format!("read `st.session_state[{}]` instead", edits::string_literal(&key.text)),
        None => "give the mount a `key` and read the session state instead".to_string(),
    };
    let message = format!(
        "the callback of {} sees the previous run's `{}`, one interaction late, as the mount at {} has not run again yet: {advice}",
        quoted(&callback.key.text),
        ctx.written(read.site),
        ctx.place(mount.callee),
    );
    Finding::new(&RULE, Severity::Error, read.site, message)
        .related(callback.name, format!("this makes it the callback of {}", quoted(&callback.key.text)))
        .mounted(mount)
        .fix(key.and_then(|key| from_session_state(ctx, callback, read, key)))
}

/// Reads the session state in place of the result. There, an attribute that is missing is None, and so a
/// missing item must be; and a value that is a dict has no attributes, so what goes on with `.` is left to a person.
fn from_session_state(ctx: &Context<'_>, callback: &Callback, read: &Read, key: &Word) -> Option<Fix> {
    let streamlit = edits::streamlit_name(ctx, read.site)?;
    let entry = format!("{streamlit}.session_state[{}]", edits::string_literal(&key.text));
    let own_key = read.key.text == callback.key.text;
    let edit = match read.how {
        ReadHow::Item if !own_key => {
            Edit { site: read.site, text: format!("{entry}.get({})", edits::string_literal(&read.key.text)) }
        }
        ReadHow::Item | ReadHow::Attribute | ReadHow::Soft => Edit { site: read.object, text: entry.clone() },
    };
    let source = (ctx.source)(read.site.file);
    let goes_on = source.get(Span::at(read.site.span.end).start as usize..).is_some_and(|rest| rest.starts_with('.'));
    edits::fix(format!("Read `{entry}`"), [edit], !goes_on)
}
