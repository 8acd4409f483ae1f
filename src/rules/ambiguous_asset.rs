//! `ambiguous-asset`: a glob that names several files of the asset dir.

use crate::diagnostic::Severity;
use crate::model::{AssetDir, Built, Contract, Source};
use crate::rules::evidence::quoted;
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "ambiguous-asset",
    severities: &[Severity::Error],
    summary: "A glob of a registration names several files of the asset dir.",
    page: Page {
        what: "The glob that is given as `css=` or `js=` fits several files of the component's asset dir: \
               an older build beside a newer one, say.",
        why: "Exactly one file must fit: the registration raises StreamlitComponentRegistryError.",
        failing: "",
        mended: "",
        facts: &["FACTS 19c (q19b)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    for source in [&component.css, &component.js] {
        let Source::Asset { pattern, files, dir: AssetDir::Declared { built, .. } } = source else { continue };
        let [first, second, rest @ ..] = files.as_slice() else { continue };
        if *built == Built::Unclear {
            continue;
        }
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        let message = format!(
            "{} names {}, {}{more}, and must name one file: the registration raises StreamlitComponentRegistryError",
            quoted(&pattern.text),
            (ctx.path)(*first),
            (ctx.path)(*second)
        );
        let finding = Finding::new(&RULE, Severity::Error, pattern.site, message);
        let finding = finding.related(component.callee, "the component is registered here");
        let named = files.iter().take(4).map(|file| Span::at(0).in_file(*file));
        out.push(named.fold(finding, |finding, site| finding.related(site, "a file that it names")));
    }
}
