//! A log counted: by rule and by stage.

use std::collections::BTreeMap;

use super::row::Row;
use crate::stages::Stage;

/// What is counted of a rule with one action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Rows.
    pub rows: u64,
    /// Documents that have one.
    pub documents: u64,
    last: String,
}

/// A rule with an action, in the order of the stages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// The stage; none for one that this version does not have.
    pub stage: Option<Stage>,
    /// The rule's id.
    pub rule: String,
    /// `fix`, `flag`, `note` or `superseded`.
    pub action: String,
}

/// Counts of a whole log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// By rule and action.
    pub rules: BTreeMap<Counted, Count>,
    /// All rows.
    pub rows: u64,
    /// Documents that have a row.
    pub documents: u64,
    last: String,
}

impl Summary {
    /// Adds a row. The rows of a document come one behind the other.
    pub fn add(&mut self, row: &Row) {
        self.rows += 1;
        let key = Counted { stage: Stage::named(&row.stage), rule: row.rule.clone(), action: row.action.clone() };
        let count = self.rules.entry(key).or_default();
        count.rows += 1;
        if count.last != row.doc {
            count.documents += 1;
            count.last.clone_from(&row.doc);
        }
        if self.last != row.doc {
            self.documents += 1;
            self.last.clone_from(&row.doc);
        }
    }

    /// The most rows that one rule has with one action.
    #[must_use]
    pub fn most(&self) -> u64 {
        self.rules.values().map(|count| count.rows).max().unwrap_or_default()
    }
}
