//! `repeated-effect`: what each run adds piles up.

use crate::diagnostic::Severity;
use crate::model::{Contract, Effect, EffectKind};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "repeated-effect",
    severities: &[Severity::Warning],
    summary: "The renderer runs again and again, and what it adds each time piles up.",
    page: Page {
        what: "`addEventListener` on the root, an element of the html, `document` or `window`; elements added to \
               them; `setInterval`; a loop of `requestAnimationFrame`: in the renderer's body, with nothing that \
               keeps a second run from doing it again. It is silent behind a test of something kept from run to run \
               (`if (!el.dataset.ready)`, a `WeakMap`), where the run first takes back what was there \
               (`replaceChildren()`, `innerHTML = \"\"`, `clearInterval`, a listener kept and removed), on elements \
               that the run has just made, for `{ once: true }`, and behind a test of the data.",
        why: "Streamlit calls the renderer again whenever `data` or the theme change, on the same elements, and \
               runs the cleanup only when the component goes away, never between two runs. After four changes one \
               click is handled five times; a list that is appended to has every item twice.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<button>Add</button>",
    js="""
    export default function ({ parentElement, data, setStateValue }) {
      parentElement.querySelector("button").addEventListener("click", () => setStateValue("n", data.n + 1));
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)}, on_n_change=lambda: None)
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html="<button>Add</button>",
    js="""
    export default function ({ parentElement, data, setStateValue }) {
      parentElement.querySelector("button").onclick = () => setStateValue("n", data.n + 1);
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)}, on_n_change=lambda: None)
"##,
        facts: &["FACTS 13a (q13_invocations, q13b)", "FACTS 13c (q13_invocations, q13f)", "FACTS 11e (q11d2)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for effect in contract.rendering.effects.iter().filter(|effect| effect.certain && !effect.undone) {
        out.push(Finding::new(&RULE, Severity::Warning, effect.site, message(effect, ctx)));
    }
}

fn message(effect: &Effect, ctx: &Context<'_>) -> String {
    let (what, then) = match &effect.kind {
        EffectKind::Listener(Some(event)) => (
            format!("adds one more `{event}` listener"),
            format!("after n runs each event is handled n times; assign `on{event}`, or add it once"),
        ),
        EffectKind::Listener(None) => {
            ("adds one more listener".to_owned(), "after n runs each event is handled n times; add it once".to_owned())
        }
        EffectKind::Addition => (
            "adds its elements once more".to_owned(),
            "what earlier runs added is still there; use `replaceChildren`, or empty it first".to_owned(),
        ),
        EffectKind::Interval => (
            "starts one more timer".to_owned(),
            "those of earlier runs go on; keep its id and clear it first".to_owned(),
        ),
        EffectKind::FrameLoop => (
            "starts one more loop of frames".to_owned(),
            "those of earlier runs go on; keep its id and cancel it first".to_owned(),
        ),
    };
    let written = ctx.written(effect.site);
    format!("`{written}` {what} whenever data or theme change, and no cleanup runs between: {then}")
}
