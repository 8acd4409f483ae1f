//! `missing-asset`: a path or glob that names no file of the asset dir.

use crate::diagnostic::Severity;
use crate::model::{AssetDir, Built, Contract, Manifest, Source};
use crate::rules::evidence::quoted;
use crate::rules::path_without_manifest::is_code;
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Word;

pub(super) static RULE: Rule = Rule {
    name: "missing-asset",
    severities: &[Severity::Error, Severity::Hint],
    summary: "A path or glob of a registration names no file of the asset dir, or leads out of it.",
    page: Page {
        what: "A manifest declares the component, and no file in its `asset_dir` is what `css=` or `js=` \
               names; or the path is absolute or climbs with `..`. A hint where the folder is made by a \
               build that has not run here: it is absent, or git ignores it, and a `package.json` stands \
               beside it.",
        why: "The registration raises ValueError or StreamlitComponentRegistryError.",
        failing: "",
        mended: "",
        facts: &["FACTS 19c (q19b)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    for source in [&component.css, &component.js] {
        let Source::Asset { pattern, files, dir: AssetDir::Declared { manifest, entry, built, .. } } = source else {
            continue;
        };
        let asset_dir = manifest.entries.get(*entry).and_then(|entry| entry.asset_dir.as_ref());
        let Some(asset_dir) = asset_dir.filter(|_| files.is_empty() && !is_code(&pattern.text)) else { continue };
        let Some((severity, message)) = judge(pattern, asset_dir, manifest, *built, ctx) else { continue };
        let finding = Finding::new(&RULE, severity, pattern.site, message);
        out.push(
            finding
                .related(asset_dir.site, "the asset dir")
                .related(component.callee, "the component is registered here"),
        );
    }
}

fn judge(
    pattern: &Word,
    asset_dir: &Word,
    manifest: &Manifest,
    built: Built,
    ctx: &Context<'_>,
) -> Option<(Severity, String)> {
    let (name, dir) = (quoted(&pattern.text), quoted(&asset_dir.text));
    if leaves_dir(&pattern.text) {
        let message =
            format!("{name} leads out of the asset dir {dir}: the registration raises StreamlitComponentRegistryError");
        return Some((Severity::Error, message));
    }
    let raises = match pattern.text.contains(['*', '?', '[']) {
        true => "StreamlitComponentRegistryError",
        false => "ValueError",
    };
    match built {
        Built::Complete => Some((
            Severity::Error,
            format!("no file of the asset dir {dir} is {name}: the registration raises {raises}"),
        )),
        Built::Absent => Some((
            Severity::Error,
            format!(
                "there is no asset dir {dir}, as {} names it, in the package: the registration raises",
                (ctx.path)(manifest.file)
            ),
        )),
        Built::NotYet => {
            Some((Severity::Hint, format!("{name} is not built yet: nothing in the asset dir {dir} is named so")))
        }
        Built::Unclear => None,
    }
}

/// Whether a path is absolute or climbs.
fn leaves_dir(pattern: &str) -> bool {
    let drive = pattern.as_bytes().get(1) == Some(&b':');
    drive || pattern.starts_with(['/', '\\']) || pattern.split(['/', '\\']).any(|part| part == "..")
}
