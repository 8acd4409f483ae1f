//! `nested-dataframe`: a data frame too deep in `data`.

use crate::diagnostic::Severity;
use crate::model::{Contract, SpecialKind};
use crate::rules::evidence::mounts;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "nested-dataframe",
    severities: &[Severity::Warning],
    summary: "A data frame lies below the first level of `data`.",
    page: Page {
        what: "A data frame, series or array that is `data` itself, or a field of it, is sent as a table. \
               Here one lies deeper, or in a list.",
        why: "Nothing raises: the *whole* `data` arrives as one string, and every field of it is \
               `undefined`.",
        failing: r#"
import pandas as pd
import streamlit as st

table = st.components.v2.component(
    "table",
    html="<b></b>",
    js="""
    export default function ({ data, parentElement }) {
      parentElement.querySelector("b").textContent = data.rows;
    }
    """,
)

table(key="table", data={"rows": {"first": pd.DataFrame({"a": [1]})}})
"#,
        mended: r#"
import pandas as pd
import streamlit as st

table = st.components.v2.component(
    "table",
    html="<b></b>",
    js="""
    export default function ({ data, parentElement }) {
      parentElement.querySelector("b").textContent = data.rows;
    }
    """,
)

table(key="table", data={"rows": pd.DataFrame({"a": [1]})})
"#,
        facts: &["FACTS 18a (q18)"],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, mount) in mounts(contract) {
        for special in &mount.specials {
            let SpecialKind::Frame(words) = &special.kind else { continue };
            if special.depth == 0 || special.depth == 1 && special.in_dict {
                continue;
            }
            let message = format!(
                "{words} is sent as a table only on the first level of `data`: deeper, the whole `data` arrives as one string"
            );
            let finding = Finding::new(&RULE, Severity::Warning, special.site, message);
            out.push(finding.about([""; 0], [index]).mounted(mount));
        }
    }
}
