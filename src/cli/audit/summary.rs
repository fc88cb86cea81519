//! `copydesk audit summary`: rows and documents by rule.

use std::fmt::Write as _;

use copydesk::audit::{Archive, Summary};

use super::{Fatal, Status, counted, print};

/// Characters of the longest bar.
const LONGEST: u64 = 30;

/// Prints the counts.
///
/// # Errors
/// When the log cannot be read, or standard output cannot be written.
pub fn summary(archive: &Archive) -> Result<Status, Fatal> {
    let mut summary = Summary::default();
    for row in archive.rows()? {
        summary.add(&row?);
    }
    let width = summary.rules.keys().map(|key| key.rule.len()).max().unwrap_or(4).max(4);
    let most = summary.most();
    let mut out = format!("{:width$}  {:10}  {:>9}  {:>9}\n", "rule", "action", "rows", "documents");
    for (key, count) in &summary.rules {
        let (rule, action, rows, documents) = (&key.rule, &key.action, count.rows, count.documents);
        let bar = bar(rows, most);
        // A string takes all.
        let _ = writeln!(out, "{rule:width$}  {action:10}  {rows:>9}  {documents:>9}  {bar}");
    }
    let _ = writeln!(out, "{} in {}", counted(summary.rows, "rows"), counted(summary.documents, "documents"));
    print(&out)?;
    Ok(Status::Done)
}

/// A bar in eighths of a character; what is there at all is seen.
fn bar(count: u64, most: u64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = usize::try_from((count * LONGEST * 8 / most.max(1)).max(1)).unwrap_or_default();
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn bars_are_in_proportion() {
        assert_eq!(bar(8, 8), "█".repeat(30));
        assert_eq!(bar(1, 8), "███▊");
        assert_eq!(bar(1, 1_000_000), "▏");
    }
}
