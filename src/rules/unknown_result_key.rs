//! `unknown-result-key`: the script reads a key that can never be on the result.

use crate::diagnostic::Severity;
use crate::model::{Contract, Mount, Read, StateHow};
use crate::rules::evidence::{
    Registration, callbacks, defaults, defaults_closed, exception, mounts, never_sent, quoted, raises_when_missing,
    registration, script_name, sent_keys,
};
use crate::rules::near::{did_you_mean, nearest};
use crate::rules::{Context, Finding, Page, Rule, edits};

pub(super) static RULE: Rule = Rule {
    name: "unknown-result-key",
    severities: &[Severity::Error],
    summary: "The script reads a key of the result that is neither registered nor sent.",
    page: Page {
        what: "`result.<key>` or `result[\"<key>\"]` stands without a guard, and the mount does not register the key, has \
               no default for it, and the renderer never sends it. It is said only where all callbacks, all defaults and \
               all sends are known. The methods of a dict (`result.items()`) are no keys.",
        why: "The result of a mount has the registered keys and the ones that were sent, and no others: the read raises \
              AttributeError (or KeyError) in every run.",
        failing: r#"
import streamlit as st

picker = st.components.v2.component(
    "picker",
    html="<input>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("choice", input.value);
    }
    """,
)

result = picker(key="picker", on_choice_change=lambda: None)
st.write(result.chioce)
"#,
        mended: r#"
import streamlit as st

picker = st.components.v2.component(
    "picker",
    html="<input>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("choice", input.value);
    }
    """,
)

result = picker(key="picker", on_choice_change=lambda: None)
st.write(result.choice)
"#,
        facts: &["FACTS 1b (q01)", "FACTS 22 (q22)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        if !defaults_closed(mount) || replaced_by_host(mount) {
            continue;
        }
        for read in mount.reads.iter().filter(|read| is_unknown(contract, mount, read)) {
            out.push(finding(contract, ctx, mount, read).about([read.key.text.as_str()], [at]));
        }
    }
}

fn is_unknown(contract: &Contract, mount: &Mount, read: &Read) -> bool {
    let key = &read.key.text;
    raises_when_missing(read)
        && matches!(registration(mount, key), Registration::Absent)
        && defaults(mount).all(|field| field.key.text != *key)
        && never_sent(contract, key)
}

/// Whether the script assigns the component's whole entry in the session state, with keys of its own.
fn replaced_by_host(mount: &Mount) -> bool {
    let in_callbacks = mount.callbacks.iter().flat_map(|callback| &callback.body.state);
    mount.state.iter().chain(in_callbacks).any(|access| access.key.is_none() && access.how == StateHow::Write)
}

fn finding(contract: &Contract, ctx: &Context<'_>, mount: &Mount, read: &Read) -> Finding {
    let key = &read.key.text;
    let sent = sent_keys(contract);
    let registered = callbacks(mount).map(|callback| callback.key.text.as_str());
    let near = nearest(key, registered.chain(sent.iter().map(|sent| sent.key)));
    let message = format!(
        "`{}` raises {} in every run: the mount at {} does not register {} and {} never sends it{}",
        ctx.written(read.site),
        exception(read),
        ctx.place(mount.callee),
        quoted(key),
        script_name(contract, ctx),
        did_you_mean(near),
    );
    let finding = Finding::new(&RULE, Severity::Error, read.key.site, message)
        .fix(near.filter(|near| edits::is_name_part(near)).and_then(|near| {
            edits::fix(format!("Read {}", quoted(near)), edits::replaced([read.key.site], near), false)
        }))
        .mounted(mount);
    let meant = sent.iter().filter(|sent| Some(sent.key) == near).flat_map(|sent| &sent.sends);
    meant.fold(finding, |finding, send| {
        finding.related(send.key.site, format!("{} is sent here", quoted(&send.key.text)))
    })
}
