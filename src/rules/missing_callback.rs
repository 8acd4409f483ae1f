//! `missing-callback`: the renderer sends a key that a mount does not register.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::{Contract, Mount, Read, Send, SendKind};
use crate::rules::evidence::{
    Registration, SentKey, exception, kind_word, mounts, quoted, raises_when_missing, reads_of, registration, sent_keys,
};
use crate::rules::{Context, Finding, Page, Rule, edits, outlook};
use crate::text::Site;

pub(super) static RULE: Rule = Rule {
    name: "missing-callback",
    severities: &[Severity::Error, Severity::Warning, Severity::Hint],
    summary: "The renderer sends a key for which a mount passes no `on_<key>_change`.",
    page: Page {
        what: "The renderer certainly sends a key, and a mount passes no `on_<key>_change` for it. It is an error where \
               the script reads the key by attribute or item without a guard, and a warning where nothing reads it; a \
               hint where several components share the module that sends and another one registers the key: that \
               one may be whom the send is for. It \
               is silent where every read is guarded (`result.get(\"k\")`, `getattr(result, \"k\", None)`, \
               `\"k\" in result`), and where the mount may pass the callback: an `on_k_change` under a condition, a \
               `**` that could not be followed.\n\n\
               A send that only what the mount passes decides on, as behind `if (data.editable)`, counts at the mounts \
               whose literals let it happen, as `{\"editable\": True}` does. Where a field gets a value that only a run or a \
               caller knows, it is spoken of if no mount registers its key, and this one registers other keys of the \
               script. Where something is computed of the field, a literal may well exclude the send. In a bundle \
               nobody knows what decides: there it must be the only key that is not registered.\n\n\
               Where no mount registers the key, the squiggle stands at the send; where some do, at each mount that \
               does not.",
        why: "Streamlit puts a key on the result in every run only if it is registered. A trigger that is not is there \
              in the very run in which it fires and in no other, so `result.k` raises AttributeError in all others; a \
              state that is not is absent until it is first sent. And no code is called when either is sent.",
        failing: r#"
import streamlit as st

danger_button = st.components.v2.component(
    "danger_button",
    html="<button>Delete</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      const button = parentElement.querySelector("button");
      button.onclick = () => setTriggerValue("confirmed", true);
    }
    """,
)

result = danger_button(key="delete")
if result.confirmed:
    st.write("Deleted.")
"#,
        mended: r#"
import streamlit as st

danger_button = st.components.v2.component(
    "danger_button",
    html="<button>Delete</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      const button = parentElement.querySelector("button");
      button.onclick = () => setTriggerValue("confirmed", true);
    }
    """,
)

result = danger_button(key="delete", on_confirmed_change=lambda: None)
if result.confirmed:
    st.write("Deleted.")
"#,
        facts: &["FACTS 1a, 1b (q01, q01b, q22)", "FACTS 2 (q02, q02b, q02c)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for sent in sent_keys(contract) {
        let certain = |(at, mount)| lacking(at, mount, outlook::certain(contract, mount, &sent)?);
        let lacking: Vec<Lacking<'_>> = mounts(contract).filter_map(certain).collect();
        if lacking.is_empty() {
            out.extend(forgotten(contract, ctx, &sent));
            continue;
        }
        let registered = contract
            .mounts
            .iter()
            .any(|mount| matches!(registration(mount, sent.key), Registration::Given | Registration::Maybe));
        // What an installed package sends is mended where the workspace mounts it.
        let from_elsewhere = lacking.iter().any(|lacking| !(ctx.is_own)(lacking.send.key.site.file));
        match registered || from_elsewhere {
            false => out.extend(at_the_send(contract, ctx, &sent, &lacking)),
            true => out.extend(at_the_mounts(contract, ctx, &sent, lacking)),
        }
    }
}

/// A key that is sent only where `data` let it be, and that nobody registers. What an installed package sends and
/// nobody here needs is its own affair.
fn forgotten(contract: &Contract, ctx: &Context<'_>, sent: &SentKey<'_>) -> Option<Finding> {
    let possible = |(at, mount)| lacking(at, mount, outlook::forgotten(contract, mount, sent)?);
    let lacking: Vec<Lacking<'_>> = mounts(contract).filter_map(possible).collect();
    lacking.first().filter(|lacking| (ctx.is_own)(lacking.send.key.site.file))?;
    at_the_send(contract, ctx, sent, &lacking)
}

/// A mount that lacks the callback for a send, and the read of its result that raises for it.
struct Lacking<'c> {
    at: usize,
    mount: &'c Mount,
    send: &'c Send,
    raising: Option<&'c Read>,
}

/// A mount that only reads the key guardedly has settled for its absence.
fn lacking<'c>(at: usize, mount: &'c Mount, send: &'c Send) -> Option<Lacking<'c>> {
    let key = send.key.text.as_str();
    if !matches!(registration(mount, key), Registration::Absent) {
        return None;
    }
    let raising = reads_of(mount, key).find(|read| raises_when_missing(read));
    let only_guarded = raising.is_none() && reads_of(mount, key).next().is_some();
    (!only_guarded).then_some(Lacking { at, mount, send, raising })
}

fn at_the_send(contract: &Contract, ctx: &Context<'_>, sent: &SentKey<'_>, lacking: &[Lacking<'_>]) -> Option<Finding> {
    let send = lacking.first()?.send;
    let message = format!(
        "nothing registers the {} {} that {} sends: {}",
        kind_word(send.kind),
        quoted(sent.key),
        ctx.place(send.key.site),
        consequence(ctx, send, lacking),
    );
    Some(finding(contract, sent, send.key.site, message, lacking))
}

/// One finding a call, however many wrapper paths lead to it.
fn at_the_mounts(
    contract: &Contract,
    ctx: &Context<'_>,
    sent: &SentKey<'_>,
    lacking: Vec<Lacking<'_>>,
) -> Vec<Finding> {
    let mut by_call: BTreeMap<Site, Vec<Lacking<'_>>> = BTreeMap::new();
    for one in lacking {
        by_call.entry(one.mount.callee).or_default().push(one);
    }
    let at_call = |(callee, lacking): (Site, Vec<Lacking<'_>>)| {
        let send = lacking.first()?.send;
        let message = format!(
            "this mount passes no `on_{}_change` for the {} that {} sends: {}",
            sent.key,
            kind_word(send.kind),
            ctx.place(send.key.site),
            consequence(ctx, send, &lacking),
        );
        Some(finding(contract, sent, callee, message, &lacking))
    };
    by_call.into_iter().filter_map(at_call).collect()
}

fn finding(contract: &Contract, sent: &SentKey<'_>, site: Site, message: String, lacking: &[Lacking<'_>]) -> Finding {
    let raises = lacking.iter().any(|lacking| lacking.raising.is_some());
    let severity = if raises { Severity::Error } else { Severity::Warning };
    let mounts: Vec<&Mount> = lacking.iter().map(|lacking| lacking.mount).collect();
    let mut finding = Finding::new(&RULE, severity, site, message)
        .about([sent.key], lacking.iter().map(|lacking| lacking.at))
        .fix(edits::add_callback(contract, &mounts, sent.key));
    for send in &sent.sends {
        finding = finding.related(send.key.site, format!("{} is sent here", quoted(sent.key)));
    }
    for lacking in lacking {
        finding = finding.mounted(lacking.mount);
        if let Some(read) = lacking.raising {
            finding = finding.related(read.site, format!("{} is read here", quoted(sent.key)));
        }
    }
    finding
}

fn consequence(ctx: &Context<'_>, send: &Send, lacking: &[Lacking<'_>]) -> String {
    let raising = lacking.iter().find_map(|lacking| lacking.raising);
    let mount = lacking.first().map(|lacking| ctx.place(lacking.mount.callee)).unwrap_or_default();
    match (raising, send.kind) {
        (Some(read), kind) => {
            let when = match kind {
                SendKind::Trigger => "in every run but the one in which it fires",
                SendKind::State => "until the key is first sent",
            };
            format!("`{}` ({}) raises {} {when}", ctx.written(read.site), ctx.place(read.site), exception(read))
        }
        (None, SendKind::Trigger) => {
            format!("no code is called when it fires, and the result of {mount} holds it for that one run only")
        }
        (None, SendKind::State) => {
            format!("no code is called when it changes, and the result of {mount} lacks it until it is first sent")
        }
    }
}
