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
    let by_hand = contract.script.kind != ScriptKind::Bundle && is_function;
    let mut seen: Vec<Site> = Vec::new();
    for send in contract.script.sends.iter().filter(|send| by_hand && send.on_render && send.certain) {
        if !seen.contains(&send.call) {
            seen.push(send.call);
            out.push(finding(contract, ctx, send));
        }
    }
}

fn finding(contract: &Contract, ctx: &Context<'_>, send: &Send) -> Finding {
    let key = quoted(&send.key.text);
    let changes = contract.rendering.changing_sends.contains(&send.call);
    let fed = mounts(contract).find_map(|(at, mount)| Some((at, mount, fed_back(mount, &send.key.text)?)));
    if let Some((at, mount, read)) = fed.filter(|_| changes) {
        let message = format!(
            "each run sends {key} computed from `data`, which {} builds from it: every rerun brings other data, the renderer runs again, and it never ends",
            ctx.place(read),
        );
        let finding = Finding::new(&RULE, Severity::Error, send.call, message).about([send.key.text.as_str()], [at]);
        return finding.related(read, format!("{key} becomes data here")).mounted(mount);
    }
    let message = format!(
        "this sends {key} whenever the renderer runs: the script runs once more at every mount, and after every change of data or theme; send it from a handler, or only when it differs"
    );
    Finding::new(&RULE, Severity::Warning, send.call, message).about([send.key.text.as_str()], [])
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
