//! Puts findings where a person can mend them: never into an installed package.

use crate::diagnostic::{Diagnostic, Related};
use crate::model::Contract;
use crate::rules::{Context, Finding};
use crate::text::Site;

/// The finding as the workspace sees it. One that is about mounts and stands in an installed package is moved to
/// its first other end in the workspace; one that has none there is the package's own affair.
pub(super) fn in_the_workspace(finding: Finding, contract: &Contract, ctx: &Context<'_>) -> Option<Diagnostic> {
    let Finding { about, mut diagnostic } = finding;
    let is_own = |site: Site| (ctx.is_own)(site.file);
    diagnostic.fixes.retain(|fix| fix.edits.iter().all(|edit| is_own(edit.site)));
    if is_own(diagnostic.site) {
        return Some(diagnostic);
    }
    let leads_there = |site: Site| contract.mounts.iter().any(|mount| mount.via.contains(&site));
    let at = diagnostic.related.iter().position(|related| is_own(related.site) && !leads_there(related.site))?;
    if about.mounts.is_empty() {
        return None;
    }
    let other = Related { message: "the other end is here".to_owned(), site: diagnostic.site };
    diagnostic.site = std::mem::replace(&mut diagnostic.related[at], other).site;
    Some(diagnostic)
}
