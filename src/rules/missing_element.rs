//! `missing-element`: an element that the html does not have.

use crate::diagnostic::{Edit, Severity};
use crate::model::{Contract, Lookup, NameKind, Source, Wanted, Within};
use crate::rules::near::nearest;
use crate::rules::{Context, Finding, Page, Rule, edits};
use crate::text::Site;

pub(super) static RULE: Rule = Rule {
    name: "missing-element",
    severities: &[Severity::Error, Severity::Warning],
    summary: "The renderer uses an element that the component's html does not have.",
    page: Page {
        what: "`parentElement.querySelector(\"#x\")` and its like, where no element of the component's html has that \
               id, class, tag or attribute, the script makes none that could, and the result is used as if it were \
               there: no `?.`, no test, no `try`. It is a warning where it is the first search of \
               a renderer that finds nothing of its html, and ends every run: `if (!root) return`. It is silent where a part of the html is not known.",
        why: "The search gives `null`, and using it throws: `Cannot set properties of null`. In the renderer's \
               body the error box replaces the component, and stays even when later data are good; in a handler \
               nothing happens but a line in the console.",
        failing: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html='<p id="total"></p>',
    js="""
    export default function ({ parentElement, data }) {
      parentElement.querySelector("#totals").textContent = data.n;
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        mended: r##"
import streamlit as st

c = st.components.v2.component(
    "c",
    html='<p id="total"></p>',
    js="""
    export default function ({ parentElement, data }) {
      parentElement.querySelector("#total").textContent = data.n;
    }
    """,
)

c(key="c", data={"n": st.session_state.get("n", 0)})
"##,
        facts: &["FACTS 17a (q17_js_errors)", "FACTS 17b (q17b_error_sticky)", "FACTS 16b (q16_parent_element)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let lookups = &contract.rendering.lookups;
    let finds_nothing = lookups.iter().all(|lookup| lookup.in_markup != Some(true));
    for (index, lookup) in lookups.iter().enumerate() {
        let is_missing = lookup.in_markup == Some(false) && !lookup.may_be_made && lookup.within == Within::Root;
        if !is_missing || lookup.has_alternative {
            continue;
        }
        match (lookup.used, lookup.given_up) {
            (Some(used), _) => {
                let consequence = format!("{} throws", used_at(ctx, lookup, used));
                let finding = finding(contract, ctx, lookup, Severity::Error, &consequence);
                out.push(finding.related(used, "it is used here"));
            }
            (None, Some(test)) if finds_nothing && index == 0 => {
                let consequence = format!("every run of the renderer ends at {}", ctx.place(test));
                let finding = finding(contract, ctx, lookup, Severity::Warning, &consequence);
                out.push(finding.related(test, "every run ends here"));
            }
            _ => {}
        }
    }
}

fn finding(contract: &Contract, ctx: &Context<'_>, lookup: &Lookup, severity: Severity, consequence: &str) -> Finding {
    let selector = &lookup.selector.text;
    let shown = match lookup.method.as_str() {
        "getElementById" => format!("#{selector}"),
        _ => selector.clone(),
    };
    let near = lookup.wanted.as_ref().and_then(|wanted| near(contract, wanted));
    let hint = near.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    let what = match &contract.component.html {
        Source::Absent => "the component has no html".to_owned(),
        Source::Text { site, .. } => format!("the html at {} has no such element", ctx.place(*site)),
        _ => "the html has no such element".to_owned(),
    };
    let message = format!("`{shown}` is never found, {what}: the search gives null, and {consequence}{hint}");
    let site = lookup.wanted.as_ref().map_or(lookup.selector.site, |wanted| wanted.name.site);
    let fix = near.and_then(|near| {
        let wanted = lookup.wanted.as_ref()?;
        let bare = near.strip_prefix(prefix(wanted.kind)).filter(|bare| !bare.starts_with(['#', '.']))?;
        edits::fix(format!("Search for `{near}`"), [Edit { site, text: bare.to_owned() }], false)
    });
    Finding::new(&RULE, severity, site, message).fix(fix)
}

fn used_at(ctx: &Context<'_>, lookup: &Lookup, used: Site) -> String {
    let here = lookup.call.file == used.file && (ctx.line)(lookup.call) == (ctx.line)(used);
    if here { "its use".to_owned() } else { format!("its use at {}", ctx.place(used)) }
}

fn prefix(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Id => "#",
        NameKind::Class => ".",
        NameKind::Tag | NameKind::Attribute => "",
    }
}

/// The name of the markup that is nearest to what is searched.
fn near(contract: &Contract, wanted: &Wanted) -> Option<String> {
    let elements = || contract.markup.elements.iter();
    let ids = || elements().filter_map(|element| element.id.as_ref()).map(|id| id.text.as_str());
    let classes = || elements().flat_map(|element| &element.classes).map(|class| class.text.as_str());
    let attributes = || elements().flat_map(|element| &element.attributes).map(|known| known.0.text.as_str());
    let name = wanted.name.text.as_str();
    if wanted.kind != NameKind::Id && ids().any(|id| id == name) {
        return Some(format!("#{name}"));
    }
    if wanted.kind != NameKind::Class && classes().any(|class| class == name) {
        return Some(format!(".{name}"));
    }
    let near = match wanted.kind {
        NameKind::Id => nearest(name, ids()),
        NameKind::Class => nearest(name, classes()),
        NameKind::Tag => nearest(name, elements().map(|element| element.tag.text.as_str())),
        NameKind::Attribute => nearest(name, attributes()),
    };
    near.map(|near| format!("{}{near}", prefix(wanted.kind)))
}
