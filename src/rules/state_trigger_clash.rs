//! `state-trigger-clash`: one key is sent as state and as trigger.

use crate::diagnostic::Severity;
use crate::model::{Contract, Mount, Send, SendKind};
use crate::rules::evidence::{SentKey, mounts, quoted, sent_keys};
use crate::rules::outlook::{self, Outlook};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "state-trigger-clash",
    severities: &[Severity::Error],
    summary: "One key is sent both with `setStateValue` and with `setTriggerValue`.",
    page: Page {
        what: "The renderer sends one key in both ways, and one mount lets both happen: one of them certainly, whatever \
               its `data` are or by the literals in them, the other certainly too, or by values that only a run knows. \
               Where such values decide on both, nothing is said unless one needs no other test of them to pass than the \
               other does: they may decide for one or the other.",
        why: "State goes before a trigger, on the result and in the session state, inside callbacks too: once the state \
              was sent, the trigger's value is never seen again. The callback still runs for both, and cannot tell \
              which it was.",
        failing: r#"
import streamlit as st

editor = st.components.v2.component(
    "editor",
    html="<input><button>Save</button>",
    js="""
    export default function ({ parentElement, setStateValue, setTriggerValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("text", input.value);
      parentElement.querySelector("button").onclick = () => setTriggerValue("text", input.value);
    }
    """,
)

result = editor(key="editor", on_text_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

editor = st.components.v2.component(
    "editor",
    html="<input><button>Save</button>",
    js="""
    export default function ({ parentElement, setStateValue, setTriggerValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("text", input.value);
      parentElement.querySelector("button").onclick = () => setTriggerValue("saved", input.value);
    }
    """,
)

result = editor(key="editor", on_text_change=lambda: None, on_saved_change=lambda: None)
"#,
        facts: &["FACTS 6 (q06)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for sent in sent_keys(contract) {
        let Some((state, trigger)) = clash(contract, ctx, &sent) else { continue };
        let message = format!(
            "{} sends {} as a trigger and {} sends it as state: once the state was sent, Python never sees the trigger's value again",
            ctx.place(trigger.key.site),
            quoted(sent.key),
            ctx.place(state.key.site),
        );
        let finding = Finding::new(&RULE, Severity::Error, trigger.key.site, message)
            .about([sent.key], [])
            .related(state.key.site, format!("{} is sent as state here", quoted(sent.key)));
        out.push(mounts(contract).fold(finding, |finding, (_, mount)| finding.mounted(mount)));
    }
}

/// A send of each kind that one mount can bring about. Where `data` decide on both, they may decide for one or the
/// other: then one of them has to be certain, or to need nothing that the other does not need too.
fn clash<'c>(contract: &Contract, ctx: &Context<'_>, sent: &SentKey<'c>) -> Option<(&'c Send, &'c Send)> {
    let always = sent.certain_as(SendKind::State).zip(sent.certain_as(SendKind::Trigger));
    always.or_else(|| contract.mounts.iter().find_map(|mount| clash_at(contract, mount, ctx, sent)))
}

fn clash_at<'c>(
    contract: &Contract,
    mount: &Mount,
    ctx: &Context<'_>,
    sent: &SentKey<'c>,
) -> Option<(&'c Send, &'c Send)> {
    let possible = |kind| -> Vec<(Outlook, &'c Send)> {
        let sends = sent.sends.iter().filter(|send| send.kind == kind);
        let sends = sends.map(|send| (outlook::outlook(contract, mount, send), *send));
        let happens = |(outlook, send): &(Outlook, &Send)| match outlook {
            Outlook::Certain => true,
            Outlook::Possible => (ctx.is_own)(send.call.file),
            Outlook::Excluded => false,
        };
        sends.filter(happens).collect()
    };
    let triggers = possible(SendKind::Trigger);
    possible(SendKind::State).into_iter().find_map(|state| {
        let trigger = triggers.iter().find(|trigger| {
            state.0.max(trigger.0) == Outlook::Certain
                || outlook::go_together(state.1, trigger.1)
                || outlook::go_together(trigger.1, state.1)
        });
        trigger.map(|trigger| (state.1, trigger.1))
    })
}
