//! `unkeyed-data`: a component without a key whose `data` or `default` changes.

use crate::diagnostic::{Edit, Fix, Severity};
use crate::model::{Contract, KeyArg, Mount, SendKind};
use crate::rules::edits;
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "unkeyed-data",
    severities: &[Severity::Warning],
    summary: "A mount has no `key`, and its `data` or `default` differs from run to run.",
    page: Page {
        what: "A component that sends state is mounted without a `key`, and its `data` or `default` is made \
               of what a person entered, a result, session state or the time.",
        why: "Without a key, `data` and `default` are part of what a component is known by: when they \
               change, Streamlit takes the component away, mounts a new one, and its state is back at the \
               default.",
        failing: r#"
import streamlit as st

slider = st.components.v2.component(
    "slider",
    html="<input type='range'>",
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.max = data.max;
      input.onchange = () => setStateValue("level", input.valueAsNumber);
    }
    """,
)

slider(data={"max": st.number_input("Max", value=10)}, on_level_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

slider = st.components.v2.component(
    "slider",
    html="<input type='range'>",
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.max = data.max;
      input.onchange = () => setStateValue("level", input.valueAsNumber);
    }
    """,
)

slider(key="slider", data={"max": st.number_input("Max", value=10)}, on_level_change=lambda: None)
"#,
        facts: &["FACTS 14a (q14_no_key_data_change)", "FACTS 4b (q04c)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    if !contract.script.sends.iter().any(|send| send.kind == SendKind::State) {
        return;
    }
    for (index, mount) in mounts(contract).filter(|(_, mount)| mount.key == KeyArg::Absent) {
        let circumstances = &mount.circumstances;
        let (name, cause) = match (circumstances.data_varies, circumstances.default_varies) {
            (Some(cause), _) => ("data", cause),
            (None, Some(cause)) => ("default", cause),
            (None, None) => continue,
        };
        let message = format!(
            "this mount has no `key`, and `{}` changes its `{name}`: with each change the component is mounted anew and its state is lost",
            ctx.written(cause)
        );
        let finding = Finding::new(&RULE, Severity::Warning, mount.callee, message).about([""; 0], [index]);
        out.push(finding.related(cause, "this differs from run to run").mounted(mount).fix(add_key(contract, mount)));
    }
}

fn add_key(contract: &Contract, mount: &Mount) -> Option<Fix> {
    let alone = contract.mounts.iter().filter(|other| other.site == mount.site).count() == 1;
    let name = &contract.component.name.as_ref()?.text;
    let taken = contract.mounts.iter().any(|other| other.key.literal().is_some_and(|key| key.text == *name));
    if !alone || taken || name.contains("__") {
        return None;
    }
    let argument = format!("key={}", edits::string_literal(name));
    let text = format!("{}{argument}{}", mount.insertion.before, mount.insertion.after);
    edits::fix(format!("Add `{argument}`"), [Edit { site: mount.insertion.at, text }], false)
}
