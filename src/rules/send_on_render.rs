//! `send-on-render`: a send in the renderer's body.

use crate::diagnostic::Severity;
use crate::model::{Contract, DataArg, Mount, Renderer, ScriptKind, Send, StateHow};
use crate::rules::evidence::{mounts, quoted};
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Site;

pub(super) static RULE: Rule = Rule {
    name: "send-on-render",
    severities: &[Severity::Error, Severity::Warning],
    summary: "The renderer sends in its body, which reruns the script at every mount.",
    page: Page {
        what: "`setStateValue` or `setTriggerValue` in the renderer's body, outside of handlers and under no test. \
               It is an error where the sent value is computed from `data`, which the mount builds from that same \
               key.",
        why: "Every send reruns the script. One of a constant costs each mount a second run; one of a value that \
               each run changes, and that comes back as `data`, calls the renderer again, and never ends: 63 runs \
               in 4 seconds. A trigger that another message follows at once may be lost.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("p").textContent = navigator.language;
      setStateValue("language", navigator.language);
    }
    """,
)

c(key="c", on_language_change=lambda: None)
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<p></p>",
    js="""
    export default function ({ parentElement, data, setStateValue }) {
      const p = parentElement.querySelector("p");
      p.textContent = navigator.language;
      if (data?.language !== navigator.language) setStateValue("language", navigator.language);
    }
    """,
)

c(
    key="c",
    data={"language": st.session_state.get("c", {}).get("language")},
    on_language_change=lambda: None,
)
"##,
        facts: &["FACTS 13e (q13c_setstate_in_body, q13d_infinite_loop)", "FACTS 11d (q11g)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let is_function = matches!(contract.script.renderer, Renderer::Function(_));
    if contract.script.kind == ScriptKind::Bundle || !is_function {
        return;
    }
    let mut once: Vec<&Send> = Vec::new();
    for send in contract.script.sends.iter().filter(|send| send.on_render && send.is_certain()) {
        match endless(contract, ctx, send) {
            Some(finding) => out.push(finding),
            None => once.push(send),
        }
    }
    once.dedup_by_key(|send| send.call);
    out.extend(one_run_more(&once));
}

/// A loop, where the mount builds its data from what is sent and the renderer sends what it computes of that.
fn endless(contract: &Contract, ctx: &Context<'_>, send: &Send) -> Option<Finding> {
    if !contract.rendering.changing_sends.contains(&send.call) {
        return None;
    }
    let fed = mounts(contract).find_map(|(at, mount)| Some((at, mount, fed_back(mount, &send.key.text)?)));
    let (at, mount, read) = fed?;
    let key = quoted(&send.key.text);
    let message = format!(
        "each run sends {key} computed from `data`, which {} builds from it: every rerun brings other data, the renderer runs again, and it never ends",
        ctx.place(read),
    );
    let finding = Finding::new(&RULE, Severity::Error, send.call, message).about([send.key.text.as_str()], [at]);
    Some(finding.related(read, format!("{key} becomes data here")).mounted(mount))
}

/// All sends of one run leave in one message, so they are one fault.
fn one_run_more(sends: &[&Send]) -> Option<Finding> {
    let (first, others) = sends.split_first()?;
    let key = quoted(&first.key.text);
    let more = if others.is_empty() { "" } else { " (and what is sent beside it)" };
    let message = format!(
        "this sends {key}{more} whenever the renderer runs: the script runs once more at every mount, and after every change of data or theme; send it from a handler, or only when it differs"
    );
    let finding = Finding::new(&RULE, Severity::Warning, first.call, message);
    let finding = finding.about(sends.iter().map(|send| send.key.text.as_str()), []);
    let named =
        |finding: Finding, send: &&Send| finding.related(send.call, format!("{} is sent here", quoted(&send.key.text)));
    Some(others.iter().fold(finding, named))
}

/// Where a mount builds its data from this key.
fn fed_back(mount: &Mount, key: &str) -> Option<Site> {
    let DataArg::Dict { site, .. } = &mount.data else { return None };
    let within = |read: Site| read.file == site.file && site.span.contains(read.span);
    let of_state = mount.state.iter().filter(|access| access.how == StateHow::Read);
    let of_state = of_state.filter(|access| access.key.as_ref().is_some_and(|known| known.text == key));
    let of_result = mount.reads.iter().filter(|read| read.key.text == key).map(|read| read.site);
    of_state.map(|access| access.site).chain(of_result).find(|read| within(*read))
}
