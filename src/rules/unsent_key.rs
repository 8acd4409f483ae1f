//! `unsent-key`: a mount registers or defaults a key that the renderer never sends.

use crate::diagnostic::{Fix, Severity};
use crate::model::{CallbackValue, Contract, Mount, SendKind, SentValue, StateHow};
use crate::rules::evidence::{
    certain_callbacks, certain_defaults, defaults, mounts, never_sent, quoted, reads_of, script_name, sent_keys,
};
use crate::rules::near::{did_you_mean, nearest};
use crate::rules::{Context, Finding, Page, Rule, edits};
use crate::text::Word;

pub(super) static RULE: Rule = Rule {
    name: "unsent-key",
    severities: &[Severity::Warning],
    summary: "A mount passes a callback or a default for a key that the renderer never sends.",
    page: Page {
        what: "A mount passes `on_<key>_change`, or has the key in `default`, and the renderer never sends that key. It \
               is said only where all sends are known. A key that Python itself writes into the component's session \
               state is left alone, and so are the inner keys of a lone state key `value`, whose callbacks Streamlit \
               calls by mistake (see `value-key-unwrap`).",
        why: "The callback never runs, and `result.<key>` stays None, or what `default` says, for ever.",
        failing: r#"
import streamlit as st

counter = st.components.v2.component(
    "counter",
    html="<button>+1</button>",
    js="""
    let count = 0;
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => setStateValue("count", ++count);
    }
    """,
)

result = counter(key="counter", on_count_change=lambda: None, on_reset_change=lambda: None)
st.write(result.count)
"#,
        mended: r#"
import streamlit as st

counter = st.components.v2.component(
    "counter",
    html="<button>+1</button>",
    js="""
    let count = 0;
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => setStateValue("count", ++count);
    }
    """,
)

result = counter(key="counter", on_count_change=lambda: None)
st.write(result.count)
"#,
        facts: &["FACTS 3 (q03)", "FACTS 4b (q04b)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    if unwraps_value(contract) {
        return;
    }
    let unsent = |key: &Word, mount: &Mount| never_sent(contract, &key.text) && !written_by_host(mount, &key.text);
    for (at, mount) in mounts(contract) {
        let registered = certain_callbacks(mount).filter(|callback| callback.kind != CallbackValue::None);
        for callback in registered.filter(|callback| unsent(&callback.key, mount)) {
            out.push(finding(contract, ctx, at, mount, &callback.key, "this callback never runs"));
        }
        let has_callback = |key: &str| mount.callbacks.iter().any(|callback| callback.key.text == key);
        let defaulted = certain_defaults(mount).filter(|field| !has_callback(&field.key.text));
        for field in defaulted.filter(|field| unsent(&field.key, mount)) {
            out.push(finding(contract, ctx, at, mount, &field.key, "this default never changes"));
        }
    }
}

/// Whether `value` may be the only state key and hold a dict: then callbacks of its inner keys do run.
fn unwraps_value(contract: &Contract) -> bool {
    contract.script.sends.iter().any(|send| {
        send.kind == SendKind::State
            && send.key.text == "value"
            && matches!(send.value, SentValue::Object | SentValue::Unknown)
    })
}

/// Whether Python writes the key, or may: such a write is undone by the front end, and that calls the callback.
fn written_by_host(mount: &Mount, key: &str) -> bool {
    let in_callbacks = mount.callbacks.iter().flat_map(|callback| &callback.body.state);
    mount
        .state
        .iter()
        .chain(in_callbacks)
        .any(|access| access.how == StateHow::Write && access.key.as_ref().is_none_or(|written| written.text == key))
}

fn finding(contract: &Contract, ctx: &Context<'_>, at: usize, mount: &Mount, key: &Word, loss: &str) -> Finding {
    let read = reads_of(mount, &key.text).next();
    let default = defaults(mount).find(|field| field.key.text == key.text);
    let stays = match (read, default) {
        (Some(read), Some(_)) => format!(", and `{}` stays at its default", ctx.written(read.site)),
        (Some(read), None) => format!(", and `{}` stays None", ctx.written(read.site)),
        (None, _) => String::new(),
    };
    let sent = sent_keys(contract);
    let unregistered = sent
        .iter()
        .map(|sent| sent.key)
        .filter(|sent| mount.callbacks.iter().all(|callback| callback.key.text != *sent));
    let near = nearest(&key.text, unregistered);
    let message = format!(
        "{} never sends {}: {loss}{stays}{}",
        script_name(contract, ctx),
        quoted(&key.text),
        did_you_mean(near),
    );
    let mut finding = Finding::new(&RULE, Severity::Warning, key.site, message)
        .about([key.text.as_str()], [at])
        .fix(near.filter(|near| edits::is_name_part(near)).and_then(|near| {
            edits::fix(format!("Rename to {}", quoted(near)), edits::replaced([key.site], near), false)
        }))
        .fix(removal(ctx, mount, &key.text))
        .mounted(mount);
    for send in sent.iter().flat_map(|sent| &sent.sends).take(3) {
        finding = finding.related(send.key.site, format!("{} is sent here", quoted(&send.key.text)));
    }
    finding.related(contract.component.callee, "the component is registered here")
}

/// Removes the callback and the default, where nothing is known to need them.
fn removal(ctx: &Context<'_>, mount: &Mount, key: &str) -> Option<Fix> {
    if reads_of(mount, key).next().is_some() || !mount.reads.is_closed() {
        return None;
    }
    let arguments =
        mount.callbacks.iter().filter(|callback| callback.key.text == key).map(|callback| callback.argument);
    let items = defaults(mount).filter(|field| field.key.text == key).map(|field| field.item);
    let sites: Option<Vec<_>> = arguments.chain(items).collect();
    edits::fix(format!("Remove {}", quoted(key)), sites?.into_iter().map(|site| edits::remove_item(ctx, site)), false)
}
