//! What `clean` would change, as a diff.

use copydesk::Outcome;
use copydesk::rules::{Action, RuleId};
use copydesk::text::{Edit, EditList};
use similar::TextDiff;

/// The unified diff of what the wanted rules would change; empty when that is nothing.
pub fn difference(doc: &str, outcome: &Outcome<'_>, wanted: impl Fn(RuleId) -> bool) -> String {
    let fixes = outcome.logged.iter().filter(|verdict| {
        verdict.superseded_by.is_none() && verdict.action == Action::Fix && wanted(verdict.finding.rule)
    });
    let edits =
        fixes.map(|verdict| Edit { span: verdict.span, replacement: verdict.after().to_owned().into(), owner: 0 });
    // Fixes of a log are disjoint, and so are some of them.
    let edits = EditList::new(outcome.original, edits.collect()).expect("fixes that stand in the log");
    let cleaned = edits.apply(outcome.original);
    if cleaned == outcome.original {
        return String::new();
    }
    let names = (format!("a/{doc}"), format!("b/{doc}"));
    TextDiff::from_lines(outcome.original, cleaned.as_str()).unified_diff().header(&names.0, &names.1).to_string()
}
