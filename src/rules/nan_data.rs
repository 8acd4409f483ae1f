//! `nan-data`: a number in `data` that is none.

use crate::diagnostic::Severity;
use crate::model::{Contract, SpecialKind};
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "nan-data",
    severities: &[Severity::Error],
    summary: "`data` holds NaN or an infinity.",
    page: Page {
        what: "`float(\"nan\")`, `math.nan`, `numpy.inf` and their like in `data`, at any depth.",
        why: "Python writes them into JSON, where they are not allowed: the browser shows `SyntaxError: \
               \"NaN\" is not valid JSON` in the component's place.",
        failing: r#"
import math

import streamlit as st

player = st.components.v2.component(
    "player",
    html="<b></b>",
    js="""
    export default function ({ data, parentElement }) {
      parentElement.querySelector("b").textContent = data.title;
    }
    """,
)

player(key="player", data={"title": math.nan})
"#,
        mended: r#"
import streamlit as st

player = st.components.v2.component(
    "player",
    html="<b></b>",
    js="""
    export default function ({ data, parentElement }) {
      parentElement.querySelector("b").textContent = data.title;
    }
    """,
)

player(key="player", data={"title": None})
"#,
        facts: &["FACTS 18b (q18)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, mount) in mounts(contract) {
        for special in &mount.specials {
            let SpecialKind::NotFinite(words) = &special.kind else { continue };
            let message = format!("{words} is no JSON: the browser shows a SyntaxError instead of the component");
            let finding = Finding::new(&RULE, Severity::Error, special.site, message);
            out.push(finding.about([""; 0], [index]).mounted(mount));
        }
    }
}
