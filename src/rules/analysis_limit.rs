//! `analysis-limit`: a bundle was too big to read.

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::rules::{Context, Finding, Page, Rule};

pub(super) static RULE: Rule = Rule {
    name: "analysis-limit",
    severities: &[Severity::Hint],
    summary: "A script over the size limit was not read, so nothing is said about what it sends.",
    page: Page {
        what: "The script of a component is larger than the limit up to which crosswire reads scripts.",
        why: "Its sends are not known: no rule that needs all of them says anything about the component, and a missing \
              callback goes unseen. Where the bundle is built from sources in the workspace, those are read in its place.",
        failing: "",
        mended: "",
        facts: &[],
    },
    check,
};

fn check(contract: &Contract, _: &Context<'_>, out: &mut Vec<Finding>) {
    let limits = contract.script.sends.open.iter().filter(|opened| opened.is_over_size_limit());
    for opened in limits {
        let message = format!("nothing is said about what this component sends: {}", opened.why);
        out.push(
            Finding::new(&RULE, Severity::Hint, contract.component.callee, message)
                .related(opened.site, "the script that was not read"),
        );
    }
}
