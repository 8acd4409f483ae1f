//! Runs every rule on every contract.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Contract, ScriptKind};
use crate::rules::evidence::{Registration, never_sent, registration};
use crate::rules::{Context, all, manifest_mismatch, missing_callback, placement, precedence, unsent_key};
use crate::text::Site;

/// Everything the rules find in these contracts: one diagnostic a fault, sorted by path and place.
pub fn check(contracts: &[Contract], ctx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for contract in contracts {
        let mut findings = Vec::new();
        for rule in all() {
            (rule.check)(contract, ctx, &mut findings);
        }
        let settled = precedence::settle(findings).into_iter();
        found.extend(settled.filter_map(|finding| placement::in_the_workspace(finding, contract, ctx)));
    }
    sorted(merged(found), ctx)
}

/// What is found only where all contracts of a workspace are seen at once, sorted the same way.
pub fn check_together(contracts: &[Arc<Contract>], ctx: &Context<'_>) -> Vec<Diagnostic> {
    let found = manifest_mismatch::unregistered(contracts);
    sorted(found.into_iter().map(|finding| finding.diagnostic).collect(), ctx)
}

/// Weighs what is said of one component by the others that share its code: what is said of a callback that a wrapper
/// gives to many is dropped where it runs for one of them, and a send without a callback is a hint where the module
/// sends for another component too, which may register the key.
pub fn weigh_shared(found: &mut Vec<Diagnostic>, contracts: &[Arc<Contract>]) {
    let runs_for = |contract: &Arc<Contract>, site: Site| {
        let callbacks = contract.mounts.iter().flat_map(|mount| mount.callbacks.iter());
        callbacks.filter(|callback| callback.key.site == site).any(|callback| !never_sent(contract, &callback.key.text))
    };
    found.retain(|diagnostic| {
        diagnostic.rule != unsent_key::RULE.name
            || !contracts.iter().any(|contract| runs_for(contract, diagnostic.site))
    });
    let sent_at = |site: Site| {
        let mut sends = contracts.iter().flat_map(|contract| contract.script.sends.iter());
        sends.find(|send| send.key.site == site).map(|send| send.key.text.as_str())
    };
    for diagnostic in found.iter_mut() {
        let only_warns = diagnostic.rule == missing_callback::RULE.name && diagnostic.severity == Severity::Warning;
        if only_warns
            && let Some(key) = sent_at(diagnostic.site)
            && contracts.iter().any(|contract| may_be_for(contract, key, diagnostic.site))
        {
            diagnostic.severity = Severity::Hint;
        }
    }
}

/// Whether the send of the key at this place may be meant for the component: it registers the key, and its script sends
/// it there too, or is not there to be read.
fn may_be_for(contract: &Contract, key: &str, site: Site) -> bool {
    let script = &contract.script;
    let is_unread = script.kind == ScriptKind::None && !script.sends.is_closed();
    let sends = script.sends.iter().any(|send| send.key.site == site);
    contract.mounts.iter().any(|mount| match registration(mount, key) {
        Registration::Given => sends || is_unread,
        Registration::Maybe => sends,
        Registration::Useless(_) | Registration::Absent => false,
    })
}

/// What several instances of one mount say alike becomes one diagnostic with all their other ends. A fix stays
/// only where all of them offer it.
fn merged(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::new();
    for diagnostic in found {
        let same = |other: &&mut Diagnostic| {
            (other.rule, other.site, &other.message) == (diagnostic.rule, diagnostic.site, &diagnostic.message)
        };
        let Some(other) = kept.iter_mut().find(same) else {
            kept.push(diagnostic);
            continue;
        };
        other.severity = other.severity.min(diagnostic.severity);
        other.fixes.retain(|fix| diagnostic.fixes.contains(fix));
        for related in diagnostic.related {
            if !other.related.contains(&related) {
                other.related.push(related);
            }
        }
    }
    kept
}

/// Sorts by path and place.
pub(super) fn sorted(mut found: Vec<Diagnostic>, ctx: &Context<'_>) -> Vec<Diagnostic> {
    found.sort_by_cached_key(|diagnostic| (ctx.order(diagnostic.site), diagnostic.rule, diagnostic.message.clone()));
    found
}
