//! `unknown-data-field`: the renderer reads a field of `data` that no mount passes.

use crate::diagnostic::Severity;
use crate::model::{Contract, DataArg, DataRead, Field};
use crate::rules::edits::{self, replaced};
use crate::rules::evidence::{mounts, quoted};
use crate::rules::near::{did_you_mean, nearest};
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "unknown-data-field",
    severities: &[Severity::Warning],
    summary: "The renderer reads a field of `data` that no mount passes.",
    page: Page {
        what: "The renderer reads `data.x`, every mount that passes `data` passes a dict whose fields are all known, and \
               none has an `x`, not even under a condition.",
        why: "A missing field is `undefined` in JavaScript: no error at the read, but what is made of it is wrong or fails \
               later. A read that is prepared for that takes its fall-back, always.",
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

player(key="player", data={"titel": "Ouverture"})
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
        facts: &["FACTS 18 (q18)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(passed) = passed_fields(contract) else { return };
    let reads = contract.script.data_reads.iter();
    for read in reads.filter(|read| passed.iter().all(|field| field.key.text != read.field.text)) {
        let unread = passed.iter().filter(|field| is_unread(contract, field)).map(|field| field.key.text.as_str());
        let near = nearest(&read.field.text, unread);
        out.push(finding(contract, ctx, read, near));
    }
}

/// The fields of every mount that passes `data`; none where some of that is not known, or nothing is passed.
fn passed_fields(contract: &Contract) -> Option<Vec<&Field>> {
    let mut passed = Vec::new();
    let mut any = false;
    for (_, mount) in mounts(contract) {
        match &mount.data {
            DataArg::Absent => {}
            DataArg::Dict { fields, .. } if fields.is_closed() => {
                any = true;
                passed.extend(fields.iter());
            }
            _ => return None,
        }
    }
    any.then_some(passed)
}

fn is_unread(contract: &Contract, field: &Field) -> bool {
    let reads = &contract.script.data_reads;
    field.certain && reads.is_closed() && reads.iter().all(|read| read.field.text != field.key.text)
}

fn finding(contract: &Contract, ctx: &Context<'_>, read: &DataRead, near: Option<&str>) -> Finding {
    let field = &read.field.text;
    let consequence = match read.guarded {
        true => "so the fall-back is always taken here",
        false => "so it is `undefined` here",
    };
    let message = format!("no mount passes {} in its `data`, {consequence}{}", quoted(field), did_you_mean(near));
    let about = std::iter::once(field.as_str()).chain(near);
    let passing = || mounts(contract).filter(|(_, mount)| matches!(mount.data, DataArg::Dict { .. }));
    let finding = Finding::new(&RULE, Severity::Warning, read.field.site, message);
    let finding = finding.about(about, passing().map(|(index, _)| index));
    let finding = passing().fold(finding, |finding, (_, mount)| finding.mounted(mount));
    let written = (ctx.source)(read.field.site.file);
    let is_plain = written.get(read.field.site.span.range()) == Some(field.as_str());
    finding.fix(near.filter(|near| is_plain && edits::is_name_part(near)).and_then(|near| {
        let reads = contract.script.data_reads.iter().filter(|other| other.field.text == *field);
        edits::fix(format!("Read `{near}`"), replaced(reads.map(|other| other.field.site), near), false)
    }))
}
