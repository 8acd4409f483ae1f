//! `default-data-drift`: a default that the renderer does not hear of.

use crate::diagnostic::Severity;
use crate::model::{Contract, DataArg, Field, Mount, SendKind};
use crate::rules::evidence::{certain_defaults, mounts, quoted};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "default-data-drift",
    severities: &[Severity::Warning],
    summary: "Python starts a state at its default, and the renderer starts it at something else.",
    page: Page {
        what: "The renderer starts a state from `data.<key>`. A mount gives that state a `default`, and \
               passes no such field, or one with another value.",
        why: "`default` never reaches the browser: Python sees the default, the person sees what the \
               renderer falls back to, until the first send.",
        failing: r#"
import streamlit as st

volume = st.components.v2.component(
    "volume",
    html="<input type='range'>",
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.value = data?.level ?? 0;
      input.onchange = () => setStateValue("level", input.valueAsNumber);
    }
    """,
)

volume(key="volume", data={}, default={"level": 50}, on_level_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

volume = st.components.v2.component(
    "volume",
    html="<input type='range'>",
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.value = data?.level ?? 0;
      input.onchange = () => setStateValue("level", input.valueAsNumber);
    }
    """,
)

volume(key="volume", data={"level": 50}, default={"level": 50}, on_level_change=lambda: None)
"#,
        facts: &["FACTS 4b (q04b)", "FACTS 11e (q11d)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, mount) in mounts(contract) {
        for default in certain_defaults(mount) {
            let key = default.key.text.as_str();
            let sends = contract.script.sends.iter();
            if !sends.into_iter().any(|send| send.key.text == key && send.kind == SendKind::State) {
                continue;
            }
            let mut reads = contract.script.data_reads.iter().filter(|read| read.field.text == key);
            let Some(read) = reads.next() else { continue };
            let Some(what) = drift(mount, default, read.null_guarded, ctx) else { continue };
            let message = format!(
                "Python starts {} at this default, the renderer at `data.{key}`, and {what}: the two differ until the first send",
                quoted(key)
            );
            let finding = Finding::new(&RULE, Severity::Warning, default.key.site, message).about([key], [index]);
            out.push(finding.related(read.site, "the renderer starts from this").mounted(mount));
        }
    }
}

/// What the mount says of the field that should carry its default; none where that agrees or is not known.
fn drift(mount: &Mount, default: &Field, null_guarded: bool, ctx: &Context<'_>) -> Option<String> {
    match &mount.data {
        DataArg::Absent if null_guarded => Some("this mount passes no `data`".to_owned()),
        DataArg::Dict { fields, .. } => match fields.iter().find(|field| field.key.text == default.key.text) {
            None => fields.is_closed().then(|| "this mount does not pass that".to_owned()),
            Some(field) if field.certain => match (&field.literal, &default.literal) {
                (Some(passed), Some(own)) if passed != own => {
                    Some(format!("this mount passes `{}`", ctx.written(field.value)))
                }
                _ => None,
            },
            Some(_) => None,
        },
        _ => None,
    }
}
