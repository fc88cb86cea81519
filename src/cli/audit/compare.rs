//! `copydesk audit diff OLD NEW`: what another version or config finds otherwise.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use copydesk::audit::{Archive, Row, escape};

use super::{Fatal, Status, counted, print};

/// What of a row must be the same for it to be the same finding.
type Key = (usize, usize, String, String, String);

fn key(row: &Row) -> Key {
    (row.span.start, row.span.end, row.rule.clone(), row.action.clone(), row.after.clone())
}

/// Rows lost and won by rule and action.
type Changes = BTreeMap<(String, String), (u64, u64)>;

/// Prints the rows that only one of the logs has, `-` for the old and `+` for the new, and counts them by rule.
///
/// # Errors
/// When a log cannot be read, or standard output cannot be written.
pub fn compare(old: &Archive, new: &Archive) -> Result<Status, Fatal> {
    let mut names: Vec<String> = Vec::new();
    let mut of_new: HashMap<String, Vec<Row>> = HashMap::new();
    for row in new.rows()? {
        let row = row?;
        if names.last() != Some(&row.doc) {
            names.push(row.doc.clone());
        }
        of_new.entry(row.doc.clone()).or_default().push(row);
    }
    let mut changes = Changes::new();
    let mut rows = old.rows()?.peekable();
    let mut differing = 0;
    while let Some(first) = rows.next().transpose()? {
        let mut of_old = vec![first];
        while let Some(row) = rows.next_if(|row| row.as_ref().is_ok_and(|row| row.doc == of_old[0].doc)) {
            of_old.push(row?);
        }
        let other = of_new.remove(&of_old[0].doc).unwrap_or_default();
        differing += u64::from(document(&of_old, &other, &mut changes)?);
    }
    for name in names {
        if let Some(rows) = of_new.remove(&name) {
            differing += u64::from(document(&[], &rows, &mut changes)?);
        }
    }
    print(&table(&changes, differing))?;
    Ok(Status::Done)
}

/// Prints how the rows of one document differ, and says whether they do.
fn document(old: &[Row], new: &[Row], changes: &mut Changes) -> Result<bool, Fatal> {
    // Equal rows may stand in a log more than once.
    let mut left: HashMap<Key, i64> = HashMap::new();
    for row in old {
        *left.entry(key(row)).or_default() += 1;
    }
    let mut won = Vec::new();
    for row in new {
        match left.get_mut(&key(row)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => won.push(row),
        }
    }
    let mut lost = Vec::new();
    for row in old.iter().rev() {
        if let Some(count) = left.get_mut(&key(row)).filter(|count| **count > 0) {
            *count -= 1;
            lost.push(row);
        }
    }
    let mut lines: Vec<(usize, char, &Row)> = lost.into_iter().map(|row| (row.span.start, '-', row)).collect();
    lines.extend(won.into_iter().map(|row| (row.span.start, '+', row)));
    lines.sort_by_key(|&(start, sign, row)| (start, sign == '+', row.seq));
    let mut out = String::new();
    for (_, sign, row) in &lines {
        let Row { doc, line, column, rule, action, before, after, .. } = row;
        let (before, after) = (escape(before), escape(after));
        // A string takes all.
        let _ = writeln!(out, "{sign} {doc}:{line}:{column}: {rule} {action}: {before} → {after}");
        let (lost, won) = changes.entry((rule.clone(), action.clone())).or_default();
        *(if *sign == '-' { lost } else { won }) += 1;
    }
    print(&out)?;
    Ok(!lines.is_empty())
}

fn table(changes: &Changes, differing: u64) -> String {
    if changes.is_empty() {
        return "no difference\n".to_owned();
    }
    let width = changes.keys().map(|(rule, _)| rule.len()).max().unwrap_or_default().max(4);
    let mut out = format!("\n{:width$}  {:10}  {:>9}  {:>9}\n", "rule", "action", "only old", "only new");
    for ((rule, action), (lost, won)) in changes {
        // A string takes all.
        let _ = writeln!(out, "{rule:width$}  {action:10}  {lost:>9}  {won:>9}");
    }
    let _ = writeln!(out, "{} differ", counted(differing, "documents"));
    out
}
