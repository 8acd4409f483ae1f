//! What came of all breaks, counted.

use std::collections::BTreeMap;
use std::fmt;

/// What crosswire said of one break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This rule named the wire.
    Found(&'static str),
    /// Something was said, but not of this wire, or not by a rule that is about it.
    Elsewhere,
    /// Nothing was said.
    Missed,
    /// Nothing needed to be said.
    Harmless,
}

/// One break with its verdict.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub pattern: &'static str,
    pub what: String,
    pub place: String,
    pub verdict: Verdict,
    /// What may have kept crosswire from speaking.
    pub doubt: Option<&'static str>,
    /// What was said beside, that is not about the break.
    pub alarms: Vec<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pattern, what, place, verdict, .. } = self;
        write!(out, "{verdict:?}: {place}: {pattern}: {what}")?;
        self.doubt.map_or(Ok(()), |doubt| write!(out, " ({doubt})"))
    }
}

/// All outcomes.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub outcomes: Vec<Outcome>,
    /// How many wires of each pattern no edit could break, because they are not written in one piece.
    pub unwritten: BTreeMap<&'static str, usize>,
}

/// One row's numbers.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    found: usize,
    elsewhere: usize,
    missed: usize,
    harmless: usize,
    alarms: usize,
}

impl Counts {
    fn add(&mut self, outcome: &Outcome) {
        match outcome.verdict {
            Verdict::Found(_) => self.found += 1,
            Verdict::Elsewhere => self.elsewhere += 1,
            Verdict::Missed => self.missed += 1,
            Verdict::Harmless => self.harmless += 1,
        }
        self.alarms += outcome.alarms.len();
    }

    fn broken(&self) -> usize {
        self.found + self.elsewhere + self.missed
    }

    fn rate(&self) -> f64 {
        if self.broken() == 0 { 100.0 } else { 100.0 * self.found as f64 / self.broken() as f64 }
    }
}

impl Table {
    pub fn add(&mut self, outcome: Outcome) {
        self.outcomes.push(outcome);
    }

    /// Joins another workspace's outcomes to these.
    pub fn extend(&mut self, other: Table) {
        self.outcomes.extend(other.outcomes);
        for (pattern, count) in other.unwritten {
            *self.unwritten.entry(pattern).or_default() += count;
        }
    }

    /// How many of a hundred broken wires were found at the right place.
    pub fn rate(&self) -> f64 {
        self.total().rate()
    }

    /// What was said that is not about a break.
    pub fn alarms(&self) -> impl Iterator<Item = (&Outcome, &String)> {
        self.outcomes.iter().flat_map(|outcome| outcome.alarms.iter().map(move |alarm| (outcome, alarm)))
    }

    /// The breaks that were not found at the right place.
    pub fn misses(&self) -> impl Iterator<Item = &Outcome> {
        let missed = |outcome: &&Outcome| matches!(outcome.verdict, Verdict::Missed | Verdict::Elsewhere);
        self.outcomes.iter().filter(missed)
    }

    fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.outcomes.iter().for_each(|outcome| total.add(outcome));
        total
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut by_pattern: BTreeMap<&str, Counts> = BTreeMap::new();
        let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
        for outcome in &self.outcomes {
            by_pattern.entry(outcome.pattern).or_default().add(outcome);
            if let Verdict::Found(rule) = outcome.verdict {
                *by_rule.entry(rule).or_default() += 1;
            }
        }
        for pattern in self.unwritten.keys() {
            by_pattern.entry(pattern).or_default();
        }
        let head = ["broken", "found", "elsewhere", "missed", "rate", "alarms", "harmless", "unwritten"];
        writeln!(out, "{:32}{}", "", head.map(|word| format!("{word:>10}")).concat())?;
        let unwritten = |pattern: &str| self.unwritten.get(pattern).copied().unwrap_or_default();
        for (pattern, counts) in &by_pattern {
            row(out, pattern, counts, unwritten(pattern))?;
        }
        row(out, "all", &self.total(), self.unwritten.values().sum())?;
        writeln!(out, "\nwho found them")?;
        for (rule, count) in by_rule {
            writeln!(out, "  {rule:30}{count:>10}")?;
        }
        Ok(())
    }
}

fn row(out: &mut fmt::Formatter<'_>, name: &str, counts: &Counts, unwritten: usize) -> fmt::Result {
    let Counts { found, elsewhere, missed, harmless, alarms } = *counts;
    let (broken, rate) = (counts.broken(), counts.rate());
    writeln!(
        out,
        "{name:32}{broken:>10}{found:>10}{elsewhere:>10}{missed:>10}{rate:>9.1}%{alarms:>10}{harmless:>10}{unwritten:>10}"
    )
}
