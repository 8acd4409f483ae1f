//! `invalid-size`: a width or height that Streamlit does not take.

use crate::diagnostic::Severity;
use crate::model::{Argument, Contract, Literal};
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "invalid-size",
    severities: &[Severity::Error, Severity::Warning],
    summary: "A mount's `width` or `height` is none that Streamlit takes.",
    page: Page {
        what: "A `width` is a positive whole number of pixels, `\"stretch\"` or `\"content\"`. A `height` is \
               not checked: a negative one fails, and other texts and fractions are dropped without a word.",
        why: "Another width raises StreamlitInvalidWidthError, a negative height ValueError. Any other \
               height that is no whole number and neither `\"stretch\"` nor `\"content\"` acts as `\"content\"`, \
               or is cut to a whole number.",
        failing: r#"
import streamlit as st

box = st.components.v2.component(
    "box",
    html="<button>+</button>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => setStateValue("count", 1);
    }
    """,
)

box(key="box", width="300px", on_count_change=lambda: None)
"#,
        mended: r#"
import streamlit as st

box = st.components.v2.component(
    "box",
    html="<button>+</button>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => setStateValue("count", 1);
    }
    """,
)

box(key="box", width=300, on_count_change=lambda: None)
"#,
        facts: &["FACTS 21 (q21, q21b)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, mount) in mounts(contract) {
        for argument in mount.arguments.iter().filter(|argument| argument.certain) {
            let judged = match argument.name.text.as_str() {
                "width" => width(argument),
                "height" => height(argument),
                _ => None,
            };
            let Some((severity, what)) = judged else { continue };
            let message = format!("`{}={}`: {what}", argument.name.text, ctx.written(argument.value));
            let finding = Finding::new(&RULE, severity, argument.value, message).about([""; 0], [index]);
            out.push(finding.mounted(mount));
        }
    }
}

fn width(argument: &Argument) -> Option<(Severity, &'static str)> {
    let refused = match argument.literal.as_ref()? {
        Literal::None | Literal::Float(_) => true,
        Literal::Bool(_) => false,
        Literal::Int(pixels) => *pixels <= 0,
        Literal::Text(text) => !is_word(text),
    };
    let what =
        "the mount raises StreamlitInvalidWidthError; a width is a positive whole number, \"stretch\" or \"content\"";
    refused.then_some((Severity::Error, what))
}

fn height(argument: &Argument) -> Option<(Severity, &'static str)> {
    match argument.literal.as_ref()? {
        Literal::Int(pixels) if *pixels < 0 => Some((Severity::Error, "the mount raises ValueError")),
        Literal::Float(_) => Some((Severity::Warning, "a height is cut to a whole number of pixels")),
        Literal::Text(text) if !is_word(text) => {
            Some((Severity::Warning, "no height that Streamlit knows; it acts as \"content\""))
        }
        _ => None,
    }
}

fn is_word(text: &str) -> bool {
    matches!(text, "stretch" | "content")
}
