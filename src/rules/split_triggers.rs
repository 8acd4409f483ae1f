//! `split-triggers`: a trigger and another send leave in two messages, one right after the other.

use crate::diagnostic::Severity;
use crate::model::{Contract, SendKind, SplitSends};
use crate::rules::evidence::{kind_word, quoted};
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Site;

pub(super) static RULE: Rule = Rule {
    name: "split-triggers",
    severities: &[Severity::Warning],
    summary: "A trigger and another send leave in separate tasks less than 20 ms apart, and the first may be lost.",
    page: Page {
        what: "A trigger is sent, and another trigger or a state in a later task less than 20 ms after it: in a \
               `setTimeout`, say. What runs in the same task, its microtasks included, is sent together and is fine.",
        why: "The two messages cause two runs, and the second may pre-empt the first before its callbacks have run. Of 60 \
              tries with two triggers 0 to 10 ms apart, the first one's callback was lost in 25; of 30 with a state after \
              the trigger, in 6. Sent in one task, both arrive in one run.",
        failing: r#"
import streamlit as st

form = st.components.v2.component(
    "form",
    html="<button>Send</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => {
        setTriggerValue("sent", true);
        setTimeout(() => setTriggerValue("closed", true), 0);
      };
    }
    """,
)

form(key="form", on_sent_change=lambda: None, on_closed_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

form = st.components.v2.component(
    "form",
    html="<button>Send</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => {
        setTriggerValue("sent", true);
        setTriggerValue("closed", true);
      };
    }
    """,
)

form(key="form", on_sent_change=lambda: None, on_closed_change=lambda: None)
"#,
        facts: &["FACTS 9b (q09)", "FACTS 9c (q09d, q09e)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let may_not_run = |call: Site| contract.script.sends.iter().any(|send| send.call == call && !send.is_certain());
    for split in &contract.script.splits {
        if !may_not_run(split.first) && !may_not_run(split.second) {
            out.push(finding(ctx, split));
        }
    }
}

fn finding(ctx: &Context<'_>, split: &SplitSends) -> Finding {
    let tries = match split.second_kind {
        SendKind::Trigger => "25 of 60 tries",
        SendKind::State => "6 of 30 tries",
    };
    let message = format!(
        "this {} leaves {} ms after the trigger {} of {}, in a message of its own, and may pre-empt its run: the first one's callback was lost in {tries}; send both in one task",
        kind_word(split.second_kind),
        split.gap_ms,
        quoted(&split.first_key),
        ctx.place(split.first),
    );
    Finding::new(&RULE, Severity::Warning, split.second, message)
        .about([split.first_key.as_str(), split.second_key.as_str()], [])
        .related(split.first, format!("{} is sent here", quoted(&split.first_key)))
}
