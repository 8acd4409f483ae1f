//! `invalid-callback-name`: `on_change=` names no key.

use crate::diagnostic::Severity;
use crate::model::{Argument, Contract, Mount, ValueKind};
use crate::rules::evidence::{Registration, mounts, registration, sent_keys};
use crate::rules::{Context, Finding, Page, Rule, edits};

pub(super) static RULE: Rule = Rule {
    name: "invalid-callback-name",
    severities: &[Severity::Error],
    summary: "`on_change=`, `on__change=` or `on___change=` at a mount names no key.",
    page: Page {
        what: "A mount passes a callable under a name that starts with `on_` and ends with `_change` and has no key \
               between them. With `None`, Streamlit ignores it, and so does this rule.",
        why: "Streamlit raises BidiComponentInvalidCallbackNameError when the mount runs. Widgets take `on_change=`; a \
              component has a callback for each of its keys, `on_<key>_change=`.",
        failing: r#"
import streamlit as st

slider = st.components.v2.component(
    "slider",
    html="<input type='range'>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("level", input.value);
    }
    """,
)

result = slider(key="slider", on_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

slider = st.components.v2.component(
    "slider",
    html="<input type='range'>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("level", input.value);
    }
    """,
)

result = slider(key="slider", on_level_change=lambda: None)
"#,
        facts: &["FACTS 7a (q07)"],
    },
    check,
};

/// Whether Streamlit takes the name for a callback's and finds no key in it.
pub(super) fn names_no_key(argument: &str) -> bool {
    matches!(argument, "on_change" | "on__change" | "on___change")
}

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        let refused = |argument: &&Argument| {
            argument.certain && argument.kind == ValueKind::Callable && names_no_key(&argument.name.text)
        };
        for argument in mount.arguments.iter().filter(refused) {
            out.push(finding(contract, ctx, at, mount, argument));
        }
    }
}

fn finding(contract: &Contract, ctx: &Context<'_>, at: usize, mount: &Mount, argument: &Argument) -> Finding {
    let sent = sent_keys(contract);
    let lacked: Vec<_> = sent
        .iter()
        .filter(|sent| matches!(registration(mount, sent.key), Registration::Absent) && edits::is_name_part(sent.key))
        .collect();
    let meant = match lacked.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let suggestion = match meant.and_then(|meant| Some((meant.key, meant.sends.first()?))) {
        Some((key, send)) => format!("; did you mean `on_{key}_change`, for what {} sends?", ctx.place(send.key.site)),
        None => String::new(),
    };
    let message = format!(
        "the mount at {} raises BidiComponentInvalidCallbackNameError: `{}` names no key, a component's callbacks are called `on_<key>_change`{suggestion}",
        ctx.place(mount.callee),
        argument.name.text,
    );
    let mut finding = Finding::new(&RULE, Severity::Error, argument.name.site, message)
        .about(lacked.iter().map(|sent| sent.key), [at])
        .mounted(mount);
    for send in lacked.iter().flat_map(|sent| sent.sends.first()) {
        finding = finding.related(send.key.site, format!("\"{}\" is sent here", send.key.text));
    }
    finding.fix(meant.and_then(|meant| {
        let name = format!("on_{}_change", meant.key);
        edits::fix(format!("Rename to `{name}`"), edits::replaced([argument.name.site], &name), false)
    }))
}
