//! What a rule hands to the runner: a diagnostic, and what it is about.

use crate::diagnostic::{Diagnostic, Fix, Related, Severity};
use crate::model::Mount;
use crate::rules::Rule;
use crate::text::Site;

const LEADS: &str = "this call leads to the mount";

/// How many calls a finding names at the most: a wrapper that everybody uses would drown it.
const MOST_CALLS: usize = 3;

/// A diagnostic on its way through the precedence of rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is about.
    pub about: Subject,
    /// What the person will read.
    pub diagnostic: Diagnostic,
}

/// What a finding is about, within one contract. Two findings on one subject may be one fault seen twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The keys.
    pub keys: Vec<String>,
    /// The mounts, as indices into the contract's; none where it is about the component as a whole.
    pub mounts: Vec<usize>,
}

impl Finding {
    pub(super) fn new(rule: &Rule, severity: Severity, site: Site, message: String) -> Self {
        debug_assert!(rule.severities.contains(&severity), "{} is never {}", rule.name, severity.as_str());
        Self {
            about: Subject::default(),
            diagnostic: Diagnostic { rule: rule.name, severity, message, site, related: Vec::new(), fixes: Vec::new() },
        }
    }

    /// Says what it is about: these keys, at these mounts.
    pub(super) fn about(
        mut self,
        keys: impl IntoIterator<Item = impl Into<String>>,
        mounts: impl IntoIterator<Item = usize>,
    ) -> Self {
        self.about = Subject { keys: keys.into_iter().map(Into::into).collect(), mounts: mounts.into_iter().collect() };
        self
    }

    /// Names another end, once; the diagnostic's own place needs no second mention.
    pub(super) fn related(mut self, site: Site, message: impl Into<String>) -> Self {
        let related = Related { message: message.into(), site };
        if site != self.diagnostic.site && !self.diagnostic.related.contains(&related) {
            self.diagnostic.related.push(related);
        }
        self
    }

    /// Names a mount, and some of the calls of wrapper functions that lead to it.
    pub(super) fn mounted(self, mount: &Mount) -> Self {
        let mut named = self.related(mount.callee, "it is mounted here");
        for &call in &mount.via {
            let calls = named.diagnostic.related.iter().filter(|related| related.message == LEADS).count();
            if calls == MOST_CALLS {
                break;
            }
            named = named.related(call, LEADS);
        }
        named
    }

    /// Offers a way to mend it, where there is one.
    pub(super) fn fix(mut self, fix: Option<Fix>) -> Self {
        self.diagnostic.fixes.extend(fix);
        self
    }
}
