//! `default-masks-trigger`: `default` names a key that is sent as a trigger.

use crate::diagnostic::Severity;
use crate::model::{Contract, SendKind};
use crate::rules::evidence::{certain_defaults, mounts, quoted, sends_closed, sent_keys};
use crate::rules::{Context, Finding, Page, Rule, edits};

pub(super) static RULE: Rule = Rule {
    name: "default-masks-trigger",
    severities: &[Severity::Error],
    summary: "`default` names a key that the renderer sends only as a trigger, and hides it for ever.",
    page: Page {
        what: "A key of `default` is sent with `setTriggerValue` and nowhere with `setStateValue`. It is said only where \
               all sends are known.",
        why: "A default is state, and state goes before a trigger: `result.<key>` and the session state hold the default \
              in every run, also in the one in which the trigger fires. The callback runs, and sees the default.",
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

result = button(key="save", default={"saved": False}, on_saved_change=lambda: None)
if result.saved:
    st.write("Saved.")
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

result = button(key="save", on_saved_change=lambda: None)
if result.saved:
    st.write("Saved.")
"#,
        facts: &["FACTS 5 (q05)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    if !sends_closed(contract) {
        return;
    }
    let sent = sent_keys(contract);
    for (at, mount) in mounts(contract) {
        for field in certain_defaults(mount) {
            let key = field.key.text.as_str();
            let only_triggers = sent.iter().find(|sent| sent.key == key && sent.never_as(SendKind::State));
            let Some(send) = only_triggers.and_then(|sent| sent.certain()) else { continue };
            let message = format!(
                "this default hides the trigger {} that {} sends: the result of {} holds the default in every run, also when it fires",
                quoted(key),
                ctx.place(send.key.site),
                ctx.place(mount.callee),
            );
            let removal = field.item.map(|item| edits::remove_item(ctx, item));
            out.push(
                Finding::new(&RULE, Severity::Error, field.key.site, message)
                    .about([key], [at])
                    .related(send.key.site, format!("{} is sent as a trigger here", quoted(key)))
                    .mounted(mount)
                    .fix(edits::fix(format!("Drop {} from `default`", quoted(key)), removal, true)),
            );
        }
    }
}
