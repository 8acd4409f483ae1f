//! `stale-data`: `data` carries what the component sent one run ago.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::evidence::{mounts, quoted};
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Site;

pub(super) static RULE: Rule = Rule {
    name: "stale-data",
    severities: &[Severity::Warning],
    summary: "`data` is built from a copy of the result that the script made after the mount, in the run before.",
    page: Page {
        what: "`data` holds an entry of the session state that the script assigns from the same mount's \
               result, after the mount, with no rerun behind it and no callback that assigns it too.",
        why: "The renderer gets what it sent one run ago: an input goes back to its older text while a \
               person types, and letters are lost. If the renderer also sends in its body, the two sides \
               never come to rest: the contact form of the documentation ran 369 times in 30 seconds.",
        failing: r#"
import streamlit as st

note = st.components.v2.component(
    "note",
    html="<input>",
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.value = data.text;
      input.oninput = () => setStateValue("text", input.value);
    }
    """,
)

result = note(key="note", data={"text": st.session_state.get("draft", "")}, on_text_change=lambda: None)
st.session_state.draft = result.text
"#,
        mended: r#"
import streamlit as st

note = st.components.v2.component(
    "note",
    html="<input>",
    js="""
    export default function ({ data, parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.value = data.text;
      input.oninput = () => setStateValue("text", input.value);
    }
    """,
)

state = st.session_state.get("note", {})
result = note(key="note", data={"text": state.get("text", "")}, on_text_change=lambda: None)
"#,
        facts: &["FACTS 11c (q11c, q11c2)", "FACTS 11d (q11g)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let sends_on_render = contract.script.sends.iter().any(|send| send.on_render && send.is_certain());
    for (index, mount) in mounts(contract) {
        // A wrapper that keeps a copy of its own may well reconcile it with what it gets.
        let own = |write: Site| !mount.via.is_empty() && write.file == mount.site.file;
        for stale in mount.circumstances.stale.iter().filter(|stale| !own(stale.write)) {
            let consequence = match sends_on_render {
                true => "and as the renderer sends in its body, the two sides may never come to rest",
                false => "so an input falls back while a person types",
            };
            let message = format!(
                "{} of the session state is assigned after the mount, at {}: the renderer gets what it sent one run ago, {consequence}; read `st.session_state[key]` before the mount instead",
                quoted(&stale.entry),
                ctx.place(stale.write)
            );
            let finding = Finding::new(&RULE, Severity::Warning, stale.site, message).about([""; 0], [index]);
            out.push(finding.related(stale.write, "it is assigned here").mounted(mount));
        }
    }
}
