//! `misspelled-key`: a sent key and a registered key are one key, written in two ways.

use crate::diagnostic::{Fix, Severity};
use crate::model::{Callback, Contract, Mount, Send};
use crate::rules::evidence::{
    Registration, SentKey, certain_callbacks, defaults, mounts, never_sent, quoted, registration, sent_keys,
};
use crate::rules::{Context, Finding, Page, Rule, edits, near, outlook};
use crate::text::{Site, Word};

pub(super) static RULE: Rule = Rule {
    name: "misspelled-key",
    severities: &[Severity::Error],
    summary: "A key that nobody registers and a registered key that nobody sends are almost the same.",
    page: Page {
        what: "A mount registers a key that the renderer never sends, the renderer sends one that the mount does not \
               register, and the two differ by case, by `-` and `_`, by a plural, or by a letter or two. It is said \
               only where all sends and all callbacks of the mount are known.",
        why: "A key is a string in the script and part of an argument's name in Python, and nothing compares the two. \
              The callback never runs, `result.<registered>` stays None, and the value that is sent is on the result \
              under the other name: for one run (a trigger) or from its first send on (a state).",
        failing: r#"
import streamlit as st

picker = st.components.v2.component(
    "picker",
    html="<input type='color'>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("pickedColor", input.value);
    }
    """,
)

result = picker(key="picker", on_picked_color_change=lambda: None)
st.write(result.picked_color)
"#,
        mended: r#"
import streamlit as st

picker = st.components.v2.component(
    "picker",
    html="<input type='color'>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("picked_color", input.value);
    }
    """,
)

result = picker(key="picker", on_picked_color_change=lambda: None)
st.write(result.picked_color)
"#,
        facts: &["FACTS 1a (q01, q01b)", "FACTS 3 (q03)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let sent = sent_keys(contract);
    for (at, mount) in mounts(contract) {
        for (callback, sent) in pairs(contract, mount, &sent) {
            let Some(send) = outlook::certain(contract, mount, sent) else { continue };
            let finding = finding(contract, ctx, callback, sent, send);
            out.push(finding.about([sent.key, callback.key.text.as_str()], [at]).mounted(mount));
        }
    }
}

/// The registered keys that are never sent, each with the unregistered one that it was meant to be; the
/// nearest pairs first, and each key in one pair.
fn pairs<'p, 'c>(
    contract: &Contract,
    mount: &'c Mount,
    sent: &'p [SentKey<'c>],
) -> Vec<(&'c Callback, &'p SentKey<'c>)> {
    let unsent = certain_callbacks(mount).filter(|callback| never_sent(contract, &callback.key.text));
    let mut near: Vec<(usize, &Callback, &SentKey<'_>)> = Vec::new();
    for callback in unsent {
        let lacked = sent.iter().filter(|sent| {
            matches!(registration(mount, sent.key), Registration::Absent)
                && outlook::certain(contract, mount, sent).is_some()
        });
        near.extend(lacked.filter_map(|sent| Some((near::distance(&callback.key.text, sent.key)?, callback, sent))));
    }
    near.sort_by_key(|(distance, ..)| *distance);
    let mut pairs: Vec<(&Callback, &SentKey<'_>)> = Vec::new();
    for (_, callback, sent) in near {
        let taken = pairs.iter().any(|(other, pair)| other.key == callback.key || pair.key == sent.key);
        if !taken {
            pairs.push((callback, sent));
        }
    }
    pairs
}

fn finding(contract: &Contract, ctx: &Context<'_>, callback: &Callback, sent: &SentKey<'_>, send: &Send) -> Finding {
    let registered = &callback.key;
    let message = format!(
        "nothing sends {}, so this callback never runs, and nothing registers the {} that {} sends; did you mean `on_{}_change`?",
        quoted(&registered.text),
        quoted(sent.key),
        ctx.place(send.key.site),
        sent.key,
    );
    let mut finding = Finding::new(&RULE, Severity::Error, registered.site, message)
        .fix(rename_in_host(contract, registered.site, &registered.text, sent.key))
        .fix(rename_in_script(contract, sent, &registered.text));
    for send in &sent.sends {
        finding = finding.related(send.key.site, format!("{} is sent here", quoted(sent.key)));
    }
    finding
}

/// Renames the registered key, and with it the same key in the defaults, results and session state of the
/// mounts that this argument belongs to.
fn rename_in_host(contract: &Contract, argument: Site, from: &str, to: &str) -> Option<Fix> {
    if !edits::is_name_part(to) {
        return None;
    }
    let belongs = |mount: &&Mount| mount.callbacks.iter().any(|callback| callback.key.site == argument);
    let used = contract.mounts.iter().filter(belongs).flat_map(keys_used);
    let sites = used.filter(|key| key.text == from).map(|key| key.site).chain([argument]);
    edits::fix(format!("Rename `on_{from}_change` to `on_{to}_change`"), edits::replaced(sites, to), false)
}

/// The keys that the host script names beside the callbacks: in defaults, results and session state.
fn keys_used(mount: &Mount) -> impl Iterator<Item = &Word> {
    let bodies = || mount.callbacks.iter().map(|callback| &callback.body);
    let reads = mount.reads.iter().chain(bodies().flat_map(|body| &body.reads)).map(|read| &read.key);
    let state = mount.state.iter().chain(bodies().flat_map(|body| &body.state));
    reads.chain(state.filter_map(|access| access.key.as_ref())).chain(defaults(mount).map(|field| &field.key))
}

/// Renames what is sent, where no mount knows it by its own name.
fn rename_in_script(contract: &Contract, sent: &SentKey<'_>, to: &str) -> Option<Fix> {
    let registers = |mount: &Mount| mount.callbacks.iter().any(|callback| callback.key.text == sent.key);
    let knows = |mount: &Mount| registers(mount) || keys_used(mount).any(|key| key.text == sent.key);
    if !edits::is_plain_text(to) || contract.mounts.iter().any(knows) {
        return None;
    }
    let sites = sent.sends.iter().map(|send| send.key.site);
    edits::fix(format!("Send {} in place of {}", quoted(to), quoted(sent.key)), edits::replaced(sites, to), false)
}
