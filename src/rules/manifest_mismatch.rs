//! `manifest-mismatch`: a component with files that no manifest declares, or one that nobody registers.

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::model::{AssetDir, Contract, Manifest, Source};
use crate::rules::edits::{self, replaced};
use crate::rules::evidence::quoted;
use crate::rules::near::{did_you_mean, nearest};
use crate::rules::path_without_manifest::is_code;
use crate::rules::{Context, Finding, Page, Rule};
use crate::text::Word;

pub(super) static RULE: Rule = Rule {
    name: "manifest-mismatch",
    severities: &[Severity::Error, Severity::Hint],
    summary: "A registration with files and the manifests of the workspace disagree about its name.",
    page: Page {
        what: "A registration with a path as `css=` or `js=` has a name that is not `<project>.<component>` \
               of any manifest, or of one without an `asset_dir` (an error); or a manifest declares a \
               component that nobody registers (a hint, where all names that are registered are known).",
        why: "The registration raises StreamlitAPIException: `Component '…' must be declared in \
               pyproject.toml with asset_dir to use file-backed js`.",
        failing: "",
        mended: "",
        facts: &["FACTS 19c (q19b)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    let component = &contract.component;
    let Some(name) = &component.name else { return };
    let assets = [&component.css, &component.js].into_iter().filter_map(|source| match source {
        Source::Asset { pattern, dir, .. } if !is_code(&pattern.text) => Some((pattern, dir)),
        _ => None,
    });
    for (pattern, dir) in assets {
        let finding = match dir {
            AssetDir::Undeclared(manifests) if !manifests.is_empty() => undeclared(name, pattern, manifests, ctx),
            AssetDir::Declared { manifest, entry, .. } => match manifest.entries.get(*entry) {
                Some(entry) if entry.asset_dir.is_none() => without_folder(name, pattern, &entry.name),
                _ => continue,
            },
            _ => continue,
        };
        out.push(finding.related(component.callee, "the component is registered here"));
        return;
    }
}

fn undeclared(name: &Word, pattern: &Word, manifests: &[Arc<Manifest>], ctx: &Context<'_>) -> Finding {
    let names: Vec<String> = manifests.iter().flat_map(|manifest| full_names(manifest)).collect();
    let by_entry = |full: &&String| full.rsplit_once('.').is_some_and(|(_, entry)| entry == name.text);
    let near =
        nearest(&name.text, names.iter().map(String::as_str)).or(names.iter().find(by_entry).map(String::as_str));
    let message = format!(
        "no manifest declares {}, so {} leads nowhere: the registration raises StreamlitAPIException{}",
        quoted(&name.text),
        quoted(&pattern.text),
        did_you_mean(near)
    );
    let source = (ctx.source)(name.site.file);
    let is_plain = source.get(name.site.span.range()) == Some(name.text.as_str());
    let rename = near
        .filter(|near| is_plain && edits::is_plain_text(near))
        .and_then(|near| edits::fix(format!("Rename to {}", quoted(near)), replaced([name.site], near), false));
    let finding = Finding::new(&RULE, Severity::Error, name.site, message).fix(rename);
    let entries = manifests.iter().flat_map(|manifest| &manifest.entries).take(3);
    entries.fold(finding, |finding, entry| finding.related(entry.name.site, "a manifest declares this component"))
}

fn full_names(manifest: &Manifest) -> Vec<String> {
    manifest.entries.iter().filter_map(|entry| manifest.full_name(entry)).collect()
}

fn without_folder(name: &Word, pattern: &Word, entry: &Word) -> Finding {
    let message = format!(
        "the manifest declares {} without an `asset_dir`, so {} leads nowhere: the registration raises StreamlitAPIException",
        quoted(&name.text),
        quoted(&pattern.text)
    );
    Finding::new(&RULE, Severity::Error, name.site, message).related(entry.site, "the manifest's entry")
}

/// The components of manifests that nobody registers. Only manifests count that some registration led to.
pub(super) fn unregistered(contracts: &[Arc<Contract>]) -> Vec<Finding> {
    let names: Option<Vec<&str>> =
        contracts.iter().map(|contract| contract.component.name.as_ref().map(|name| name.text.as_str())).collect();
    let Some(names) = names else { return Vec::new() };
    let mut manifests: Vec<&Arc<Manifest>> = Vec::new();
    for contract in contracts {
        for source in [&contract.component.css, &contract.component.js] {
            if let Source::Asset { dir: AssetDir::Declared { manifest, .. }, .. } = source
                && manifests.iter().all(|known| known.file != manifest.file)
            {
                manifests.push(manifest);
            }
        }
    }
    let entries =
        manifests.into_iter().flat_map(|manifest| manifest.entries.iter().map(move |entry| (manifest, entry)));
    let unknown = entries.filter(|(manifest, entry)| !names.iter().any(|name| manifest.names(entry, name)));
    unknown
        .map(|(manifest, entry)| {
            let full = manifest.full_name(entry).unwrap_or_else(|| entry.name.text.clone());
            let message = format!("nobody registers the component {} that this declares", quoted(&full));
            Finding::new(&RULE, Severity::Hint, entry.name.site, message)
        })
        .collect()
}
