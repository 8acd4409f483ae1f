//! `unread-data`: a mount passes a field of `data` that the renderer never reads.

use crate::diagnostic::Severity;
use crate::model::{Contract, DataArg, Renderer};
use crate::rules::evidence::{mounts, quoted, script_name};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "unread-data",
    severities: &[Severity::Hint],
    summary: "A mount passes a field of `data` that the renderer never reads.",
    page: Page {
        what: "Everything that the renderer reads of `data` is known, and a field that a mount certainly \
               passes is not among it.",
        why: "It is sent to the browser with every run, and each change of it calls the renderer again, \
               for nothing.",
        failing: r#"
import streamlit as st

player = st.components.v2.component(
    "player",
    html="<b></b>",
    js="""
    export default function ({ data, parentElement }) {
      parentElement.querySelector("b").textContent = data.title;
    }
    """,
)

player(key="player", data={"title": "Ouverture", "volume": 3})
"#,
        mended: r#"
import streamlit as st

player = st.components.v2.component(
    "player",
    html="<b></b>",
    js="""
    export default function ({ data, parentElement }) {
      parentElement.querySelector("b").textContent = data.title;
    }
    """,
)

player(key="player", data={"title": "Ouverture"})
"#,
        facts: &["FACTS 13a (q13)", "FACTS 18 (q18)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let script = &contract.script;
    let is_known = script.data_reads.is_closed()
        && script.syntax_errors.is_empty()
        && matches!(script.renderer, Renderer::Function(_));
    if !is_known {
        return;
    }
    for (index, mount) in mounts(contract) {
        let DataArg::Dict { fields, .. } = &mount.data else { continue };
        let unread = |name: &str| script.data_reads.iter().all(|read| read.field.text != name);
        for field in fields.iter().filter(|field| field.certain && unread(&field.key.text)) {
            let message =
                format!("{} never reads {} of its `data`", script_name(contract, ctx), quoted(&field.key.text));
            let finding = Finding::new(&RULE, Severity::Hint, field.key.site, message);
            out.push(finding.about([field.key.text.as_str()], [index]).mounted(mount));
        }
    }
}
