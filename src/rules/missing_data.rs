//! `missing-data`: the renderer reads fields of `data`, and a mount passes none.

use crate::diagnostic::Severity;
use crate::model::{Contract, DataArg, DataRead};
use crate::rules::evidence::{mounts, quoted};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-data",
    severities: &[Severity::Error, Severity::Warning],
    summary: "The renderer reads fields of `data`, and a mount passes no `data`.",
    page: Page {
        what: "A mount passes no `data`, or `None`, to a renderer that reads `data.x`. An error where the \
               read does not expect that; a warning where it does, by `data?.x` say, and no mount of the \
               component passes `data` at all.",
        why: "`data` is `null` then, not `undefined`: `data.x` is a TypeError, and a default value of the \
               parameter does not help. A guarded read always takes its fall-back: the stopwatch of the \
               documentation starts from zero again each time it is shown.",
        failing: r#"
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

player(key="player")
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

player(key="player", data={"title": "Ouverture"})
"#,
        facts: &["FACTS 11e (q11d)", "FACTS 17a (q17)", "FACTS 18 (q18)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let reads = || contract.script.data_reads.iter();
    let without = || mounts(contract).filter(|(_, mount)| mount.data == DataArg::Absent);
    if let Some(read) = reads().find(|read| !read.null_guarded) {
        for (index, mount) in without() {
            let message = format!(
                "no `data` is passed, so it is `null` in the renderer, and reading {} at {} is a TypeError",
                quoted(&read.field.text),
                ctx.place(read.site)
            );
            let fields = reads().map(|read| read.field.text.as_str());
            let finding = Finding::new(&RULE, Severity::Error, mount.callee, message).about(fields, [index]);
            out.push(finding.related(read.site, "it is read here").mounted(mount));
        }
    } else if !contract.mounts.is_empty() && without().count() == contract.mounts.len() {
        let mut fields: Vec<&DataRead> = Vec::new();
        for read in reads() {
            if fields.iter().all(|known| known.field.text != read.field.text) {
                fields.push(read);
            }
        }
        for read in fields {
            let message = format!("no mount passes `data`, so {} is never there", quoted(&read.field.text));
            let finding = Finding::new(&RULE, Severity::Warning, read.site, message);
            let finding = finding.about([read.field.text.as_str()], mounts(contract).map(|(index, _)| index));
            out.push(mounts(contract).fold(finding, |finding, (_, mount)| finding.mounted(mount)));
        }
    }
}
