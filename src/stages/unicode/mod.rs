//! Characters: mojibake, entities, controls, invisible characters, normalization.

use crate::finding::Finding;
use crate::rules::RuleSet;

/// What is wrong with the characters of `text`.
pub fn read(text: &str, rules: &RuleSet, findings: &mut Vec<Finding>) {
    let _ = (text, rules, findings);
}
