//! One fault, one diagnostic: which rule speaks where several fit.

use crate::rules::{Finding, Subject};

/// A rule that speaks for others on the same key of the same mounts.
pub struct Precedence {
    /// The rule that names the cause.
    pub winner: &'static str,
    /// The rules that would name its consequences.
    pub losers: &'static [&'static str],
    /// Why.
    pub reason: &'static str,
}

/// The order, from the top: what has lost does not speak for others any more.
pub const TABLE: &[Precedence] = &[
    Precedence {
        winner: "misspelled-key",
        losers: &["missing-callback", "unsent-key", "default-without-callback", "unknown-result-key"],
        reason: "one name written in two ways is one mistake, and renaming either side mends them all",
    },
    Precedence {
        winner: "invalid-callback-name",
        losers: &["missing-callback", "default-without-callback"],
        reason: "`on_change=` is the callback that the key lacks, under a name that Streamlit refuses",
    },
    Precedence {
        winner: "ignored-argument",
        losers: &["missing-callback", "default-without-callback"],
        reason: "`on_click=` is the callback that the key lacks, under a name that Streamlit drops",
    },
    Precedence {
        winner: "default-without-callback",
        losers: &["missing-callback", "unsent-key", "not-a-callback"],
        reason: "the mount raises before anything else can happen",
    },
    Precedence {
        winner: "not-a-callback",
        losers: &["unsent-key"],
        reason: "an argument that Streamlit ignores registers nothing that could be sent or not",
    },
    Precedence {
        winner: "state-trigger-clash",
        losers: &["rerun-in-callback", "trigger-callback-write", "self-refiring-callback", "value-key-unwrap"],
        reason: "what the callback of a key does depends on which of the two kinds is sent",
    },
    Precedence {
        winner: "trigger-in-form",
        losers: &["missing-callback", "default-masks-trigger"],
        reason: "nothing that is registered helps a trigger that is never sent",
    },
    Precedence {
        winner: "default-data-drift",
        losers: &["missing-data", "unknown-data-field"],
        reason: "the field that is missing is the one that would carry the default",
    },
    Precedence {
        winner: "unknown-data-field",
        losers: &["unread-data"],
        reason: "one field written in two ways is one mistake, and renaming either side mends both",
    },
];

/// Takes out the findings for whose every key and mount a rule that goes before them speaks.
pub(super) fn settle(mut findings: Vec<Finding>) -> Vec<Finding> {
    for Precedence { winner, losers, .. } in TABLE {
        let spoken: Vec<Subject> = findings
            .iter()
            .filter(|finding| finding.diagnostic.rule == *winner)
            .map(|finding| finding.about.clone())
            .collect();
        findings.retain(|finding| !losers.contains(&finding.diagnostic.rule) || !covered(&finding.about, &spoken));
    }
    findings
}

fn covered(subject: &Subject, spoken: &[Subject]) -> bool {
    let speaks = |key: &String, mount: Option<&usize>| {
        spoken.iter().any(|other| {
            other.keys.contains(key)
                && (other.mounts.is_empty() || mount.is_some_and(|mount| other.mounts.contains(mount)))
        })
    };
    let every_mount = |key| match subject.mounts.as_slice() {
        [] => speaks(key, None),
        mounts => mounts.iter().all(|mount| speaks(key, Some(mount))),
    };
    !subject.keys.is_empty() && subject.keys.iter().all(every_mount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::text::{FileId, Span};

    fn finding(rule: &'static str, keys: &[&str], mounts: &[usize]) -> Finding {
        Finding {
            about: Subject { keys: keys.iter().map(|key| key.to_string()).collect(), mounts: mounts.to_vec() },
            diagnostic: Diagnostic {
                rule,
                severity: Severity::Error,
                message: String::new(),
                site: Span::at(0).in_file(FileId(0)),
                related: Vec::new(),
                fixes: Vec::new(),
            },
        }
    }

    #[test]
    fn a_cause_speaks_for_its_consequences_on_the_same_key_and_mounts() {
        let pair = finding("misspelled-key", &["clicked", "click"], &[0]);
        let cases = [
            (finding("missing-callback", &["clicked"], &[0]), false),
            (finding("unsent-key", &["click"], &[0]), false),
            (finding("missing-callback", &["clicked"], &[0, 1]), true),
            (finding("missing-callback", &["other"], &[0]), true),
            (finding("callback-parameters", &["click"], &[0]), true),
        ];
        for (other, stays) in cases {
            let left = settle(vec![other.clone(), pair.clone()]);
            assert_eq!(left.contains(&other), stays, "{other:?}");
            assert!(left.contains(&pair));
        }
    }

    #[test]
    fn what_has_lost_speaks_for_nobody() {
        let left = settle(vec![
            finding("misspelled-key", &["k"], &[0]),
            finding("default-without-callback", &["k"], &[0]),
            finding("not-a-callback", &["k"], &[0]),
        ]);
        let rules: Vec<_> = left.iter().map(|finding| finding.diagnostic.rule).collect();
        assert_eq!(rules, ["misspelled-key", "not-a-callback"]);
    }

    #[test]
    fn every_name_in_the_table_is_a_rule() {
        for row in TABLE {
            for name in row.losers.iter().chain([&row.winner]) {
                assert!(crate::rules::named(name).is_some(), "{name}");
            }
        }
    }
}
