//! Findings counted by rule.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use copydesk::report::Checked;
use copydesk::rules::{Action, RuleId, RuleSet};

/// Counts of the findings of each rule.
#[derive(Debug, Default)]
pub struct Statistics {
    rules: BTreeMap<RuleId, Count>,
}

#[derive(Debug, Default)]
struct Count {
    findings: u64,
    documents: u64,
    fixes: u64,
}

impl Statistics {
    /// Counts the findings of a document.
    pub fn add(&mut self, checked: &Checked<'_>) {
        let mut seen = HashSet::new();
        for shown in &checked.findings {
            let count = self.rules.entry(shown.problem.rule).or_default();
            count.findings += 1;
            count.fixes += u64::from(shown.problem.action == Action::Fix);
            count.documents += u64::from(seen.insert(shown.problem.rule));
        }
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: Self) {
        for (rule, more) in other.rules {
            let count = self.rules.entry(rule).or_default();
            count.findings += more.findings;
            count.documents += more.documents;
            count.fixes += more.fixes;
        }
    }

    /// A line a rule, the most frequent first.
    pub fn table(&self, rules: &RuleSet) -> String {
        let mut counts: Vec<(&RuleId, &Count)> = self.rules.iter().collect();
        counts.sort_by_key(|(rule, count)| (u64::MAX - count.findings, **rule));
        let width = counts.iter().map(|(rule, _)| rules.get(**rule).id.len()).max().unwrap_or(4).max(4);
        let mut out = format!("{:>9}  {:>9}  {:>9}  {:width$}  what\n", "findings", "documents", "fixable", "rule");
        for (rule, Count { findings, documents, fixes }) in counts {
            let rule = rules.get(*rule);
            // A string takes all.
            let _ = writeln!(out, "{findings:>9}  {documents:>9}  {fixes:>9}  {:width$}  {}", rule.id, rule.summary);
        }
        out
    }
}
